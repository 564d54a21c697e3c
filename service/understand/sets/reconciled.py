"""Checks within one table: some of its rows, or the columns of one row, against the total of the same column or row.

The parts are said by their codes (201、208和210三类), by how many there are (七个功能大类, 三种资金来源) or as what
stands under a row (卫生健康支出各项, 其下21011款), by the shapes of ``reconciled.yaml``; the table is named, or the
likeliest in which all that is said fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.store.records import StoredFact
from service.plan import algebra
from service.understand.names.assumed import sheet_score
from service.understand.names.label import fact_label
from service.understand.names.naming import in_order
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Entry, Sheet, Vocabulary
from service.understand.resolution import Resolution
from service.understand.sets import groups
from service.understand.wording import normalise, numbers, words
from service.understand.wording.frame import Frame

_LEVELS = {"款": 5, "项": 7}
_SIDES = ("收入", "支出")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    raw = read_yaml("service.understand.sets", "reconciled.yaml")
    code = words.unspaced(raw.pop("code"))
    return {
        key: re.compile(words.unspaced(text).replace("{NUMERAL}", numbers.CHINESE).replace("{CODE}", code))
        for key, text in raw.items()
    }


def checked(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """Parts of one table against their whole in the same table; None where the words name no such parts."""
    said = _patterns()
    first, second = (said["added"].sub("", text) for text in frame.operands[:2])
    text = f"{frame.operands[0]}，{frame.operands[1]}"
    parts = [said[kind] for kind in ("counted", "codes", "under", "theirs")]
    if not any(pattern.fullmatch(first) or pattern.fullmatch(second) for pattern in parts):
        return None
    named = _named_tables(text, vocabulary)
    for sheet in named if named is not None else _likely(text, vocabulary):
        table = _Table(sheet, vocabulary.rows_of[sheet.table.ordinal], text, named is not None, vocabulary)
        for one, other in ((first, second), (second, first)):
            pair = table.parts_and_whole(one, other)
            if pair is not None:
                return Resolution(algebra.Verify(*(pair if one is first else pair[::-1])), 1.0, frame.operands[0])
    return None


def _named_tables(text: str, vocabulary: Vocabulary) -> list[Sheet] | None:
    """The tables that a text names by title or number, the nearest title first; None where it names none."""
    seg = segment(text, vocabulary)
    tables = [vocabulary.sheet_of[ordinal] for ordinal in vocabulary.rows_of]
    if seg.sheets:
        return [sheet for sheet in tables if sheet.table.ordinal in seg.sheets]
    if seg.table is not None:
        return [sheet for sheet in tables if sheet.number == seg.table]
    said = _patterns()["title"].match(text)
    if said is None:
        return None
    title = normalise.name(said["title"])
    near = [(_unsaid(title, sheet.title.core), sheet) for sheet in tables]
    return [sheet for far, sheet in sorted(((f, s) for f, s in near if f is not None), key=lambda pair: pair[0])]


def _unsaid(said: str, title: str) -> int | None:
    """How far a title is from how it is said, which may leave out characters; a side that wasn't said is farthest."""
    if not in_order(said, title):
        return None
    return len(title) - len(said) + 10 * sum(side in title and side[0] not in said for side in _SIDES)


def _likely(text: str, vocabulary: Vocabulary) -> list[Sheet]:
    """All tables of rows, the likeliest for the text first."""
    seg = segment(text, vocabulary)
    scored = [
        (sheet_score(rows[0], seg) - (sheet.side == "income" and "收" not in text), -ordinal, sheet)
        for ordinal, rows in vocabulary.rows_of.items()
        for sheet in (vocabulary.sheet_of[ordinal],)
    ]
    return [sheet for *_, sheet in sorted(scored, key=lambda found: found[:2], reverse=True)]


def lists_codes(text: str) -> bool:
    """Are several codes said, which are the whole of what is added up or none of it?"""
    found = _patterns()["codes"].fullmatch(text)
    return found is not None and len(re.findall(r"\d+", found["codes"])) > 1


