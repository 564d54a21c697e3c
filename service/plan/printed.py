"""A plan as one readable line, and back: ``share(cell(12, "基本支出"), cell(15, "支出总计"))``."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal
from typing import Any

from service.plan import algebra

_NODES: dict[str, Any] = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower(): getattr(algebra, name)
    for name in (
        "Cell", "Given", "Sum", "Difference", "Share", "Completion", "Multiple", "Mean", "PerUnit", "Prior", "Growth",
        "Stated", "Checked", "Scaled", "Product", "Magnitude", "Convert", "Group", "Pair", "Pairs", "Top", "Filter",
        "Count", "Breakdown", "Place", "Compare", "Verify", "Several",
    )
}  # fmt: skip
_NAMES = {node: name for name, node in _NODES.items()}
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?d?)|(?P<word>[a-z_]+)|(?P<mark>[(),\[\]]))'
)


def show(plan: Any) -> str:
    """One line that ``parse`` reads back to an equal plan."""
    if type(plan) in _NAMES:
        arguments = ", ".join(show(getattr(plan, field.name)) for field in fields(plan))
        return f"{_NAMES[type(plan)]}({arguments})"
    match plan:
        case tuple():
            return "[" + ", ".join(show(item) for item in plan) + "]"
        case None:
            return "none"
        case bool():
            return "yes" if plan else "no"
        case Decimal():
            return format(plan, "f") + "d"
        case int():
            return str(plan)
        case str():
            return '"' + plan.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            raise TypeError(f"not part of a plan: {plan!r}")


def parse(line: str) -> Any:
    """The plan that ``show`` printed; raises ValueError with the place of what can't be read."""
    plan, at = _value(line, 0)
    if line[at:].strip():
        raise ValueError(f"unread after {at}: {line[at:]!r}")
    return plan


def _value(line: str, at: int) -> tuple[Any, int]:
    token = _TOKEN.match(line, at)
    if not token:
        raise ValueError(f"can't read a plan at {at}: {line[at : at + 20]!r}")
    end = token.end()
    if token["text"] is not None:
        return re.sub(r"\\(.)", r"\1", token["text"][1:-1]), end
    if token["number"] is not None:
        raw = token["number"]
        return (Decimal(raw[:-1]) if raw.endswith("d") else int(raw)), end
    if token["mark"] == "[":
        items, end = _until(line, end, "]")
        return tuple(items), end
    word = token["word"]
    if word in ("none", "yes", "no"):
        return {"none": None, "yes": True, "no": False}[word], end
    opened = _TOKEN.match(line, end)
    if word not in _NODES or not opened or opened["mark"] != "(":
        raise ValueError(f"no such node at {at}: {word!r}")
    arguments, end = _until(line, opened.end(), ")")
    return _NODES[word](*arguments), end


def _until(line: str, at: int, close: str) -> tuple[list[Any], int]:
    items: list[Any] = []
    while True:
        token = _TOKEN.match(line, at)
        if token and token["mark"] == close:
            return items, token.end()
        if token and token["mark"] == ",":
            at = token.end()
            continue
        item, at = _value(line, at)
        items.append(item)
