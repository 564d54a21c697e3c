"""A city bureau's budget in Hubei's layout: last year, this year and the difference, negative ones too; several
units in one table; codes stuck to names."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import (
    Entry,
    about,
    anything,
    economic,
    entries,
    kind,
    spread,
    sums,
    total,
    tree,
    under,
)
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, listed, money, numbered_rows, sheet

BODY = "楚阳市农业农村局"
MEMBERS = ("楚阳市农业农村局机关", "楚阳市农业综合执法支队", "楚阳市农业技术推广中心", "楚阳市畜牧兽医服务中心")
RNG = random.Random("agriculture 2025")
_WANTED = [
    ("2080505", "基本", 210), ("2080506", "基本", 105), ("2101101", "基本", 92), ("2101102", "基本", 74),
    ("2130101", "基本", 1480), ("2130102", "项目", 160), ("2130104", "基本", 1210), ("2130106", "项目", 340),
    ("2130108", "项目", 285), ("2130109", "项目", 126), ("2130122", "项目", 1750), ("2130153", "项目", 2400),
    ("2210201", "基本", 240),
]  # fmt: skip
BOOKS = entries(RNG, _WANTED)
BEFORE = [
    *[Entry(e.code, about(RNG, float(e.amount)), e.kind) for e in BOOKS if e.code != "2130109"],
    Entry("2130505", about(RNG, 64), "项目"),
]
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
ALL_BEFORE = total(BEFORE)
SHARES = dict(zip(MEMBERS, zip(spread(RNG, BASIC, [9, 5, 4, 3]), spread(RNG, PROJECT, [30, 3, 8, 6]), strict=True), strict=True))  # fmt: skip
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 560, "30102": 410, "30103": 380, "30107": 330, "30108": 210, "30109": 105, "30110": 150,
        "30113": 240, "30199": 60, "30201": 40, "30206": 18, "30207": 12, "30211": 45, "30213": 20,
        "30216": 12, "30217": 8, "30226": 16, "30228": 35, "30229": 48, "30231": 42, "30239": 70,
        "30299": 30, "30301": 14, "30302": 120, "30305": 22, "31002": 15,
    },
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money(zero="")
D = Decimal


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="楚阳市农业农村局2025年部门预算",
        unit_name=BODY,
        year=2025,
        kind="budget",
        level="department",
        cover=("楚阳市农业农村局", "2025年部门预算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        page="landscape",
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (f"附表{number}", title, f"填报部门：{BODY}\t单位：万元")


def _sheets() -> list[Sheet]:
    columns = [anything, kind("基本"), kind("项目")]
    return [
        _overall(),
        _by_unit(),
        _years(),
        sheet(
            "一般公共预算支出表", _above(4, "一般公共预算支出表"), "科目 | 合计 | 基本支出 | 项目支出",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, "joined", "last"), "万元", (0,),
        ),
        _basic(),
        _three(),
        _projects(),
    ]  # fmt: skip


def _overall() -> Sheet:
    plain = ("本年收入合计", "上年结转", "收入总计", "本年支出合计", "年终结转", "支出总计")

    def row(name: str, old: Decimal, new: Decimal) -> tuple[str, list[Decimal | None]]:
        return name, [old, new, new - old]

    blank: list[Decimal | None] = [None, None, None]
    income = numbered_rows(
        [row("财政拨款收入", ALL_BEFORE, ALL), ("事业收入", blank), ("其他收入", blank),
         row("本年收入合计", ALL_BEFORE, ALL), ("上年结转", blank), row("收入总计", ALL_BEFORE, ALL)],
        SHOW, plain=plain,
    )  # fmt: skip
    classes = [
        row(item.name, total(BEFORE, under(item.code)), total(BOOKS, under(item.code)))
        for item in tree([*BOOKS, *BEFORE], [anything]) if len(item.code) == 3
    ]  # fmt: skip
    spending = numbered_rows(
        [*classes, row("本年支出合计", ALL_BEFORE, ALL), ("年终结转", blank), row("支出总计", ALL_BEFORE, ALL)],
        SHOW, plain=plain,
    )  # fmt: skip
    title = "部门收支总表"
    return sheet(
        title, _above(1, title),
        "收入 | < | < | < | 支出 | < | < | <\n项目 | 上年数 | 本年数 | 增减 | 项目 | 上年数 | 本年数 | 增减",
        beside([Block("收入", 4, income), Block("支出", 4, spending)]), "万元", (0, 4),
        halves=("收入", "支出"),
    )  # fmt: skip


def _by_unit() -> Sheet:
    title = "部门支出总表（分单位）"
    lines = [Line(("", "合计", SHOW(ALL), SHOW(BASIC), SHOW(PROJECT), ""), (named(("合计",), 2, 5),))]
    for number, (name, (basic, project)) in enumerate(SHARES.items(), 1):
        cells = (f"30700{number}", name, SHOW(basic + project), SHOW(basic), SHOW(project), "")
        lines.append(Line(cells, (named((name,), 2, 5),)))
    head = "单位编码 | 单位名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出"
    return sheet(title, _above(2, title), head, lines, "万元", (0, 1))


def _years() -> Sheet:
    title = "一般公共预算支出与上年对比表"
    lines = []
    items = tree([*BOOKS, *BEFORE], [anything])
    rows = [(i.code, i.path, total(BEFORE, under(i.code)), total(BOOKS, under(i.code))) for i in items]
    for code, path, old, new in [*rows, ("", ("合计",), ALL_BEFORE, ALL)]:
        rate = f"{100 * (new - old) / old:.2f}" if old else "—"
        cells = (code, path[-1], SHOW(old) or "—", SHOW(new) or "—", SHOW(new - old), rate)
        lines.append(Line(cells, (named(path, 2, 5, code or None),)))
    head = (
        "功能分类科目 | < | 2024年预算数 | 2025年预算数 | 2025年比2024年增减 | <\n"
        "科目编码 | 科目名称 | ^ | ^ | 增减额 | 增减%"
    )
    return sheet(title, _above(3, title), head, lines, "万元", (0, 1), units={5: "%"})


def _basic() -> Sheet:
    title = "一般公共预算基本支出表"
    columns = [anything, under("301", "303"), under("302", "310")]
    head = "部门预算支出经济分类科目 | < | 本年一般公共预算基本支出 | < | <\n科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费"
    lines = item_lines(tree(ECONOMIC, columns), sums(ECONOMIC, columns), SHOW, blank_code=True)
    return sheet(title, _above(5, title), head, lines, "万元", (0, 1))


def _three() -> Sheet:
    title = "一般公共预算“三公”经费支出表"
    head = (
        "2024年预算数 | < | < | < | < | < | 2025年预算数 | < | < | < | < | <\n"
        "合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费\n"
        "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^"
    )
    cells = ("62.40", "4.00", "46.80", "0.00", "46.80", "11.60", "58.10", "6.50", "42.00", "0.00", "42.00", "9.60")  # fmt: skip
    return sheet(title, _above(6, title), head, [Line(cells, (named((), 0, 11),))], "万元", ())


PROJECTS = {
    "高标准农田建设市级配套": ("2130153", 38), "粮油作物大面积单产提升": ("2130122", 22),
    "生猪稳产保供补贴": ("2130122", 12), "农业技术推广服务体系建设": ("2130106", 7),
    "动物疫病强制免疫": ("2130108", 6), "农产品质量安全抽检": ("2130109", 3), "农业综合执法装备": ("2130102", 3),
}  # fmt: skip
AMOUNTS = dict(zip(PROJECTS, spread(RNG, PROJECT, [w for _, w in PROJECTS.values()]), strict=True))


def _projects() -> Sheet:
    title = "项目支出表"
    kinds = ("本级支出项目", "转移支付项目")
    rows = [((name,), (kinds[n % 2], SHOW(AMOUNTS[name]), SHOW(AMOUNTS[name]), "")) for n, name in enumerate(PROJECTS)]
    rows.append((("合计",), ("", SHOW(PROJECT), SHOW(PROJECT), "")))
    head = "项目名称 | 项目类别 | 合计 | 本年拨款 | <\n^ | ^ | ^ | 一般公共预算 | 政府性基金预算"
    return sheet(title, _above(7, title), head, listed(rows), "万元", (0, 1))


def _sign(value: Decimal) -> str:
    return "增加" if value >= 0 else "减少"


_DIFFERENCE = ALL - ALL_BEFORE
_FIRST = f"""
# 第一部分 部门概况
## 一、主要职能
1.统筹研究和组织实施“三农”工作中长期规划和重大政策。
2.指导种植业、畜牧业、渔业、农业机械化等农业各产业的监督管理。
3.负责农产品质量安全监督管理，组织开展风险监测和抽样检查。
4.组织农作物重大病虫害防治和动物疫病防控。
## 二、机构设置情况
楚阳市农业农村局机关内设12个科室，部门预算由本级和3家下属单位组成，分别是：{"、".join(MEMBERS[1:])}。
## 三、人员情况
部门编制总数206名，实有在职人员193人，离退休人员121人。
# 第二部分 2025年部门预算公开表
"""
_WORDS = f"""
# 第三部分 2025年部门预算编制情况说明
## 一、收支预算总体安排情况
2025年部门收入预算{ALL}万元，比上年{_sign(_DIFFERENCE)}{abs(_DIFFERENCE)}万元，主要原因是高标准农田建设任务调整。支出预算{ALL}万元，其中：基本支出{BASIC}万元，占{100 * BASIC / ALL:.2f}%；项目支出{PROJECT}万元，占{100 * PROJECT / ALL:.2f}%。
## 二、机关运行经费等安排情况
2025年机关运行经费预算{RUNNING}万元，比上年减少18.64万元，下降{1864 / (RUNNING + D("18.64")):.2f}%，主要原因是压缩公用经费定额标准。
## 三、“三公”经费增减变化情况
2025年“三公”经费预算58.10万元，比2024年减少4.30万元，下降6.89%。其中：因公出国（境）费6.50万元，比上年增加2.50万元，主要原因是计划随团赴境外开展农业技术交流；公务用车运行费42.00万元，比上年减少4.80万元，主要原因是处置2辆老旧执法车；公务接待费9.60万元，比上年减少2.00万元。
## 四、政府采购情况
2025年政府采购预算948.60万元，其中：货物类412.30万元，工程类180.00万元，服务类356.30万元。
## 五、国有资产占用情况
截至2024年末，部门共有车辆21辆，其中：执法执勤用车9辆、特种专业技术用车5辆、机要通信和应急保障用车7辆；单位价值50万元以上通用设备4台（套）。
## 六、绩效目标情况
2025年高标准农田建设市级配套项目目标为新建和改造提升高标准农田8.6万亩，动物疫病强制免疫项目目标为免疫密度达到95%以上。
## 七、其他需要说明的情况
空表说明：本部门2025年无政府性基金预算支出和国有资本经营预算支出，相关表格为空表。
# 第四部分 名词解释
（一）农业生产发展：反映用于耕地地力保护、适度规模经营、优势特色产业发展等方面的支出。
（二）病虫害控制：反映用于病虫鼠害及疫情监测、预报、防治等方面的支出。
（三）高标准农田：指集中连片、设施配套、高产稳产、生态良好、与现代农业生产和经营方式相适应的农田。
"""
