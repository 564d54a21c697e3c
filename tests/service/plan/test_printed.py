"""A plan is one line, and the line is the plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.plan import algebra
from service.plan.printed import parse, show

A, B = algebra.Cell(1, "甲"), algebra.Cell(2, "乙")
PAIR = algebra.Group((A, B), "两项", algebra.Cell(3, "合计"))


@pytest.mark.parametrize(
    "plan, line",
    [
        (A, 'cell(1, "甲")'),
        (algebra.Share(A, B), 'share(cell(1, "甲"), cell(2, "乙"))'),
        (algebra.Sum((A, B)), 'sum([cell(1, "甲"), cell(2, "乙")], "")'),
        (algebra.Convert(A, "元"), 'convert(cell(1, "甲"), "元")'),
        (algebra.PerUnit(A, algebra.Given(Decimal(2), "辆")), 'per_unit(cell(1, "甲"), given(2d, "辆"))'),
        (algebra.Stated(A, None), 'stated(cell(1, "甲"), none, no)'),
        (algebra.Stated(A, B, True), 'stated(cell(1, "甲"), cell(2, "乙"), yes)'),
        (algebra.Compare(A, B, False), 'compare(cell(1, "甲"), cell(2, "乙"), no)'),
        (
            algebra.Top(PAIR, None, True),
            'top(group([cell(1, "甲"), cell(2, "乙")], "两项", cell(3, "合计")), none, yes, no)',
        ),
        (
            algebra.Filter(algebra.Group((A,), "项目"), ">=", algebra.Given(Decimal("0.50"), "%")),
            'filter(group([cell(1, "甲")], "项目", none), ">=", given(0.50d, "%"), none, no)',
        ),
    ],
)
def test_line(plan: algebra.Plan, line: str) -> None:
    assert show(plan) == line
    assert parse(line) == plan


@pytest.mark.parametrize("line", ["", "share(", 'cell(1, "甲")) x', "nothing(1)", 'cell(1, "甲', "％", "sum([none"])
def test_what_is_no_plan_is_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        parse(line)


def test_what_is_no_plan_is_not_printed() -> None:
    with pytest.raises(TypeError):
        show(1.5)


labels = st.text(max_size=8) | st.sampled_from(["“三公”经费", '引"号', "反\\斜", "换\n行", '\\"', "（一）,[x]"])
values = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
cells = st.builds(algebra.Cell, st.integers(0, 10**6), labels)
givens = st.builds(algebra.Given, values, st.sampled_from(["", "元", "万元", "%", "辆"]))


def over(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    terms = st.lists(inner, min_size=1, max_size=3).map(tuple)
    two = (algebra.Difference, algebra.Share, algebra.Completion, algebra.Multiple, algebra.PerUnit, algebra.Prior)
    return st.one_of(
        st.builds(algebra.Sum, terms, labels),
        st.builds(algebra.Mean, terms, labels),
        st.builds(algebra.Convert, inner, st.sampled_from(["元", "万元", "亿元"])),
        *(st.builds(node, inner, inner) for node in two),
        st.builds(algebra.Growth, inner, inner, st.booleans()),
    )


expressions = st.recursive(cells | givens, over, max_leaves=6)
groups = st.builds(algebra.Group, st.lists(cells, min_size=1, max_size=4).map(tuple), labels, st.none() | cells)
queries = st.one_of(
    st.builds(algebra.Stated, st.none() | cells, st.none() | cells, st.booleans()),
    st.builds(algebra.Checked, expressions, cells),
    st.builds(algebra.Top, groups, st.none() | st.integers(1, 9), st.booleans(), st.booleans()),
    st.builds(
        algebra.Filter, groups, st.sampled_from([">", ">=", "<", "<="]), givens, st.none() | givens, st.booleans()
    ),
    st.builds(algebra.Count, groups),
    st.builds(algebra.Coded, st.lists(cells, min_size=1, max_size=3).map(tuple)),
    st.builds(algebra.Breakdown, groups),
    st.builds(algebra.Compare, expressions, expressions, st.booleans()),
    st.builds(algebra.Verify, expressions, expressions),
)
plans = st.one_of(
    expressions,
    queries,
    st.builds(algebra.Several, st.lists(expressions | queries, min_size=1, max_size=3).map(tuple), st.booleans()),
)


@given(plans)
def test_every_plan_comes_back_from_its_line(plan: algebra.Plan) -> None:
    line = show(plan)
    assert parse(line) == plan
    assert show(parse(line)) == line
