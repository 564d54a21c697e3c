"""The prose against the tables, and against itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.checks.amounts_said import check_amounts
from ingest.checks.model import Check, Disclosure, Figure, Verdict, nearest, told
from ingest.checks.naming import funding_of, is_item, is_known, kind_of
from ingest.checks.percents import check_percents
from ingest.checks.rounding import alike, closeness, converted, judge_equal
from ingest.checks.sentences import Said, is_level, said
from ingest.checks.sheets import Sheet
from ingest.checks.standard import carried_over, is_carried_over
from ingest.checks.subjects import Entry, entries_of
from ingest.checks.words import words

RULE = "prose_table"
_SIDES = frozenset({"收入", "支出", "本年收入", "本年支出", "收入总计", "支出总计"})
_OWN_TABLES = frozenset({"three_publics", "operating", "procurement"})
"""Kinds of tables that restate, in a scope of their own, what other tables have too."""


def check_prose(disclosure: Disclosure, sheets: Sequence[Sheet]) -> Iterator[Check]:
    """Every amount a sentence states of a subject that a table has too; then what sentences say of each
    other's numbers."""
    all_said = said(disclosure.prose)
    entries = entries_of(sheets)
    carried = carried_over(sheets)
    for one in all_said:
        if is_level(one) and one.role in words().prose.own_roles and one.names and not one.roughly:
            yield from _against_tables(disclosure, one, entries, carried)
    yield from check_percents(all_said, entries_of(sheets, budgeted=True))
    yield from check_amounts(disclosure, all_said)


def _against_tables(
    disclosure: Disclosure, one: Said, entries: Mapping[str, list[Entry]], carried: Sequence[Figure]
) -> Iterator[Check]:
    """Whether any cell of the same subject and scope prints the stated amount.

    It is wrong only where the tables leave no doubt which cell is meant: all of that scope print one
    other amount, or one is but a slip apart. A number within a reason, or one said of a subordinate
    body, is never wrong.
    """
    year = disclosure.identity.year
    if one.fact.year not in (None, year):
        return
    name = one.names[-1]
    names = {name, *words().names.same.get(name, ())}
    found = [entry for wanted in names for entry in entries.get(wanted, []) if _under(one, entry)]
    found = [entry for entry in found if alike(entry.figure.unit, one.fact.unit)]
    if not found:
        return
    funding = _funding(one)
    scoped = _in_scope(one, found, funding)
    judged = [(*judge_equal(one.figure, entry.figure), entry) for entry in scoped]
    verdict, difference, entry = min(judged, key=lambda row: (*nearest(*row[:2]), not row[2].whole))
    if verdict is Verdict.WRONG:
        wholes = [row for row in judged if row[2].whole and row[2].figure.value]
        if funding and all(row[2].funding not in (None, funding) for row in wholes):
            return
        if not wholes or one.explains or _of_another_body(disclosure, one) or _listed_apart(one):
            return
        verdict, difference, entry = min(wholes, key=lambda row: abs(row[1]))
        doubt = not _beyond_doubt(one, [row[2] for row in wholes], funding, entry)
        if doubt or is_carried_over(difference, one.figure, carried):
            verdict = Verdict.UNCHECKED
    statement = f"{told(one.figure)}，{told(entry.figure)}"
    yield Check(RULE, verdict, statement, (one.figure, entry.figure), difference, one.fact.unit)


def _under(one: Said, entry: Entry) -> bool:
    """Whether the 科目 above a sentence's subject are those above the row's; the total of a part of a table (支出合计
    under “三公”经费) is no total of the body's."""
    total = one.names[-1].endswith(("合计", "总计"))
    if total and any(is_known(name) and name not in _SIDES for name in entry.names[:-1] if name not in one.names):
        return False
    return all(name in entry.names for name in one.names[:-1] if is_item(name))


def _funding(one: Said) -> str | None:
    """Whose money the sentence is about: as its subject says, from the innermost name out, else its
    heading."""
    for name in reversed(one.fact.row_path):
        if found := funding_of(name):
            return found
    for heading in reversed(one.fact.section):
        kind = kind_of(heading)
        if found := (kind.funding if kind else None) or funding_of(heading):
            return found
        if kind:
            return None
    return None


def _in_scope(one: Said, found: list[Entry], funding: str | None) -> list[Entry]:
    """The cells that the section is about: of the kind of table that its heading names, else of the funds
    that the sentence names; all, where there are none such."""
    kinds = [kind.kind for heading in reversed(one.fact.section) if (kind := kind_of(heading))]
    if kinds and kinds[0] in _OWN_TABLES:
        own = [entry for entry in found if entry.sheet.kind == kinds[0]]
        if own:
            return own
    scoped = [entry for entry in found if entry.funding == funding] if funding else found
    return scoped or found


def _listed_apart(one: Said) -> bool:
    """Whether the subject is one of a list that no table has (新增项目, 减少的项目)."""
    apart = words().prose.apart
    return any(apart.search(name) and not is_known(name) for name in one.fact.row_path)


def _of_another_body(disclosure: Disclosure, one: Said) -> bool:
    sentence = one.fact.sentence or ""
    own = disclosure.identity.unit_name
    return any(member in sentence for member in disclosure.identity.members if member and member != own)


def _beyond_doubt(one: Said, wholes: Sequence[Entry], funding: str | None, nearest: Entry) -> bool:
    unit = one.fact.unit
    scope = [entry for entry in wholes if entry.funding == funding] or (list(wholes) if funding is None else [])
    values = [converted(entry.figure.value, entry.figure.unit, unit) for entry in scope]
    apart = closeness(one.value, converted(nearest.figure.value, nearest.figure.unit, unit))
    if apart <= words().prose.near:
        return True
    if not one.value or not values or not is_known(one.fact.row_path[-1]):
        return False
    return max(values) - min(values) <= one.figure.step
