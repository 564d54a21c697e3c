"""Stage 3: where a table's header ends, and what each column's header says, outermost first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.amounts import parse
from ingest.facts import State
from ingest.numbering import numbering
from ingest.tables.labels import is_figure, is_total, read_label
from ingest.tables.sheet import BLANK, Sheet, SheetRow, Spot, has_spans, printed
from ingest.tables.words import key, words

Path = tuple[str, ...]

_DEEPEST = 8
_YEAR = re.compile(r"(19|20)\d\d")
_LINE_NUMBER = re.compile(r"[\[(（]?(\d{1,2})[\])）]?(?:\s*=\s*[\d+\-()（）*/÷×% .]+)?")
_LINE_LETTERS = frozenset("甲乙丙丁ABCDEF*—-")


def with_repeats_merged(sheet: Sheet) -> Sheet:
    """A header that prints a merged cell's words again in each place it covers, as merged cells. Only
    rows above the first figure are header; a sheet with merged cells of its own is left as it is."""
    depth = next((r for r, row in enumerate(sheet) if is_line_number_row(row) or any(map(is_amount, printed(row)))), 0)
    head = sheet[: min(depth, _DEEPEST)]
    if has_spans(head):
        return sheet
    rows = []
    for r, row in enumerate(head):
        spots = []
        for c, spot in enumerate(row):
            left, right = _run([other.text for other in row], c)
            top, bottom = _run([other[c].text for other in head], r)
            own = spot.own and left == c and top == r
            spots.append(replace(spot, own=own, wide=right - left, tall=bottom - top))
        rows.append(tuple(spots))
    return (*rows, *sheet[len(head) :])


def _run(texts: Sequence[str], at: int) -> tuple[int, int]:
    """Start and end of the run of equal texts around one of them; blanks are each alone."""
    start, end = at, at + 1
    while texts[at] and start > 0 and texts[start - 1] == texts[at]:
        start -= 1
    while texts[at] and end < len(texts) and texts[end] == texts[at]:
        end += 1
    return start, end


def header_depth(sheet: Sheet) -> int:
    """How many of the first rows are header; 0 where the table begins with its body."""
    for r, row in enumerate(sheet[:_DEEPEST]):
        if is_line_number_row(row) or _is_body(sheet, r):
            return r
        if r and not _goes_on(sheet, r):
            return r
    return min(len(sheet), _DEEPEST)


def is_line_number_row(row: SheetRow) -> bool:
    """A row that only counts columns: 1 2 3 …, 栏次 1 2 3, 甲 乙 1 2=3+4."""
    texts = printed(row)
    silent = words().header.line_number_rows | words().header.code
    counts: list[int] = []
    for text in texts:
        form = key(text)
        match = _LINE_NUMBER.fullmatch(form)
        if match:
            counts.append(int(match[1]))
        elif form not in silent and not set(form) <= _LINE_LETTERS:
            return False
    rising = all(b == a + 1 for a, b in pairwise(counts))
    if len(counts) < 2 and not (counts and key(texts[0]) in words().header.line_number_rows):
        return False
    return rising and counts[0] <= 3


def opens_with_body(sheet: Sheet) -> bool:
    """Whether a sheet that goes on from a page before begins with its body: an amount, a numbered
    name, one name alone, or words none of which a header would print."""
    texts = printed(sheet[0])
    if len(texts) < 2 or any(is_amount(text) for text in texts):
        return True
    forms = [key(text) for text in texts]
    if numbering(texts[0]) is not None and forms[0] not in words().header.words:
        return True
    return not any(form in words().header.words or names_rows(form) for form in forms)


def is_amount(text: str) -> bool:
    """Whether a cell prints a number that a header wouldn't: not a bare year."""
    return parse(text).state is State.NUMBER and not _YEAR.fullmatch(key(text))


def _is_body(sheet: Sheet, r: int) -> bool:
    texts = printed(sheet[r])
    if any(is_amount(text) for text in texts):
        return True
    if not texts or r == 0:
        return False
    first = next(c for c, spot in enumerate(sheet[r]) if spot.own and spot.text)
    if is_total(texts[0]) and (len(texts) == 1 or _labels_rows(sheet, r, first)):
        return True
    return numbering(texts[0]) is not None and not _in_merged_header(sheet, r)


def _labels_rows(sheet: Sheet, r: int, column: int) -> bool:
    """Whether the header above a position is that of a label column (项目, 科目名称, 科目编码)."""
    above = [key(sheet[i][column].text) for i in range(r) if sheet[i][column].text]
    return bool(above) and names_rows(above[-1])


def names_rows(form: str) -> bool:
    """Whether a header, as a ``key``, is that of a column of codes or names."""
    header = words().header
    return (
        form in header.name
        or form in header.code
        or any(part in form for part in header.name_contains)
        or any(part in form for part in header.code_contains)
    )


