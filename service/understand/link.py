"""Words of a question → addresses in a document, by score.

A fact's address is made of names: its row and the rows above, its column and the headers above, its
table. An address scores by the characters of the question that it explains, less what it assumes
that wasn't asked (a column, a phase, a narrower table). The weights below are the only tuning there
is; none knows a table or a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.facts import Measure, State
from ingest.lexicon import classification
from ingest.parsed import Kind
from ingest.store.records import StoredFact
from service.understand import normalise, words
from service.understand.vocabulary import Entry, Heading, Name, Sheet, Vocabulary, carried_by, grams

FILLER = 0.1  # a character of 多少钱, 安排了: hardly evidence
EXACT = 1.2  # a whole name or alias stands in the question
CODED = 6.0  # a code names its row beyond doubt
TITLE = 0.4  # weight of what only the table's title explains, where a row was named
UNEXPLAINED = 0.5  # each character of the question's content that an address leaves unexplained
RULED_OUT = 50.0  # another year, another kind of unit: never meant
UNSAID = 0.16  # each character of a row's name that the question doesn't say …
UNSAID_MOST = 1.6  # … up to this much
DEFAULT_ROW = 0.4  # the total row answers where the question names only a column or table
COLUMN = 1.4  # a column that is neither the total nor named
SIDE = 1.6  # income for spending, or the reverse
PHASE = 1.5  # 实施期 where the year was asked
SCOPE = 2.5  # the other side of the carry-over than the one asked
NARROW = 0.15  # each restriction in a table's title that the question doesn't name
DEEP = 0.04  # each level of a row: of two rows as well named the outer one is meant
CHILD = 0.8  # an indicator of which only the kind was named (食堂的满意度指标)
EMPTY = 2.5  # a table without data answers only where its subject is named
PROSE = 0.7  # a table speaks before prose
KIND = 1.5  # 预算数 for 决算数, or the reverse
RARE = 4  # a piece of a name that at most so many names have says which name is meant
COUNTED = 3.0  # a fact in another unit than the one counted
NEAR = 0.75  # readings this close to the best are as likely meant
WHOLE = 0.55  # … if it is named by a whole name
TOTALLED = 0.75  # … if its row is taken by default
EXPLAINED = 0.62  # least part of the question's content that an address must explain

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?)?(?!\d)|(?<!\d)(\d{2})年度?")
_RELATIVE = {"去年": -1, "上年": -1, "上一年": -1, "上年度": -1, "前一年": -1, "前年": -2, "今年": 0, "本年": 0, "当年": 0, "本年度": 0, "明年": 1}
_CODE = re.compile(r"(?<![\d.])(\d{3})类?(?:第?(\d{2})款)?(?:第?(\d{2})项)?(?![\d.年元万个件辆%])|(?<![\d.])(\d{5}|\d{7})(?![\d.])")
_TABLE = re.compile(r"(?:公开)?表([一二三四五六七八九十]{1,3}|\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Match:
    """How a name stands in a segment: the characters of the segment it explains (a bit mask), whether
    one of its spellings stands there whole, and how many of its own characters are unsaid."""

    mask: int
    exact: bool
    unsaid: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One address that a segment may mean. ``explained`` is the part (0…1) of its content explained."""

    fact: StoredFact
    entry: Entry
    heading: Heading
    score: float
    explained: float
    named: bool
    """the row itself was named, or what it lies in, not taken by default"""
    whole: bool = False
    """it was named by a whole name or alias, or its code"""

    @property
    def table(self) -> int | None:
        return self.fact.table


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
    modifiers: int = 0
    """characters (a mask) that change what the names beside them mean: an address must explain them"""
    tokens: tuple[tuple[int, int], ...] = ()
    """spans of the core that are whole names of three characters or more, leftmost and longest first"""
    matches: dict[str, Match | None] = field(default_factory=dict)
    sums: dict[int, float] = field(default_factory=dict)

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


