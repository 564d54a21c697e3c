"""The parts of a question that ask something each."""

from __future__ import annotations

import re

from service.understand.wording.folded import Folded, Protect, fold
from service.understand.wording.grammar import polite
from service.understand.wording.listing import AND_COMMA, items

_ASKING = re.compile(r"多少|几|哪|什么|谁|吗|是否|是不是|怎么|如何|为何|为什么|啥|多大|原因|百分之(?:几|多少)")
_NAMING = re.compile(r"占比|比例(?!算)|比重|百分(?:比(?!算|来|表)|率)")
"""asks where nothing follows; otherwise names what the next part goes on with"""
_COUNTS = re.compile(r"((?:多少|几)[\u4e00-\u9fff]{1,2})(?:、|和)(?=(?:多少|几)[\u4e00-\u9fff]{1,2}$)")
"""one count after another (几批次、多少人次)"""
_AFTER_NUMBER = re.compile(
    r"(?<=[几少][\u4e00-\u9fff])[、又]?(?=(?:一共|总共|共|各|大概)?(?:要|得|花|用|需|付|卖)(?:了|掉)?(?:多少|几)(?:万|块)?(?:钱|元)?$)"
)
"""between a number asked for and its cost: 买了几台花了多少"""
_GOES_ON = re.compile(r"^(?:比|较|与|和|跟|同|减|加|再|等于|是否|是不是|相比|高|低|多|少|一共|合计)")


_HOW_FAR = re.compile(
    r"(?:它们|两者|两个|二者)?(?:之间)?(?:多|少|差|相差|高|低|大|小)(?:了|出)?(?:多少|几)(?:钱|元|万元|亿元)?"
)
_CHECKED = re.compile(r"是不是|对得上|对不对得上|一样不一样|相等|等于.+吗|一致|吻合|相符|平不平|匹配")
_GAP = re.compile(
    r"(?:它们|两者|两个数?|二者)?(?:之间)?(?:的)?(?:差额|差异|差距|误差|差值|相差|差|多|少|多出|少了)(?:金额|额)?(?:了|出)?(?:是|为|有)?(?:多少|几)(?:钱|元|万元)?"
)
_HOW_MUCH = re.compile(r"(?:它们|两者|合计|一共|总共|加起来)?(?:等于|是|为)?多少(?:钱|元|万元)?")
_EACH = re.compile(r"(?P<items>[^占]+?)(?:，|都)?(?:各自|各|分别)(?:都)?(?:所)?占(?:了|到|的|比)?(?P<rest>.*)$")
_WHICH_MORE = re.compile(r"哪|谁|还是")


def clauses(question: str, protect: Protect) -> list[str]:
    """The parts of a question that ask something each: X多少，占Y的几成 → [X多少, 占Y的几成].

    A question whose comma only lists or sets a scene stays whole.
    """
    folded = fold(polite(question), protect)
    apart = _AFTER_NUMBER.sub("，", _COUNTS.sub(r"\1，", folded.text))
    if shares := _each_share(folded):
        return shares
    parts = [part for part in re.split(r"[，；。？]|(?<=多少)(?:、|和)(?=占)", apart) if part.strip()]
    if len(parts) == 2 and _WHICH_MORE.search(parts[0]) and _HOW_FAR.fullmatch(parts[1]):
        return [folded.unfold(parts[0])]  # which is more is always told with by how much
    if len(parts) == 2 and _CHECKED.search(parts[0]) and _HOW_MUCH.fullmatch(parts[1]):
        return [folded.unfold(parts[0])]  # a check is always told with its figures
    if len(parts) > 1 and _CHECKED.search(parts[-2]) and _GAP.fullmatch(parts[-1]):
        return [folded.unfold(apart[: apart.rindex(parts[-1])].strip("，；。？"))]  # … and with their difference
    asking = [_asks(part, after) for part, after in zip(parts, [*parts[1:], ""], strict=False)]
    if sum(asking) < 2:
        return [folded.unfold(folded.text)]
    merged: list[str] = []
    asked = True
    for part, asks in zip(parts, asking, strict=True):
        if merged and (not asked or not asks):
            merged[-1] += "，" + part
            asked = asked or asks
        else:
            merged.append(part)
            asked = asks
    return [folded.unfold(part) for part in merged]


def _each_share(folded: Folded) -> list[str]:
    """甲和乙各占丙多少 → [甲占丙多少, 乙占丙多少]; [] where nothing like it is asked."""
    found = _EACH.match(folded.text)
    listed = items(found["items"], folded, AND_COMMA) if found else []
    return [f"{item}占{folded.unfold(found['rest'])}" for item in listed] if found and len(listed) > 1 else []


def _asks(part: str, after: str) -> bool:
    """Does a part ask by itself? A share that the next part compares (甲占乙的比重，比上年…) doesn't."""
    return bool(_ASKING.search(part) or (_NAMING.search(part) and not _GOES_ON.match(after)))
