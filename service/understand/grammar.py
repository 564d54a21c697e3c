"""A normalised question becomes the frames it may mean, likeliest first.

Names that the documents know are folded into one private character each before any pattern is
tried, so that an operator inside a name (商品和服务支出, 占用, 对比) never splits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from service.understand import numbers, words
from service.understand.frame import Frame, Op

Spans = list[tuple[int, int]]
Protect = Callable[[str], Spans]
"""Spans of a text that are names in the documents: in order, not overlapping."""

_BASE = 0xE000
_AND = re.compile(
    r"、|和|(?<!参)与|跟|(?<![合相不共])同(?![比期意时样])|以及|(?<!涉)及(?!时|其)|还有|加上|(?<![增参])加(?![班强快工大])"
)
BESIDE = re.compile("、")
"""for lists without any mark: 办公费印刷费"""
_AND_COMMA = re.compile(_AND.pattern + "|，")
_SUM = re.compile(
    r"(?:这)?(?:[两二三四五六七八九十\d]+(?:项|个|者|笔|类|种))?(?:费用|支出|项目)?"
    r"(?:加起来|加在一起|合起来|合在一起|合并|相加|加总|之和|总和|的和|合计|总计|总共|一共|共计|总额|加一起|共(?=多少|几|是|有))"
)
_EACH = re.compile(r"(?:分别|各自|各|都|依次)(?:是|为|有|安排|花)?")
_MEAN = re.compile(r"平均(?:每个|每项|每家|每笔|每类|一个|一项|下来|值|数|水平)?|均值|(?<!人)均摊")
_WHICH = re.compile(
    r"哪(?:几个|几家|几样|一块|一样|一类|一家|一种|一笔|个|些|项|一项|一个|几项|几个|类|一类|笔|块|种|家|里|儿|方面)|谁|什么(?=项目|科目|支出|费用)"
)
_ASKING = re.compile(r"多少|几|哪|什么|谁|吗|占比|比例|比重|百分|是否|是不是|怎么|如何|为何|为什么|啥|多大|原因")
_COUNT = re.compile(
    r"(?:一共|总共|共计|共)?(?:有|是|涉及|包含|包括)?(?:几|多少)(?:个|项|种|类|笔|家|条|款)|数量(?:是|有)?多少|个数"
)
_PARTS = re.compile(
    r"(?:由|包括|包含|含|涵盖|有|分为|分成|分)(?:了)?(?:哪些|哪几|什么|几(?=部分|项|个|方面|内容|类|块|种))(?:部分|项|个|方面|内容|类|块|种)?(?:内容|组成|构成|项目|支出|费用|科目|收入|来源)?(?:组成|构成)?"
    r"|(?:的)?(?:构成|组成|明细|分布|结构|细目|清单|列表|去向)(?:情况|是什么|是怎样的|有哪些|如何|怎么样)?$"
    r"|(?:都|主要|具体|分别|钱)*(?:花|用|投|安排|流)(?:在|到|向)?(?:了)?(?:哪里?|哪儿|哪些(?:地方|方面|项目)?|什么地方|什么方面|哪些)(?:去)?(?:了)?"
    r"|(?:的)?(?:各项|每项|各个|每个|各类|各分项|所有)(?:项目|支出|费用|明细|科目|收入)?(?:分别|各)?(?:是|有|安排)?(?:多少|几)"
    r"|列(?:出|举|一下)|(?:都|分别|各)?有哪些(?:项目|支出|费用|科目|收入|来源|内容|项)?$"
)
_PER = "(?:平均)?(?:每一?|单|一)(?P<per>{counters})|(?P<per1>人)均"
_FRACTION = re.compile(
    rf"(?P<of>.*?)(?:的)?(?:一半|半数|过半|[一二三四五]分之[一二三四]|\d+(?:\.\d+)?%|百分之{numbers.CHINESE}+|[一二三四五六七八九]成)(?:以上|以下)?"
)
_ROLE = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?$|(?:上年|本年)(?:预算|决算)?数?$")
_EXCEPT = re.compile(
    r"(?:除了?|除去|扣除|不算|不含|不包括|去掉|刨去|剔除|撇开)(?P<out>.+?)(?:以外|之外|外|后|之后)?[，]?(?:其余|其他|其它|剩下|剩余|别的)(?:的)?(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its names folded into single private characters."""

    text: str
    names: tuple[str, ...]

    def unfold(self, part: str) -> str:
        return "".join(self.names[ord(c) - _BASE] if _BASE <= ord(c) < _BASE + len(self.names) else c for c in part)