def segment(text: str, vocabulary: Vocabulary) -> Segment:
    """``text`` prepared: what is no name in it (years, phase, scope, codes) is read and takes no weight."""
    year = vocabulary.document.year
    core = normalise.name(text)
    weights = [1.0] * len(core)
    years: list[int] = []

    def mute(pattern: str, weight: float = 0.0) -> bool:
        found = False
        for hit in re.finditer(pattern, core):
            found = True
            for i in range(*hit.span()):
                weights[i] = min(weights[i], weight)
        return found

    for filler in words.load().fillers:
        at = core.find(filler)
        while at >= 0:
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
        if year and word in core and not (word in ("上年", "本年", "当年") and _in_name(core, word, vocabulary)):
            years.append(year + shift)
            mute(word)
    tokens = vocabulary.tokens(core)
    scope = next((key for key, group in words.load().scopes.items() for word in group if word in core), None)
    if scope:
        for word in words.load().scopes[scope]:
            for hit in re.finditer(re.escape(word), core):
                if not any(start <= hit.start() and hit.end() <= end for start, end in tokens):
                    for i in range(*hit.span()):
                        weights[i] = min(weights[i], FILLER)
    phase = _phase(core, mute)
    table = None
    if hit := _TABLE.search(core):
        number = hit.group(1)
        from service.understand.numbers import numeral

        table = int(number) if number.isdigit() else numeral(number)
        mute(re.escape(hit.group(0)))
    for name in (vocabulary.document.unit_name,):
        mute(re.escape(normalise.name(name)))
    if not any(weight >= 1 for weight in weights):
        _restore(core, weights)
    mute(rf"(?:几|多少)(?:{'|'.join(words.load().counted)})(?!元|钱)")
    hints = frozenset(key for key, group in words.load().hints.items() for word in group if word in core)
    seen = Segment(text, core, weights, tuple(dict.fromkeys(years)), phase, scope, codes, table, hints, _counter(core))
    seen.tokens = tokens
    seen.modifiers = _modifiers(core)
    return seen


def _modifiers(core: str) -> int:
    mask = 0
    for word in words.load().modifiers:
        at = core.find(word)
        while at >= 0:
            mask |= ((1 << len(word)) - 1) << at
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


def _counter(core: str) -> str | None:
    counted = "|".join(words.load().counted)
    if re.search(r"百分之(?:几|多少)|(?:多少|几)个?百分点", core):
        return "%"
    if re.search(r"(?:多少|几)(?:个)?(?:钱|元|万|亿|块|资金|经费|预算|金额|支出|收入|费用)", core):
        return "元"
    found = re.search(rf"(?:多少|几)({counted})(?!元|钱)", core)
    return found.group(1) if found else None


def _phase(core: str, mute) -> str | None:  # type: ignore[no-untyped-def]
    for word in words.load().phases["实施期"]:
        if word in core:
            mute(word)
            return "实施期"
    for word in ("年度目标", "年度指标", "年度"):
        if word in core:
            mute(word)
            return "年度"
    return None


def _codes(core: str, vocabulary: Vocabulary, mute) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    found: list[str] = []
    for hit in _CODE.finditer(core):
        code = hit.group(4) or "".join(part for part in hit.groups()[:3] if part)
        if code in vocabulary.by_code or classification.load().item(code):
            found.append(code)
            mute(re.escape(hit.group(0)))
    return tuple(found)


def _in_name(core: str, word: str, vocabulary: Vocabulary) -> bool:
    """Is 本年 or 上年 here part of a name such as 本年收入合计 or 上年结转?"""
    at = core.find(word)
    return any(core.startswith(name.core, at) for name in vocabulary.names if name.core.startswith(word) and len(name.core) > 3)


def match(name: Name, seg: Segment, vocabulary: Vocabulary) -> Match | None:
    """How ``name`` stands in the segment; None where it doesn't."""
    if name.core in seg.matches:
        return seg.matches[name.core]
    found = _match(name, seg, vocabulary)
    seg.matches[name.core] = found
    return found


