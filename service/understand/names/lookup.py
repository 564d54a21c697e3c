"""One name → the address meant, its readings side by side, or a question back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.facts import State
from service.plan import algebra
from service.plan.quantity import MONEY
from service.understand.names.apart import lies_in, parted
from service.understand.names.beside import beside, names_column
from service.understand.names.label import fact_label, label_of
from service.understand.names.link import Reading, likely, link
from service.understand.names.match import match
from service.understand.names.segment import Segment, segment, span
from service.understand.names.vocabulary import Vocabulary
from service.understand.names.weights import EXPLAINED, NEAR
from service.understand.operands import changes
from service.understand.operands.amounts import without_amounts
from service.understand.resolution import Resolution
from service.understand.wording import normalise, words
from service.understand.wording.frame import Frame

AS_WELL = 1.3
"""how far behind a name may be of which the question says the same characters"""
RIVAL = 0.25
"""how far behind the best another name may be and still be as likely meant"""
LISTED = 0.8
"""least part of an item that must be explained before a question is read as a list"""
ALTERNATIVES = 4
"""readings of one name that are shown side by side; beyond it the question is asked back"""


def printed_rate(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """A rate that a column prints under its own name (执行率) is read, not computed."""
    readings = likely(link(segment(frame.text, vocabulary), vocabulary))
    if not readings or not readings[0].column or readings[0].fact.unit != "%" or readings[0].explained < 1:
        return None
    return _as_printed(readings[0], frame, vocabulary)


def _as_printed(best: Reading, frame: Frame, vocabulary: Vocabulary) -> Resolution:
    return Resolution(algebra.Cell(best.fact.id, label_of(best, vocabulary)), 1.0, frame.text, (), best.score)


_CALLED_SHARE = re.compile("份额|比例|比重|占比")


def called_share(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """What a question calls 甲份额 is 甲's own figure, where the document has 甲份额 for a name."""
    asked = _CALLED_SHARE.search(frame.text)
    if asked is None or asked.end() < len(frame.text) or re.search("占[^比]", frame.text):
        return None
    seg = segment(frame.text, vocabulary)
    mask = span(len(seg.core) - len(asked.group()), len(seg.core))
    readings = likely(link(seg, vocabulary))
    if not readings or not seg.core.endswith(asked.group()) or readings[0].explained < 1:
        return None
    best = readings[0]
    if not best.named or not best.entry.leaf.core.endswith(asked.group()) or best.said & mask != mask:
        return None
    return _as_printed(best, frame, vocabulary)


def lookup(text: str, vocabulary: Vocabulary, operators: Sequence[str] = ()) -> Resolution | None:
    """The address that ``text`` means; None where one of the ``operators`` in it is no part of the address's names."""
    text, other = parted(text)
    seg = segment(text, vocabulary)
    if not seg.content and not seg.codes and seg.counter == "元" and seg.table is None:
        total = "支出总计" if "spending" in seg.hints or "花" in text else "收入总计"
        return None if operators else lookup(f"{text}{total}", vocabulary)
    year = vocabulary.document.year
    asked = seg.years[0] if seg.years else year
    linked = [r for r in link(seg, vocabulary) if not other or not lies_in(r, other)]
    good = [r for r in likely(linked) if _of_year(r, asked, vocabulary)]
    if not good and asked is not None and asked != year:
        plan = None if operators else changes.prior(text, asked, vocabulary)
        return Resolution(plan, 1.0, text) if plan is not None else None
    if not good or not (good[0].named or _says_total(seg, good[0])):
        return None
    if not all(_explained(operator, good[0], seg) for operator in operators):
        return None
    good = _of_account(good, text)
    distinct = distinct_of(good)
    outer = distinct[0].fact.row_path
    if good[0].whole:
        distinct = distinct_of([*good, *_namesakes(linked, good[0])])
    rivals = [r for r in distinct[1:] if r.explained > good[0].explained - 0.05]
    rivals = [r for r in rivals if not _alike(r, distinct[0]) and r.fact.row_path[: len(outer)] != outer]
    distinct = [r for r in distinct if r is distinct[0] or _alike(r, distinct[0])]
    distinct = [r for r in distinct if r.said != distinct[0].said or not _part_of(r, distinct[0])]
    if not good[0].whole:
        rivals += [r for r in _as_well(linked, good[0]) if r not in rivals]
    rivals = [r for r in rivals if not _borrowed(r, distinct[0], seg, vocabulary)]
    if rivals and not good[0].whole and rivals[0].said == good[0].said:
        return Resolution(
            algebra.Cell(good[0].fact.id, ""), good[0].explained, text, (distinct[0], *rivals[:5]), good[0].score
        )
    if rivals and rivals[0].score > good[0].score - RIVAL and not good[0].whole:
        return Resolution(
            algebra.Cell(good[0].fact.id, ""), good[0].explained, text, (distinct[0], *rivals), good[0].score
        )
    cells = tuple(algebra.Cell(r.fact.id, label_of(r, vocabulary)) for r in distinct)
    if len(cells) == 1:
        return Resolution(cells[0], distinct[0].explained, text, (), distinct[0].score)
    if len(cells) > ALTERNATIVES:
        return Resolution(cells[0], distinct[0].explained, text, tuple(distinct), distinct[0].score)
    return Resolution(algebra.Several(cells, readings=True), distinct[0].explained, text, (), distinct[0].score)


