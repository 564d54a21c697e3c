"""Sums and differences of cells, worked out where a workbook saved no result: exact, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ingest.readers.workbook import Spot

Look = Callable[[str, Spot], Decimal | str | None]
"""sheet and cell → its number, its text, or None where it is blank; raises NotExact"""
_TOKEN = re.compile(
    r"\s*(?:(?P<ref>(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^\s'!()+\-*/,:=<>&^%\"]+))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9]\d{0,6})(?![\w(]))|(?P<number>\d+(?:\.\d+)?)|(?P<sum>SUM\()|(?P<mark>[-+(),:]))"
)
_MOST_CELLS = 100_000
"""of one range"""


class NotExact(Exception):
    """The formula is more than sums and differences of numbers."""


def result(formula: str, sheet: str, look: Look) -> Decimal:
    """The value of a formula (without its equals sign) on a sheet. Raises NotExact."""
    return _Reading(formula, sheet, look).value()


def spot_of(column: str, row: str) -> Spot:
    """C, 12 → (11, 2)."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(row) - 1, number - 1


class _Reading:
    def __init__(self, formula: str, sheet: str, look: Look) -> None:
        self._sheet = sheet
        self._look = look
        self._tokens: list[re.Match[str]] = []
        at = 0
        formula = formula.strip()
        while at < len(formula):
            match = _TOKEN.match(formula, at)
            if match is None:
                raise NotExact(formula)
            self._tokens.append(match)
            at = match.end()
        self._next = 0

    def value(self) -> Decimal:
        found = self._sum()
        if self._next < len(self._tokens):
            raise NotExact
        return found

    def _taken(self, *marks: str) -> str:
        if self._next < len(self._tokens) and (mark := self._tokens[self._next]["mark"]) in marks:
            self._next += 1
            return mark
        return ""

    def _sum(self) -> Decimal:
        sign = self._taken("+", "-")
        found = -self._term() if sign == "-" else self._term()
        while sign := self._taken("+", "-"):
            found += -self._term() if sign == "-" else self._term()
        return found

    def _term(self) -> Decimal:
        if self._taken("("):
            found = self._sum()
            if not self._taken(")"):
                raise NotExact
            return found
        if self._next >= len(self._tokens):
            raise NotExact
        token = self._tokens[self._next]
        self._next += 1
        if token["number"]:
            return Decimal(token["number"])
        if token["sum"]:
            return self._total()
        if token["ref"] and not self._taken(":"):
            held = self._look(*self._cell(token))
            if isinstance(held, str):
                raise NotExact
            return held or Decimal(0)
        raise NotExact

    def _total(self) -> Decimal:
        """SUM of ranges and sums; texts in ranges don't count, as in a spreadsheet."""
        found = Decimal(0)
        while True:
            start = self._tokens[self._next] if self._next < len(self._tokens) else None
            following = self._tokens[self._next + 1] if self._next + 1 < len(self._tokens) else None
            if start and start["ref"] and following and following["mark"] == ":":
                self._next += 2
                found += self._range(start)
            else:
                found += self._sum()
            if self._taken(")"):
                return found
            if not self._taken(","):
                raise NotExact

    def _range(self, start: re.Match[str]) -> Decimal:
        if self._next >= len(self._tokens) or not self._tokens[self._next]["ref"]:
            raise NotExact
        sheet, (top, left) = self._cell(start)
        _, (bottom, right) = self._cell(self._tokens[self._next])
        self._next += 1
        if (abs(bottom - top) + 1) * (abs(right - left) + 1) > _MOST_CELLS:
            raise NotExact
        rows, columns = range(min(top, bottom), max(top, bottom) + 1), range(min(left, right), max(left, right) + 1)
        held = (self._look(sheet, (row, column)) for row in rows for column in columns)
        return sum((value for value in held if isinstance(value, Decimal)), Decimal(0))

    def _cell(self, token: re.Match[str]) -> tuple[str, Spot]:
        named = (token["quoted"] or "").replace("''", "'") or token["sheet"]
        return named or self._sheet, spot_of(token["column"], token["row"])