def fold(text: str, protect: Protect) -> Folded:
    """``text`` with every protected span as one private character."""
    parts: list[str] = []
    names: list[str] = []
    at = 0
    for start, end in protect(text):
        parts += [text[at:start], chr(_BASE + len(names))]
        names.append(text[start:end])
        at = end
    return Folded("".join(parts) + text[at:], tuple(names))


def frames(question: str, protect: Protect) -> list[Frame]:
    """Every reading of a normalised question, likeliest first; the last is always a look-up.

    >>> [f.op.value for f in frames("甲占乙的百分之几", lambda text: [])][0]
    'share'
    """
    text = polite(question)
    folded = fold(text, protect)
    unit = asked_unit(text)
    found = [replace(frame, unit=unit) for frame in _readings(folded, text)]
    unique: list[Frame] = []
    for frame in found:
        if frame not in unique:
            unique.append(frame)
    return unique


def polite(question: str) -> str:
    """The question without greetings at its start, particles and marks at its end."""
    vocabulary = words.load()
    spared = vocabulary.preamble.sub("", question.strip())
    question = spared if len(spared) > 5 else question
    while True:
        shorter = vocabulary.end.sub("", vocabulary.start.sub("", question.strip()))
        if shorter == question or not shorter:
            return shorter or question
        question = shorter


def asked_unit(text: str) -> str | None:
    """The unit an answer is asked in: 多少元, 几万块, 以万元计, 换算成亿元; None where none is said."""
    found = re.search(
        r"(?:多少|几|是|合|为|以|按|用|换算?成|换成|折合|折成|单位(?:是|为|：)?)(?:个)?(亿元?|万元|万块钱?|万(?!件|平)|千元|元|块钱?)",
        text,
    )
    if not found:
        return None
    word = found.group(1)
    return "亿元" if word.startswith("亿") else "万元" if word.startswith("万") else "千元" if word == "千元" else "元"


def clauses(question: str, protect: Protect) -> list[str]:
    """The parts of a question that ask something each: X多少，占Y的几成 → [X多少, 占Y的几成].

    A question whose comma only lists or sets a scene stays whole.
    """
    folded = fold(polite(question), protect)
    parts = [part for part in re.split(r"[，；。？]|(?<=多少)(?:、|和)(?=占)", folded.text) if part.strip()]
    asking = [bool(_ASKING.search(part)) for part in parts]
    if sum(asking) < 2:
        return [folded.unfold(folded.text)]
    merged: list[str] = []
    for part, asks in zip(parts, asking, strict=True):
        if merged and not _ASKING.search(merged[-1]):
            merged[-1] += "，" + part
        elif asks or not merged:
            merged.append(part)
        else:
            merged[-1] += "，" + part
    return [folded.unfold(part) for part in merged]


def _readings(folded: Folded, text: str) -> Iterator[Frame]:
    which = bool(_WHICH.search(folded.text))
    ranked = ranking(folded, text)
    if ranked and (which or not _binary(folded)):
        yield ranked
    shaped = list(_shapes(folded, text, which))
    early = (Op.DEFINE, Op.WHY, Op.WITNESS, Op.VERIFY)
    yield from (frame for frame in shaped if frame.op in early)
    yield from _excepted(folded, text)
    yield from filtered(folded, text)
    yield from _per_unit(folded, text)
    yield from (frame for frame in shaped if frame.op not in early)
    if ranked:
        yield ranked
    yield from _means(folded, text)
    yield from _lists(folded, text)
    yield from _sets(folded, text)
    yield Frame(Op.LOOKUP, text, (text,))


def _binary(folded: Folded) -> bool:
    return bool(re.search(r"占|比(?!例|重|较|率)|几倍|多少倍", folded.text))


