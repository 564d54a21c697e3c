"""A normalised question becomes the frames it may mean, likeliest first.

Names that the documents know are folded into one private character each before any pattern is
tried, so that an operator inside a name (商品和服务支出, 占用, 对比) never splits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from service.understand.sets import setphrase
from service.understand.sets.setphrase import SUM, WHICH
from service.understand.wording import numbers, words
from service.understand.wording.folded import Folded, Protect, fold
from service.understand.wording.frame import Frame, Op
from service.understand.wording.listing import AND, AND_COMMA, BESIDE, items
from service.understand.wording.plain import in_plain_words, plainly
from service.understand.wording.units import asked_unit, without_wish

_ASKING = re.compile(r"多少|几|哪|什么|谁|吗|占比|比例|比重|百分|是否|是不是|怎么|如何|为何|为什么|啥|多大|原因")
_SCOPE = re.compile("不算|不含|不包括|不计|不带|剔除|扣除|除了?")
_PEOPLE_GIVEN = re.compile(r"\d+(?:个|名|位)?(?:人|职工)(?!次|天)")
_FOR_EACH = re.compile("(?:每|一|每一)个?人")
_WITHIN = re.compile("(?:里|中|内|里面|里边|下面|当中|上|表)$")
_OF_SET = re.compile(
    rf"[\d万亿元块%分]的(?:{'|'.join(word for word, _ in words.load().sets)}|{setphrase.TOGETHER.pattern})"
    rf"|的?(?:{setphrase.TOGETHER.pattern})(?:是|有)*(?:多少|几)"
)
_PER = (
    r"(?:平均|摊到|合)?每一?个?(?P<per>{counters})(?P<who>{people})?|(?:平均)?[每一][个名位](?P<who1>{people})"
    r"|平均一(?P<per2>{counters})|(?:单|一)(?P<one>{single})|(?P<who2>{people})?(?P<per1>人)均|(?P<who3>{people})平均(?!每|一)"
    r"|(?<![产民众先医])(?P<short>{averages})均"
)


def frames(question: str, protect: Protect) -> list[Frame]:
    """Every reading of a normalised question, likeliest first; the last is always a look-up.

    >>> [f.op.value for f in frames("甲占乙的百分之几", lambda text: [])][0]
    'share'
    """
    text = polite(question)
    unit, text = asked_unit(text), without_wish(text)
    said = fold(text, _without_shares(text, protect))
    folded = plainly(said)
    found = [replace(frame, unit=unit, operators=_unmet(frame, folded)) for frame in _readings(folded, text)]
    lookup = Frame(Op.LOOKUP, text, (in_plain_words(said),), unit=unit)
    found.append(replace(lookup, operators=_unmet(lookup, folded)))
    return list(dict.fromkeys(frame for frame in found if frame.op in _READ or not frame.operators))


def _without_shares(text: str, protect: Protect) -> Protect:
    """``protect``, but for 一个人 where the question gives a number of people to divide by."""
    if not _PEOPLE_GIVEN.search(text):
        return protect
    return lambda whole: [span for span in protect(whole) if not _FOR_EACH.fullmatch(whole[slice(*span)])]


_READ = (Op.LOOKUP, Op.LISTED, Op.WHY, Op.DEFINE)


def _unmet(frame: Frame, folded: Folded) -> tuple[str, ...]:
    """The words outside names that ask for an operation that ``frame`` isn't."""
    if frame.op in (Op.WHY, Op.DEFINE):
        return ()
    said = "".join(frame.operands)
    unmet = []
    for regex, by, within in words.load().asked:
        hit = None if frame.op in by else regex.search(folded.text)
        if hit and not (frame.op in within and hit.group(0) in said):
            unmet.append(folded.unfold(hit.group(0)))
    return tuple(unmet)


def polite(question: str) -> str:
    """The question without greetings at its start, particles and marks at its end."""
    end = words.load().end
    question = opened(question)
    while True:
        shorter = end.sub("", opened(question))
        if shorter == question or not shorter:
            return shorter or question
        question = shorter


def opened(question: str) -> str:
    """The question without what is said before it: greetings, who is asking and what for."""
    vocabulary = words.load()
    spared = vocabulary.preamble.sub("", question.strip())
    question = spared if len(spared) > 5 else question.strip()
    while shorter := vocabulary.start.sub("", question):
        if shorter == question:
            break
        question = shorter.strip()
    return question


def asking(question: str) -> str:
    """The question without the sentences after the last one that asks (想带回去作些宣传)."""
    parts = re.findall(r"[^？。！]+[？。！]*", question)
    while len(parts) > 1 and not _ASKING.search(parts[-1]) and any(_ASKING.search(part) for part in parts):
        parts.pop()
    return "".join(parts)


