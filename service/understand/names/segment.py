"""A piece of a question, read for what is no name in it: years, phase, scope, codes, what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ingest.lexicon import classification
from ingest.parsed import Kind
from service.understand.names.naming import grams, item_names
from service.understand.names.vocabulary import Vocabulary
from service.understand.names.weights import (
    FILLER,
)
from service.understand.wording import normalise, words
from service.understand.wording.numbers import CHINESE, numeral

Mute = Callable[..., bool]
"""Takes the weight off every match of a pattern; says whether there was one."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?)?(?!\d)|(?<!\d)(\d{2})年度?")
_RELATIVE = {
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "上年度": -1,
    "前一年": -1,
    "前年": -2,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "本年度": 0,
    "明年": 1,
}
_CODE = re.compile(
    r"(?<![\d.])(\d{3})类?(?:第?(\d{2})款)?(?:第?(\d{2})项)?(?![\d.年元万个件辆%])|(?<![\d.])(\d{5}|\d{7})(?![\d.])"
)
_CARRIED = re.compile("结转|结余|剩|没[花用]完|没[花用]掉")
"""after 去年 or 上年: what was carried over from then, no figure of then"""
_HOW_MANY = r"(?:几多|多少|几)(?:个(?=小时|分钟|人|月|百分点|名))?"
_DONE = re.compile(
    r"(?:要求|至少|最少|最多|起码|必须|应当|需要|计划|打算|得|要|能|需|应)(?P<verb>[\u4e00-\u9fff]{1,2})(?=多少|几)"
)
"""what is to be done so many times (要办多少件, 得拍几个): the thing done tells the row, not the verb"""
_LIMIT = re.compile(rf"{CHINESE}+(?=万(?:元)?(?:及|\（含\）)?(?:以上|以下|以内))")
_TABLE = re.compile(
    r"(?:公开)?表0?([一二三四五六七八九十]{1,3}|\d{1,2}(?!\d))(?![一二三四五六七八九十个类项大种条笔款])"
    r"|(?:公开|第)0?(\d{1,2}|[一二三四五六七八九十]{1,3})[号张]?表"
)


def span(start: int, end: int) -> int:
    """The characters from ``start`` up to ``end``, as a mask."""
    return ((1 << (end - start)) - 1) << start


@dataclass(frozen=True, slots=True)
class Match:
    """How a name stands in a segment: the characters of the segment it explains (a bit mask), whether
    one of its spellings stands there whole, and how many of its own characters are unsaid."""

    mask: int
    exact: bool
    unsaid: int


@dataclass(slots=True)
class Segment:
    """A piece of a question, prepared for matching in one document."""

    text: str
    core: str
    weights: list[float]
    years: tuple[int, ...]
    phase: str | None
    scope: str | None
    codes: tuple[str, ...]
    table: int | None
    hints: frozenset[str]
    counter: str | None = None
    """what is counted (辆, 个, 年), % for a rate, 元 for money; None where the question doesn't say"""
    coded: frozenset[str] = frozenset()
    """cores of the names that the codes in the text stand for"""
    sheets: frozenset[int] = frozenset()
    """ordinals of the tables whose title stands whole in the text (blanked out of ``core``)"""
    modifiers: int = 0
    """characters (a mask) that an address must explain: whole names, and words that change what a name means"""
    tokens: tuple[tuple[int, int], ...] = ()
    """spans of the core that are names or long pieces of one: no other name begins inside one"""
    here: tuple[tuple[int, int], ...] = ()
    """spans of the core that are whole names of the document"""
    matches: dict[str, Match | None] = field(default_factory=dict)
    sums: dict[int, float] = field(default_factory=dict)
    links: dict[Any, Any] = field(default_factory=dict)
    """readings found for this segment, by the measures asked"""

    def weigh(self, mask: int) -> float:
        """The weight of the characters in ``mask``."""
        known = self.sums.get(mask)
        if known is None:
            known = sum(weight for i, weight in enumerate(self.weights) if mask >> i & 1)
            self.sums[mask] = known
        return known

    @property
    def content(self) -> float:
        """The weight of everything that has to be explained."""
        return sum(weight for weight in self.weights if weight >= 1)

    def explained(self, mask: int) -> float:
        total = self.content
        if not total:
            return 1.0
        return sum(w for i, w in enumerate(self.weights) if w >= 1 and mask >> i & 1) / total


REMEMBERED = 256
"""segments kept in a vocabulary's memory"""


def segment(text: str, vocabulary: Vocabulary) -> Segment:
    """``text`` prepared: what is no name in it (years, phase, scope, codes) is read and takes no weight."""
    known: Segment | None = vocabulary.memory.get(text)
    if known is None:
        if len(vocabulary.memory) >= REMEMBERED:
            vocabulary.memory.clear()
        known = vocabulary.memory[text] = _read(text, vocabulary)
    return known