def _of_account(good: list[Reading], text: str) -> list[Reading]:
    """Of one subject's budget and final account the one that is said (甲的决算), however their columns are worded."""
    said = [word for word in ("预算", "决算") if word in text]
    planned = [r for r in good if changes.is_account(r.fact, "预算")]
    done = [r for r in good if changes.is_final(r.fact)]
    apart = len(planned) + len(done) == len(good) and len({r.fact.row_path for r in good}) == 1
    if len(said) != 1 or not apart:
        return good
    return (planned if said[0] == "预算" else done) or good


def _explained(operator: str, reading: Reading, seg: Segment) -> bool:
    """Does a word that asks for an operation stand in the address's own names (占比 as a column)?"""
    core = normalise.name(operator)
    at = seg.core.find(core)
    mask = span(at, at + len(core)) if at >= 0 else 0
    named = any(core in name.core for name in reading.entry.names)
    return bool(mask) and (reading.covered & mask == mask or named)


def _alike(a: Reading, b: Reading) -> bool:
    """Are two readings of one name, so that they differ in scope only?"""
    if a.entry.default and b.entry.default:
        if a.entry.names[:-1] != b.entry.names[:-1] and a.fact.phase:
            return False
        return a.fact.unit == b.fact.unit or (a.fact.unit in MONEY and b.fact.unit in MONEY)
    names = {a.entry.leaf.core, *a.entry.leaf.surfaces}
    return (
        b.entry.leaf.core in names
        or a.entry.leaf.core in b.entry.leaf.surfaces
        or (bool(set(a.entry.leaf.surfaces) & set(b.entry.leaf.surfaces)))
        or (a.entry.default != b.entry.default and a.fact.unit in MONEY and b.fact.unit in MONEY)
    )


def _borrowed(reading: Reading, best: Reading, seg: Segment, vocabulary: Vocabulary) -> bool:
    """Has a row beside the best one nothing of the question but what their common head says (支持商业数字化创新 beside
    总预算, of 商业创新专项总预算)?"""
    if reading.fact.row_path[:-1] != best.fact.row_path[:-1] or len(best.fact.row_path) < 2:
        return False

    def own(one: Reading) -> bool:
        above = (match(name, seg, vocabulary) for name in one.entry.names[:-1])
        covered = 0
        for found in above:
            covered |= found.mask if found else 0
        leaf = match(one.entry.leaf, seg, vocabulary)
        return bool(leaf and leaf.mask & ~covered)

    return own(best) and not own(reading)


def _namesakes(linked: Sequence[Reading], best: Reading) -> list[Reading]:
    """The same whole name elsewhere with another code or class (住房公积金 by function and by economic class)."""
    return [
        reading
        for reading in linked
        if reading.whole
        and reading.entry.leaf.core == best.entry.leaf.core
        and reading.heading.total
        and bool(reading.entry.code) == bool(best.entry.code)
        and reading.entry.code != best.entry.code
        and reading.score > best.score - AS_WELL
    ]


