"""Sets that are ranked, filtered, counted and listed: projects, 类/款/项, economic items, a row's children."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.facts import State
from ingest.lexicon import classification
from ingest.store.records import StoredFact
from ingest.tables.model import TableKind
from service.plan import algebra
from service.understand.names.assumed import heading_score, sheet_score
from service.understand.names.label import fact_label
from service.understand.names.link import Reading, likely, link, near_names
from service.understand.names.match import match
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Entry, Heading, Sheet, Vocabulary, carried_by
from service.understand.names.weights import COLUMN, EXPLAINED
from service.understand.wording import normalise, numbers, words
from service.understand.wording.folded import fold
from service.understand.wording.frame import Frame
from service.understand.wording.listing import items

_PROJECTS, _PURCHASES = "项目", "采购"
_PURCHASE_KIND = re.compile(r"^(?:政府)?(?:采购)?(?:货物|工程|服务)(?:类|采购|支出|预算|金额)*$")
_FUNCTION_LENGTH = {"function_class": 3, "function_group": 5, "function_item": 7}


def named_set(text: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """八个项目, 所有项目, 各功能大类 → that set; None where the words name no set."""
    found = re.fullmatch(
        rf"(?:这|那|全部|所有|各个?|每个?|以上)?(?:的)?(?:{numbers.CHINESE}+|\d+)?(?:个|项(?!目)|类)?(?:的)?(?P<noun>.+?)(?:的)?(?:金额|预算|支出|资金)?(?:加起来|相加|合计|总和|之和)?",
        grammar_free(text),
    )
    if not found or grammar_free(text).startswith("项目支出"):
        return None
    for word, key in words.load().sets:
        if found["noun"] == word and key not in ("child", "indicator") and (found["noun"] != text or key != "project"):
            return group(key, "", text, vocabulary)
    return None


def grammar_free(text: str) -> str:
    """The text without years and table numbers, which never name a set."""
    return re.sub(r"(?:20\d{2}年度?|今年|本年度?|当年|全年)(?:的)?", "", text)


def group(
    noun: str | None, named: str, text: str, vocabulary: Vocabulary, k: int | None = None
) -> algebra.Group | None:
    """The set that ``noun`` (a key of ``sets``) and the words ``named`` mean; None where there is none.

    ``text`` is the whole question: it decides the column and the table's side of the carry-over.
    """
    seg = segment(text, vocabulary)
    listed = _listed(named, vocabulary) if named else None
    if listed is not None:
        return listed
    parent = _parent(named, vocabulary) if named else None
    if noun == "project":
        return _projects(seg, vocabulary)
    if noun == "purchase":
        return _rows_of(_PURCHASES, seg, vocabulary)
    if noun == "unit":
        return _units(seg, vocabulary)
    if parent is not None and parent.column and not parent.named and "明细" in text and noun == "function_item":
        spent = _economic(seg, vocabulary, top=False)
        if spent is not None and _under(spent, parent, vocabulary):
            return _spent(spent, vocabulary)  # 公用经费的明细科目 are economic items
    if noun in _FUNCTION_LENGTH and parent is not None and parent.named and not parent.entry.default:
        below = _children(parent, vocabulary, k)
        if below is not None and not _of_functions(below, vocabulary):  # 明细科目 of an economic item lie below it
            return below if len(below.members) >= (k or 0) else None
    if noun in _FUNCTION_LENGTH and parent is None and named and (below := _headed(named, seg, vocabulary)) is not None:
        return below
    if noun in _FUNCTION_LENGTH:
        return _by_code(_FUNCTION_LENGTH[noun], "2", parent, seg, vocabulary)
    if noun == "economic_class":
        return _by_code(3, "35", parent, seg, vocabulary) or _economic(seg, vocabulary, top=True)
    if parent is not None and parent.column and not parent.named and noun in ("child", None, "economic_item"):
        spent = _economic(seg, vocabulary, top=False)
        if spent is not None and _under(spent, parent, vocabulary):
            return spent
        own = _economic(seg, vocabulary, top=False, about=parent.heading.names[-1].core)
        if own is not None:
            return own
    if parent is not None and (parent.named or noun is None or noun in ("child", "economic_item")):
        children = _children(parent, vocabulary, k)
        if children and not (noun == "economic_item" and "经济" in text and _of_functions(children, vocabulary)):
            return children
    if noun == "economic_item" and ("经济" in text or not normalise.name(named)):
        return _economic(seg, vocabulary, top=False)
    if noun in ("child", None) and named:
        return _parts(named, vocabulary) or _headed(named, seg, vocabulary)
    return None


def _listed(named: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """甲、乙、丙哪个最多 → just these, where each is a name of its own."""
    folded = fold(named, vocabulary.protect)
    listed = items(folded.text, folded)
    cells = []
    for item in listed:
        readings = likely(link(segment(item, vocabulary), vocabulary))
        if not readings or not readings[0].whole:
            return None
        cells.append(algebra.Cell(readings[0].fact.id, item))
    return algebra.Group(tuple(cells), "所列各项") if len(cells) > 1 else None


def _parent(named: str, vocabulary: Vocabulary) -> Reading | None:
    """The row that the set lies in: of the likely readings, the first that has children."""
    readings = link(segment(named, vocabulary), vocabulary)
    good = likely(readings)
    least = good[0].explained - 0.05 if good else 1.0
    for reading in [*good, *(r for r in readings if r.explained >= least)]:
        if (reading.named or reading.explained >= 0.99) and _children(reading, vocabulary):
            return reading
    return None


def _children(parent: Reading, vocabulary: Vocabulary, k: int | None = None) -> algebra.Group | None:
    """The rows right below ``parent``; below a table's total its outermost rows, or its items if fewer than ``k``."""
    sheet = parent.entry.sheet
    if sheet is None:
        return _told_parts(parent, vocabulary)
    rows = vocabulary.rows_of[sheet.table.ordinal]
    path = parent.entry.path
    if parent.entry.default:
        depth = min((entry.depth for entry in rows if not entry.default), default=0)
        half = path[:1] if len(path) > 1 else ()
        inside = [
            e for e in rows if not e.default and e.depth == max(depth, len(half) + 1) and e.path[: len(half)] == half
        ]
    else:
        inside = rows_below(path, rows)
        while len(inside) == 1:
            inside = rows_below(inside[0].path, rows)
    column = parent.heading.path
    members = cells_in(inside, column)
    if k and parent.entry.default and len(members) < k:
        members = cells_in(leaves(rows), column)
    if len(members) < 2:
        return None
    label = parent.fact.row_path[-1] if not parent.entry.default else sheet.table.title
    return algebra.Group(members, label, algebra.Cell(parent.fact.id, fact_label(parent.fact, parent.entry.default)))


