"""The form of a disclosure: tables that must be there, statements on empty ones, years, names, slips of the pen.

Nothing here compares amounts. A finding is wrong where any reader would say so; what some places do otherwise
is left unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.checks.form_words import words
from ingest.checks.model import Check, Disclosure, Quote, TextSpot, Verdict
from ingest.checks.naming import kind_of
from ingest.document import Place
from ingest.facts import State
from ingest.lexicon.classification import Item, fold, load
from ingest.parsed import Kind, Passage, PassageKind
from ingest.tables.model import Role, Table, TableKind

MISSING, EMPTY, FILLED = "missing_table", "empty_table", "filled_table"
YEAR, BODY, SUBJECT, PAIRS = "wrong_year", "wrong_body", "subject_name", "unpaired"
_MOST_SHOWN = 24
_SPACES = re.compile(r"(?<=[^\x00-\x7f\s])\s++(?=[^\x00-\x7f])|(?<!\s)\s++(?=\d)|(?<=\d)\s++")
_BODY_PREFIX = re.compile(r"^[\[【(（]?[\d\-—]+[\]】)）]?[\-—_\s]*")


def check_form(disclosure: Disclosure) -> Iterator[Check]:
    """Every slip of form in the document."""
    passages = [one for one in disclosure.passages if one.kind is PassageKind.TEXT]
    yield from _missing(disclosure) if passages else ()
    yield from _empty(disclosure, passages)
    yield from _years(disclosure, passages)
    yield from _bodies(disclosure, passages)
    for index, table in enumerate(disclosure.tables):
        yield from _subjects(index, table)
    yield from _slips(disclosure, passages)


def _finding(rule: str, says: str, quotes: Iterable[Quote] = (), verdict: Verdict = Verdict.WRONG) -> Check:
    return Check(rule, verdict, says, (), quotes=tuple(quotes))


# -- tables -----------------------------------------------------------------------------------------


def _missing(disclosure: Disclosure) -> Iterator[Check]:
    """Standard tables that a whole disclosure doesn't have."""
    entries = words().tables.get(disclosure.identity.kind.value, ())
    kinds = [kind.kind for table in disclosure.tables if (kind := kind_of(table.title))]
    if disclosure.identity.kind is Kind.OTHER or len(kinds) < words().least_tables:
        return
    for entry in entries:
        if not set(kinds) & set(entry.kinds):
            verdict = Verdict.WRONG if entry.always else Verdict.UNCHECKED
            yield _finding(MISSING, f"没有找到《{entry.says}》", verdict=verdict)


def _empty(disclosure: Disclosure, passages: Sequence[Passage]) -> Iterator[Check]:
    """An empty table has a statement that it is; a table with figures has none."""
    for index, table in enumerate(disclosure.tables):
        if table.kind is not TableKind.FIGURES:
            continue
        quote = Quote(f"《{table.title}》", TextSpot(table.section, table.title, _place(table), index))
        filled = any(cell.state is State.NUMBER and cell.value for row in table.rows for cell in row.cells)
        stated = [note for note in table.notes if words().says_empty.search(note)]
        if table.empty and not _said_empty(table, passages):
            yield _finding(EMPTY, f"《{table.title}》没有数据，也没有说明是空表", [quote])
        elif filled and stated:
            yield _finding(FILLED, f"《{table.title}》有数据，却说明“{_short(stated[0])}”", [quote])


def _said_empty(table: Table, passages: Sequence[Passage]) -> bool:
    """Whether a note, or a sentence of the same subject, could mean that the table is empty."""
    may = words().may_say_empty
    if any(may.search(note) for note in table.notes):
        return True
    kind = kind_of(table.title)
    for passage in passages:
        for sentence in re.split(r"[。；\n]", passage.text):
            about = kind is not None and kind.title.search(fold(sentence))
            if (about or fold(table.title) in fold(sentence)) and may.search(sentence):
                return True
    return False


def _subjects(index: int, table: Table) -> Iterator[Check]:
    """The name beside a code is the classification's, in a table whose codes are those of the classification.
    A name of other years may have been right in the document's own."""
    lexicon = load()
    coded = [
        (row, item) for row in table.rows if row.code and row.role is Role.ITEM and (item := lexicon.item(row.code))
    ]
    odd = [(row, item) for row, item in coded if not _is_name(row.path[-1], item)]
    if len(coded) < 3 or 4 * len(odd) > len(coded):
        return
    for row, item in odd:
        name = row.path[-1]
        former = fold(name) in map(fold, item.former_names)
        verdict = Verdict.UNCHECKED if former else Verdict.WRONG
        ends = f"是“{item.name}”的曾用名，请核对本年度的科目" if former else f"与分类科目“{item.name}”不同"
        says = f"《{table.title}》{row.code} 的名称“{name}”{ends}"
        yield _finding(SUBJECT, says, [Quote(name, TextSpot(table.section, name, row.place, index))], verdict)


def _is_name(printed: str, item: Item) -> bool:
    """Whether a printed name is an item's, or was cut or wrapped to the start of it or carries a remark."""
    name = fold(printed)
    known = [fold(known) for known in (item.name, *item.aliases)]
    if not name or name in known:
        return True
    bare = re.sub(r"[（(].*?[）)]|[支出费用]+$", "", name)
    return any(bare == re.sub(r"[（(].*?[）)]|[支出费用]+$", "", one) for one in known)