def _match(name: Name, seg: Segment, vocabulary: Vocabulary) -> Match | None:
    best: Match | None = None
    for order, surface in enumerate(name.surfaces):
        at = seg.core.find(surface)
        if at >= 0 and len(surface) > 1:
            mask = 0
            while at >= 0:
                if not any(start < at < end for start, end in seg.tokens):
                    mask |= ((1 << len(surface)) - 1) << at
                at = seg.core.find(surface, at + 1)
            if not mask:
                continue
            if best is None or mask.bit_count() > best.mask.bit_count():
                best = Match(mask, True, 0 if order == 0 else 1)
    mask, said = _overlap(name.core, seg.core)
    if best:
        return Match(best.mask | mask, True, best.unsaid)
    if not mask:
        return None
    return Match(mask, False, len(name.core) - said)


def _overlap(name: str, core: str) -> tuple[int, int]:
    """Characters of ``core`` in common pieces (two or more) with ``name``, as a mask; and of ``name``, as a count."""
    known = grams(name)
    mask = 0
    said: set[int] = set()
    for i in range(len(core) - 1):
        gram = core[i : i + 2]
        if gram in known:
            mask |= 3 << i
            at = name.find(gram)
            said |= {at, at + 1}
    return mask, len(said)


def link(seg: Segment, vocabulary: Vocabulary, measures: frozenset[Measure] = frozenset({Measure.LEVEL})) -> list[Reading]:
    """Addresses that ``seg`` may mean, best first; those far behind the best are left out."""
    found: list[Reading] = []
    entries: Iterable[Entry] = vocabulary.entries if Measure.LEVEL in measures else vocabulary.changes
    near = near_names(seg, vocabulary)
    for entry in entries:
        found += _score_entry(entry, seg, vocabulary, near, measures)
    found = [reading for reading in found if reading.score > -RULED_OUT / 2]
    found.sort(key=lambda reading: -reading.score)
    return [reading for reading in found if reading.score > found[0].score - 4] if found else []


def near_names(seg: Segment, vocabulary: Vocabulary) -> frozenset[str]:
    """Cores of the names that share anything with the segment."""
    indices = {index for gram in grams(seg.core) for index in vocabulary.by_gram.get(gram, ())}
    return frozenset(vocabulary.names[index].core for index in indices)


def _score_entry(
    entry: Entry, seg: Segment, vocabulary: Vocabulary, near: frozenset[str], measures: frozenset[Measure]
) -> list[Reading]:
    """Readings of the row's cells: the row's names first, then each column's and the table's."""
    row = _score_row(entry, seg, vocabulary, near)
    if row is None:
        return []
    title = entry.sheet.title if entry.sheet else None
    titled = match(title, seg, vocabulary) if title and title.core in near else None
    readings = []
    for heading, fact in entry.cells:
        if fact.measure not in measures:
            continue
        mask, score, named = heading_score(heading, fact, seg, vocabulary, near)
        mask |= row.mask
        score += row.score
        if not row.leaf and not named:
            score -= DEFAULT_ROW
        whole = mask
        if titled:
            score += seg.weigh(titled.mask & ~mask) * (TITLE if row.leaf else 1.0) + (EXACT / 2 if titled.exact else 0)
            whole |= titled.mask
        explained = seg.explained(whole) * (0.5 if seg.modifiers & ~whole else 1.0)
        score += seg.weigh(mask) - UNEXPLAINED * (1 - explained) * seg.content
        readings.append(Reading(fact, entry, heading, score, explained, row.leaf or row.anchored, row.exact))
    return readings


@dataclass(frozen=True, slots=True)
class _Row:
    """How the question names a row: the characters its names explain, whether its own name (``leaf``),
    a whole name (``exact``) or one that it lies in (``anchored``) was said."""

    mask: int
    score: float
    leaf: bool
    exact: bool
    anchored: bool