def _headed(named: str, text: Segment, vocabulary: Vocabulary) -> algebra.Group | None:
    """The rows under a head without a row of its own (公用经费 over its 明细), in the likeliest table that has it."""
    seg = segment(named, vocabulary)
    heads: dict[tuple[int, tuple[str, ...]], None] = {}
    near = near_names(seg, vocabulary)
    for _, rows in _by_sheet(vocabulary):
        own = {entry.path for entry in rows}
        for entry in rows:
            for depth, head in enumerate(entry.names[:-1], 1):
                path = entry.path[:depth]
                if head.core not in near or path in own or entry.sheet is None:
                    continue
                said = match(head, seg, vocabulary)
                if said is not None and said.exact and seg.explained(said.mask) >= EXPLAINED:
                    heads[entry.sheet.table.ordinal, path] = None
    best: tuple[float, algebra.Group] | None = None
    for ordinal, path in heads:
        rows = vocabulary.rows_of[ordinal]
        inside = _apart_from_totals(rows_below(path, rows))
        while len(inside) == 1:
            inside = _apart_from_totals(rows_below(inside[0].path, rows))
        if len(inside) < 2:
            continue
        members = cells_in(inside, column_meant(inside, text, vocabulary))
        score = sheet_score(inside[0], text)
        if len(members) > 1 and (best is None or score > best[0]):
            best = (score, algebra.Group(members, vocabulary.facts[members[0].fact].row_path[len(path) - 1]))
    return best[1] if best else None


def _apart_from_totals(inside: Sequence[Entry]) -> list[Entry]:
    """Rows less those that only total the others under their head (公用经费合计 under 公用经费)."""
    return [entry for entry in inside if not (len(entry.names) > 1 and _totals_head(entry))]


