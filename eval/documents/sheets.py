"""Shapes of tables: rows under codes, names or indentation; blocks side by side; lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from eval.documents.books import Item
from eval.documents.model import ABOVE, LEFT, Line, Named, Sheet, header

Printer = Callable[[Decimal | None], str]
CODES = {"whole": 2, "split": 4, "indent": 1, "joined": 1}
"""How rows are named → how many columns that takes."""
NUMERALS = "一二三四五六七八九十"


def money(thousands: bool = False, zero: str = "", places: int = 2) -> Printer:
    """How amounts are printed: 1,234.50 or 1234.50; ``zero`` stands for nothing."""

    def printed(amount: Decimal | None) -> str:
        if not amount:
            return zero
        return f"{amount:,.{places}f}" if thousands else f"{amount:.{places}f}"

    return printed


def ordinal(n: int) -> str:
    """一, 二 … 二十三."""
    tens, ones = divmod(n, 10)
    if n <= 10:
        return NUMERALS[n - 1]
    return (NUMERALS[tens - 1] if tens > 1 else "") + "十" + (NUMERALS[ones - 1] if ones else "")


def item_lines(
    items: Sequence[Item],
    totals: Sequence[Decimal],
    show: Printer,
    codes: str = "whole",
    total_at: str = "first",
    blank_code: bool = False,
    extra: int = 0,
) -> list[Line]:
    """A line an item and one for 合计 (``total_at`` first or last), which stands in the first
    column, or in the name's with ``blank_code``. ``extra`` blank columns follow the amounts."""
    lead = CODES[codes]
    lines = [
        Line(
            (*_lead(item, codes), *map(show, item.amounts), *[""] * extra),
            (Named(lead, lead + len(totals) - 1, item.path, None if codes == "indent" else item.code),),
        )
        for item in items
    ]
    label = [""] * lead
    label[lead - 1 if blank_code else 0] = "合计"
    whole = Line((*label, *map(show, totals), *[""] * extra), (Named(lead, lead + len(totals) - 1, ("合计",)),))
    return [*lines, whole] if total_at == "last" else [whole, *lines]


def _lead(item: Item, codes: str) -> tuple[str, ...]:
    if codes == "split":
        parts = [item.code[:3], item.code[3:5], item.code[5:7]]
        return (*parts, item.name)
    if codes == "indent":
        return ("　" * item.depth * 2 + item.name,)
    if codes == "joined":
        return (f"{item.code}{item.name}",)
    return (item.code, item.name)


@dataclass(frozen=True, slots=True)
class Block:
    """One of the tables that stand side by side; rows are (cells, path, code). ``name`` is its half,
    '' where the blocks are parts of one list."""

    name: str
    width: int
    rows: Sequence[tuple[tuple[str, ...], tuple[str, ...], str | None]]


def beside(blocks: Sequence[Block]) -> list[Line]:
    """Blocks line by line, the shorter ones filled with blanks."""
    lines = []
    for together in zip_longest(*(block.rows for block in blocks)):
        cells: list[str] = []
        names: list[Named] = []
        for block, row in zip(blocks, together, strict=True):
            printed, path, code = row if row else (("",) * block.width, (), None)
            if row:
                whole = (block.name, *path) if block.name else path
                names.append(Named(len(cells), len(cells) + block.width - 1, whole, code))
            cells.extend(printed)
        lines.append(Line(tuple(cells), tuple(names)))
    return lines


def numbered_rows(
    rows: Sequence[tuple[str, Sequence[Decimal | None]]],
    show: Printer,
    line_numbers: int | None = None,
    plain: Sequence[str] = (),
) -> list[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    """Rows of a block, named 一、… except those in ``plain``; ``line_numbers`` is the first 行次."""
    found: list[tuple[tuple[str, ...], tuple[str, ...], str | None]] = []
    count = 0
    for n, (name, amounts) in enumerate(rows):
        count += name not in plain
        label = name if name in plain else f"{ordinal(count)}、{name}"
        number = () if line_numbers is None else (str(line_numbers + n),)
        found.append(((label, *number, *map(show, amounts)), (name,), None))
    return found


def sheet(
    title: str,
    above: Sequence[str],
    head: str,
    lines: Sequence[Line],
    unit: str,
    words: Sequence[int],
    *,
    units: Mapping[int, str] | None = None,
    halves: Sequence[str] = (),
    notes: Sequence[str] = (),
    years: Mapping[int, int] | None = None,
) -> Sheet:
    """A sheet from its header in bars. A header row whose first cell is ``#`` counts columns."""
    return Sheet(
        title,
        tuple(above),
        header(head),
        tuple(lines),
        unit,
        frozenset(words),
        units or {},
        frozenset(halves),
        tuple(notes),
        years or {},
    )


def header_of(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Header rows of columns' paths: names shared with the column at the left are merged, short paths
    reach down to the last row."""
    depth = max(map(len, paths))
    rows = []
    for r in range(depth):
        row = []
        for c, path in enumerate(paths):
            left = paths[c - 1] if c else ()
            if r >= len(path):
                row.append(ABOVE)
            elif left[: r + 1] == path[: r + 1] and len(path) > r + 1:
                row.append(LEFT)
            else:
                row.append(path[r])
        rows.append(tuple(row))
    return tuple(rows)


def repeated(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Header rows that print a merged cell's words again in each place it covers."""
    found: list[list[str]] = []
    for row in rows:
        found.append([])
        for c, text in enumerate(row):
            found[-1].append(found[-1][c - 1] if text == LEFT else found[-2][c] if text == ABOVE else text)
    return tuple(map(tuple, found))


def listed(rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[Line]:
    """Lines of (path, cells after the name), the name being the last of the path; '^' and the like are
    for the caller."""
    return [Line((path[-1], *cells), (Named(1, len(cells), tuple(path)),)) for path, cells in rows]