def _score_row(entry: Entry, seg: Segment, vocabulary: Vocabulary, near: frozenset[str]) -> _Row | None:
    coded = bool(entry.code and entry.code in seg.codes)
    if seg.codes and not coded and entry.code:
        return None
    counted = _is_counted(entry, seg)
    leaf = match(entry.leaf, seg, vocabulary) if entry.leaf.core in near else None
    in_form = entry.sheet is not None and entry.sheet.subject is not None and entry.depth > 2
    if not leaf and not coded and not entry.default and not counted and not in_form:
        return None
    score = sheet_score(entry, seg) - DEEP * entry.depth
    mask = covered = 0
    anchored = parented = False
    lenient = counted
    for i, name in enumerate(entry.names[:-1]):
        above = match(name, seg, vocabulary) if name.core in near else None
        if above and (above.exact or telling(above, name, seg, vocabulary)):
            covered |= above.mask if above.exact else 0
            lenient = lenient or (above.exact and len(name.core) > 2)
            mask |= above.mask
            score += EXACT / 2 if above.exact else 0
            parented = i == entry.depth - 2
            anchored = anchored or i == 0 or parented
    if leaf and not coded and not leaf.exact and not telling(leaf, entry.leaf, seg, vocabulary, lenient):
        leaf = None
    said_above = leaf is not None and leaf.mask & ~covered == 0
    if said_above and not coded and entry.leaf.core not in {name.core for name in entry.names[:-1]}:
        return None
    if coded:
        score += CODED
    elif leaf:
        score += (EXACT if leaf.exact else 0.0) - min(UNSAID * leaf.unsaid, UNSAID_MOST)
    elif not entry.default:
        if not parented and not (counted and anchored):
            return None
        score -= CHILD
    mask |= leaf.mask if leaf else 0
    return _Row(mask, score, coded or leaf is not None, coded or bool(leaf and leaf.exact), anchored)


def _is_counted(entry: Entry, seg: Segment) -> bool:
    """Does a cell of the row count what the question counts (570人 for 多少人)?"""
    if seg.counter in (None, "元", "%", "个"):
        return False
    return any(str(seg.counter) in (fact.unit or "") for _, fact in entry.cells)


def telling(found: Match, name: Name, seg: Segment, vocabulary: Vocabulary, counted: bool = False) -> bool:
    """Does a partial match say this name rather than any other: half of it, or a piece that few names have?"""
    content = sum(1 for i, w in enumerate(seg.weights) if w >= 1 and found.mask >> i & 1)
    if content < 2:
        return False
    if counted or found.unsaid * 2 < len(name.core):
        return True
    rare = 0
    often = vocabulary.head_frequency if name.core in vocabulary.heads else vocabulary.frequency
    for i in range(len(seg.core) - 1):
        if found.mask >> i & 3 == 3 and min(seg.weights[i : i + 2]) >= 1 and seg.core[i : i + 2] in name.grams:
            rare += often.get(seg.core[i : i + 2], 99) <= RARE
    return rare >= 1


def sheet_score(entry: Entry, seg: Segment) -> float:
    sheet = entry.sheet
    if sheet is None:
        return -PROSE
    score = 0.0
    if seg.table is not None:
        score += 3.0 if sheet.number == seg.table else -3.0
    unsaid = [word for word in sheet.qualifiers if word not in seg.core]
    score -= NARROW * len(unsaid)
    if sheet.table.empty and len(unsaid) == len(sheet.qualifiers):
        score -= EMPTY
    return score


def heading_score(
    heading: Heading, fact: StoredFact, seg: Segment, vocabulary: Vocabulary, near: frozenset[str]
) -> tuple[int, float, bool]:
    mask, score = 0, 0.0
    named = False
    own = heading.own
    for i, name in enumerate(heading.names):
        found = match(name, seg, vocabulary) if name.core in near else None
        if found and (found.exact or (found.unsaid * 3 <= len(name.core) and telling(found, name, seg, vocabulary))):
            mask |= found.mask
            last = i == own
            named = named or last
            score += (EXACT if last else EXACT / 3) if found.exact else 0.2
    if not named and not heading.total:
        score -= COLUMN
    score += _attributes(heading, fact, seg, vocabulary)
    return mask, score, named