def _totals_head(entry: Entry) -> bool:
    own, head = entry.leaf.core, entry.names[-2].core
    return own.startswith(head) and own.removeprefix(head) in ("合计", "小计", "总计")


def _of_functions(group: algebra.Group, vocabulary: Vocabulary) -> bool:
    """Are a group's rows 科目 of the functional classification?"""
    return all((vocabulary.cell_of[cell.fact][0].code or "").startswith("2") for cell in group.members)


def rows_below(path: tuple[str, ...], rows: Sequence[Entry]) -> list[Entry]:
    """The rows right below the one of the cores ``path``, without totals."""
    depth = len(path) + 1
    return [entry for entry in rows if entry.depth == depth and entry.path[:-1] == path and not entry.default]


def _told_parts(parent: Reading, vocabulary: Vocabulary) -> algebra.Group | None:
    """The parts that the text gives right after a whole, in its section, if they add up to it."""
    whole = parent.fact
    head = whole.row_path[:-1] if parent.entry.default else whole.row_path
    parts: dict[tuple[str, ...], algebra.Cell] = {}
    total = Decimal(0)
    for entry in vocabulary.by_head.get(head, ()):
        fact = entry.cells[0][1]
        alike = fact.unit == whole.unit and fact.section == whole.section and fact.column_path == whole.column_path
        if alike and not entry.default and fact.row_path not in parts and fact.value is not None:
            parts[fact.row_path] = algebra.Cell(fact.id, fact.row_path[-1])
            total += fact.value
    if len(parts) < 2 or total != whole.value:
        return None
    return algebra.Group(tuple(parts.values()), head[-1], algebra.Cell(whole.id, fact_label(whole)))


def cells_in(entries: Sequence[Entry], column: tuple[str, ...]) -> tuple[algebra.Cell, ...]:
    found = []
    for entry in entries:
        for heading, fact in entry.cells:
            if heading.path == column and fact.state is not State.TEXT:
                found.append(algebra.Cell(fact.id, fact.row_path[-1]))
                break
    return tuple(found)


