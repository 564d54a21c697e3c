"""The words of one operand → the expressions it may mean, where they are a phrase with operands of their own.

甲占乙的比重, 去年的甲, 甲的增加额, 甲、乙之和, 甲减乙, 甲的一半, 最大的项目: each is resolved like a question and
stands as an expression in another; what is no phrase is a name.
"""

from __future__ import annotations

import re
from functools import partial

from service.plan import algebra
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import changes, sided
from service.understand.operands.amounts import without_amounts
from service.understand.operands.operands import member, named, of_expression, parallel
from service.understand.operands.pairing import Candidate, Read, all_read, together
from service.understand.operands.phrases import earlier, leading, phrases
from service.understand.operands.rates import product
from service.understand.sets import groups, narrowed
from service.understand.wording import grammar, numbers, words
from service.understand.wording.folded import fold
from service.understand.wording.frame import Frame, Op

DEPTH = 3
"""phrases within phrases that are looked into"""
_MEMBERS = re.compile(
    rf"(?P<in>.*?)(?:的|里面?|中|下面?)*(?:这|那|全部|所有)?(?P<n>{numbers.CHINESE}+|\d+)(?:个|项|类|块|笔)(?:的)?(?P<noun>.+?)"
    r"(?:之和|的和|总和|合计数?|总计|加总|相加|加起来|合起来)?(?:金额|数)?"
)
"""some number of things in a set: 卫生健康支出两个项级科目合计"""
_ADDED = "(?:加起来|相加|之和|合计|总和|加总)?$"
_PARTS = re.compile(
    r"(?P<x>.+?)(?:的|下面?的?|里面?的?|中的?)?"
    r"(?:各分?项|各个?项目|各明细|明细|下级|各部分|子项|各子项|各款|各类|分项)(?:数|金额|支出|费用)*"
    rf"{_ADDED}"
)
_COUNTED = re.compile(
    rf"(?P<x>.+?)(?:的|下面?的?|里面?的?|中的?|这|那)?(?P<n>{numbers.CHINESE}|\d+)(?:大|小|个)?(?:块|项|类|部分|分项|子项|明细)"
    rf"(?:资金|支出|经费|内容|金额|分项)*{_ADDED}"
)
"""what a name is made of, counted: 商业创新专项五块资金"""


def candidates(
    text: str, vocabulary: Vocabulary, lent: str = "", keep: bool = False, depth: int = 0
) -> list[Candidate]:
    """Expressions that an operand's words may mean, best first; [] where nothing is explained well enough.

    ``lent`` is the other operand's words: what this one leaves out (the row, the project) it borrows;
    with ``keep`` only where it has no meaning of its own.
    """
    text = without_amounts(text)
    folded = fold(grammar.polite(text), vocabulary.protect)
    if lent and not keep:
        own = parallel(text, leading(lent, fold(lent, vocabulary.protect)), vocabulary)
        if own:
            return own
    if depth < DEPTH:
        phrased = False
        for frame in phrases(text, folded):
            phrased = True
            found = _phrase(frame, vocabulary, depth + 1)
            if found is not None:
                return [found]
        if phrased and (several := _picked(text, vocabulary) or _members(text, vocabulary)) is not None:
            return [several]
        if phrased:  # a part of the phrase for the whole of it would be another figure
            return [c for c in named(text, vocabulary, lent, keep) if c.explained >= 1]
    chosen = _parts(text, vocabulary) or _picked(text, vocabulary) or _members(text, vocabulary)
    return [chosen] if chosen else named(text, vocabulary, lent, keep)


def composite(text: str, vocabulary: Vocabulary) -> bool:
    """Is an operand's text a phrase of its own?"""
    return next(phrases(text, fold(text, vocabulary.protect)), None) is not None


def reader(depth: int) -> Read:
    """``candidates`` for the operands of a phrase that lies ``depth`` phrases deep."""
    return partial(candidates, depth=depth)


def _phrase(frame: Frame, vocabulary: Vocabulary, depth: int) -> Candidate | None:
    read = reader(depth)
    first = frame.operands[0]
    match frame.op:
        case Op.SUM:
            return _sum(frame, vocabulary, read)
        case Op.DIFFERENCE:
            return _difference(frame, vocabulary, read)
        case Op.SHARE | Op.MULTIPLE:
            found = sided.binary(frame, vocabulary, read)
            if found is None or not isinstance(found.plan, algebra.Share | algebra.Multiple):
                return None
            return of_expression(found.plan, vocabulary, found.explained)
        case Op.COMPLETION:
            planned = completion(first, frame.text, vocabulary, read)
            return of_expression(planned, vocabulary) if planned is not None else None
        case Op.PRIOR:
            before = prior(first, vocabulary, read)
            return of_expression(before, vocabulary) if before is not None else None
        case Op.CHANGE | Op.GROWTH:
            moved = change(first, frame.text, frame.op is Op.GROWTH, vocabulary, read)
            return of_expression(moved, vocabulary) if moved is not None else None
        case Op.WHATIF if frame.percent is not None:
            base = [c for c in read(first, vocabulary) if c.explained >= 1][:1]
            return of_expression(algebra.Scaled(base[0].expression, frame.percent), vocabulary) if base else None
        case Op.PRODUCT:
            multiplied = product(frame, vocabulary, read)
            if multiplied is None or not isinstance(multiplied.plan, algebra.Product):
                return None
            return of_expression(multiplied.plan, vocabulary, multiplied.explained)
        case _:
            return None