def _in_merged_header(sheet: Sheet, r: int) -> bool:
    return any(not spot.own and spot.tall > 1 and spot.text for spot in sheet[r])


def _goes_on(sheet: Sheet, r: int) -> bool:
    """Whether row ``r``, which isn't clearly body, still belongs to the header."""
    row = sheet[r]
    texts = printed(row)
    if not texts:
        return True
    if _in_merged_header(sheet, r):
        return True
    if _heads_amounts(sheet, r):
        return True
    if len(texts) == 1:
        return _divides(sheet, r) and not _labels_rows(sheet, r, _first_printed(row))
    known = words().header.words
    header_like = sum(key(text) in known or bool(_YEAR.search(text)) for text in texts)
    return 2 * header_like >= len(texts) or _divides(sheet, r)


def _heads_amounts(sheet: Sheet, r: int) -> bool:
    """Whether every text of the row stands over figures, in columns that the header has named so far,
    and nothing stands in the columns before them."""
    below = sheet[r + 1 : r + 1 + _DEEPEST]
    columns = [c for c, spot in enumerate(sheet[r]) if spot.own and spot.text]
    return columns[0] > 0 and all(
        sheet[r - 1][c].text and _holds_figures([row[c].printed for row in below]) for c in columns
    )


def _holds_figures(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    figures = sum(map(is_figure, filled))
    return any(map(is_amount, filled)) and is_figure(filled[-1]) and 2 * figures >= len(filled)


def _first_printed(row: SheetRow) -> int:
    return next(c for c, spot in enumerate(row) if spot.own and spot.text)


def _divides(sheet: Sheet, r: int) -> bool:
    """Whether every text of the row stands under a wider header cell or under a blank that one left."""
    for c, spot in enumerate(sheet[r]):
        if not spot.own or not spot.text:
            continue
        above = sheet[r - 1][c]
        wide_above = above.wide > 1 or not above.text
        opens_gap = above.text and c + 1 < len(sheet[r]) and not sheet[r - 1][c + 1].text
        if not wide_above and not opens_gap:
            return False
    return True


def split_mixed_row(sheet: Sheet, depth: int) -> tuple[Sheet, int]:
    """A first body row that also holds the innermost headers (合计 | | 合计 | 基本支出 | 项目支出)
    becomes two rows. Returns the sheet and its header's depth."""
    if depth == 0 or depth >= len(sheet):
        return sheet, depth
    row = sheet[depth]
    texts = printed(row)
    first = _first_printed(row) if texts else 0
    rest = texts[1:]
    known = words().header.words
    if len(rest) < 2 or not is_total(texts[0]) or not all(key(text) in known for text in rest):
        return sheet, depth
    end = first + row[first].wide
    labels = tuple(spot if c < end else BLANK for c, spot in enumerate(row))
    headers = tuple(BLANK if c < end else spot for c, spot in enumerate(row))
    return (*sheet[:depth], headers, labels, *sheet[depth + 1 :]), depth + 1


def column_paths(sheet: Sheet, depth: int) -> list[Path]:
    """Each column's header, outermost first, cleaned, without blanks and repeats."""
    if not sheet:
        return []
    rows = sheet[:depth]
    filled = rows if has_spans(rows) else _filled(rows)
    return [_path([row[c].text for row in filled]) for c in range(len(sheet[0]))]


def _path(texts: Sequence[str]) -> Path:
    names: list[str] = []
    for text in texts:
        name = read_label(text).name
        if name and key(name) not in words().rows.child_marks and name not in names[-1:]:
            names.append(name)
    return tuple(names)


def _filled(rows: Sheet) -> Sheet:
    """A header printed without merged cells: a blank belongs to the header at its left, as long as
    both stand under the same outer header, and to none where its own column is named above."""
    filled: list[SheetRow] = []
    for r, row in enumerate(rows):
        spots: list[Spot] = []
        for c, spot in enumerate(row):
            if not spot.text and c and not any(above[c].text for above in rows[:r]):
                left = spots[-1]
                if left.text and (not filled or _same(filled[-1], c)) and _named_below(rows, r, c):
                    spot = replace(left, own=False)
            spots.append(spot)
        filled.append(tuple(spots))
    return tuple(filled)


def _same(row: SheetRow, c: int) -> bool:
    return bool(row[c].text) and row[c].text == row[c - 1].text and not row[c].own


def _named_below(rows: Sheet, r: int, c: int) -> bool:
    """Whether a blank of the first row is under a wide header: its column is named further down,
    or the whole header is this one row."""
    return r > 0 or any(below[c].text for below in rows[r + 1 :]) or len(rows) == 1
