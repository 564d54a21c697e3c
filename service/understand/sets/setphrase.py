"""Questions over a set of rows: which set, ranked, filtered, averaged, counted, listed or added up.

Every such question is read the same way: the words of the operation are taken out, then the noun of the set
(``sets`` in words.yaml); what is left says which rows (``SetPhrase.group``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from service.understand.wording import numbers, words
from service.understand.wording.folded import Folded
from service.understand.wording.frame import Frame, Op

TOGETHER = re.compile(
    r"加起来|加在一起|加在一块儿?|加一块儿?|合一块儿?|合一起|拢共|合起来|合在一起|合并|相加|加总|之和|总和|的和|合计|总计|总共|一共|共计|总投入|总投资(?!额)|总花费|(?<!资金)总额|加一起|共(?=多少|几|是|有)"
)
SUM = re.compile(
    rf"(?:这)?(?:[两二三四五六七八九十\d]+(?:项|个|者|笔|类|种))?(?:费用|支出|项目|工程)?(?:{TOGETHER.pattern})"
)
"""words of a sum, with what is only said of its addends (三项费用合计)"""
MEAN = re.compile(r"平均(?:每个|每项|每家|每笔|每类|一个|一项|下来|值|数|水平)?|均值|(?<!人)均摊")
WHICH = re.compile(
    r"哪(?:几个|几家|几样|一块|一样|一类|一家|一种|一笔|个|些|项|一项|一个|几项|几个|类|一类|笔|块|种|家|里|儿|方面)|谁|什么(?=项目|科目|支出|费用)"
)
COUNT = re.compile(
    r"(?:一共|总共|共计|共)?(?:有|是|涉及|包含|包括)?(?:几|多少)(?:个|项|种|类|笔|家|条|款)|数量(?:是|有)?多少|个数"
)
_PARTS = re.compile(
    r"(?:由|包括|包含|含|涵盖|有|分为|分成|分)(?:了)?(?:哪些|哪几|什么|几(?=部分|项|个|方面|内容|类|块|种))(?:部分|项|个|方面|内容|类|块|种)?(?:内容|组成|构成|项目|支出|费用|科目|收入|来源)?(?:组成|构成)?"
    r"|(?:的)?(?:构成|组成|明细(?:科目|项目?)?|(?:下级|二级)科目|子项|细项|分布|结构|细目|清单|列表|去向)(?:情况|是什么|是怎样的|有哪些|如何|怎么样)?$"
    r"|(?:都|主要|具体|分别|钱)*(?:花|用|投|安排|流)(?:在|到|向)?(?:了)?(?:哪些(?:地方|方面|项目)?|哪里?|哪儿|什么地方|什么方面)(?:去)?(?:了)?"
    r"|(?:的)?(?:各项|每项|各个|每个|各类|各分项|所有)(?:项目|支出|费用|明细|科目|收入)?(?:分别|各)?(?:是|有|安排)?(?:多少|几)"
    r"|列(?:出|举|一下)|(?:都|分别|各)?有哪些(?:项目|支出|费用|科目|收入|来源|内容|项)?$"
)
_LESS = r"(?:除了?|除去|除开|扣除|不算|不含|不包括|不计|去掉|刨去|剔除|撇开|抛开)"
_OUTSIDE = r"(?:以外|之外|(?<![国境])外|之后|以后|后)"
_REST = r"(?:其余|另外|其他|其它|剩下|剩余|别的)"
_EXCEPT = tuple(
    re.compile(_LESS + r"(?P<out>.+?)" + after)
    for after in (
        rf"{_OUTSIDE}?(?:，(?P<mid>[^，]{{0,8}}?))?{_REST}(?:的)?",
        r"(?:以外|之外|之后|以后)(?:的)?[，]?(?P<mid>)",
        r"(?:外|后)(?:的|，)(?P<mid>)",
        r"(?:，|的(?=[^的]*$))(?P<mid>)",
    )
)
_LIST = re.compile(
    r"^(?:请)?(?:列示|列出|列举|罗列|列一下)(?:出来)?|(?:列示|列出来?|列举|罗列)(?:出来|一下)?$|(?:列示|列出|罗列)(?=，)"
)
_COUNTER = re.compile(r"家|大?[项类笔种款]$")
"""nouns of sets that begin with a counter (家单位, 项, 大类) take a number right before them"""
_COUNTERS = "(?:个|大?[项类块]|家|笔|种|款)"
_HANGING = re.compile(rf"(?P<many>\d+|{numbers.CHINESE}+){_COUNTERS}(?:的)?$")
_COUNTED_KIND = re.compile(rf"(?<!第)(?P<many>\d+|{numbers.CHINESE}+)(?:个|项)(?:的)?(?P<kind>[^，的\d月]{{2,10}})$")
"""how many of a kind there are (39个绩效项目)"""
_ARRANGED = re.compile(
    r"^(?:把|将)|按照?(?:金额|数额|预算数?|资金|钱数?|规模)(?:的)?(?:大小|多少|高低)?(?:来)?(?=$|[给帮排列]|｜)"
    r"|(?:给我|帮我|给|帮)?(?:都|全部|挨个|逐一|逐个|依次|重新)?(?:列|排|数|报|说)"
    r"(?:一遍|一下|一列|一排|出来|出|下来|个序|个队|个名次|个表)*(?:给我|看看)?$"
)
"""how a ranking is to be told (把…按金额由高到低给我列一遍)"""
_EACH_OF = re.compile(
    rf"(?:\d+|{numbers.CHINESE}+){_COUNTERS}[^，。多少几]{{0,8}}?"
    r"(?P<each>(?:，)?(?:分别|各自?|都|依次)(?:是|为|有|安排|花|占)?(?:了)?(?:多少|几)(?:钱|元|万元?)?)$"
)
"""the figure of each of a counted set (四个分项分别多少)"""
_FALL = r"(?:压减|压缩|减少|下降|降低|缩减|减|降)"
_RISE = r"(?:增加|增长|上升|提高|上涨|增|涨)"
_MOST = re.compile(
    rf"(?:比(?:上年|去年)|较上年|同比)?(?:(?P<fall>{_FALL})|(?P<rise>{_RISE}))(?:了|得|的)?(?P<of>幅度|比例|金额|额|幅|率)?(?:是)?最(?P<most>多|大|快|明显|厉害|高|狠|猛)"
)
_MOVED = re.compile(
    r"(?:比(?:上年|去年)|较上年|同比)?(?:是)?(?:(?P<fall>(?:压减|压缩|减少|下降|降低|缩减)了?|减了|降了)"
    r"|(?P<rise>(?:增加|增长|上升|提高|上涨)了?|增了|涨了))(?:的|$)"
)
_BUDGET = r"(?:年初|全年)?预算(?:数|安排)?"
_UNDER = re.compile(
    rf"(?:没有|没|未)(?:达到|完成|用完|花完)(?:了)?{_BUDGET}|(?:低于|少于|小于|不到|不足){_BUDGET}|比{_BUDGET}(?:少|低)"
)
_OVER = re.compile(rf"(?:超过|超出|超|高于|大于|突破|多于)(?:了)?{_BUDGET}了?|比{_BUDGET}(?:多|高)")
_RATE = re.compile(r"(?:预算)?(?:执行率|完成率|执行进度|完成比例|执行比例)(?:是|在)?")
_MONEY = rf"(?:\d[\d,.]*|{numbers.CHINESE}+)[十百千万亿]*(?:元|块钱|块|%|万|分(?![之钟])|[个台件辆人套箱部])?"
_BETWEEN = re.compile(rf"(?:在|介于)?({_MONEY})(?:到|至|~|-|—|和|与)({_MONEY})(?:之间|以内|的)?")
_NTH = re.compile(
    rf"(?:(?:排名?|位列|位居|名列|居|列)(?:在)?)?第(\d+|{numbers.CHINESE}+)(?:大|高|多|名|位|小|低|少|贵)(?:的)?|(?:排名?|位列|位居|名列|居|列)(?:在)?第(\d+|{numbers.CHINESE}+)(?:的|是)?"
)
_FIRST = re.compile(
    r"(?:排(?:名|行|在)*|位?居|[位名]列|列(?:在)?)?(前|后|倒数)(?:的)?"
    rf"(\d+|{numbers.CHINESE}+)(?:个|项|名|大|位|类|笔|家|种|样|块)?"
)
_HOW_MANY = re.compile(
    rf"(?:(?<=｜)|(?<=｜的)|(?<=哪)(?!一))(\d+|{numbers.CHINESE}+)(?:个|项|名|类|笔|家|种|款|样|块)(?!月|钱)"
)
"""how many of a ranking are asked (最大的三个); elsewhere a number says how large the set is (三家单位里谁最多)"""


_SEEN_BY = re.compile(r"(?:的?是)?[，？]+(?:就)?(?:按照?|从|以)(?P<by>[^，？]+?)(?:来)?(?:看|说|算|比|论|为准)?$")
"""what a ranking goes by, said after it (哪家最多？按收入预算看)"""
_NOUNS = "|".join(word for word, _ in words.load().sets)
_NOUN_LAST = re.compile(rf"的(?:{_NOUNS})$")
_HAS = r"(?:含有?|带有?|有|涉及|使用|动用|用到|用|安排)了?"
_HAVING = re.compile(
    rf"(?:{WHICH.pattern})(?P<noun>{_NOUNS})(?:里|中|还|都|也|是)*{_HAS}(?P<what>[^，。哪多少几]+)$"
    rf"|(?:^|，|[里中]){_HAS}(?P<what1>[^，。哪多少几]+?)的(?P<noun1>{_NOUNS})(?:都|分别|各|主要)*(?:是|有|包括)?(?:{WHICH.pattern})$"
)


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """The set that words name: ``noun`` (a key of ``sets``) as it was ``called``, and the words that say which rows."""

    noun: str | None
    called: str
    group: str
    said: int | None = None
    """how many the words say there are (六个项目)"""

    @classmethod
    def read(cls, text: str, folded: Folded) -> SetPhrase:
        """The set of ``text``, the words of the operation gone from it. A noun is looked for longest first."""
        bare = _SEEN_BY.sub(r"的\g<by>", _LIST.sub("", WHICH.sub("", text)))
        for word, key in words.load().sets:
            before, found, after = bare.rpartition(word)
            if found:
                many = _HANGING.search(before + (_COUNTER.match(word) or [""])[0])
                said = numbers.numeral(many["many"]) if many else None
                before = before[: many.start()] if many and said else before
                if many is None and (many := _COUNTED_KIND.search(before)) and not _names_set(many["kind"]):
                    said = numbers.numeral(many["many"])
                    before = before[: many.start()] + many["kind"] if said else before
                rest = folded.unfold(without_asking(before + after))
                return cls(key, word, rest, said if said and said > 1 else None)
        word, noun = next((pair for pair in words.load().sets if pair[0] in text), ("", None))
        return cls(noun, word, folded.unfold(without_asking(bare)))

    def frame(self, op: Op, text: str, **more: Any) -> Frame:
        """The question ``text`` that asks ``op`` of this set."""
        return Frame(op, text, group=self.group, noun=self.noun, called=self.called, said=self.said, **more)


def _names_set(text: str) -> bool:
    return any(word in text for word, _ in words.load().sets)


def having(folded: Folded) -> Frame | None:
    """The members that have any of what a column holds (哪些项目有上年结转); None where that isn't asked."""
    found = _HAVING.search(folded.text)
    if not found:
        return None
    what, noun = found["what"] or found["what1"], found["noun"] or found["noun1"]
    rest = folded.text[: found.start()] + noun + what
    said = folded.unfold(rest)  # 含上年结转的项目 have some of it: no figures with it are asked for
    return SetPhrase.read(rest, folded).frame(Op.FILTER, said, comparator=">", threshold=(Decimal(0), ""))