def _shapes(folded: Folded, text: str, which: bool) -> Iterator[Frame]:
    for pattern in words.load().patterns:
        found = pattern.regex.match(folded.text)
        if not found:
            continue
        groups = found.groupdict()
        first = (groups.get("A") or "") + (groups.get("A2") or "")
        second = groups.get("B") or ""
        if (
            which
            and pattern.op in (Op.SHARE, Op.DIFFERENCE, Op.GROWTH, Op.MULTIPLE, Op.COMPLETION)
            and _WHICH.search(first)
        ):
            continue
        operands = [folded.unfold(part).strip("，。、 ") for part in (first, second)]
        if pattern.op is Op.COMPARE and numbers.amount(operands[1]) and not re.search(r"[\ue000-\uf8ff]", second):
            threshold = numbers.amount(operands[1])
            sign = _comparator(folded.text) or (">", 0)
            yield Frame(Op.COMPARE, text, (operands[0],), comparator=sign[0], threshold=threshold)
            continue
        if pattern.op is Op.COMPARE and (part := _FRACTION.fullmatch(operands[1])):
            yield Frame(Op.SHARE, text, tuple(operand for operand in (operands[0], part["of"]) if operand))
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
            largest=groups.get("W") not in ("少", "小", "低", "便宜"),
            inside=bool(groups.get("I")),
        )


def _comparator(text: str) -> tuple[str, int] | None:
    for word, sign in words.load().comparators:
        at = text.find(word)
        if at >= 0:
            return sign, at
    return None


def _noun(text: str) -> tuple[str, str] | None:
    for word, key in words.load().sets:
        if word in text:
            return word, key
    return None


def ranking(folded: Folded, text: str) -> Frame | None:
    """The ranking a text asks for (最大的三项, 从大到小, 第二大); None where it asks for none."""
    vocabulary, rest = words.load(), folded.text
    largest: bool | None = None
    whole = False
    orders = [(w, True) for w in vocabulary.orders["descending"]] + [(w, False) for w in vocabulary.orders["ascending"]]
    for word, flag in sorted(orders, key=lambda order: -len(order[0])):
        if word in rest:
            largest, whole = (flag if largest is None else largest), True
            rest = rest.replace(word, "", 1)
    for flag, group in (
        (True, vocabulary.superlatives["largest"]),
        (False, vocabulary.superlatives["smallest"]),
    ):
        for word in group:
            if word in rest:
                largest = flag
                rest = rest.replace(word, "｜", 1)
                break
    nth = re.search(rf"第(\d+|{numbers.CHINESE}+)(?:大|高|多|名|位|小|低|少)(?:的)?", rest)
    if nth and (place := numbers.numeral(nth.group(1))):
        rest = rest.replace(nth.group(0), "", 1)
        noun = _noun(rest)
        inside = folded.unfold(_without_asking(rest.replace(noun[0], "", 1) if noun else rest))
        return Frame(
            Op.TOP, text, group=inside, noun=noun[1] if noun else None, called=noun[0] if noun else "",
            k=place, largest=nth.group(0).rstrip("的")[-1] not in "小低少", nth=True,
        )  # fmt: skip
    first = re.search(rf"(前|后|倒数)(?:的)?(\d+|{numbers.CHINESE}+)(?:个|项|名|大|位|类|笔|家|种)?", rest)
    if largest is None and not first:
        return None
    k: int | None = None
    if first:
        k = numbers.numeral(first.group(2))
        largest = (first.group(1) == "前") if largest is None else largest
        rest = rest.replace(first.group(0), "", 1)
    else:
        counted = re.search(rf"(\d+|{numbers.CHINESE}+)(?:个|项|名|类|笔|家|种|款)(?!月)", rest)
        if counted and "｜" in rest:
            k = numbers.numeral(counted.group(1))
            rest = rest.replace(counted.group(0), "", 1)
    if re.search(r"哪几(?:个|项|类)", rest) and k is None:
        k = 3
    rest = rest.replace("｜", "")
    noun = _noun(rest)
    inside = folded.unfold(_without_asking(rest.replace(noun[0], "", 1) if noun else rest))
    return Frame(
        Op.TOP,
        text,
        group=inside,
        noun=noun[1] if noun else None,
        called=noun[0] if noun else "",
        k=k if k else (None if whole else 1),
        largest=bool(largest),
    )


