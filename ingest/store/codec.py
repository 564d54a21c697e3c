"""Exact encodings: decimals as scaled integers, dataclasses as JSON."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from ingest.document import Place

_INT64 = 2**63
_INT64_DIGITS = 20


def scaled(value: Decimal | None) -> tuple[int | None, int | None, str | None]:
    """``(integer, scale, digits)`` with value = integer · 10^−scale, digits only where the integer
    needs more than 64 bits. ValueError for NaN and infinities, which no cell prints."""
    if value is None:
        return None, None, None
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {value}")
    whole = ("-" if sign else "") + "".join(map(str, digits))
    # Python refuses to make an integer of thousands of digits, which a hostile file may print.
    if len(digits) < _INT64_DIGITS and -_INT64 <= int(whole) < _INT64:
        return int(whole), -exponent, None
    return None, -exponent, whole


def unscaled(integer: int | None, scale: int | None, digits: str | None = None) -> Decimal | None:
    """The value that ``scaled`` took apart, with its printed number of decimals."""
    if scale is None:
        return None
    whole = digits if integer is None else str(integer)
    assert whole is not None, "a scaled value has an integer or digits"
    return Decimal(f"{whole}e{-scale}")


@lru_cache(maxsize=16384)
def path_json(path: tuple[str, ...]) -> str:
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def place_columns(place: Place | None) -> dict[str, int | str | None]:
    """A place as columns."""
    if place is None:
        return {"page": None, "box": None, "sheet": None, "cell": None}
    box = None if place.box is None else json.dumps(place.box)
    return {"page": place.page, "box": box, "sheet": place.sheet, "cell": place.cell}


def encode(value: object) -> Any:
    """A value of the model as JSON types. Fields at their default are left out; decimals are strings."""
    kind: Any = type(value)
    return _encoder(kind)(value)


@cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        known = [(field.name, field.default) for field in fields(kind)]
        return lambda value: {
            name: encode(item)
            for name, default in known
            if (item := getattr(value, name)) is not default and (default is MISSING or item != default)
        }
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, tuple | list):
        return lambda value: [encode(item) for item in value]
    if issubclass(kind, type(None) | str | int | float):
        return lambda value: value
    raise TypeError(f"nothing of the model is a {kind.__name__}")


def decode(kind: Any, value: Any) -> Any:
    """The inverse of ``encode`` for a type of the model; JSON fields the type doesn't know are an error."""
    return _decoder(kind)(value)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        readers = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
        return lambda value: kind(**{name: readers[name](item) for name, item in value.items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        present = [_decoder(one) for one in arguments if one is not type(None)]
        if len(present) != 1:
            raise TypeError(f"only optional values have two types, not {kind}")
        return lambda value: None if value is None else present[0](value)
    if origin is tuple and arguments[1:] == (...,):
        item = _decoder(arguments[0])
        return lambda value: tuple(map(item, value))
    if origin is tuple:
        items = [_decoder(one) for one in arguments]
        return lambda value: tuple(read(one) for read, one in zip(items, value, strict=True))
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    if kind in (str, int, float, bool):
        return lambda value: value
    raise TypeError(f"nothing of the model is a {kind}")