def asks(text: str) -> bool:
    """Has a text a word that asks?"""
    return _ASKING.search(text) is not None


def _readings(folded: Folded, text: str) -> Iterator[Frame]:
    which = bool(WHICH.search(folded.text))
    if compared := setphrase.compared(folded, text):
        yield compared
    ranked = setphrase.ranking(folded, text)
    if ranked and (which or not _binary(folded)):
        yield ranked
    shaped = list(_shapes(folded, text, which))
    early = (Op.CODE, Op.DEFINE, Op.WHY, Op.WITNESS, Op.VERIFY)
    yield from (frame for frame in shaped if frame.op in early)
    yield from setphrase.excepted(folded, text)
    holders = setphrase.having(folded)
    if within := setphrase.filtered(folded, text) or holders:
        yield within
    yield from _per_unit(folded, text)
    yield from (frame for frame in shaped if frame.op not in early)
    if ranked:
        yield ranked
    yield from _means(folded, text)
    if each := re.search("平均每?(?:一)?(?P<per>[个项])(?!月)", folded.text):
        rest = folded.text[: each.start()] + folded.text[each.end() :]
        yield Frame(Op.PER_UNIT, text, (folded.unfold(rest).strip("，的"),), per=each["per"])
    yield from _lists(folded, text)
    if holders is None:  # else they are some of a set, not all of it
        yield from setphrase.members(folded, text)


def _binary(folded: Folded) -> bool:
    return bool(re.search(r"占|比(?!例|重|较|率)|几倍|多少倍", folded.text))


def _shapes(folded: Folded, text: str, which: bool) -> Iterator[Frame]:
    for pattern in words.load().patterns:
        found = pattern.regex.match(folded.text)
        if not found:
            continue
        groups = {key: value or "" for key, value in found.groupdict().items()}
        said = [template.format_map(groups) for template in pattern.operands or _operands(groups)]
        second = said[1] if len(said) > 1 else ""
        if (
            which
            and pattern.op in (Op.SHARE, Op.DIFFERENCE, Op.GROWTH, Op.MULTIPLE, Op.COMPLETION)
            and WHICH.search(said[0])
        ):
            continue
        operands = [_unopened(folded.unfold(part).strip("，。、： ")) for part in (said[0], second)]
        if pattern.op is Op.DIFFERENCE and _SCOPE.search(folded.text) and any("结转" in part for part in operands):
            continue  # which side of the carry-over is meant
        operands[0] += _same_row(*operands)
        if pattern.op is Op.COMPARE and "H" in groups and groups["H"].endswith("倍"):
            times = numbers.amount(operands[1])
            if times is not None:
                above = (_comparator(folded.text) or (">", 0))[0].startswith(">")
                yield Frame(Op.COMPARE, text, (operands[0],), largest=above, threshold=(times[0], "倍"))
            continue
        if pattern.op is Op.COMPARE and (half := numbers.percentage(operands[1])) is not None:
            above = (_comparator(folded.text) or (">", 0))[0].startswith(">")
            yield Frame(Op.COMPARE, text, (operands[0],), largest=above, threshold=(half, "%"))
            continue
        if pattern.op is Op.COMPARE and numbers.amount(operands[1]) and not re.search(r"[\ue000-\uf8ff]", second):
            if which or _OF_SET.search(operands[1]):
                continue  # 超过50万元的项目 is a set of its own, compared with nothing
            threshold = numbers.amount(operands[1])
            sign = _comparator(folded.text) or (">", 0)
            above = sign[0].startswith(">")
            yield Frame(Op.COMPARE, text, (operands[0],), comparator=sign[0], threshold=threshold, largest=above)
            continue
        if asserted := groups.get("V"):
            yield Frame(Op.VERIFY, text, (operands[0],), threshold=numbers.amount(asserted))
            continue
        if pattern.op is Op.WHATIF:
            share = numbers.percentage(groups["P"])
            if share is not None:
                signed = share if groups.get("U") else -share
                yield Frame(Op.WHATIF, text, (operands[0],), percent=signed, saved=bool(groups.get("S")))
            continue
        yield Frame(
            pattern.op,
            text,
            tuple(part for part in operands if part),
            largest=_asks_more(pattern.op, groups.get("W"), folded.text),
            inside=bool(groups.get("I")),
        )


def _unopened(text: str) -> str:
    """``text`` without a bracket at its start that nothing closes."""
    return text if "）" in text else text.removeprefix("（")


def _asks_more(op: Op, word: str | None, text: str) -> bool:
    """Is the larger one asked for, or whether the first is larger?"""
    if op is Op.COMPARE and word is None:
        sign = _comparator(text)
        return sign is None or sign[0].startswith(">")
    return word not in ("少", "小", "低", "便宜")


