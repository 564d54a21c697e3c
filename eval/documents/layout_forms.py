"""The nine standard tables of final accounts (公开01表 to 公开09表), in the national form and in two local ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from eval.documents.books import about
from eval.documents.model import COUNT, LEFT, Line, Named, Sheet
from eval.documents.names import NAMES
from eval.documents.sheets import header_of, ordinal

BODY = "云岭市应急管理局"
CODES = ("208", "20805", "2080501", "2080505", "210", "21011", "2101101", "221", "22102", "2210201", "224", "22406", "2240601")  # fmt: skip
STAFF = ("301", "30101", "30102", "30103", "30108", "30113", "303", "30302", "30305")
RUNNING = ("302", "30201", "30202", "30205", "30206", "30207", "30211", "30215", "30216", "30228", "310", "31002")
INCOME = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入",
          "事业收入", "经营收入", "附属单位上缴收入", "其他收入")  # fmt: skip
SPENDING = ("一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "社会保障和就业支出",
            "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "住房保障支出", "灾害防治及应急管理支出")  # fmt: skip
INCOME_ENDS = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计")
SPENDING_ENDS = ("本年支出合计", "结余分配", "年末结转和结余", "总计")
HALVES = frozenset({"收入", "支出"})
LEADS: dict[str, list[tuple[str, ...]]] = {
    "national": [*(("项目", "支出功能分类科目编码", part) for part in "类款项"), ("项目", "科目名称")],
    "plain": [("科目编码",), ("科目名称",)],
    "dashes": [("功能分类科目",)],
}
"""Style → the headers before the amounts."""
Style = str
STYLES = ("national", "plain", "dashes")
"""national: codes over 类 款 项, 栏次, 行次; plain: whole codes, no numbers; dashes: joined codes, — for nothing."""
Maker = Callable[[random.Random], Sheet]


def _show(amount: Decimal | int, style: Style) -> str:
    if not amount:
        return {"national": "0.00", "plain": "", "dashes": "—"}[style]
    return f"{amount:.2f}" if style == "national" else f"{amount:,.2f}"


def _above(number: int, title: str, style: Style) -> tuple[str, ...]:
    if style == "national":
        return (title, f"公开{number:02}表", f"部门：{BODY}\t2025年度\t金额单位：万元")
    if style == "plain":
        return (f"表{number}：{title}", f"编制单位：{BODY}\t单位：万元")
    return (f"{title}（单位：万元）",)


# -- two-sided --------------------------------------------------------------------------------------


def _sided(
    number: int, title: str, sources: Sequence[str], columns: Sequence[str], style: Style, rng: random.Random
) -> Sheet:
    """收入 beside 支出, of uneven length; ``columns`` are the expenditure side's."""
    income = [f"{ordinal(n)}、{name}" for n, name in enumerate(sources, 1)]
    spending = [f"{ordinal(n)}、{name}" for n, name in enumerate(SPENDING, 1)]
    income += [""] * (len(spending) - len(income))
    sides: tuple[tuple[str, tuple[str, ...], Sequence[str]], ...] = (
        ("收入", (*income, *INCOME_ENDS), ("金额",)),
        ("支出", (*spending, *SPENDING_ENDS), columns),
    )
    marks = style == "national"
    lines = []
    for n in range(len(sides[0][1])):
        row: list[str] = []
        names: list[Named] = []
        for s, (half, labels, leaves) in enumerate(sides):
            label, start = labels[n], len(row)
            amounts = [about(rng, 900) if rng.random() < 0.6 else Decimal(0) for _ in leaves] if label else []
            row += [label, *([str(s * len(labels) + n + 1)] if marks else ())]
            row += [_show(amount, style) for amount in amounts] or [""] * len(leaves)
            if label:
                names.append(Named(start, len(row) - 1, (half, label.split("、")[-1])))
        lines.append(Line(tuple(row), tuple(names)))
    counter = {half: [(half, "行次")] if marks else [] for half in HALVES}
    paths = [("收入", "项目"), *counter["收入"], ("收入", "金额"), ("支出", "项目（按功能分类）"), *counter["支出"]]
    paths += [("支出", name) for name in columns]
    header = header_of(paths)
    if marks:
        counts = [str(n) for n in range(2, 2 + len(columns))]
        header = (*header, (f"{COUNT}栏次", "", "1", "栏次", "", *counts))
    words = frozenset(c for c, path in enumerate(paths) if path[-1].startswith(("项目", "行次")))
    return Sheet(title, _above(number, title, style), header, tuple(lines), "万元", words, halves=HALVES)


# -- items by code ----------------------------------------------------------------------------------


