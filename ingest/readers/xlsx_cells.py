"""One sheet's part → its cells as they show, with the numbers behind them and the formulas without results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from ingest.readers.formulas import spot_of
from ingest.readers.number_format import is_date_format, shown
from ingest.readers.workbook import Area, Cells, Spot, label
from ingest.readers.xlsx_parts import Style, elements, local, rich_text, style_at

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Looks:
    """What cells refer to: shared texts and styles. ``since_1904``: days count from 1 January 1904."""

    strings: Sequence[str]
    styles: Sequence[Style]
    since_1904: bool


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A formula without a saved result; '' where it is one that cells share."""

    formula: str
    style: Style


@dataclass(slots=True)
class SheetCells:
    """A sheet's part as read: what shows, the numbers as stored, the formulas without results."""

    looks: Looks
    cells: Cells
    numbers: dict[Spot, Decimal] = field(default_factory=dict)
    unsaved: dict[Spot, Unsaved] = field(default_factory=dict)
    _zeros: bool = True

    def read(self, source: IO[bytes]) -> None:
        """Raises TooLarge, and whatever a damaged part makes the parser raise."""
        row = -1
        for element in elements(source, "row", "col", "mergeCell", "sheetView"):
            match local(element):
                case "row":
                    row = self._row(element, row + 1)
                case "col":
                    self._column(element.attrib)
                case "mergeCell":
                    self.cells.merged.extend(_area(element.get("ref", "")))
                case _:
                    self._zeros = element.get("showZeros", "1") in _YES

    def settle(self, spot: Spot, value: Decimal) -> None:
        """The result of a formula that had none saved."""
        style = self.unsaved.pop(spot).style
        self.numbers[spot] = value
        self.cells.put(spot, self._shown(value, style.code))

    def _column(self, said: Mapping[str, str]) -> None:
        if said.get("hidden") in _YES or said.get("width") == "0":
            self.cells.hidden_columns.append((int(said["min"]) - 1, int(said["max"]) - 1))

    def _row(self, element: Any, expected: int) -> int:
        number = element.get("r")
        row = int(number) - 1 if number else expected
        if element.get("hidden") in _YES or element.get("ht") == "0":
            self.cells.hidden_rows.add(row)
        column = -1
        for cell in element:
            spot = _spot(cell.get("r", ""))
            column = spot[1] if spot else column + 1
            style = style_at(self.looks.styles, cell.get("s"))
            text = self._text(cell, style, (row, column))
            self.cells.put((row, column), text, runs_on=style.runs_on)
        return row

    def _text(self, cell: Any, style: Style, spot: Spot) -> str:
        parts = {local(child): child for child in cell}
        value = parts["v"].text or "" if "v" in parts else None
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return label(rich_text(parts["is"]) if "is" in parts else "", style.indent)
        if value is None or (not value and kind == "n"):
            if "f" in parts:
                self.unsaved[spot] = Unsaved(parts["f"].text or "", style)
            return ""
        match kind:
            case "s":
                return label(self.looks.strings[int(value)], style.indent)
            case "str":
                return label(value, style.indent)
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "e" | "d":
                return value
        return self._number(value, style, spot)

    def _number(self, text: str, style: Style, spot: Spot) -> str:
        try:
            value = Decimal(text.strip())
        except InvalidOperation:
            return text
        if not value.is_finite():
            return text
        self.numbers[spot] = value
        return self._shown(value, style.code)

    def _shown(self, value: Decimal, code: str) -> str:
        if not value and not self._zeros and not is_date_format(code):
            return ""
        return shown(value, code, since_1904=self.looks.since_1904)


def _area(reference: str) -> list[Area]:
    """B2:C3 → (1, 1, 2, 2); nothing where it names no area."""
    corners = [spot for spot in map(_spot, reference.split(":")) if spot is not None]
    if len(corners) != 2:
        return []
    (top, left), (bottom, right) = corners
    return [(min(top, bottom), min(left, right), max(top, bottom), max(left, right))]


def _spot(reference: str) -> Spot | None:
    """C12 → (11, 2)."""
    match = _REFERENCE.fullmatch(reference)
    return spot_of(match[1], match[2]) if match else None