# -- years and bodies -------------------------------------------------------------------------------


def _titles(disclosure: Disclosure, passages: Sequence[Passage]) -> Iterator[tuple[str, TextSpot]]:
    """Headings and tables' titles, each once."""
    seen: set[str] = set()
    for passage in passages:
        for heading in passage.section:
            if heading not in seen:
                seen.add(heading)
                yield _tight(heading), TextSpot(passage.section, heading, passage.place)
    for index, table in enumerate(disclosure.tables):
        for title in (*table.section, table.title):
            if title and title not in seen:
                seen.add(title)
                yield _tight(title), TextSpot(table.section, title, _place(table), index)


def _years(disclosure: Disclosure, passages: Sequence[Passage]) -> Iterator[Check]:
    """A title of another year, of the document's own kind, where most say the own one; and a paragraph that
    states its amounts as another year's and never names the document's own."""
    own = disclosure.identity.year
    if own is None:
        return
    other = words().other_kind.get(disclosure.identity.kind.value)
    said = [
        (int(match["year"]), spot)
        for text, spot in _titles(disclosure, passages)
        if (match := words().year_said.search(text)) and not words().other_years.search(text)
        if other is None or other not in match[0]
    ]
    right = sum(year == own for year, _ in said)
    for year, spot in said if right and 2 * right >= len(said) else ():
        if year != own:
            yield _finding(YEAR, f"“{spot.text}”写的是{year}年，文件是{own}年的", [Quote(spot.text, spot)])
    for passage, text in _paragraphs(passages):
        match = words().year_opens.search(text)
        if match and int(match["year"]) != own and str(own) not in text:
            spot = TextSpot(passage.section, text, passage.place)
            yield _finding(
                YEAR, f"“{_short(text)}”写的是{match['year']}年，文件是{own}年的", [Quote(_short(text), spot)]
            )


def _bodies(disclosure: Disclosure, passages: Sequence[Passage]) -> Iterator[Check]:
    """Another body's name where the document's own stands: over a table, in a heading, before a sentence."""
    identity = disclosure.identity
    own = [_tight(name) for name in (identity.unit_name, *identity.members) if name]
    makers = [(_BODY_PREFIX.sub("", _tight(table.maker)), index) for index, table in enumerate(disclosure.tables)]
    makers = [(maker, index) for maker, index in makers if len(maker) > 3]
    usual = Counter(maker for maker, _ in makers).most_common(1)
    own += [usual[0][0]] if usual and 2 * usual[0][1] > len(makers) else []
    if not identity.unit_name:
        return
    for maker, index in makers:
        if not _same_body(maker, own):
            table = disclosure.tables[index]
            spot = TextSpot(table.section, maker, _place(table), index)
            yield _finding(
                BODY, f"《{table.title}》的编制单位“{maker}”不是“{identity.unit_name}”", [Quote(maker, spot)]
            )
    texts = [*_titles(disclosure, passages)]
    texts += [(text, TextSpot(passage.section, text, passage.place)) for passage, text in _paragraphs(passages)]
    for text, spot in texts:
        match = words().body_said.search(text)
        if match and not words().not_a_body.search(match["body"]) and not _same_body(match["body"], own):
            says = f"“{_short(text)}”写的是“{match['body']}”，文件是“{identity.unit_name}”的"
            yield _finding(BODY, says, [Quote(match["body"], spot)])


def _same_body(name: str, own: Sequence[str]) -> bool:
    """Whether a name is one of the document's bodies, its short form or one of its parts."""
    return any(name in one or one in name for one in own)


# -- slips ------------------------------------------------------------------------------------------


def _slips(disclosure: Disclosure, passages: Sequence[Passage]) -> Iterator[Check]:
    """Placeholders of the template, doubled punctuation, marks without their other half."""
    texts = [*_titles(disclosure, passages)]
    texts += [(text, TextSpot(passage.section, text, passage.place)) for passage, text in _paragraphs(passages)]
    for index, table in enumerate(disclosure.tables):
        texts += [
            (_tight(text), TextSpot(table.section, text, row.place, index))
            for row in table.rows
            for text in (row.label, *(cell.text for cell in row.cells if cell.state is State.TEXT))
            if len(text) > 1
        ]
    for text, spot in texts:
        for slip in words().slips:
            if match := slip.match.search(text):
                around = text[max(0, match.start() - 12) : match.end() + 12]
                yield _finding(slip.rule, f"{slip.says}：“…{around}…”", [Quote(around, spot)])
        if spot.table is None and (mark := _unpaired(text)):
            yield _finding(PAIRS, f"“{mark}”没有成对：“{_short(text)}”", [Quote(_short(text), spot)])


def _unpaired(text: str) -> str | None:
    """The first kind of mark that opens more or less often than it closes."""
    bare = words().list_numbers.sub("", text).replace("(", "（").replace(")", "）")
    return next((pair for pair in words().pairs if bare.count(pair[0]) != bare.count(pair[1])), None)


def _paragraphs(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    for passage in passages:
        for line in passage.text.split("\n"):
            if text := _tight(line):
                yield passage, text


def _tight(text: str) -> str:
    return _SPACES.sub("", text.strip())


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


def _place(table: Table) -> Place | None:
    return Place(table.pages[0]) if table.pages else None