def without_asking(text: str) -> str:
    """The text less its words of asking (哪个, 有几个, 多少钱) and what they leave hanging."""
    text = re.sub(r"有没有|有无|有吗", "", WHICH.sub("", text))
    text = COUNT.sub("", text)
    text = re.sub(r"(?:是|有|为|等于|安排|花)?(?:多少|几|啥|什么)(?:钱|元|千元|千|万元|万|个|项|亿元|块)?", "", text)
    return re.sub(
        r"^(?:按照?|在|从|对(?!个人)|的)|(?:是|(?<!原)有|的|里面?|里头|里边|中|当中|之中|[项之名]下|[下底]面|底下|下|按|(?<![和与及、])(?:金额|预算|总计))+$",
        "",
        text.strip("，。、？ "),
    )


def ranking(folded: Folded, text: str) -> Frame | None:
    """The ranking a text asks for (最大的三项, 从大到小, 第二大); None where it asks for none."""
    if ends := _ends(folded.text):
        return SetPhrase.read(ends, folded).frame(Op.TOP, text, k=1, ends=True)
    largest, whole, rest = _order(folded.text)
    rest = _ARRANGED.sub("", rest) if whole else rest
    nth = _NTH.search(rest)
    if nth and (place := numbers.numeral(nth.group(1) or nth.group(2))):
        phrase = SetPhrase.read(rest.replace(nth.group(0), "", 1).replace("｜", ""), folded)
        largest = largest is not False and nth.group(0).rstrip("的")[-1] not in "小低少"
        return phrase.frame(Op.TOP, text, k=place, largest=largest, nth=True)
    first = _FIRST.search(rest)
    if largest is None and not first:
        return None
    k: int | None = None
    if first:
        k = numbers.numeral(first.group(2))
        largest = (first.group(1) == "前") if largest is None else largest
        rest = rest.replace(first.group(0), "", 1)
    elif (counted := _HOW_MANY.search(rest)) and "｜" in rest:
        k = numbers.numeral(counted.group(1))
        rest = rest.replace(counted.group(0), "", 1)
    if re.search(r"哪几(?:个|项|类)", rest) and k is None:
        k = 3
    op = Op.SUM if k and k > 1 and TOGETHER.search(rest) else Op.MEAN if k and k > 1 and MEAN.search(rest) else Op.TOP
    rest = TOGETHER.sub("", rest) if op is Op.SUM else MEAN.sub("", rest, count=1) if op is Op.MEAN else rest
    phrase = SetPhrase.read(rest.replace("｜", ""), folded)
    return phrase.frame(op, text, k=k if k else (None if whole else 1), largest=bool(largest))


