"""The water bureau's final account of the year before: prior figures, per cents in the table, dashes."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from eval.documents.bodies.water import BODY, FUND, MEMBERS
from eval.documents.books import Entry, anything, entries, kind, source, sums, total, tree
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, money, numbered_rows, sheet

RNG = random.Random("water 2024")
BOOKS = entries(
    RNG,
    [
        ("2080501", "基本", 110),
        ("2080505", "基本", 158),
        ("2080506", "基本", 79),
        ("2101101", "基本", 69),
        ("2101102", "基本", 36),
        ("2120804", "项目", 520, FUND),
        ("2130301", "基本", 1290),
        ("2130302", "项目", 190),
        ("2130305", "项目", 2100),
        ("2130306", "项目", 730),
        ("2130310", "项目", 145),
        ("2130314", "项目", 402),
        ("2210201", "基本", 168),
    ],
)
ALL = total(BOOKS)
FUNDED = total(BOOKS, source(FUND))
CARRIED, LEFT_OVER = Decimal("86.55"), Decimal("41.20")
INCOME = ALL - CARRIED + LEFT_OVER
OTHER = Decimal("12.30")
GENERAL = INCOME - FUNDED - OTHER
SHOW = money(zero="0.00", thousands=True)
DASH = money(zero="—", thousands=True)


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="云溪市水务局2024年度部门决算",
        unit_name=BODY,
        year=2024,
        kind="final",
        level="department",
        cover=("2024年度", "云溪市水务局", "部门决算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (title, f"公开{number:02}表", f"部门：{BODY}\t2024年度\t单位：万元")


def _sheets() -> list[Sheet]:
    return [_overall(), _income(), _spending(), _three(), _assets()]


def _overall() -> Sheet:
    title = "收入支出决算总表"
    plain = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计", "本年支出合计", "结余分配",
             "年末结转和结余")  # fmt: skip
    income = numbered_rows(
        [("一般公共预算财政拨款收入", [GENERAL]), ("政府性基金预算财政拨款收入", [FUNDED]),
         ("国有资本经营预算财政拨款收入", [None]), ("上级补助收入", [None]), ("事业收入", [None]),
         ("其他收入", [OTHER]), ("本年收入合计", [INCOME]), ("使用非财政拨款结余", [None]),
         ("年初结转和结余", [CARRIED]), ("总计", [ALL + LEFT_OVER])], DASH, plain=plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("结余分配", [None]), ("年末结转和结余", [LEFT_OVER]),
         ("总计", [ALL + LEFT_OVER])], DASH, plain=plain,
    )  # fmt: skip
    return sheet(
        title, _above(1, title), "收入 | < | 支出 | <\n项目 | 决算数 | 项目 | 决算数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), "万元", (0, 2),
        halves=("收入", "支出"),
        notes=("注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。",),
    )  # fmt: skip


def _income() -> Sheet:
    title = "收入决算表"
    moved = {"2130305": LEFT_OVER - CARRIED, "2130302": -OTHER}
    received = [replace(entry, amount=entry.amount + moved.get(entry.code, 0)) for entry in BOOKS]
    received.append(Entry("2130302", OTHER, "项目", "其他"))
    columns = [anything, lambda entry: entry.source != "其他", *[source("无")] * 4, source("其他")]
    head = (
        "项目 | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入\n"
        "科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^ | ^"
    )
    lines = item_lines(tree(received, columns), sums(received, columns), DASH)
    return sheet(title, _above(2, title), head, lines, "万元", (0, 1), notes=("注：本表反映部门本年度取得的各项收入情况。",))  # fmt: skip


def _spending() -> Sheet:
    title = "支出决算表"
    columns = [anything, kind("基本"), kind("项目")]
    head = (
        "项目 | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出\n"
        "科目代码 | 科目名称 | ^ | ^ | ^ | ^ | ^\n"
        "#栏次 | < | 1 | 2 | 3 | 4 | 5"
    )
    lines = item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, extra=2)
    return sheet(title, _above(3, title), head, lines, "万元", (0, 1), notes=("注：本表反映部门本年度各项支出情况。",))  # fmt: skip


def _three() -> Sheet:
    title = "财政拨款“三公”经费支出决算表"
    cells = ["57.90", "0.00", "51.00", "18.00", "33.00", "6.90", "52.36", "0.00", "47.18", "17.64", "29.54", "5.18"]  # fmt: skip
    head = (
        "预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <\n"
        "合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费\n"
        "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^\n"
        "#1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12"
    )
    line = Line(tuple(cells), (named((), 0, 11),))
    return sheet(title, _above(7, title), head, [line], "万元", (), notes=("注：预算数为全年预算数，决算数包括当年财政拨款预算和以前年度结转资金安排的实际支出。",))  # fmt: skip


def _assets() -> Sheet:
    title = "国有资产占用情况表"
    rows = (("车辆数合计（辆）", "14"), ("单价100万元（含）以上设备（台/套）", "3"), ("房屋（平方米）", "21350"))
    lines = [Line((name, text), (named((name,), 1, 1),)) for name, text in rows]
    return sheet(title, (title, f"公开10表\t部门：{BODY}"), "项目 | 数量", lines, "", (0,))


_BASIC, _PROJECT = total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
_LAST_YEAR = Decimal("318.04")
_BUDGET = Decimal("6210.00")
_PUBLIC = ALL - FUNDED
_FIRST = """
# 第一部分 部门概况
## 一、部门职责
云溪市水务局负责全市水资源管理、水利工程建设、河湖保护和水旱灾害防御工作。
## 二、机构设置
从预算单位构成看，云溪市水务局部门决算包括：云溪市水务局本级决算、云溪市水利工程管理站决算和云溪市三江流域防汛服务中心决算，共3个预算单位。
# 第二部分 2024年度部门决算表
"""
_WORDS = f"""
# 第三部分 2024年度部门决算情况说明
## 一、收入支出决算总体情况说明
2024年度收入、支出总计均为{ALL + LEFT_OVER:,}万元。与2023年度相比，收、支总计各减少{_LAST_YEAR}万元，下降{100 * _LAST_YEAR / (ALL + LEFT_OVER + _LAST_YEAR):.2f}%，主要原因是中小型水库除险加固项目在上年完工。
## 二、收入决算情况说明
2024年度本年收入合计{INCOME:,}万元，其中：财政拨款收入{INCOME - OTHER:,}万元，占{100 * (INCOME - OTHER) / INCOME:.2f}%；其他收入{OTHER}万元，占{100 * OTHER / INCOME:.2f}%。
## 三、支出决算情况说明
2024年度本年支出合计{ALL:,}万元，其中：基本支出{_BASIC:,}万元，占{100 * _BASIC / ALL:.2f}%；项目支出{_PROJECT:,}万元，占{100 * _PROJECT / ALL:.2f}%。
## 四、一般公共预算财政拨款支出决算情况说明
2024年度一般公共预算财政拨款支出年初预算为{_BUDGET:,}万元，支出决算为{_PUBLIC:,}万元，完成年初预算的{100 * _PUBLIC / _BUDGET:.2f}%，决算数小于预算数的主要原因是部分水利工程受汛期影响推迟开工。
## 五、“三公”经费支出决算情况说明
2024年度“三公”经费支出决算52.36万元，完成全年预算57.90万元的90.43%。其中公务接待费支出5.18万元，全年共接待国内来访团组46个、来宾372人次；公务用车保有量14辆。
## 六、机关运行经费支出情况说明
2024年度机关运行经费支出386.27万元，比上年减少14.06万元，下降3.51%，主要原因是压减会议费和印刷费。
# 第四部分 名词解释
一、其他收入：指除财政拨款收入、上级补助收入、事业收入和经营收入等以外取得的收入，包括存款利息等。
二、年末结转和结余：指单位按有关规定结转到下年或以后年度继续使用的资金。
"""
