"""Plan | what a reader is told, over the small disclosure. A cell is written @table|row|column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from service.answer.model import Answer, Kind
from service.answer.render import money, render
from service.plan.execute import execute
from service.plan.printed import parse
from service.plan.quantity import Amount
from service.shelf import Shelf

if TYPE_CHECKING:
    from tests.service.conftest import Small


def answer(plan: str, small: Small) -> Answer:
    """The rendered plan, its @table|row|column filled in; @~subject|measure is a fact of prose."""

    def cell(found: re.Match[str]) -> str:
        table, row, column = found.groups()
        if table == "~":
            facts = small.vocabulary.facts.values()
            (fact,) = (f for f in facts if f.table is None and f.row_path == (row,) and f.measure == column)
        else:
            fact = small.fact(table, row, column, column if column in ("年度", "实施期") else None)
        return f'cell({fact.id}, "{row}")'

    parsed = parse(re.sub(r"@([^|]+)\|([^|]+)\|([^,)\]]*)", cell, plan))
    return render(parsed, execute(parsed, small.vocabulary.facts), Shelf([small.vocabulary]))


TRAVEL, PRINT = "@经济科目|商品和服务支出/差旅费|", "@经济科目|商品和服务支出/印刷费|"
WAGES, GOODS = "@经济科目|工资福利支出|", "@经济科目|商品和服务支出|"
NOW, CHANGE, RATE = "@~|预算收入总计|level", "@~|预算收入总计|change", "@~|预算收入总计|rate"
TOTAL, BASIC, PROJECT = "@支出总表|合计|合计", "@支出总表|合计|基本支出", "@支出总表|合计|项目支出"


@pytest.mark.parametrize(
    "plan, kind, said",
    [
        (TRAVEL, Kind.FIGURE, "为22.35万元。"),
        (f'convert({TRAVEL}, "元")', Kind.FIGURE, "223,500元（原文为22.35万元）"),
        ("@支出总表|2200509|基本支出", Kind.FIGURE, "原表中该单元格为空，按0计。"),
        ("@绩效目标表|增雨作业次数|年度", Kind.FIGURE, "为≥36次。"),
        ("@绩效目标表|防灾减灾能力|年度", Kind.FIGURE, "为“显著提升”。"),
        (f'sum([{TRAVEL}, {PRINT}], "")', Kind.CALCULATION, "25.50万元。"),
        (f"difference({TRAVEL}, {PRINT})", Kind.CALCULATION, "多19.20万元"),
        (f"difference({PRINT}, {TRAVEL})", Kind.CALCULATION, "少19.20万元"),
        (f"difference({TOTAL}, {TOTAL})", Kind.CALCULATION, "相同"),
        (f"share({PROJECT}, {TOTAL})", Kind.CALCULATION, "299.90万元，占合计903.43万元的33.20%"),
        (f'share(sum([{TRAVEL}, {PRINT}], ""), {GOODS})', Kind.CALCULATION, "占商品和服务支出78.05万元的32.67%"),
        (f"multiple({BASIC}, {PROJECT})", Kind.CALCULATION, "2.01倍"),
        (f'mean([{WAGES}, {GOODS}], "")', Kind.CALCULATION, "2项平均每项279.18万元"),
        (f'per_unit({TRAVEL}, given(3d, "人"))', Kind.CALCULATION, "按3人计，平均每人7.45万元"),
        (f"prior({NOW}, {CHANGE})", Kind.CALCULATION, "比上年增加46.30万元，推得上年为857.13万元"),
        (f"stated({CHANGE}, {RATE})", Kind.FIGURE, "46.30万元"),
        (f"compare({WAGES}, {GOODS}, yes)", Kind.CALCULATION, "更多"),
        (f"compare({WAGES}, {GOODS}, no)", Kind.CALCULATION, "更少"),
        (f"compare({TOTAL}, {TOTAL}, yes)", Kind.CALCULATION, "一样多"),
        (f'compare({TRAVEL}, given(200000d, "元"), yes)', Kind.CALCULATION, "是。"),
        (f'compare({TRAVEL}, given(200000d, "元"), no)', Kind.CALCULATION, "不是。"),
        (f"verify(sum([{BASIC}, {PROJECT}], \"\"), {TOTAL})", Kind.CALCULATION, "对得上"),
        (f"verify({BASIC}, {PROJECT})", Kind.CALCULATION, "对不上，相差303.63万元"),
        (f"several([{TRAVEL}, {PRINT}], no)", Kind.FIGURE, "3.15万元"),
        (f'top(group([{TRAVEL}, {PRINT}], "两项", none), 1, no, no)', Kind.TABLE, "3.15万元"),
        (f'filter(group([{TRAVEL}], "一项", none), "<", given(1d, "元"), none, no)', Kind.TABLE, "没有不到"),
        (f'count(group([{TRAVEL}, {PRINT}], "两项", none))', Kind.TABLE, "共2个"),
    ],
)  # fmt: skip
def test_told(plan: str, kind: Kind, said: str, small: Small) -> None:
    rendered = answer(plan, small)
    assert rendered.kind is kind
    assert said in rendered.text
    assert rendered.text.startswith(small.document.unit_name) or kind is not Kind.FIGURE
    assert rendered.documents == (small.document.id,)


def test_where_it_stands_is_said(small: Small) -> None:
    text = answer(TRAVEL, small).text
    assert "《2025年一般公共预算安排基本支出分经济科目表》" in text
    assert "差旅费”行" in text
    assert "“2025年预算数”栏" in text


@pytest.mark.parametrize(
    "value, unit, comparator, said",
    [
        ("22.35", "万元", None, "22.35万元"),
        ("9999", "元", None, "9999元"),
        ("1200000", "元", "≤", "≤1,200,000元"),
        ("-12345.60", "元", None, "-12,345.60元"),
        ("36", "次", "≥", "≥36次"),
        ("0", "", None, "0"),
    ],
)
def test_money(value: str, unit: str, comparator: str | None, said: str) -> None:
    assert money(Amount(Decimal(value), unit), comparator) == said