def _ends(text: str) -> str | None:
    """The text less its words for both ends (最高和最低的项目); None where it doesn't ask for both."""
    vocabulary = words.load()
    most, least = ("|".join(vocabulary.superlatives[key]) for key in ("largest", "smallest"))
    pair = rf"(?P<a>(?P<a1>{most})|(?P<a2>{least}))(?P<mid>[^最]{{0,12}}?)(?:(?P<b1>{most})|(?P<b2>{least}))"
    found = re.search(pair, text)
    if not found or bool(found["a1"]) == bool(found["b1"]) or not _JOINED.search(found["mid"]):
        return None
    if _APART.search(text):
        return None
    before, after = text[: found.start()], text[found.end() :]
    noun = re.sub(rf"{_JOINED.pattern}|{WHICH.pattern}|的|是|分别|各", "", found["mid"])
    return before + ("" if noun in before + after else noun) + re.sub(r"(?:分别|各自|各)", "", after)


_JOINED = re.compile("以及|和|与|跟|及|、|，|或")
_APART = re.compile("差|比|高出|多出|倍|占|合计|之和|加起来|平均|从|由")


def _order(rest: str) -> tuple[bool | None, bool, str]:
    """(largest first?, is all of the set asked?, the text less the words that say so; ｜ for a superlative)."""
    vocabulary = words.load()
    largest: bool | None = None
    whole = False
    orders = [(w, True) for w in vocabulary.orders["descending"]] + [(w, False) for w in vocabulary.orders["ascending"]]
    for word, flag in sorted(orders, key=lambda order: -len(order[0])):
        if word in rest:
            largest, whole = (flag if largest is None else largest), True
            rest = rest.replace(word, "", 1)
    for flag, key in ((True, "largest"), (False, "smallest")):
        word = next((word for word in vocabulary.superlatives[key] if word in rest), "")
        if word:
            largest, rest = flag, rest.replace(word, "｜", 1)
    return largest, whole, rest


