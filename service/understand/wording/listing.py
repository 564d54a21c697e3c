"""Lists in a question: 甲、乙和丙, with the head or tail that all of them share."""

from __future__ import annotations

import re

from service.understand.sets.setphrase import without_asking
from service.understand.wording.folded import Folded

AND = re.compile(
    r"、|\+|和|(?<!参)与|跟|(?<![合相不共])同(?![比期意时样])|以及|(?<!涉)及(?:其中的?)?(?!时|其)|还有|加上|(?<![增参])加(?![班强快工大])"
)
BESIDE = re.compile("、")
"""for lists without any mark: 办公费印刷费"""
AND_COMMA = re.compile(AND.pattern + "|，")
_EACH = re.compile(r"(?:分别|各自|各|都|依次)(?:是|为|有|安排|花)?")
_ROLE = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?$|(?:上年|本年)(?:预算|决算)?数?$")
_KINDS = re.compile(
    r"(?P<last>[\u4e00-\u9fff]{1,4})[两二三四五六七八九](?:类|种|个|级|项(?!目))"
    r"(?P<of>(?!费用|支出|开支|开销|经费|资金|金额|预算|决算|花费|收入|加|共|总|合|一)[\u4e00-\u9fff\ue000-\uf8ff]{2,})"
)
"""the last item of a list whose items only say which kinds of a thing (城市和农村两类供养)"""


def items(folded_text: str, folded: Folded, mark: re.Pattern[str] = AND) -> list[str]:
    """The members of a list (甲、乙和丙), a shared head or tail given to each; [] where there is no list."""
    body = _EACH.sub("", without_asking(folded_text)).strip("，的")
    parts = [part.strip("，的 ") for part in mark.split(body)]
    if len(parts) == 1 and re.fullmatch(r"[\ue000-\uf8ff]{2,}", parts[0]) and mark is BESIDE:
        parts = list(parts[0])
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return []
    return [folded.unfold(part) for part in _share_head(parts)]


def _share_head(parts: list[str]) -> list[str]:
    """X的甲和乙 → X的甲, X的乙; 甲和乙的Y → 甲的Y, 乙的Y."""
    kinds = _KINDS.fullmatch(parts[-1])
    if kinds and all(len(part) <= len(kinds["last"]) + 1 and "的" not in part for part in parts[:-1]):
        return [part + kinds["of"] for part in (*parts[:-1], kinds["last"])]
    role = _ROLE.search(parts[0])
    if role and role.start() and all(_ROLE.fullmatch(part) for part in parts[1:]):
        return [parts[0], *[parts[0][: role.start()] + part for part in parts[1:]]]
    topic, colon, _ = parts[0].rpartition("：")
    if colon and all("：" not in part for part in parts[1:]):
        return [parts[0], *[f"{topic}：{part}" for part in parts[1:]]]
    head, _, _ = parts[0].rpartition("的")
    _, tail_mark, tail = parts[-1].rpartition("的")
    if head and all("的" not in part for part in parts[1:]):
        return [parts[0], *[f"{head}的{part}" for part in parts[1:]]]
    if tail_mark and tail and all("的" not in part for part in parts[:-1]):
        return [*[f"{part}的{tail}" for part in parts[:-1]], parts[-1]]
    return parts