def filtered(folded: Folded, text: str) -> Iterator[Frame]:
    """The filter a text asks for (超过50万元的项目, 10万到50万之间); nothing where it asks for none."""
    rest = folded.text
    money = rf"(?:\d[\d,.]*|{numbers.CHINESE}+)[十百千万亿]*(?:元|块钱|块|%|万)?"
    between = re.search(rf"(?:在|介于)?({money})(?:到|至|~|-|—|和|与)({money})(?:之间|以内|的)?", rest)
    bound_after = re.search(rf"(?P<amount>{money})(?P<word>{_alternatives(('>=', '<='))})", rest)
    bound_before = re.search(rf"(?P<word>{_alternatives(('>', '<', '>=', '<='))})(?:了)?(?P<amount>{money})", rest)
    if not (_WHICH.search(rest) or _COUNT.search(rest) or re.search(r"列|有没有|有吗", rest)):
        return
    signs = dict(words.load().comparators)
    if between and not re.fullmatch(r"\d{4}", between.group(1)):
        low, high = numbers.amount(between.group(1)), numbers.amount(between.group(2))
        if low and high:
            low = low if low[1] else (low[0] * (10000 if "万" in between.group(2) else 1), high[1])
            comparator, threshold, upper, phrase = ">=", low, high, between.group(0)
        else:
            return
    else:
        found = bound_before or bound_after
        if not found:
            return
        amount = numbers.amount(found["amount"])
        if not amount:
            return
        comparator, threshold, upper, phrase = signs[found["word"]], amount, None, found.group(0)
    rest = rest.replace(phrase, "", 1)
    noun = _noun(rest)
    counted = bool(_COUNT.search(rest))
    group = folded.unfold(_without_asking(rest.replace(noun[0], "", 1) if noun else rest))
    yield Frame(
        Op.FILTER, text, group=group, noun=noun[1] if noun else None, called=noun[0] if noun else "",
        comparator=comparator, threshold=threshold, upper=upper, counted=counted,
    )  # fmt: skip


def _alternatives(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word, sign in words.load().comparators if sign in signs)


def _per_unit(folded: Folded, text: str) -> Iterator[Frame]:
    found = re.search(_PER.format(counters="|".join(words.load().counters)), folded.text)
    if found and not re.search(
        rf"(?:几|多少)(?:{'|'.join(words.load().counted)})(?!元|钱)", folded.text[found.end() :]
    ):
        rest = folded.text[: found.start()] + folded.text[found.end() :]
        yield Frame(Op.PER_UNIT, text, (folded.unfold(rest).strip("，的"),), per=found["per"] or found["per1"])


def _means(folded: Folded, text: str) -> Iterator[Frame]:
    found = _MEAN.search(folded.text)
    if not found:
        return
    rest = folded.text[: found.start()] + folded.text[found.end() :]
    found_items = items(rest, folded)
    noun = _noun(rest)
    if len(found_items) > 1:
        yield Frame(Op.MEAN, text, tuple(found_items))
    elif within := next(filtered(replace(folded, text=rest + "哪些"), text), None):
        yield replace(within, op=Op.MEAN, counted=False)
    else:
        group = folded.unfold(_without_asking(rest.replace(noun[0], "", 1) if noun else rest))
        yield Frame(Op.MEAN, text, group=group, noun=noun[1] if noun else None, called=noun[0] if noun else "")


def _lists(folded: Folded, text: str) -> Iterator[Frame]:
    counters = list(re.finditer(rf"(?:几|多少)(?:{'|'.join(words.load().counted)})", folded.text))
    if len({found.group(0) for found in counters}) > 1:
        head = folded.text[: counters[0].start()]
        yield Frame(Op.LISTED, text, tuple(folded.unfold(head + found.group(0)) for found in counters))
    summed = _SUM.search(folded.text)
    rest = _SUM.sub("", folded.text) if summed else folded.text
    found_items = items(rest, folded, _AND_COMMA if summed else _AND)
    if summed and not found_items:
        found_items = items(rest, folded, BESIDE)
    if len(found_items) > 1:
        yield Frame(Op.SUM if summed or re.search(r"加(?:上)?", folded.text) else Op.LISTED, text, tuple(found_items))
    elif summed and not _COUNT.search(folded.text):
        noun = _noun(rest)
        if noun:
            yield Frame(
                Op.SUM,
                text,
                group=folded.unfold(_without_asking(rest.replace(noun[0], "", 1))),
                noun=noun[1],
                called=noun[0],
            )