def _read(text: str, vocabulary: Vocabulary) -> Segment:
    year = vocabulary.document.year
    text = _spelled_out(_glossed(text, vocabulary), vocabulary)
    core, sheets = _titled(normalise.name(text), vocabulary)
    weights = [0.0 if character == " " else 1.0 for character in core]
    years: list[int] = []

    def mute(pattern: str, weight: float = 0.0) -> bool:
        found = False
        for hit in re.finditer(pattern, core):
            found = True
            for i in range(*hit.span()):
                weights[i] = min(weights[i], weight)
        return found

    tokens = vocabulary.tokens(core)
    named = {i for start, end in tokens for i in range(start, end)}
    for filler in words.load().fillers:
        at = core.find(filler)
        while at >= 0:
            if len(filler) > 1 or at not in named:
                for i in range(at, at + len(filler)):
                    weights[i] = min(weights[i], FILLER)
            at = core.find(filler, at + 1)
    codes = _codes(core, vocabulary, mute)
    for hit in _YEAR.finditer(core):
        value = int(hit.group(1) or 2000 + int(hit.group(2)))
        if value < 1990 or (hit.group(1) and core[hit.start() : hit.end()] in codes):
            continue
        years.append(value)
        mute(re.escape(hit.group(0)))
    for word, shift in sorted(_RELATIVE.items(), key=lambda pair: -len(pair[0])):
        if not year or word not in core or _CARRIED.match(core, core.index(word) + len(word)):
            continue
        if not (word in ("上年", "本年", "当年") and _in_name(core, word, vocabulary)):
            years.append(year + shift)
            mute(word)
    scope = next((key for key, group in words.load().scopes.items() for word in group if word in core), None)
    if scope:
        for word in words.load().scopes[scope]:
            for hit in re.finditer(re.escape(word), core):
                if scope != "only" or not any(start <= hit.start() and hit.end() <= end for start, end in tokens):
                    for i in range(*hit.span()):
                        weights[i] = min(weights[i], FILLER)
    phase = _phase(core, mute)
    table = None
    if numbered := _TABLE.search(core):
        number = numbered.group(1) or numbered.group(2)
        table = numeral(number)
        mute(re.escape(numbered.group(0)))
    for name in (vocabulary.document.unit_name,):
        mute(re.escape(normalise.name(name)))
    if not any(weight >= 1 for weight in weights):
        _restore(core, weights)
    if vocabulary.document.kind is Kind.FINAL:
        _mute_the_obvious(core, weights)
    for hit in _DONE.finditer(core):
        if core[hit.start("verb") : hit.end("verb")] not in vocabulary.by_gram:
            weights[hit.start("verb") : hit.end("verb")] = [FILLER] * len(hit["verb"])
    mute(rf"{_HOW_MANY}(?:{'|'.join(words.load().counted)})(?!元|钱)")
    hints = frozenset(key for key, group in words.load().hints.items() for word in group if word in core)
    seen = Segment(text, core, weights, tuple(dict.fromkeys(years)), phase, scope, codes, table, hints)
    seen.counter = _counter(core, vocabulary)
    seen.tokens = vocabulary.tokens(core, pieces=True)
    seen.here = tuple((start, end) for start, end in tokens if core[start:end] in vocabulary.here)
    seen.sheets = sheets
    seen.coded = frozenset(entry.leaf.core for code in codes for entry in vocabulary.by_code.get(code, ()))
    seen.modifiers = _modifiers(core)
    for start, end in tokens:
        word = core[start:end]
        absent = word in item_names() and not any(gram in vocabulary.by_gram for gram in grams(word))
        if (absent or word in vocabulary.meant) and any(weight >= 1 for weight in weights[start:end]):
            seen.modifiers |= span(start, end)
    return seen


_GLOSS = re.compile(r"(?P<said>[^（），、：]+)（(?P<name>[^（）]+)）")


def _glossed(text: str, vocabulary: Vocabulary) -> str:
    """日常办公的钱（公用经费） → 公用经费: a bracket that holds a name of the document tells what the words before it,
    which hold none, are meant for."""

    def name(hit: re.Match[str]) -> str:
        said, meant = normalise.name(hit["said"]), normalise.name(hit["name"])
        holds = any(said[start:end] in vocabulary.here for start, end in vocabulary.tokens(said))
        return hit["name"] if meant in vocabulary.here and len(meant) > 2 and not holds else hit.group()

    return _GLOSS.sub(name, text)


def _spelled_out(text: str, vocabulary: Vocabulary) -> str:
    """Codes of a length that the document prints none of, by their names in the classification (30229 → 福利费);
    amounts that things are held apart by in digits (五十万以上的设备)."""
    printed = {(len(code), code[0]) for code in vocabulary.by_code}

    def name(hit: re.Match[str]) -> str:
        code = hit.group(0) if hit.group(1) is None else f"{hit.group(1)}{hit.group(2)}"
        item = None if (len(code), code[0]) in printed else classification.load().item(code)
        return item.name if item is not None else hit.group(0)

    text = _LIMIT.sub(lambda hit: f"{numeral(hit.group(0))}", text)
    return re.sub(r"(?<![\d.])(?:(\d{3})类?[- ]?第?(\d{2})款|\d{5}|\d{7})(?![\d.项第])", name, text)