@dataclass(frozen=True, slots=True)
class Bound:
    """The amounts that a filter asks for: at or over ``threshold``, at most ``upper``; ``said``: its words."""

    comparator: str
    threshold: tuple[Decimal, str]
    upper: tuple[Decimal, str] | None
    said: str


def bound(text: str) -> Bound | None:
    """The amounts that a text sets a bound to (超过50万元, 10万到50万之间, 一千万以上); None where it sets none."""
    between = _BETWEEN.search(text)
    if between and not re.fullmatch(r"\d{4}", between.group(1)):
        low, high = numbers.amount(between.group(1)), numbers.amount(between.group(2))
        if not low or not high:
            return None
        low = low if low[1] else (low[0] * (10000 if "万" in between.group(2) else 1), high[1])
        return Bound(">=", low, high, between.group(0))
    if zero := re.search(r"(?:金额|数额|预算|决算)?(?:为|是|等于)(?:0|零)(?!\d|\.)(?:万?元)?", text):
        return Bound("=", (Decimal(0), ""), None, zero.group(0))
    found = re.search(rf"(?P<word>{_alternatives(('>', '<', '>=', '<='))})(?:了)?(?P<amount>{_MONEY})", text)
    found = found or re.search(rf"(?P<amount>{_MONEY})(?P<word>{_alternatives(('>=', '<='))})", text)
    amount = numbers.amount(found["amount"]) if found else None
    if not found or not amount:
        return None
    return Bound(dict(words.load().comparators)[found["word"]], amount, None, found.group(0))