def items(folded_text: str, folded: Folded, mark: re.Pattern[str] = _AND) -> list[str]:
    """The members of a list (甲、乙和丙), a shared head or tail given to each; [] where there is no list."""
    body = _EACH.sub("", _without_asking(folded_text)).strip("，的")
    parts = [part.strip("，的 ") for part in mark.split(body)]
    if len(parts) == 1 and re.fullmatch(r"[\ue000-\uf8ff]{2,}", parts[0]) and mark is BESIDE:
        parts = list(parts[0])
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return []
    return [folded.unfold(part) for part in _share_head(parts)]


def _share_head(parts: list[str]) -> list[str]:
    """X的甲和乙 → X的甲, X的乙; 甲和乙的Y → 甲的Y, 乙的Y."""
    role = _ROLE.search(parts[0])
    if role and role.start() and all(_ROLE.fullmatch(part) for part in parts[1:]):
        return [parts[0], *[parts[0][: role.start()] + part for part in parts[1:]]]
    head, _, _ = parts[0].rpartition("的")
    _, tail_mark, tail = parts[-1].rpartition("的")
    if head and all("的" not in part for part in parts[1:]):
        return [parts[0], *[f"{head}的{part}" for part in parts[1:]]]
    if tail_mark and tail and all("的" not in part for part in parts[:-1]):
        return [*[f"{part}的{tail}" for part in parts[:-1]], parts[-1]]
    return parts


def _excepted(folded: Folded, text: str) -> Iterator[Frame]:
    """除了甲，其他项目一共多少 → the set without it, added up."""
    found = _EXCEPT.search(folded.text)
    if not found:
        return
    noun = _noun(found["rest"])
    rest = found["rest"].replace(noun[0], "", 1) if noun else found["rest"]
    before = folded.text[: found.start()].strip("，里中的")
    group = folded.unfold(before or _without_asking(_SUM.sub("", rest)))
    yield Frame(
        Op.SUM, text, group=group, noun=noun[1] if noun else None, called=noun[0] if noun else "",
        without=folded.unfold(found["out"]),
    )  # fmt: skip


def _sets(folded: Folded, text: str) -> Iterator[Frame]:
    counted, parted = _COUNT.search(folded.text), _PARTS.search(folded.text)
    noun = _noun(folded.text)
    if counted and noun and _counts_noun(folded.text, noun[0]):
        rest = (folded.text[: counted.start()] + folded.text[counted.end() :]).replace(noun[0], "", 1)
        yield Frame(
            Op.COUNT,
            text,
            group=folded.unfold(_without_asking(rest)),
            noun=noun[1],
            called=noun[0],
            counted=True,
        )
    if parted:
        rest = folded.text[: parted.start()] + folded.text[parted.end() :]
        noun = _noun(rest) or noun
        rest = rest.replace(noun[0], "", 1) if noun else rest
        yield Frame(
            Op.BREAKDOWN,
            text,
            group=folded.unfold(_without_asking(rest)),
            noun=noun[1] if noun else None,
            called=noun[0] if noun else "",
        )


def _counts_noun(text: str, noun: str) -> bool:
    """Is it the set itself that is counted: 几个项目, 项目有几个, 项目共多少项?"""
    number = r"(?:几|多少)(?:个|项|种|类|笔|家|条|款)"
    between = r"(?:总共|一共|共计|共有|共|有|是|数量|的)*"
    return bool(
        re.search(rf"{number}[^，。几多]{{0,6}}{noun}|{noun}{between}{number}|{noun}(?:的)?(?:数量|个数)", text)
    )


def _without_asking(text: str) -> str:
    text = _WHICH.sub("", text)
    text = _COUNT.sub("", text)
    text = re.sub(r"(?:是|有|为|安排|花)?(?:多少|几|啥|什么)(?:钱|元|千元|千|万元|万|个|项|亿元|块)?", "", text)
    return re.sub(
        r"^(?:按照?|在|从|对)|(?:是|有|的|里面?|中|当中|之中|按|金额|预算|总计)+$",
        "",
        text.strip("，。、？ "),
    )
