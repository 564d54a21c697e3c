"""The layout words hold together."""

from __future__ import annotations

import pytest

from ingest.tables.labels import as_unit, clean_name, is_total, one_line, read_label, split_unit, year_of
from ingest.tables.words import key, words


def test_levels_and_fields_are_consistent():
    known = words().performance
    assert set(known.parents) == set(known.level2.values())
    assert set(known.parents.values()) <= set(known.level1.values())
    assert all(known.fields[key(name)] == name for name in known.fields.values())
    assert not known.subject & known.fields.keys()


@pytest.mark.parametrize(
    ("printed", "name", "rank_shown", "child"),
    [
        ("一、一般公共预算", "一般公共预算", True, False),
        ("二十二、国有资本经营 预算支出", "国有资本经营预算支出", True, False),
        ("（一）人员经费", "人员经费", True, False),
        ("1. 一般公共预算资金", "一般公共预算资金", True, False),
        ("①公务用车购置费", "公务用车购置费", True, False),
        ("其中:中央财政资金", "中央财政资金", False, True),
        ("其中：1.基本支出", "基本支出", True, True),
        ("　　商贸事务", "商贸事务", False, False),
        ("加：年初结转", "年初结转", False, False),
        ("合　计", "合计", False, False),
        ("因公出国(境)费", "因公出国（境）费", False, False),
        ("12345热线", "12345热线", False, False),
        ("实施期资金总额：", "实施期资金总额", False, False),
    ],
)
def test_labels(printed, name, rank_shown, child):
    label = read_label(printed)
    assert (label.name, label.rank > 0, label.child) == (name, rank_shown, child)


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("机关事业单位基本养老保险缴\n费支出", "机关事业单位基本养老保险缴费支出"),
        ("上海市某局\n（下属单位）", "上海市某局（下属单位）"),
        ("LED display\nscreen", "LED display screen"),
        ("2024 年度", "2024 年度"),
    ],
)
def test_wrapped_lines(printed, line):
    assert one_line(printed) == line


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("金额（万元）", "金额", "万元"),
        ("金额(单位：元)", "金额", "元"),
        ("增减（%）", "增减", "%"),
        ("设备（台（套））", "设备（台（套））", None),
        ("机关运行经费（参公）", "机关运行经费（参公）", None),
        ("人数（人）", "人数", "人"),
    ],
)
def test_units_in_names(printed, name, unit):
    assert split_unit(clean_name(printed)) == (name, unit)


def test_units_years_and_totals():
    assert [as_unit(text) for text in ("万元", "人民币元", "％", "某局")] == ["万元", "元", "%", None]
    assert [year_of(text) for text in ("2025年预算数", "2024", "编号20251", "上年")] == [
        2025,
        2024,
        None,
        None,
    ]
    assert [is_total(text) for text in ("本年支出合计", "总计", "小计", "合计数说明")] == [
        True,
        True,
        True,
        False,
    ]