def filtered(folded: Folded, text: str) -> Frame | None:
    """The filter a text asks for (超过50万元的项目, 10万到50万之间); None where it asks for none."""
    rest = folded.text
    limit = bound(rest)
    if limit is None:
        return None
    before, _, after = rest.partition(limit.said)
    of_set = re.match(rf"的?(?:[\ue000-\uf8ff]+(?:里|中|下)?的?)?(?:{_NOUNS})", after)
    of_set = of_set or re.match(rf"的?(?={TOGETHER.pattern})", after)
    op = Op.SUM if of_set and TOGETHER.search(after) else Op.MEAN if of_set and MEAN.search(after) else Op.FILTER
    noun_last = of_set is not None and of_set.end() == len(after)
    asked = WHICH.search(rest) or COUNT.search(rest) or "列" in rest or noun_last or _exists(rest, limit)
    if op is Op.FILTER and not asked:
        return None
    after = TOGETHER.sub("", after) if op is Op.SUM else MEAN.sub("", after, count=1) if op is Op.MEAN else after
    rest = before + after
    phrase = SetPhrase.read(rest, folded)
    return phrase.frame(
        op, text, comparator=limit.comparator, threshold=limit.threshold, upper=limit.upper,
        counted=op is Op.FILTER and bool(COUNT.search(rest)),
    )  # fmt: skip


def _exists(text: str, limit: Bound) -> bool:
    """Is it asked whether a set has any such? 公用经费有没有超过200万元 asks of one amount, not of a set."""
    found = re.search(r"列|有没有|有吗", text)
    return found is not None and not text.startswith(limit.said, found.end())


def compared(folded: Folded, text: str) -> Frame | None:
    """Rows by how their two figures differ: 哪个项目减得最多, 决算没达到年初预算的科目, 执行率低于90%的有哪些."""
    rest = folded.text
    asks = WHICH.search(rest) or COUNT.search(rest) or re.search(r"列|有没有|有吗", rest) or _NOUN_LAST.search(rest)
    if most := _MOST.search(rest):
        how = "rate" if most["most"] == "快" or most["of"] in ("幅度", "比例", "幅", "率") else "change"
        rest = rest.replace(most.group(0), "｜", 1)
        many = _HOW_MANY.search(rest)
        k = numbers.numeral(many.group(1)) if many else 1
        phrase = _accounted(rest.replace(many.group(0), "", 1) if many else rest, folded)
        return phrase.frame(Op.TOP, text, k=k, largest=bool(most["rise"]), moved=how, against="prior")
    if not asks:
        return None
    if rated := _RATE.search(rest):
        extreme, _, less = _order(rest)
        limit = bound(rest)
        if limit is not None and limit.threshold[1] == "%":
            phrase = _accounted(rest.replace(limit.said, "", 1).replace(rated.group(0), "", 1), folded)
            return phrase.frame(
                Op.FILTER, text, comparator=limit.comparator, threshold=limit.threshold,
                counted=bool(COUNT.search(rest)), moved="completion", against="budget",
            )  # fmt: skip
        if extreme is None:
            return None
        phrase = _accounted(less.replace(rated.group(0), "", 1), folded)
        return phrase.frame(Op.TOP, text, k=1, largest=extreme, moved="completion", against="budget")
    for pattern, against, falls in ((_UNDER, "budget", True), (_OVER, "budget", False), (_MOVED, "prior", None)):
        if found := pattern.search(rest):
            down = bool(found["fall"]) if falls is None else falls
            phrase = _accounted(rest.replace(found.group(0), "", 1), folded)
            return phrase.frame(
                Op.FILTER, text, comparator="<" if down else ">", threshold=(Decimal(0), ""),
                counted=bool(COUNT.search(rest)), moved="change", against=against,
            )  # fmt: skip
    return None


def _accounted(text: str, folded: Folded) -> SetPhrase:
    """The set of a text less what only says which accounts are compared."""
    return SetPhrase.read(
        re.sub(r"｜|(?:支出)?决算(?:数)?|实际(?:支出|执行)?|(?:比|较|和|与)?(?:上年|去年)(?:相比)?|同比", "", text),
        folded,
    )


def _alternatives(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word, sign in words.load().comparators if sign in signs)