def _sum(frame: Frame, vocabulary: Vocabulary, read: Read) -> Candidate | None:
    """甲、乙和丙三项 → the sum of its items, if each is a name of its own or a phrase."""
    items = frame.operands
    lists = []
    for item in items:
        composed = [c for c in read(item, vocabulary) if not isinstance(c.expression, algebra.Cell)]
        lists.append(composed or member(item, items[0], vocabulary))
    found = together(lists)
    if not found or not all_read(found):
        return None
    if not all(candidate.readings[0].named or "合计" not in item for candidate, item in zip(found, items, strict=True)):
        return None
    total = algebra.Sum(tuple(candidate.expression for candidate in found))
    return of_expression(total, vocabulary, min(candidate.explained for candidate in found))


def _difference(frame: Frame, vocabulary: Vocabulary, read: Read) -> Candidate | None:
    """甲加乙减丙 → what is left of the sum, if each term is explained."""
    first, second = frame.operands
    head = leading(first, fold(first, vocabulary.protect))
    less = parallel(second, head, vocabulary) or read(second, vocabulary) or member(second, head, vocabulary)
    pair = together([read(first, vocabulary), less])
    if not pair or any(candidate.explained < 1 for candidate in pair):
        return None
    return of_expression(algebra.Difference(pair[0].expression, pair[1].expression), vocabulary)


def prior(text: str, vocabulary: Vocabulary, read: Read) -> algebra.Expression | None:
    """The same a year before: of a phrase each operand, of a name its level then."""
    year = vocabulary.document.year
    if year is None:
        return None
    inner = next(phrases(text, fold(text, vocabulary.protect)), None)
    if inner is not None and inner.op in (Op.SHARE, Op.SUM, Op.DIFFERENCE):
        shifted = tuple(map(earlier, inner.operands))
        if inner.op is Op.SHARE and len(shifted) == 1:
            return None
        pair = together([read(part, vocabulary) for part in shifted], parted=inner.op is Op.SHARE)
        if not pair:
            return None
        parts = [candidate.expression for candidate in pair]
        match inner.op:
            case Op.SHARE:
                return algebra.Share(parts[0], parts[1])
            case Op.DIFFERENCE:
                return algebra.Difference(parts[0], parts[1])
            case _:
                return algebra.Sum(tuple(parts))
    return changes.before(text, year - 1, vocabulary)


def change(text: str, question: str, rate: bool, vocabulary: Vocabulary, read: Read) -> algebra.Expression | None:
    """How much a subject changed, or at what rate: stated, shown by two columns, or of a phrase computed."""
    if not composite(text, vocabulary):
        match changes.stated(text, question, vocabulary):
            case algebra.Stated(change=moved, rate=said):
                chosen = said if rate else moved
                return algebra.Magnitude(chosen) if chosen is not None else None
            case algebra.Growth(now=now, before=before):
                return algebra.Magnitude(algebra.Growth(now, before, rate))
            case _:
                return None
    pair = grown(text, vocabulary, read)
    return algebra.Magnitude(algebra.Growth(*pair, rate)) if pair is not None else None


def grown(text: str, vocabulary: Vocabulary, read: Read) -> tuple[algebra.Expression, algebra.Expression] | None:
    """A subject this year and the year before."""
    before = prior(text, vocabulary, read)
    now = [c for c in read(text, vocabulary) if c.explained >= 1][:1] if before is not None else []
    if not now or before is None or now[0].expression == before:
        return None
    return now[0].expression, before


def completion(text: str, question: str, vocabulary: Vocabulary, read: Read) -> algebra.Completion | None:
    """Final account of budget for a name, or for a sum of names."""
    pair: tuple[algebra.Expression, algebra.Expression] | None = None
    if not composite(text, vocabulary):
        pair = changes.budget_and_final(text, vocabulary, question)
    if pair is None:
        whole = [c for c in read(text, vocabulary) if not isinstance(c.expression, algebra.Cell)][:1]
        pair = changes.accounts(whole[0].expression, vocabulary, question) if whole else None
    return algebra.Completion(pair[1], pair[0]) if pair is not None else None


def _picked(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """最贵的项目, 今年新增的两个项目 → the members that the words pick out of a set."""
    group = narrowed.picked(grammar.polite(text), vocabulary)
    if group is None:
        return None
    one = len(group.members) == 1
    return of_expression(group.members[0] if one else algebra.Sum(group.members, group.label), vocabulary)


def _members(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """As many members of a set as the words say it has, added up."""
    found = _MEMBERS.fullmatch(text)
    if found is None:
        return None
    noun, rest = next(
        ((key, found["noun"].replace(word, "", 1)) for word, key in words.load().sets if word in found["noun"]),
        ("child", found["noun"]),
    )
    named = found["in"] + rest
    group = groups.group(noun, named, text, vocabulary) if named else None
    if group is None or len(group.members) != numbers.numeral(found["n"]):
        return None
    return of_expression(algebra.Sum(group.members, group.label), vocabulary)


def _parts(text: str, vocabulary: Vocabulary) -> Candidate | None:
    """X各项加起来, X的明细之和 → the sum of X's children."""
    found = _PARTS.match(text) or _COUNTED.match(text)
    if found and re.fullmatch("(?:其|它|该[类款项])(?:项|下|下面|所属)*", found["x"]):
        return None  # a pronoun names nothing
    group = groups.group("child", found["x"], found["x"], vocabulary) if found else None
    if found is None or group is None or len(group.members) < 2:
        return None
    if "n" in found.groupdict() and len(group.members) != numbers.numeral(found["n"]):
        return None
    return of_expression(algebra.Sum(group.members, f"{found['x']}各项合计"), vocabulary)
