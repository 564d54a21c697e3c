"""Stage 2: grids that a page break cut apart are one table again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.captions import Captioned, Captions
from ingest.tables.header import header_depth, is_amount, opens_with_body, with_repeats_merged
from ingest.tables.sheet import BLANK, Sheet, SheetRow, Spot, printed
from ingest.tables.words import key, words

_SAME_EDGE = 0.012
"""Two column edges are one when they lie within this part of the page's width."""


def joined(grids: Sequence[Captioned]) -> list[Captioned]:
    """The tables of a document: each grid that continues the one before is appended to it."""
    found: list[Captioned] = []
    for grid in grids:
        if not grid.sheet:
            continue
        rest = _rest_of(found[-1], grid) if found else None
        if rest is None:
            found.append(grid)
        else:
            found[-1] = _append(found[-1], rest, grid.captions)
    return found


def _rest_of(table: Captioned, grid: Captioned) -> Sheet | None:
    """The rows that ``grid`` adds to ``table``, None where it is a table of its own."""
    above, below = table.captions, grid.captions
    if below.first_block > above.last_block + 1 or (above.notes and below.title):
        return None
    if below.title and key(below.title) != key(above.title) and not _marks_continuation(below.title):
        return None
    sheet = _on_columns_of(table.sheet, grid.sheet)
    if sheet is None:
        return None
    repeated = _repeated_rows(table.sheet, sheet)
    if repeated:
        return sheet[repeated:]
    if above.notes or below.title or (_has_figures(table.sheet) and not opens_with_body(sheet)):
        return None
    return sheet


def _marks_continuation(title: str) -> bool:
    return bool(words().caption.continued.fullmatch(title))


def _append(table: Captioned, rest: Sheet, captions: Captions) -> Captioned:
    merged = replace(
        table.captions,
        unit=table.captions.unit or captions.unit,
        notes=table.captions.notes + captions.notes,
        last_block=captions.last_block,
    )
    return Captioned(table.sheet + rest, merged)


def _repeated_rows(sheet: Sheet, other: Sheet) -> int:
    """How many of ``other``'s first rows are the header of ``sheet`` printed again."""
    depth = header_depth(with_repeats_merged(sheet))
    count = 0
    for mine, theirs in zip(sheet[: depth + 1], other, strict=False):
        if not printed(mine) or [key(t) for t in printed(mine)] != [key(t) for t in printed(theirs)]:
            break
        count += 1
    return count


def _has_figures(sheet: Sheet) -> bool:
    return any(is_amount(text) for row in sheet for text in printed(row))


def _on_columns_of(sheet: Sheet, other: Sheet) -> Sheet | None:
    """``other`` with as many columns as ``sheet``; None where their columns can't be the same.

    By the columns' left edges where both have places; else equal widths, or in plain text a
    narrower grid whose missing columns are the last ones.
    """
    mine, theirs = _edges(sheet), _edges(other)
    width, other_width = len(sheet[0]), len(other[0])
    if mine and theirs:
        if width == other_width:
            return other if _close(mine[0], theirs[0], 4) and _close(mine[-1], theirs[-1], 4) else None
        if other_width > width:
            return None
        targets = [_nearest(edge, mine) for edge in theirs]
        if None in targets or len(set(targets)) != len(targets):
            return None
        return tuple(_spread(row, [t for t in targets if t is not None], width) for row in other)
    if width == other_width:
        return other
    if not mine and not theirs and 1 < other_width < width:
        return tuple(row + (BLANK,) * (width - other_width) for row in other)
    return None


def _close(a: float, b: float, times: int = 1) -> bool:
    return abs(a - b) <= _SAME_EDGE * times


def _nearest(edge: float, edges: Sequence[float]) -> int | None:
    best = min(range(len(edges)), key=lambda i: abs(edges[i] - edge))
    return best if _close(edges[best], edge) else None


def _edges(sheet: Sheet) -> list[float]:
    """Each column's left edge on the page; empty where a column has no place."""
    edges: list[float] = []
    for c in range(len(sheet[0])):
        lefts = [spot.place.box[0] for row in sheet if (spot := row[c]).own and spot.place and spot.place.box]
        if not lefts:
            return []
        edges.append(min(lefts))
    return edges


def _spread(row: SheetRow, targets: Sequence[int], width: int) -> SheetRow:
    """A row of a grid with fewer columns on the columns of the wider one."""
    spots: list[Spot] = [BLANK] * width
    for spot, target in zip(row, targets, strict=True):
        spots[target] = spot
    return tuple(spots)