def _attributes(heading: Heading, fact: StoredFact, seg: Segment, vocabulary: Vocabulary) -> float:
    """What a fact's year, phase, scope, side and kind take off where the question means another."""
    document = vocabulary.document
    score = 0.0
    year = fact.year or document.year
    asked = seg.years[0] if seg.years else None
    if asked is not None and year is not None and asked != year:
        score -= RULED_OUT
    elif asked is None and year is not None and document.year is not None and year != document.year:
        score -= 2.5
    if fact.phase == "实施期" and seg.phase != "实施期":
        score -= PHASE
    elif fact.phase == "年度" and seg.phase == "实施期":
        score -= 2 * PHASE
    sheet = _sheet_of(fact, vocabulary)
    carried = heading.carried or (sheet.carried if sheet else None) or carried_by("/".join(fact.row_path))
    if seg.scope in ("excluded", "only") and carried != seg.scope:
        score -= SCOPE if carried else SCOPE / 2
    elif seg.scope == "included" and carried:
        score -= SCOPE
    elif seg.scope is None and carried == "only" and "结转" not in seg.core:
        score -= 1.2
    elif seg.scope is None and carried == "excluded":
        score -= 0.1
    if seg.counter and fact.state is State.TEXT:
        score -= COUNTED
    elif seg.counter and not _counts(seg.counter, fact.unit or ""):
        score -= COUNTED if seg.counter in ("%", "元") and (fact.unit or "").endswith(("元", "%")) else RULED_OUT
    score -= _side(heading, fact, seg, sheet)
    return score - _kind(heading, fact, seg, document.kind)


def _counts(counter: str, unit: str) -> bool:
    """Is a fact's unit what the question counts? Money answers money; 个 counts anything that isn't money or a rate."""
    if counter == "元":
        return unit.endswith("元")
    if counter == "个":
        return not unit.endswith(("元", "%"))
    return counter in unit or unit == "个"


def _side(heading: Heading, fact: StoredFact, seg: Segment, sheet: Sheet | None) -> float:
    from service.understand.vocabulary import side_of

    side = heading.side or side_of("/".join(fact.row_path[:1])) or (sheet.side if sheet else None)
    if sheet and sheet.side == "income" and fact.code:
        side = "income"
    income, spending = "income" in seg.hints, "spending" in seg.hints
    if income == spending:
        return 0.5 if side == "income" and fact.code else 0.0
    wanted = "income" if income else "spending"
    return SIDE if side and side != wanted else 0.0


def _kind(heading: Heading, fact: StoredFact, seg: Segment, kind: Kind) -> float:
    role = "/".join(name.core for name in heading.names)
    is_budget, is_final = "预算数" in role or "年初预算" in role, "决算" in role or "执行数" in role
    if kind is Kind.BUDGET and "final_only" in seg.hints and not is_final:
        return RULED_OUT
    if not is_budget and not is_final:
        asks_budget = "budget" in seg.hints and "final" not in seg.hints
        return KIND if kind is Kind.FINAL and asks_budget and fact.table is None and "预算" not in "".join(fact.row_path) else 0.0
    budget, final = "budget" in seg.hints, "final" in seg.hints
    if budget == final:
        budget, final = kind is Kind.BUDGET, kind is Kind.FINAL
    return KIND if (is_budget and final) or (is_final and budget) else 0.0


def _sheet_of(fact: StoredFact, vocabulary: Vocabulary) -> Sheet | None:
    if fact.table is None:
        return None
    return next((sheet for sheet in vocabulary.sheets if sheet.table.ordinal == fact.table), None)


def likely(readings: list[Reading], least: float = EXPLAINED) -> list[Reading]:
    """The readings as likely meant as the best one, if the best explains enough of the question."""
    good = [reading for reading in readings if reading.explained >= _enough(reading, least)]
    if not good:
        return []
    best = good[0].score
    return [reading for reading in good if reading.score >= best - NEAR]


def _enough(reading: Reading, least: float) -> float:
    """A whole name needs less of the question explained than a row that nobody named."""
    if reading.whole:
        return min(least, WHOLE)
    return least if reading.named else max(least, TOTALLED)


def is_number(fact: StoredFact) -> bool:
    """Can the fact take part in a calculation (a blank counts as 0)?"""
    return fact.state is not State.TEXT