def _as_well(linked: Sequence[Reading], best: Reading) -> list[Reading]:
    """Other names of which the question says just the same characters: as likely meant, whatever their length."""
    found: dict[str, Reading] = {}
    for reading in linked:
        if (
            reading.said == best.said
            and reading.entry.leaf.core != best.entry.leaf.core
            and reading.named
            and (reading.column or not best.column)
            and reading.score > best.score - AS_WELL
            and not same(reading, best)
            and not _part_of(reading, best)
            and best.entry.leaf.core not in {name.core for name in reading.entry.names[:-1]}
        ):
            found.setdefault(reading.entry.leaf.core, reading)
    return list(found.values())


def _part_of(reading: Reading, best: Reading) -> bool:
    """Is a reading a part beside the total of a subject that the text tells of? Its own name isn't what was said."""
    told = best.table is None and best.entry.default and not reading.entry.default
    return told and len(best.entry.names) > 1 and reading.entry.names[:-1] == best.entry.names[:-1]


def wants_text(question: str, found: Resolution, vocabulary: Vocabulary) -> bool:
    """Does the question ask for words, so that a figure would be no answer? A cell of words may be one."""
    if not prefers_text(question):
        return False
    match found.plan:
        case algebra.Cell(fact=fact):
            listing = any(word in question for word in words.load().worded)
            return vocabulary.facts[fact].state is not State.TEXT and (found.explained < 1 or listing)
        case _:
            return True


def prefers_text(question: str) -> bool:
    """Is the question after words, with no amount asked for?"""
    known = words.load()
    if any(word in question for word in known.amounts):
        return False
    return any(word in question for word in (*known.textual, *known.worded))


def _says_total(seg: Segment, reading: Reading) -> bool:
    """A row taken by default answers only a question that names its column or table."""
    return bool(seg.content) and (reading.explained >= 1.0 or reading.score > 2.0)


def _of_year(reading: Reading, asked: int | None, vocabulary: Vocabulary) -> bool:
    year = reading.fact.year or vocabulary.document.year
    return asked is None or year is None or year == asked


def distinct_of(readings: list[Reading]) -> list[Reading]:
    """Readings whose figures differ, best first: the same figure in two tables, or rounded (万元 for 元), is one."""
    kept: list[Reading] = []
    for reading in readings:
        twin = next((other for other in kept if same(reading, other)), None)
        if twin is None:
            kept.append(reading)
        elif _finer(reading, twin) and reading.score > twin.score - 0.5:
            kept[kept.index(twin)] = reading
    return kept


def same(a: Reading, b: Reading) -> bool:
    if a.fact.state is State.TEXT or b.fact.state is State.TEXT:
        return a.fact.text == b.fact.text
    x, y = a.fact.value or 0, b.fact.value or 0
    if a.fact.unit == b.fact.unit:
        return x == y
    if a.fact.unit in MONEY and b.fact.unit in MONEY:
        coarse = max(MONEY[str(a.fact.unit)], MONEY[str(b.fact.unit)])
        return abs(x * MONEY[str(a.fact.unit)] - y * MONEY[str(b.fact.unit)]) <= coarse / 200
    return False


def _finer(a: Reading, b: Reading) -> bool:
    """Is the same amount printed to a smaller unit? A limit (≤) is no amount."""
    return (
        a.fact.comparator is None
        and a.fact.unit in MONEY
        and b.fact.unit in MONEY
        and MONEY[str(a.fact.unit)] < MONEY[str(b.fact.unit)]
    )