def _titled(core: str, vocabulary: Vocabulary) -> tuple[str, frozenset[int]]:
    """The core with a table's whole title blanked out, and the tables so titled; the longest title counts."""
    best: tuple[int, int] | None = None
    for sheet in vocabulary.sheets:
        for spelling in (sheet.title.core, *sheet.title.surfaces):
            bare = re.sub(r"^\d{4}年?度?", "", spelling)
            at = core.find(bare) if len(bare) > 4 and bare.endswith("表") else -1
            if at >= 0 and (best is None or len(bare) > best[1] - best[0]):
                best = (at, at + len(bare))
    if best is None:
        return core, frozenset()
    title = core[best[0] : best[1]]
    titled = frozenset(
        sheet.table.ordinal
        for sheet in vocabulary.sheets
        if any(re.sub(r"^\d{4}年?度?", "", s) == title for s in (sheet.title.core, *sheet.title.surfaces))
    )
    start = best[0]
    year = re.search(r"\d{4}年?度?$", core[:start])
    start -= len(year.group(0)) if year else 0
    return core[:start] + " " * (best[1] - start) + core[best[1] :], titled


def _modifiers(core: str) -> int:
    mask = 0
    for word in words.load().modifiers:
        at = core.find(word)
        while at >= 0:
            mask |= span(at, at + len(word))
            at = core.find(word, at + 1)
    return mask


def _restore(core: str, weights: list[float]) -> None:
    """A segment of nothing but 预算总计 means just that: its words of totals count after all."""
    for word in words.load().wholes:
        at = core.find(word)
        while at >= 0:
            for i in range(at, at + len(word)):
                weights[i] = max(weights[i], 1.0) if weights[i] else 0.0
            at = core.find(word, at + 1)


def _mute_the_obvious(core: str, weights: list[float]) -> None:
    """What was spent in fact (实际支出) says nothing of a final account's figure, where something else is named."""
    spared = list(weights)
    for word in words.load().hints["final_only"]:
        at = core.find(word)
        while at >= 0:
            spared[at : at + len(word)] = [min(weight, FILLER) for weight in spared[at : at + len(word)]]
            at = core.find(word, at + 1)
    if any(weight >= 1 for weight in spared):
        weights[:] = spared


def _units(vocabulary: Vocabulary) -> frozenset[str]:
    """What the document itself counts in (间), beside the usual."""
    known: frozenset[str] | None = vocabulary.lasting.get("units")
    if known is None:
        printed = {fact.unit for entry in vocabulary.counting for _, fact in entry.cells if fact.unit}
        known = frozenset(unit for unit in printed if len(unit) == 1 and "\u4e00" <= unit <= "\u9fff")
        vocabulary.lasting["units"] = known
    return known


def _counter(core: str, vocabulary: Vocabulary) -> str | None:
    counted = "|".join(words.load().counted)
    if re.search(r"百分之(?:几|多少)|(?:多少|几)个?百分点", core):
        return "%"
    if re.search(r"(?:几多|多少|几)(?:个)?(?:钱|元|万|亿|块|资金|经费|预算|金额|支出|收入|费用)", core):
        return "元"
    if "保有量" in core:
        return "辆"
    found = re.search(rf"{_HOW_MANY}({counted})(?!元|钱)", core)
    if found is None and re.search(words.load().spent, core):
        return "元"
    if (
        found is None
        and (ends := re.search(r"(?:多少|几)([\u4e00-\u9fff])$", core))
        and (ends[1] in words.load().classifiers or ends[1] in _units(vocabulary))
    ):
        return ends[1]
    return found.group(1) if found else None


def _phase(core: str, mute: Mute) -> str | None:
    for word in words.load().phases["实施期"]:
        if word in core:
            mute(word)
            return "实施期"
    for word in ("年度目标", "年度指标", "年度"):
        if word in core:
            mute(word)
            return "年度"
    return None


def _codes(core: str, vocabulary: Vocabulary, mute: Mute) -> tuple[str, ...]:
    found: list[str] = []
    for hit in _CODE.finditer(core):
        code = hit.group(4) or "".join(part for part in hit.groups()[:3] if part)
        if code in vocabulary.by_code or classification.load().item(code):
            found.append(code)
            mute(re.escape(hit.group(0)) + words.load().coded)
    if found:
        mute(words.load().paid)
    return tuple(found)


def _in_name(core: str, word: str, vocabulary: Vocabulary) -> bool:
    """Is 本年 or 上年 here part of a name such as 本年收入合计 or 上年结转?"""
    at = core.find(word)
    return any(
        core.startswith(name.core, at) for name in vocabulary.names if name.core.startswith(word) and len(name.core) > 3
    )