def mean(folded: Folded, text: str) -> Frame | None:
    """The mean of a set (各项目平均多少, 超过50万元的项目平均多少); None where none is asked."""
    found = MEAN.search(folded.text)
    if not found:
        return None
    rest = folded.text[: found.start()] + folded.text[found.end() :]
    within = filtered(replace(folded, text=rest + "哪些"), text)
    if within is not None:
        return replace(within, op=Op.MEAN, counted=False)
    return SetPhrase.read(rest, folded).frame(Op.MEAN, text)


def total(folded: Folded, text: str) -> Frame | None:
    """The sum of a set (各项目一共多少); None where none is asked."""
    if not TOGETHER.search(folded.text) or COUNT.search(folded.text) or _order(folded.text)[0] is not None:
        return None
    return SetPhrase.read(TOGETHER.sub("", folded.text), folded).frame(Op.SUM, text)


def excepted(folded: Folded, text: str) -> Iterator[Frame]:
    """What is asked of a set without some (除了甲，其他项目一共多少): its sum unless another operation is named."""
    found = next((hit for pattern in _EXCEPT if (hit := pattern.search(folded.text))), None)
    if not found or any(word in found["out"] for word in ("结转",)):
        return
    before = folded.text[: found.start()].strip("，里中的")
    if _rest_of_table(before + (found["mid"] or "") + folded.unfold(folded.text[found.end() :])):
        yield Frame(Op.DIFFERENCE, text, ("", folded.unfold(found["out"])))
    rest = replace(folded, text=f"{before}{found['mid'] or ''}{folded.text[found.end() :]}")
    named = SetPhrase.read(TOGETHER.sub("", rest.text), folded)
    if named.noun is None and not (before and re.search(_REST, found.group(0))):
        return
    asked = [ranking(rest, text), filtered(rest, text), mean(rest, text), *members(rest, text)]
    for frame in (*(frame for frame in asked if frame), named.frame(Op.SUM, text)):
        yield replace(frame, without=folded.unfold(found["out"]))


def _rest_of_table(text: str) -> bool:
    """Is all that a text asks beside what is taken out the rest of its table (其他支出一共多少)?"""
    return (
        re.fullmatch(
            rf"，?(?:{_REST})?(?:的)?(?:各项|各类|所有|全部)?(?:支出|收入|费用|经费|部分|各项|资金)?(?:的)?(?:{TOGETHER.pattern})*"
            r"(?:还)?(?:是|有|花了?|安排了?)*(?:多少|几)(?:钱|元|万元|千元|亿元)?",
            text,
        )
        is not None
    )


def members(folded: Folded, text: str) -> Iterator[Frame]:
    """How many there are of a set (几个项目), and which (有哪些项目)."""
    text_folded = folded.text
    counted, parted = COUNT.search(text_folded), _PARTS.search(text_folded)
    if counted:
        if re.fullmatch(r"(?:支出|收入|费用|内容|开支)?", text_folded[counted.end() :]):
            inside = SetPhrase("child", "项", folded.unfold(without_asking(text_folded[: counted.start()])))
            if inside.group and counted.group(0).endswith(("项", "类", "款", "种")) and not inside.group.endswith("哪"):
                yield inside.frame(Op.COUNT, text, counted=True)
        phrase = SetPhrase.read(text_folded[: counted.start()] + text_folded[counted.end() :], folded)
        if phrase.noun and _counts_noun(text_folded, phrase.called):
            yield phrase.frame(Op.COUNT, text, counted=True)
    each = _EACH_OF.search(text_folded)
    if each and not parted:
        phrase = SetPhrase.read(text_folded[: each.start("each")], folded)
        if phrase.noun and phrase.said:
            yield phrase.frame(Op.BREAKDOWN, text)
    if parted and not (_FIRST.search(text_folded) or _NTH.search(text_folded)):
        phrase = SetPhrase.read(text_folded[: parted.start()] + text_folded[parted.end() :], folded)
        noun = phrase if phrase.noun else SetPhrase.read(text_folded, folded)
        yield replace(phrase, noun=noun.noun, called=noun.called).frame(Op.BREAKDOWN, text)


def _counts_noun(text: str, noun: str) -> bool:
    """Is it the set itself that is counted: 几个项目, 项目有几个, 项目共多少项?"""
    number = r"(?:几|多少)(?:个|项|种|类|笔|家|条|款)"
    between = r"(?:总共|一共|共计|共有|共|有|是|数量|的)*"
    return bool(
        re.search(rf"{number}[^，。几多]{{0,6}}{noun}|{noun}{between}{number}|{noun}(?:的)?(?:数量|个数)", text)
    )