def _coded(number: int, title: str, columns: Sequence[tuple[str, ...]], style: Style, rng: random.Random) -> Sheet:
    lead = LEADS[style]
    width = len(lead)
    header = header_of([*lead, *columns])
    if style == "national":
        counted = (f"{COUNT}栏次", LEFT, LEFT, LEFT, *(str(n) for n in range(1, len(columns) + 1)))
        header = (*header, counted)
    last = width + len(columns) - 1
    label = [""] * width
    label[0] = "合计"
    lines = [Line((*label, *(_show(about(rng, 5000), style) for _ in columns)), (Named(width, last, ("合计",)),))]
    for code in CODES:
        path = tuple(NAMES[code[:n]] for n in range(3, len(code) + 1, 2))
        names = {
            "national": (code[:3], code[3:5], code[5:7], path[-1]),
            "plain": (code, path[-1]),
            "dashes": (f"{code}{path[-1]}",),
        }[style]
        amounts = [about(rng, 500) if rng.random() < 0.7 else Decimal(0) for _ in columns]
        lines.append(Line((*names, *(_show(a, style) for a in amounts)), (Named(width, last, path, code),)))
    notes = (f"注：本表反映部门本年度{title.removesuffix('决算表')}情况。",)
    return Sheet(
        title, _above(number, title, style), header, tuple(lines), "万元", frozenset(range(width)), notes=notes
    )


# -- basic expenditure, three lists side by side ----------------------------------------------------


def _basic(style: Style, rng: random.Random) -> Sheet:
    title = "一般公共预算财政拨款基本支出决算表"
    lists = (STAFF, RUNNING[:9], RUNNING[9:])
    lines: list[Line] = []
    for n in range(max(map(len, lists))):
        row: list[str] = []
        names: list[Named] = []
        for codes in lists:
            if n < len(codes):
                code = codes[n]
                path = tuple(NAMES[code[:k]] for k in range(3, len(code) + 1, 2))
                path = path if codes[0] == code[:3] or code[:3] in codes else path[-1:]
                names.append(Named(len(row), len(row) + 2, path, code))
                row += [code, NAMES[code], _show(about(rng, 90), style)]
            else:
                row += ["", "", ""]
        lines.append(Line(tuple(row), tuple(names)))
    gap = (LEFT,) * 4
    staff, running = _show(about(rng, 900), style), _show(about(rng, 300), style)
    cells = ("人员经费合计", LEFT, staff, "公用经费合计", *gap, running)
    lines.append(Line(cells, (Named(0, 2, ("人员经费合计",)), Named(3, 8, ("公用经费合计",)))))
    heads = ("人员经费", LEFT, LEFT, "公用经费", LEFT, LEFT, LEFT, LEFT, LEFT)
    leaf = ("科目编码", "科目名称", "决算数") * 3
    words = frozenset({0, 1, 3, 4, 6, 7})
    halves = frozenset({"人员经费", "公用经费"})
    return Sheet(title, _above(6, title, style), (heads, leaf), tuple(lines), "万元", words, halves=halves)


# -- 三公 -------------------------------------------------------------------------------------------


def _three(style: Style, rng: random.Random) -> Sheet:
    title = "财政拨款“三公”经费支出决算表"
    car = "公务用车购置及运行维护费"
    leaves = (
        ("合计",),
        ("因公出国（境）费",),
        (car, "小计"),
        (car, "公务用车购置费"),
        (car, "公务用车运行维护费"),
        ("公务接待费",),
    )
    paths = [(phase, *leaf) for phase in ("预算数", "决算数") for leaf in leaves]
    header = header_of(paths)
    if style == "national":
        header = (*header, (f"{COUNT}1", *(str(n) for n in range(2, 13))))
    amounts = tuple(_show(about(rng, 12), style) for _ in paths)
    lines = (Line(amounts, (Named(0, 11, ()),)),)
    return Sheet(title, _above(7, title, style), header, lines, "万元", frozenset())


_SIDED: dict[int, tuple[str, Sequence[str], tuple[str, ...]]] = {
    1: ("收入支出决算总表", INCOME, ("金额",)),
    4: (
        "财政拨款收入支出决算总表",
        INCOME[:3],
        ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    ),
}
_CODED = {
    2: ("收入决算表", "本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"),
    3: ("支出决算表", "本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出"),
    5: ("一般公共预算财政拨款支出决算表", "本年支出/小计 本年支出/基本支出 本年支出/项目支出"),
    8: (
        "政府性基金预算财政拨款收入支出决算表",
        "年初结转和结余 本年收入 本年支出/小计 本年支出/基本支出 本年支出/项目支出 年末结转和结余",
    ),
    9: ("国有资本经营预算财政拨款支出决算表", "本年支出/合计 本年支出/基本支出 本年支出/项目支出"),
}
"""Number → title and columns, outer names before a stroke."""


def _makers(style: Style) -> Iterator[Maker]:
    for number, (title, sources, columns) in _SIDED.items():
        yield partial(_sided, number, title, sources, columns, style)
    for number, (title, leaves) in _CODED.items():
        yield partial(_coded, number, title, [tuple(leaf.split("/")) for leaf in leaves.split()], style)
    yield partial(_basic, style)
    yield partial(_three, style)


FORMS: tuple[Maker, ...] = tuple(make for style in STYLES for make in _makers(style))
"""Every standard table in every form, given the source of its figures."""
