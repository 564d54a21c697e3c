"""What holds for any table: a page break changes nothing, nothing printed makes reading fail."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, Cell, Document, Grid, Paragraph
from ingest.facts import State
from ingest.tables import facts_of, tables_of

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
BODY = [
    ["201", "一般公共服务支出", "7.00", "4.00", "3.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "7.00", "4.00", "3.00"],
    ["2010301", "行政运行", "4.00", "4.00", ""],
    ["2010302", "一般行政管理事务", "3.00", "", "3.00"],
    ["208", "社会保障和就业支出", "2.00", "2.00", ""],
    ["20805", "行政事业单位养老支出", "2.00", "2.00", ""],
    ["合计", "", "9.00", "6.00", "3.00"],
]


def _grid(rows: list[list[str]]) -> Grid:
    return Grid(tuple(tuple(Cell(text) for text in row) for row in rows))


def _document(*blocks: Block) -> Document:
    return Document(blocks, "literal.txt", "text/plain", "0" * 64)


@given(cuts=st.sets(st.integers(1, len(BODY) - 1)), again=st.booleans())
def test_page_breaks_change_nothing(cuts: set[int], again: bool) -> None:
    edges = [0, *sorted(cuts), len(BODY)]
    parts = [BODY[a:b] for a, b in pairwise(edges)]
    grids = [_grid([HEADER, *part] if i == 0 or again else part) for i, part in enumerate(parts)]
    (whole,) = tables_of(_document(Paragraph("支出表"), Paragraph("单位：万元"), _grid([HEADER, *BODY])))
    (joined,) = tables_of(_document(Paragraph("支出表"), Paragraph("单位：万元"), *grids))
    assert joined.table == whole.table


CELLS = st.sampled_from(
    [
        "",
        "项目",
        "科目编码",
        "科目名称",
        "合计",
        "收入",
        "支出",
        "2025年",
        "1",
        "2",
        "3",
        "201",
        "2010301",
        "一、甲",
        "①乙",
        "其中：丙",
        "1.00",
        "-",
        "12,345.60",
        "≥5个",
        "及时",
        "产出指标",
        "数量指标",
        "质量指标",
        "一级指标",
        "三级指标",
        "指标值",
        "项目名称",
        "项目资金（元）",
        "年度资金总额",
        "实施期目标",
        "年度目标",
        "总体目标",
        "单位：万元",
        "注：无",
        "备注",
        "\u3000子项",
    ]
)
LINES = st.sampled_from([Paragraph("支出表"), Paragraph("单位：万元")])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=7))
    merged = draw(st.sets(st.tuples(st.integers(0, len(rows) - 1), st.integers(1, width)), max_size=3))
    cells: list[list[Cell | None]] = [[Cell(text) for text in row] for row in rows]
    for r, c in merged:
        left = cells[r][c - 1] if c < width else None
        if left is not None and left.col_span == 1 and cells[r][c] is not None:
            cells[r][c - 1], cells[r][c] = Cell(left.text, col_span=2), None
    return Grid(tuple(tuple(row) for row in cells))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(grids(), st.sampled_from([Paragraph("支出表"), Paragraph("单位：万元")])), max_size=4))
def test_nothing_printed_makes_reading_fail(blocks: list[Block]) -> None:
    tables = [placed.table for placed in tables_of(_document(*blocks))]
    for table in tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
    for fact in facts_of(tables):
        assert fact.state is not None
        assert (fact.value is not None) == (fact.state is State.NUMBER)