def _same_row(first: str, second: str) -> str:
    """What a table named alone leaves to the other operand: 收入表 and 支出表里的甲 → 的甲."""
    found = re.fullmatch(r"[^的]+表(?:里|中)?(?:的)?(?P<row>.+)", second)
    return f"的{found['row']}" if found and re.fullmatch(r"[^的]+表(?:里|中)?", first) else ""


def _operands(groups: dict[str, str]) -> tuple[str, ...]:
    """The operands of a pattern that doesn't say how they are put together: its groups A and B."""
    return (
        ("{A}{A2}" if "A2" in groups else "{A}", "{B}")
        if "B" in groups
        else ("{A}{A2}",)
        if "A2" in groups
        else ("{A}",)
    )


def _comparator(text: str) -> tuple[str, int] | None:
    for word, sign in words.load().comparators:
        at = text.find(word)
        if at >= 0:
            return sign, at
    return None


def _per_unit(folded: Folded, text: str) -> Iterator[Frame]:
    known = words.load()
    lists = (known.counters, known.people, known.single, tuple(known.averages))
    counters, people, single, averages = ("|".join(group) for group in lists)
    pattern = _PER.format(counters=counters, people=people, single=single, averages=averages)
    found = re.search(pattern, folded.text)
    if found and folded.text[found.end() : found.end() + 1].isdigit():
        return  # 每辆4万元 is a rate given, none asked for
    if found and not re.search(
        rf"(?:几|多少)(?:{'|'.join(words.load().counted)})(?!元|钱)", folded.text[found.end() :]
    ):
        rest = folded.text[: found.start()] + folded.text[found.end() :]
        short = known.averages.get(found["short"] or "", "")
        who = found["who"] or found["who1"] or found["who2"] or found["who3"] or (short if short in people else "")
        per = found["per"] or found["per2"] or found["one"] or found["per1"] or ("人" if who else short)
        of_it = re.match(r"(?:[\ue000-\uf8ff]|车辆?)的?(?=.*[\ue000-\uf8ff])", folded.text[found.end() :])
        if of_it and not who:  # 每平方米办公用房摊多少机关运行经费: what is divided comes after what it is divided by
            left = folded.text[: found.start()] + folded.text[found.end() + of_it.end() :]
            yield Frame(Op.PER_UNIT, text, (folded.unfold(left).strip("，的"),), per=per, who=who)
        yield Frame(Op.PER_UNIT, text, (folded.unfold(rest).strip("，的"),), per=per, who=who)


def _means(folded: Folded, text: str) -> Iterator[Frame]:
    asked = setphrase.mean(folded, text)
    people = "|".join(words.load().people)
    if asked is None or re.search(rf"(?:{people})(?:的)?平均|平均每?[个名位](?:{people})", folded.text):
        return  # a mean over people isn't one over items
    listed = items(setphrase.MEAN.sub("", folded.text, count=1), folded)
    yield Frame(Op.MEAN, text, tuple(listed)) if len(listed) > 1 else asked


def _all_named(text: str) -> bool:
    """Does each part between commas name a thing of its own? Others say where, when or of what (甲里，整个实施期)."""
    parts = [part for part in setphrase.without_asking(text).split("，") if part.strip()]
    return len(parts) > 1 and all(re.search(r"[\ue000-\uf8ff]", part) and not _WITHIN.search(part) for part in parts)


def _own_name(total: re.Match[str], text: str) -> bool:
    """Is a word of a sum an item's own name: before what joins it to the next or asks of each (支出合计和甲各)?"""
    return total.group().endswith(("合计", "总计", "小计")) and bool(
        AND.match(text, total.end()) or re.match("数?，?(?:各|分别)", text[total.end() :])
    )


def _lists(folded: Folded, text: str) -> Iterator[Frame]:
    counters = list(re.finditer(rf"(?:几|多少)(?:{'|'.join(words.load().counted)})", folded.text))
    if len({found.group(0) for found in counters}) > 1:
        head = folded.text[: counters[0].start()]
        yield Frame(Op.LISTED, text, tuple(folded.unfold(head + found.group(0)) for found in counters))
    summed = next((found for found in SUM.finditer(folded.text) if not _own_name(found, folded.text)), None)
    rest = folded.text if summed is None else SUM.sub("", folded.text)
    listed = items(rest, folded, AND_COMMA if summed and _all_named(rest) else AND)
    if summed and not listed:
        listed = items(rest, folded, BESIDE)
    if len(listed) > 1:
        yield Frame(Op.SUM if summed or re.search(r"加(?:上)?", folded.text) else Op.LISTED, text, tuple(listed))
    if over := setphrase.total(folded, text):
        yield over
