"""The 科目 of one unit in two years: those that came, those that went, and which moved most."""

from __future__ import annotations

from service.plan import algebra
from service.understand.names.lookup import lookup
from service.understand.names.vocabulary import Entry, Vocabulary
from service.understand.wording import normalise

CODES = 2
"""rows with a code that make a table one of 科目"""


def moved(kind: str, of: str, now: Vocabulary, before: Vocabulary) -> algebra.Plan | None:
    """``kind`` is new, gone, fastest, slowest (by rate), most or least (by amount); ``of`` are words that name the
    table, '' for all spending.

    Rows are the same where their codes are; a row without one, where its path is.
    """
    later, earlier = _rows(of, now), _rows(of, before)
    if not later or not earlier:
        return None
    years = f"{now.document.year}年比{before.document.year}年"
    if kind == "new":
        cells = tuple(cell for key, cell in later.items() if key not in earlier)
        return algebra.Breakdown(algebra.Group(cells, f"{years}新出现的科目"))
    if kind == "gone":
        cells = tuple(cell for key, cell in earlier.items() if key not in later)
        return algebra.Breakdown(algebra.Group(cells, f"{years}不再列出的科目"))
    both = tuple(algebra.Pair(cell.label, cell, earlier[key]) for key, cell in later.items() if key in earlier)
    how = "rate" if kind in ("fastest", "slowest") else "change"
    return algebra.Top(algebra.Pairs(both, f"{years}各科目", how), 1, kind in ("fastest", "most")) if both else None


def _rows(of: str, vocabulary: Vocabulary) -> dict[str, algebra.Cell]:
    """The innermost rows of the table of 科目 that the words mean, each with its cell of the total column."""
    entries = _table(of, vocabulary)
    parents = {str(entry.code)[:length] for entry in entries for length in range(3, len(str(entry.code)))}
    found: dict[str, algebra.Cell] = {}
    for entry in entries:
        if entry.code is None or entry.code in parents:
            continue
        _, fact = max(entry.cells, key=lambda pair: pair[0].total)
        if fact.value:
            found[entry.code] = algebra.Cell(fact.id, fact.row_path[-1])
    return found


def _table(of: str, vocabulary: Vocabulary) -> list[Entry]:
    """The rows with codes of the table that ``of`` names, else of the one of all spending by function."""
    best: tuple[tuple[bool, bool, int], list[Entry]] | None = None
    economic = "经济" in of or _is_economic(of, vocabulary)
    for ordinal, rows in vocabulary.rows_of.items():
        title = normalise.name(vocabulary.sheet_of[ordinal].table.title)
        coded = [entry for entry in rows if entry.code and (entry.code[0] in "35") == economic]
        if len(coded) < CODES:
            continue
        spending = "支出" in title
        said = bool(of) and normalise.name(of) in title
        score = (said, spending and "财政拨款" not in title and "公共预算" not in title, len(coded))
        if best is None or score > best[0]:
            best = (score, coded)
    return best[1] if best is not None else []


def _is_economic(of: str, vocabulary: Vocabulary) -> bool:
    found = lookup(of, vocabulary) if of else None
    plan = found.plan if found is not None else None
    code = vocabulary.facts[plan.fact].code if isinstance(plan, algebra.Cell) else None
    return bool(code and code.startswith("30"))