def listed(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    owed = frame.operators
    found = [lookup(text, vocabulary, [o for o in owed if o in text]) for text in frame.operands]
    found = _of_first(_in_first_row(found, frame.operands, vocabulary), frame.operands, vocabulary)
    if any(operator not in "".join(frame.operands) for operator in owed):
        return None
    if any(part is None or part.explained < LISTED for part in found):
        return None
    parts = [part for part in found if part is not None]
    if any(part.choices for part in parts):
        return None  # which one a member means isn't sure
    plans = tuple(map(_first_plan, parts))
    if len(set(plans)) < len(plans):
        return None
    plans = _told_apart(plans, vocabulary)
    return Resolution(algebra.Several(plans), min(part.explained for part in parts), frame.operands[0])


def _in_first_row(
    found: list[Resolution | None], texts: Sequence[str], vocabulary: Vocabulary
) -> list[Resolution | None]:
    """甲的基本支出和项目支出: of members that name but a column, the cells in the row of the first, which names its
    column, too."""
    cell = _one_cell(found[0])
    if cell is None or not names_column(texts[0], vocabulary.facts[cell.fact], vocabulary):
        return found
    first = vocabulary.facts[cell.fact]
    return [
        found[0],
        *(
            part
            if (fact := beside(text, first, vocabulary)) is None
            else Resolution(algebra.Cell(fact.id, fact_label(fact)), 1.0, text)
            for part, text in zip(found[1:], texts[1:], strict=True)
        ),
    ]


_ROLES = re.compile(
    "(?:本年度?|上年度?|今年|去年|当年|年初|全年|调整|实际|预算|决算|执行|支出|安排|结转|结余|数|额|资金|金额|的)+(?:多少)?"
)
"""what names no row, only which figure of one"""


def _of_first(found: list[Resolution | None], texts: Sequence[str], vocabulary: Vocabulary) -> list[Resolution | None]:
    """甲本年预算和上年结转: members that name no row are the first's, if it has a row; all rows' total isn't meant."""
    cell = _one_cell(found[0])
    row = vocabulary.cell_of[cell.fact][0] if cell is not None else None
    if row is None or row.default:
        return found
    return [
        part
        if not number or part is None or not _ROLES.fullmatch(text) or not _of_all_rows(part, vocabulary)
        else _own_row(lookup(f"{row.leaf.text}的{text}", vocabulary), vocabulary)
        for number, (part, text) in enumerate(zip(found, texts, strict=True))
    ]


def _of_all_rows(part: Resolution, vocabulary: Vocabulary) -> bool:
    cell = _one_cell(part)
    return cell is None or vocabulary.cell_of[cell.fact][0].default


def _own_row(part: Resolution | None, vocabulary: Vocabulary) -> Resolution | None:
    return part if part is not None and not _of_all_rows(part, vocabulary) else None


def _one_cell(part: Resolution | None) -> algebra.Cell | None:
    if part is None or part.choices:
        return None
    plan = _first_plan(part)
    return plan if isinstance(plan, algebra.Cell) else None


def _first_plan(part: Resolution) -> algebra.Query | algebra.Expression:
    return part.plan.plans[0] if isinstance(part.plan, algebra.Several) else part.plan


def _told_apart(plans: tuple[algebra.Query | algebra.Expression, ...], vocabulary: Vocabulary) -> tuple[Any, ...]:
    """Cells of one row with their columns, where they would be called alike."""
    labels = [plan.label for plan in plans if isinstance(plan, algebra.Cell)]
    if len(set(labels)) == len(plans):
        return plans
    return tuple(
        replace(plan, label=f"{plan.label}（{column}）")
        if isinstance(plan, algebra.Cell)
        and labels.count(plan.label) > 1
        and (column := "／".join(vocabulary.facts[plan.fact].column_path))
        else plan
        for plan in plans
    )


def coded(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """The rows with codes that a name or code means, one for each code."""
    text = frame.operands[0]
    found: dict[str, Reading] = {}
    for reading in link(segment(text, vocabulary), vocabulary):
        if reading.entry.code and reading.named and reading.explained >= 1 and reading.whole:
            found.setdefault(reading.entry.code, reading)
    if not found or len(found) > ALTERNATIVES:
        return None
    cells = tuple(algebra.Cell(r.fact.id, "／".join(r.fact.row_path)) for _, r in sorted(found.items()))
    return Resolution(algebra.Coded(cells), 1.0, next(iter(found.values())).entry.leaf.text)


def witness(frame: Frame, vocabulary: Vocabulary) -> Resolution | None:
    """What prose says of a subject against what a table says of it."""
    linked = link(segment(without_amounts(frame.operands[0]), vocabulary), vocabulary)
    readings = [r for r in linked if r.explained >= EXPLAINED]
    tables = [r for r in readings if r.table is not None]
    prose = [r for r in readings if r.table is None and r.named]
    if not tables or not prose:
        return None
    best = max(r.score for r in tables)
    printed = [r for r in tables if r.score >= best - NEAR]
    said = prose[0]
    agreeing = next((r for r in printed if same(r, said)), printed[0])
    return Resolution(
        algebra.Verify(
            algebra.Cell(said.fact.id, f"说明中的{label_of(said, vocabulary)}"),
            algebra.Cell(agreeing.fact.id, f"表中的{label_of(agreeing, vocabulary)}"),
        ),
        said.explained,
        frame.operands[0],
    )