def _parts(named: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """A term's parts by the lexicon (“三公”经费 = three items), each linked where the whole stands."""
    wholes = likely(link(segment(named, vocabulary), vocabulary))
    for whole in wholes:
        for item in classification.load().named(whole.fact.row_path[-1] if whole.fact.row_path else named):
            parts = getattr(item, "parts", ())
            cells = []
            for part in parts:
                readings = [r for r in likely(link(segment(part, vocabulary), vocabulary)) if r.table == whole.table]
                if readings:
                    cells.append(algebra.Cell(readings[0].fact.id, part))
            if parts and len(cells) == len(parts):
                return algebra.Group(tuple(cells), item.name, algebra.Cell(whole.fact.id, item.name))
    return None


def _projects(seg: Segment, vocabulary: Vocabulary) -> algebra.Group | None:
    """The projects of a project table; without one, the projects' own totals in tables or prose."""
    return _rows_of(_PROJECTS, seg, vocabulary) or forms(seg.text, vocabulary)


def _rows_of(about: str, seg: Segment, vocabulary: Vocabulary) -> algebra.Group | None:
    """The innermost rows of the table that is titled ``about`` and lists such things by their own names."""
    best: tuple[float, Sheet, list[Entry]] | None = None
    near = near_names(seg, vocabulary)
    for sheet, rows in _by_sheet(vocabulary):
        if sheet.table.kind is not TableKind.FIGURES or about not in normalise.name(sheet.table.title):
            continue
        inner = leaves(rows)
        if not inner or _are_subjects(inner):
            continue
        columns = (_column_score(heading, fact, seg, vocabulary, near) for heading, fact in inner[0].cells)
        score = sheet_score(rows[0], seg) + max(columns)
        if seg.scope in ("only", "excluded") and sheet.carried != seg.scope:
            score -= 3
        if seg.scope is None and sheet.carried == "only" and "结转" not in seg.core:
            score -= 2
        if best is None or score > best[0]:
            best = (score, sheet, inner)
    if best:
        column = column_meant(best[2], seg, vocabulary)
        members = cells_in(best[2], column)
        totals = [entry for entry in vocabulary.rows_of[best[1].table.ordinal] if entry.default]
        total = cells_in(totals[-1:], column)
        if members:
            return algebra.Group(members, "项目" if about == _PROJECTS else "采购项目", total[0] if total else None)
    return None


def _are_subjects(rows: Sequence[Entry]) -> bool:
    """Are rows 科目, named as the classification names them, or the kinds of a purchase? A project may carry a code."""
    known = classification.load().named
    subjects = sum(bool(entry.code and known(entry.leaf.text)) for entry in rows)
    return subjects * 2 >= len(rows) or all(_PURCHASE_KIND.search(entry.leaf.text) for entry in rows)


def _units(seg: Segment, vocabulary: Vocabulary) -> algebra.Group | None:
    """The bodies that a table lists as its rows (several units in one table), in the column that was named."""
    endings = words.load().body_rows
    near = near_names(seg, vocabulary)
    best: tuple[float, list[Entry]] | None = None
    for _, rows in _by_sheet(vocabulary):
        named = [entry for entry in rows if not entry.default and _without_note(entry.leaf.text).endswith(endings)]
        outer = min((entry.depth for entry in named), default=0)
        bodies = [entry for entry in rows if not entry.default and entry.depth == outer]
        named = [entry for entry in bodies if entry in named]
        if len(named) < 2 or len(named) * 2 < len(bodies):
            continue  # else all are bodies: a ranking without one of them would be none
        column = column_meant(bodies, seg, vocabulary)
        heading, fact = next((h, f) for h, f in bodies[0].cells if h.path == column)
        score = _column_score(heading, fact, seg, vocabulary, near) + sheet_score(bodies[0], seg)
        if best is None or score > best[0]:
            best = (score, bodies)
    if best is None:
        return None
    members = cells_in(best[1], column_meant(best[1], seg, vocabulary))
    return algebra.Group(members, "各单位") if len(members) > 1 else None


def _without_note(name: str) -> str:
    """A body's name without what is said of it in brackets (某局（机关）)."""
    return re.sub(r"[（(](?!本级)[^（()）]*[）)]$", "", name) or name


def forms(text: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """Each project's own total (资金总额 of its 绩效目标表, 项目总预算 of its text), one a project."""
    phase = segment(text, vocabulary).phase or "年度"
    found: dict[str, algebra.Cell] = {}
    for entry in vocabulary.open_entries:
        if (
            not entry.default
            or entry.depth < 2
            or (entry.sheet and entry.sheet.table.kind is not TableKind.PERFORMANCE)
        ):
            continue
        for _, fact in entry.cells:
            if fact.phase in (None, phase) and "项目" in "".join(fact.section) + "".join(fact.row_path):
                found.setdefault(fact.row_path[0], algebra.Cell(fact.id, fact.row_path[0]))
    return algebra.Group(tuple(found.values()), "项目") if len(found) > 1 else None


def of_kinds(kinds: tuple[str, ...], frame: Frame, vocabulary: Vocabulary) -> list[algebra.Group]:
    """The rows of each table that says of which kind its rows are, the likeliest table first."""
    tables = {ordinal for kind in kinds for ordinal in vocabulary.traits.tables.get(kind, ())}
    seg = segment(frame.text, vocabulary)
    scored = []
    for ordinal in tables:
        rows = leaves(vocabulary.rows_of.get(ordinal, ()))
        if frame.noun == "project" and "项目" not in normalise.name(vocabulary.sheet_of[ordinal].table.title):
            continue
        if rows:
            members = cells_in(rows, column_meant(rows, seg, vocabulary))
            title = vocabulary.sheet_of[ordinal].table.title
            scored.append((sheet_score(rows[0], seg), -ordinal, algebra.Group(members, title)))
    scored.sort(key=lambda found: found[:2], reverse=True)
    return [group for *_, group in scored if group.members]


def _by_code(
    length: int, first: str, parent: Reading | None, seg: Segment, vocabulary: Vocabulary
) -> algebra.Group | None:
    best: tuple[float, list[Entry]] | None = None
    for sheet, rows in _by_sheet(vocabulary):
        coded = [entry for entry in rows if entry.code and len(entry.code) == length and entry.code[0] in first]
        if parent is not None and parent.entry.code:
            coded = [entry for entry in coded if str(entry.code).startswith(str(parent.entry.code))]
        if not coded:
            continue
        named = sum(normalise.name(word) in seg.core for word in sheet.qualifiers)
        score = named + sheet_score(coded[0], seg) + (0 if sheet.side != "income" or "income" in seg.hints else -2)
        if sheet.carried == "excluded" and seg.scope != "excluded":
            score -= 0.1
        if best is None or score > best[0]:
            best = (score, coded)
    if best is None:
        return None
    column = column_meant(best[1], seg, vocabulary)
    members = cells_in(best[1], column)
    totals = [entry for entry in _table(best[1][0], vocabulary) if entry.default]
    total = cells_in(totals[:1], column)
    return algebra.Group(members, "支出功能分类", total[0] if total else None) if members else None


def _economic(seg: Segment, vocabulary: Vocabulary, top: bool, about: str = "") -> algebra.Group | None:
    """Economic items (or their classes): the rows of the table that lists them, by code or by known names; with
    ``about``, of one titled so (公用经费)."""
    lexicon = classification.load()
    best: tuple[float, list[Entry]] | None = None
    for sheet, rows in _by_sheet(vocabulary):
        if about not in normalise.name(sheet.table.title):
            continue
        economic = [
            entry
            for entry in rows
            if not entry.default
            and (
                (entry.code or "").startswith(("30", "31", "39", "50", "51"))
                or any(getattr(i, "code", "").startswith("3") for i in lexicon.named(entry.leaf.text))
            )
        ]
        if len(economic) < 3 or len(economic) * 2 < sum(not entry.default for entry in rows):
            continue
        parents = {entry.path[:-1] for entry in rows if entry.depth > 1}
        chosen = [entry for entry in economic if (entry.path in parents) == top]
        score = sheet_score(economic[0], seg) + len(economic) / 100
        if chosen and (best is None or score > best[0]):
            best = (score, chosen)
    if best is None:
        return None
    members = cells_in(best[1], column_meant(best[1], seg, vocabulary))
    return algebra.Group(members, "支出经济分类") if members else None


def _spent(group: algebra.Group, vocabulary: Vocabulary) -> algebra.Group:
    """The group without members that have none of its money."""
    members = tuple(cell for cell in group.members if vocabulary.facts[cell.fact].value)
    return algebra.Group(members, group.label, group.total) if members else group


def _under(group: algebra.Group, column: Reading, vocabulary: Vocabulary) -> bool:
    """Do the figures of a group stand under the column's own name (公用经费 of each economic item)?"""
    own = column.fact.column_path[-1:]
    return all(vocabulary.facts[cell.fact].column_path[-1:] == own for cell in group.members)


def leaves(rows: Sequence[Entry]) -> list[Entry]:
    """Rows that stand over no others and are no totals."""
    parents = {entry.path[:-1] for entry in rows if entry.depth > 1}
    return [entry for entry in rows if not entry.default and entry.path not in parents]


def column_meant(entries: list[Entry], seg: Segment, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The column the question means for a set of rows: named, else the total."""
    near = near_names(seg, vocabulary)
    scores: dict[tuple[str, ...], float] = {}
    for heading, fact in entries[0].cells:
        score = _column_score(heading, fact, seg, vocabulary, near)
        if seg.scope == "only" and "only" in map(carried_by, fact.column_path):
            score += COLUMN  # 结转 alone names the column of what is carried over
        scores.setdefault(heading.path, score)
    return max(scores, key=lambda key: scores[key])


def _column_score(
    heading: Heading, fact: StoredFact, seg: Segment, vocabulary: Vocabulary, near: frozenset[str]
) -> float:
    """How likely a column is meant, with the characters of the question that say it."""
    mask, score, _ = heading_score(heading, fact, seg, vocabulary, near)
    return score + seg.weigh(mask)


def _table(entry: Entry, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """The rows of the table that ``entry`` is one of; () for prose."""
    return vocabulary.rows_of[entry.sheet.table.ordinal] if entry.sheet is not None else ()


def _by_sheet(vocabulary: Vocabulary) -> list[tuple[Sheet, tuple[Entry, ...]]]:
    return [(vocabulary.sheet_of[ordinal], rows) for ordinal, rows in vocabulary.rows_of.items()]