Pair = tuple[algebra.Expression, algebra.Expression]
"""parts added up and their whole"""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table in which parts and their whole are looked for; ``named``: the question names it."""

    sheet: Sheet
    rows: tuple[Entry, ...]
    text: str
    named: bool
    vocabulary: Vocabulary

    def parts_and_whole(self, parts: str, whole: str) -> Pair | None:
        """What ``parts`` adds up and what ``whole`` says it is; None where either isn't in this table."""
        said = _patterns()
        if said["codes"].fullmatch(parts) or said["counted"].fullmatch(parts):
            parts = re.sub("(?:的)?(?:合计|总计|共计)$", "", parts) or parts
        if found := said["theirs"].fullmatch(parts):
            row = self._row(whole)
            below = self._below(row, found["level"]) if row is not None else []
            many = numbers.numeral(found["n"] or "")
            return self._pair(below, row) if row is not None and many in (None, len(below)) else None
        if found := said["codes"].fullmatch(parts):
            return self._coded(found["codes"], whole)
        if self.named and (found := said["under"].fullmatch(parts)):
            row = self._row(found["x"])
            if row is None or (
                whole != found["x"] and self._row(whole) is not row and not said["whole"].fullmatch(whole)
            ):
                return None
            return self._pair(groups.rows_below(row.path, self.rows), row)
        found = said["counted"].fullmatch(parts)
        if found is None or not said["noun"].fullmatch(found["noun"]):
            return None
        if re.search("、|和|与|加", said["title"].sub("", found["where"])):
            return None  # the parts are listed by name (甲、乙、丙三项), not only counted
        many = numbers.numeral(found["n"])
        if (many is None and not (self.named and "类" in parts)) or (many is not None and many < 2):
            return None
        of_columns = bool(said["of_columns"].search(found["noun"]))
        ways = (self._columns, self._outermost) if of_columns else (self._outermost, self._columns)
        return next((pair for way in ways if (pair := way(found["where"], many, whole)) is not None), None)

    def _coded(self, said: str, whole: str) -> Pair | None:
        codes = re.findall(r"\d+", said)
        members = [entry for entry in self.rows if entry.code in codes]
        if len(members) < len(codes) or len({entry.code for entry in members}) < len(members):
            return None
        above = _patterns()["codes"].fullmatch(whole)
        row = next((e for e in self.rows if above and e.code == re.findall(r"\d+", above["codes"])[0]), None)
        row = row or self._row(whole) or self._total(whole, members[0])
        if row is None or row in members or (above and not all(str(e.code).startswith(str(row.code)) for e in members)):
            return None
        if not above and not row.default and any(e.names[: row.depth] != row.names for e in members):
            return None
        return self._pair(members, row)

    def _outermost(self, where: str, many: int | None, whole: str) -> Pair | None:
        """So many rows beside a total, or under the row that ``where`` names."""
        above = self._row(where)
        total = above or self._total(whole)
        if total is None:
            return None
        members = groups.rows_below(total.path, self.rows) if above else self._beside(total)
        spent = [e for e in members if any(fact.value for _, fact in e.cells)]
        members = members if len(members) == many else spent
        return self._pair(members, total) if many in (None, len(members)) else None

    def _columns(self, where: str, many: int | None, whole: str) -> Pair | None:
        """So many columns of one row beside the row's total."""
        row = self._row(where) or self._total(whole)
        if row is None or not (self.named or where in ("", row.leaf.text) or where in self.sheet.title.core):
            return None
        total = next((fact for heading, fact in row.cells if heading.total and fact.value is not None), None)
        parts = [(h, f) for h, f in row.cells if not h.total and total is not None and f.unit == total.unit]
        for depth in {len(heading.names) for heading, _ in parts}:
            level = [fact for heading, fact in parts if len(heading.names) == depth]
            filled = [fact for fact in level if fact.value]
            chosen = level if len(level) == many else filled
            if total is not None and len(chosen) == many:
                cells = tuple(algebra.Cell(fact.id, fact.column_path[-1]) for fact in chosen)
                return algebra.Sum(cells, _together(cells)), self._whole(total, row)
        return None

    def _row(self, text: str) -> Entry | None:
        """The row that a text ends with the name or code of, or that it leaves no other to be meant by."""
        core = normalise.name(text)
        codes = set(re.findall(r"\d{3,7}", text))
        named = [e for e in self.rows if not e.default and (e.code in codes or _ends(core, e))]
        longest = _longest(named)
        named = [e for e in named if e in longest or e.code in codes]
        return named[0] if len(named) == 1 else None

    def _total(self, text: str, beside: Entry | None = None) -> Entry | None:
        """The table's total that a text names, of those in the half of ``beside``."""
        found = _patterns()["whole"].fullmatch(text)
        if found is None:
            return None
        totals = [e for e in self.rows if e.default and (beside is None or e.names[:-1] == beside.names[: e.depth - 1])]
        core = normalise.name(text).removesuffix("数")
        exact = _longest([e for e in totals if core.endswith(e.leaf.core)])
        chosen = exact if len(exact) == 1 else totals if len(totals) == 1 else []
        of = normalise.name(found["of"])
        if not chosen or of.endswith("表"):
            return chosen[0] if chosen else None
        columns = "".join(fact_name for _, fact in chosen[0].cells for fact_name in fact.column_path)
        told = of in columns + self.sheet.title.core + chosen[0].leaf.core or (
            of.removeprefix("本年") in _SIDES
            and not any(side in self.sheet.title.core for side in _SIDES if side not in of)
        )
        return chosen[0] if told else None

    def _below(self, row: Entry, level: str | None) -> list[Entry]:
        """The rows right below a row, or those of a level of the classification."""
        length = _LEVELS.get(level or "", 0)
        if not row.code or len(row.code) >= length:
            return groups.rows_below(row.path, self.rows)
        return [e for e in self.rows if e.code and len(e.code) == length and e.names[: row.depth] == row.names]

    def _beside(self, total: Entry) -> list[Entry]:
        """The outermost rows that a total is of: those above it in its half, or below it where it stands first."""
        alike = [e for e in self.rows if e.depth == total.depth and e.names[:-1] == total.names[:-1]]
        at = alike.index(total)
        above = [e for e in alike[:at] if not e.default]
        return above or [e for e in alike[at + 1 :] if not e.default]

    def _pair(self, members: Sequence[Entry], row: Entry) -> Pair | None:
        """The members' figures added up and the row's own, in the column that the question means."""
        if not members:
            return None
        wanted = groups.column_meant([row], segment(self.text, self.vocabulary), self.vocabulary)
        whole = groups.cells_in([row], wanted)
        cells = groups.cells_in(members, wanted)
        if len(whole) != 1 or len(cells) != len(members):
            return None
        fact = self.vocabulary.facts[whole[0].fact]
        if fact.value is None:
            return None
        return cells[0] if len(cells) == 1 else algebra.Sum(cells, _together(cells)), self._whole(fact, row)

    def _whole(self, fact: StoredFact, row: Entry) -> algebra.Cell:
        label = f"《{self.sheet.title.text}》{row.leaf.text}" if row.default else fact_label(fact)
        return algebra.Cell(fact.id, label)


def _longest(rows: Sequence[Entry]) -> list[Entry]:
    """Those of rows that have the longest name."""
    longest = max((len(e.leaf.core) for e in rows), default=0)
    return [e for e in rows if len(e.leaf.core) == longest]


def _ends(core: str, entry: Entry) -> bool:
    return len(entry.leaf.core) > 1 and core.endswith(entry.leaf.core)


def _together(cells: Sequence[algebra.Cell]) -> str:
    names = "、".join(cell.label for cell in cells) if len(cells) < 5 else f"{cells[0].label}等{len(cells)}项"
    return f"{names}合计"
