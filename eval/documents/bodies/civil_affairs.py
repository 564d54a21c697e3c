"""A city bureau's budget in Shandong's layout: each unit with its items in one table, lottery funds, codes
split in columns, projects with their goals."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import anything, economic, entries, kind, source, spread, sums, total, tree, under
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, listed, money, numbered_rows, sheet

BODY = "鲁河市民政局"
MEMBERS = ("鲁河市民政局机关", "鲁河市社会福利院", "鲁河市殡葬管理服务中心")
FUND = "政府性基金"
RNG = random.Random("civil 2025")
PARTS = {
    MEMBERS[0]: entries(RNG, [
        ("2080201", "基本", 690), ("2080202", "项目", 120), ("2080207", "项目", 38), ("2080505", "基本", 84),
        ("2080506", "基本", 42), ("2081006", "项目", 940), ("2101101", "基本", 47), ("2210201", "基本", 96),
        ("2296002", "项目", 610, FUND)], MEMBERS[0]),
    MEMBERS[1]: entries(RNG, [
        ("2080505", "基本", 58), ("2080506", "基本", 29), ("2081001", "项目", 215), ("2081002", "基本", 520),
        ("2101102", "基本", 33), ("2210201", "基本", 64)], MEMBERS[1]),
    MEMBERS[2]: entries(RNG, [
        ("2080505", "基本", 36), ("2080506", "基本", 18), ("2081004", "基本", 310), ("2081004", "项目", 175),
        ("2101102", "基本", 21), ("2210201", "基本", 39)], MEMBERS[2]),
}  # fmt: skip
BOOKS = [entry for part in PARTS.values() for entry in part]
PUBLIC = source("一般公共预算")
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
FUNDED = total(BOOKS, source(FUND))
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 390, "30102": 250, "30103": 210, "30107": 240, "30108": 178, "30109": 89, "30110": 101,
        "30113": 199, "30201": 36, "30202": 8, "30205": 7, "30206": 28, "30208": 31, "30211": 19,
        "30213": 16, "30217": 3, "30228": 26, "30229": 30, "30231": 21, "30239": 38, "30299": 24,
        "30301": 11, "30302": 84, "30304": 13, "30305": 9, "31002": 7,
    },
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
PROJECTS = {
    "居家和社区基本养老服务提升": 46, "困境儿童及孤儿养育": 12, "福彩公益金资助养老机构": 34,
    "节地生态安葬奖补": 9, "区划地名普查成果转化": 4, "社会组织孵化基地运营": 5,
}  # fmt: skip
AMOUNTS = dict(zip(PROJECTS, spread(RNG, PROJECT, list(PROJECTS.values())), strict=True))
SHOW = money(thousands=True)
LESS = Decimal("96.18")


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="鲁河市民政局2025年部门预算公开",
        unit_name=BODY,
        year=2025,
        kind="budget",
        level="department",
        wrap=10,
        cover=("2025年鲁河市民政局部门预算",),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (f"公开表{number}", title, f"部门名称：{BODY}\t单位：万元")


def _sheets() -> list[Sheet]:
    public = [entry for entry in BOOKS if PUBLIC(entry)]
    columns = [anything, kind("基本"), kind("项目")]
    split = "科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出\n类 | 款 | 项 | ^ | ^ | ^ | ^"
    fund = [entry for entry in BOOKS if entry.source == FUND]
    return [
        _overall(),
        _by_unit(),
        sheet(
            "一般公共预算支出情况表", _above(4, "一般公共预算支出情况表"), split,
            item_lines(tree(public, columns), sums(public, columns), SHOW, "split", "last"), "万元", (0, 1, 2, 3),
        ),
        _basic(),
        _three(),
        sheet(
            "政府性基金预算支出情况表", _above(7, "政府性基金预算支出情况表"), split,
            item_lines(tree(fund, columns), sums(fund, columns), SHOW, "split", "last"), "万元", (0, 1, 2, 3),
        ),
        _projects(),
        _goal(),
    ]  # fmt: skip


def _overall() -> Sheet:
    plain = ("本年收入合计", "上年结转", "收入总计", "本年支出合计", "结转下年", "支出总计")
    income = numbered_rows(
        [("一般公共预算拨款收入", [ALL - FUNDED]), ("政府性基金预算拨款收入", [FUNDED]),
         ("国有资本经营预算拨款收入", [None]), ("事业收入", [None]), ("其他收入", [None]),
         ("本年收入合计", [ALL]), ("上年结转", [None]), ("收入总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("结转下年", [None]), ("支出总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    title = "收支预算总表"
    return sheet(
        title, _above(1, title), "收 入 | < | 支 出 | <\n项 目 | 预算数 | 项 目 | 预算数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), "万元", (0, 2),
        halves=("收 入", "支 出"),
    )  # fmt: skip


def _by_unit() -> Sheet:
    """单位 above its 项: a row for the unit, rows for the items under it."""
    title = "部门支出预算总表"
    columns = [anything, kind("基本"), kind("项目")]
    lines = [Line(("", "", "", "合计", *map(SHOW, sums(BOOKS, columns))), (named(("合计",), 4, 6),))]
    for member, part in PARTS.items():
        cells = ("", "", "", member, *map(SHOW, sums(part, columns)))
        lines.append(Line(cells, (named((member,), 4, 6),)))
        for item in tree(part, columns):
            if len(item.code) == 7:
                code = (item.code[:3], item.code[3:5], item.code[5:])
                row = named((member, item.name), 4, 6, item.code)
                lines.append(Line((*code, item.name, *map(SHOW, item.amounts)), (row,)))
    head = "科目编码 | < | < | 单位名称（科目名称） | 合计 | 基本支出 | 项目支出\n类 | 款 | 项 | ^ | ^ | ^ | ^"
    return sheet(title, _above(3, title), head, lines, "万元", (0, 1, 2, 3))


def _basic() -> Sheet:
    title = "一般公共预算基本支出情况表"
    items = tree(ECONOMIC, [anything])
    blocks = [
        Block("", 3, [((i.code, i.name, SHOW(i.amounts[0])), i.path, i.code) for i in items if i.code.startswith(p)])
        for p in (("301", "303"), ("302", "310"))
    ]  # fmt: skip
    lines = [
        *beside(blocks),
        Line(
            ("", "人员经费合计", SHOW(STAFF), "", "公用经费合计", SHOW(RUNNING)),
            (named(("人员经费合计",), 2, 2), named(("公用经费合计",), 5, 5)),
        ),
    ]
    head = " | ".join(["部门经济分类科目 | < | 预算数"] * 2) + "\n" + " | ".join(["编码 | 名称 | ^"] * 2)
    return sheet(title, _above(5, title), head, lines, "万元", (0, 1, 3, 4))


def _three() -> Sheet:
    title = "“三公”经费支出预算表"
    head = (
        "单位名称 | “三公”经费 | < | < | < | < | <\n"
        "^ | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费\n"
        "^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^"
    )
    rows = [
        (BODY, "27.80", "", "24.80", "", "24.80", "3.00"),
        (MEMBERS[0], "11.50", "", "9.00", "", "9.00", "2.50"),
        (MEMBERS[1], "6.20", "", "6.00", "", "6.00", "0.20"),
        (MEMBERS[2], "10.10", "", "9.80", "", "9.80", "0.30"),
    ]
    lines = [Line(row, (named((row[0],), 1, 6),)) for row in rows]
    return sheet(title, _above(6, title), head, lines, "万元", (0,))


def _projects() -> Sheet:
    title = "项目支出预算表"
    fund = "福彩公益金资助养老机构"
    rows = []
    for number, name in enumerate(PROJECTS):
        amount = AMOUNTS[name]
        own = amount - FUNDED if name == fund else amount
        cells = (MEMBERS[(0, 1, 0, 2, 0, 0)[number]], SHOW(amount), SHOW(own), SHOW(amount - own))
        rows.append(((name,), cells))
    rows.append((("合计",), ("", SHOW(PROJECT), SHOW(PROJECT - FUNDED), SHOW(FUNDED))))
    head = "项目名称 | 项目单位 | 合计 | 财政拨款 | <\n^ | ^ | ^ | 一般公共预算 | 政府性基金预算"
    return sheet(title, _above(8, title), head, listed(rows), "万元", (0, 1))


def _goal() -> Sheet:
    title = "养老服务补贴发放情况表"
    rows = [
        (("高龄津贴",), ("18,420", "100", "2,210.40")),
        (("经济困难老年人补贴",), ("3,115", "80", "299.04")),
        (("失能老人护理补贴",), ("1,260", "200", "302.40")),
    ]
    head = "补贴项目 | 人数（人） | 标准（元/人·月） | 全年金额（万元）"
    return sheet(
        title, (title, f"部门名称：{BODY}"), head, listed(rows), "", (0,),
        units={1: "人", 2: "元/人·月", 3: "万元"},
    )  # fmt: skip


_FIRST = """
# 第一部分 部门概况
## 一、主要职责
1.拟订全市民政事业发展规划和政策标准，并组织实施。
2.负责社会团体、基金会、社会服务机构等社会组织登记和监督管理。
3.统筹推进、督促指导、监督管理养老服务工作，承担老年人福利和特殊困难老年人救助工作。
4.拟订儿童福利、孤弃儿童保障、儿童收养政策并组织实施。
5.推进殡葬改革，负责殡葬管理工作。
## 二、机构设置
从单位构成看，鲁河市民政局部门预算包括：局机关预算和2个所属事业单位预算。具体包括：
1.鲁河市民政局机关
2.鲁河市社会福利院
3.鲁河市殡葬管理服务中心
# 第二部分 2025年部门预算表
"""
_WORDS = f"""
# 第三部分 2025年部门预算情况和重要事项说明
## 一、收支预算总体情况说明
2025年收支总预算{ALL:,}万元，比上年减少{LESS}万元，下降{100 * LESS / (ALL + LESS):.2f}%，主要原因是养老机构建设补助项目已完成。
## 二、一般公共预算支出情况说明
2025年一般公共预算支出{ALL - FUNDED:,}万元，其中：社会保障和就业支出{total(BOOKS, under("208")):,}万元，占{100 * total(BOOKS, under("208")) / (ALL - FUNDED):.2f}%；卫生健康支出{total(BOOKS, under("210"))}万元；住房保障支出{total(BOOKS, under("221"))}万元。
## 三、政府性基金预算支出情况说明
2025年政府性基金预算支出{FUNDED}万元，全部为用于社会福利的彩票公益金支出，主要用于资助社会办养老机构。
## 四、“三公”经费预算情况说明
2025年“三公”经费财政拨款预算27.80万元，比上年减少1.60万元，下降5.44%。其中：公务用车运行维护费24.80万元，比上年减少1.20万元，主要原因是两辆老旧殡仪车报废；公务接待费3.00万元，比上年减少0.40万元。
## 五、机关运行经费情况说明
2025年机关及参公单位机关运行经费财政拨款预算{RUNNING}万元，较上年增加4.05万元，增长{405 / (RUNNING - Decimal("4.05")):.2f}%，主要原因是取暖费标准提高。
## 六、政府采购情况说明
2025年政府采购预算总额214.30万元，其中：货物56.80万元、工程42.00万元、服务115.50万元。
## 七、国有资产占有使用情况说明
截至2024年底，所属各预算单位共有车辆13辆，其中：一般公务用车3辆、业务用车2辆、其他用车8辆（主要为殡仪车）。
## 八、预算绩效情况说明
2025年预算项目6个，均编制了绩效目标。居家和社区基本养老服务提升项目拟建设家庭养老床位1500张，老年人满意度不低于90%。
# 第四部分 名词解释
1.养老服务：反映财政在养老服务方面的补助支出，包括老年人福利补贴、养老机构建设补助等。
2.殡葬：反映财政对殡仪馆、公墓、殡葬管理服务机构的补助支出。
3.用于社会福利的彩票公益金支出：反映用于社会福利和社会救助的彩票公益金支出。
"""
