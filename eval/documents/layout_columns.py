"""Columns that the drawn layouts print their items under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column. ``unit`` None: the table's. ``of``: the columns it is made of, by ``how``; ``signed``:
    its figures may be negative. ``year`` is what its header says."""

    path: tuple[str, ...]
    unit: str | None = None
    of: tuple[int, ...] = ()
    how: Literal["sum", "difference", "ratio"] = "sum"
    signed: bool = False
    year: int | None = None


def _single(_: int) -> list[Leaf]:
    return [Leaf(("预算数",))]


def _kinds(_: int) -> list[Leaf]:
    return [Leaf(("合计",), of=(1, 2)), Leaf(("基本支出",)), Leaf(("项目支出",))]


def _parts(_: int) -> list[Leaf]:
    return [
        Leaf(("合计",), of=(1, 4)),
        Leaf(("基本支出", "小计"), of=(2, 3)),
        Leaf(("基本支出", "人员经费")),
        Leaf(("基本支出", "公用经费")),
        Leaf(("项目支出",)),
    ]


def _sources(_: int) -> list[Leaf]:
    return [
        Leaf(("总计",), of=(1, 5, 6)),
        Leaf(("财政拨款", "小计"), of=(2, 3, 4)),
        Leaf(("财政拨款", "一般公共预算")),
        Leaf(("财政拨款", "政府性基金预算")),
        Leaf(("财政拨款", "国有资本经营预算")),
        Leaf(("财政专户管理资金",)),
        Leaf(("单位资金",)),
    ]


def _compared(year: int) -> list[Leaf]:
    return [
        Leaf((f"{year - 1}年预算数",), year=year - 1),
        Leaf((f"{year}年预算数",), year=year),
        Leaf(("增减额",), of=(1, 0), how="difference"),
        Leaf(("增减%",), "%", of=(2, 0), how="ratio"),
    ]


def _before(year: int) -> list[Leaf]:
    return [
        Leaf(("上年预算数",), year=year - 1),
        Leaf(("本年预算数",), year=year),
        Leaf(("增减",), of=(1, 0), how="difference"),
        Leaf(("增减幅度（%）",), "%", of=(2, 0), how="ratio"),
    ]


def _phases(_: int) -> list[Leaf]:
    return [
        Leaf(("年初预算数",)),
        Leaf(("全年预算数",), signed=True),
        Leaf(("决算数",)),
        Leaf(("完成预算的%",), "%", of=(2, 1), how="ratio"),
    ]


def _years(year: int) -> list[Leaf]:
    return [Leaf((f"{one}年",), year=one) for one in range(year - 2, year + 1)]


def _two_by_two(year: int) -> list[Leaf]:
    return [
        Leaf((f"{one}年预算数", name), of=(first + 1, first + 2) if name == "合计" else (), year=one)
        for one, first in ((year - 1, 0), (year, 3))
        for name in ("合计", "基本支出", "项目支出")
    ]


def _units(_: int) -> list[Leaf]:
    return [
        Leaf(("人数",), "人"),
        Leaf(("车辆数量",), "辆"),
        Leaf(("预算金额",), "万元"),
        Leaf(("其中：当年安排",), "万元"),
    ]


COLUMNS: Mapping[str, Callable[[int], list[Leaf]]] = {
    "single": _single,
    "kinds": _kinds,
    "parts": _parts,
    "sources": _sources,
    "compared": _compared,
    "before": _before,
    "phases": _phases,
    "years": _years,
    "two_by_two": _two_by_two,
    "units": _units,
}
"""Name → the columns, given the document's year."""
