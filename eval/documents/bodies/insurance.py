"""A county bureau's final account in Sichuan's layout: 年初预算数, 调整预算数 and 决算数 side by side."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from eval.documents.books import Entry, about, anything, economic, entries, kind, source, sums, total, tree, under
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, money, numbered_rows, sheet

BODY = "清江县医疗保障局"
RNG = random.Random("insurance 2024")
BOOKS = entries(
    RNG,
    [
        ("2080505", "基本", 41),
        ("2080506", "基本", 20),
        ("2089999", "基本", 3),
        ("2101101", "基本", 17),
        ("2101103", "基本", 6),
        ("2101301", "项目", 1860),
        ("2101501", "基本", 318),
        ("2101502", "项目", 34),
        ("2101505", "项目", 22),
        ("2101506", "项目", 148),
        ("2130505", "项目", 15),
        ("2210201", "基本", 46),
    ],
)
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
CARRIED, KEPT = Decimal("12.84"), Decimal("7.31")
INCOME = ALL - CARRIED + KEPT
PLANNED = {entry.code: about(RNG, float(entry.amount) * 0.93) for entry in BOOKS}
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 98, "30102": 76, "30103": 61, "30107": 18, "30108": 41, "30109": 20, "30110": 17, "30111": 6,
        "30112": 4, "30113": 46, "30201": 8, "30202": 3, "30207": 2.5, "30211": 9, "30215": 1,
        "30216": 1.6, "30217": 0.9, "30226": 4, "30228": 5, "30229": 7, "30231": 3, "30239": 14,
        "30299": 6, "30305": 2, "30309": 0.4, "31002": 3,
    },
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money(zero="0.00")
MORE = Decimal("264.90")
PLAN = sum(PLANNED.values(), Decimal(0))


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="清江县医疗保障局2024年度部门决算公开",
        unit_name=BODY,
        year=2024,
        kind="final",
        level="department",
        cover=("2024年度", "清江县医疗保障局部门决算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        page="landscape",
        repeat_header=False,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (title, f"财决公开{number:02}表", f"编制单位：{BODY}\t2024年度\t金额单位：万元")


def _sheets() -> list[Sheet]:
    columns = [anything, kind("基本"), kind("项目")]
    sources = [anything, anything, source("上级")]
    title = "一般公共预算财政拨款支出决算表"
    return [
        _overall(),
        sheet(
            "收入决算表", _above(2, "收入决算表"),
            "项目 | < | 本年收入合计 | 财政拨款收入 | 上级补助收入\n科目编码 | 科目名称 | ^ | ^ | ^\n#栏次 | < | 1 | 2 | 3",
            item_lines(tree(_received(), sources), sums(_received(), sources), SHOW),
            "万元", (0, 1),
        ),
        sheet(
            title, _above(5, title),
            "项目 | < | 本年支出 | < | <\n支出功能分类科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n#栏次 | < | 1 | 2 | 3",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW), "万元", (0, 1),
            notes=("注：本表反映部门本年度一般公共预算财政拨款支出情况。",),
        ),
        _compared(),
        _basic(),
        _three(),
        _structure(),
    ]  # fmt: skip


def _received() -> list[Entry]:
    """What came in this year: the same items but for what was carried over."""
    return [replace(e, amount=e.amount + (KEPT - CARRIED if e.code == "2101506" else 0)) for e in BOOKS]


def _overall() -> Sheet:
    plain = ("本年收入合计", "使用专用结余", "年初结转和结余", "总计", "本年支出合计", "结余分配", "年末结转和结余")  # fmt: skip
    full = ALL + KEPT
    income = numbered_rows(
        [("一般公共预算财政拨款收入", [PLAN, INCOME, INCOME]), ("政府性基金预算财政拨款收入", [None] * 3),
         ("上级补助收入", [None] * 3), ("其他收入", [None] * 3), ("本年收入合计", [PLAN, INCOME, INCOME]),
         ("使用专用结余", [None] * 3), ("年初结转和结余", [None, CARRIED, CARRIED]),
         ("总计", [PLAN, full, full])], SHOW, 1, plain,
    )  # fmt: skip
    classes = [
        (item.name, [sum((v for c, v in PLANNED.items() if c.startswith(item.code)), Decimal(0)), item.amounts[0], item.amounts[0]])
        for item in tree(BOOKS, [anything]) if len(item.code) == 3
    ]  # fmt: skip
    spending = numbered_rows(
        [*classes, ("本年支出合计", [PLAN, ALL, ALL]), ("结余分配", [None] * 3),
         ("年末结转和结余", [None, KEPT, KEPT]), ("总计", [PLAN, full, full])], SHOW, 9, plain,
    )  # fmt: skip
    head = (
        "收入 | < | < | < | < | 支出 | < | < | < | <\n"
        "项目 | 行次 | 年初预算数 | 调整预算数 | 决算数 | 项目 | 行次 | 年初预算数 | 调整预算数 | 决算数\n"
        "#栏次 |  | 1 | 2 | 3 | 栏次 |  | 4 | 5 | 6"
    )
    return sheet(
        "收入支出决算总表", _above(1, "收入支出决算总表"), head,
        beside([Block("收入", 5, income), Block("支出", 5, spending)]), "万元", (0, 1, 5, 6),
        halves=("收入", "支出"),
    )  # fmt: skip


def _compared() -> Sheet:
    title = "项目支出预算执行情况表"
    rows = [("城乡医疗救助补助资金", "1,750.00"), ("医保基金监管", "26.00"), ("医保信息化建设运维", "88.40"),
            ("基层医保经办服务补助", "52.60"), ("药品集采宣传", "8.00")]  # fmt: skip
    rng = random.Random("insurance projects")
    lines = []
    for number, (name, planned) in enumerate(rows, 1):
        plan = Decimal(planned.replace(",", ""))
        changed = plan + (about(rng, 20) if number % 2 else Decimal(0))
        spent = (changed * Decimal(rng.randint(82, 100)) / 100).quantize(Decimal("0.01"))
        rate = f"{100 * spent / changed:.2f}%"
        cells = (str(number), name, SHOW(plan), SHOW(changed), SHOW(spent), rate)
        lines.append(Line(cells, (named((name,), 2, 5),)))
    head = "序号 | 项目名称 | 年初预算数 | 调整预算数 | 决算数 | 执行率"
    return sheet(title, _above(8, title), head, lines, "万元", (0, 1), units={5: "%"})


def _basic() -> Sheet:
    title = "一般公共预算财政拨款基本支出决算明细表"
    items = tree(ECONOMIC, [anything])
    rows = [
        [((i.code, i.name, SHOW(i.amounts[0])), i.path, i.code) for i in items if i.code.startswith(p)]
        for p in (("301",), ("302",), ("303", "310"))
    ]
    totals = (("人员经费合计", STAFF), ("公用经费合计", RUNNING))
    blocks = [Block("", 3, mine) for mine in rows]
    lines = [
        *beside(blocks),
        Line(
            ("", totals[0][0], SHOW(totals[0][1]), "", totals[1][0], SHOW(totals[1][1]), "", "", ""),
            (named((totals[0][0],), 2, 2), named((totals[1][0],), 5, 5)),
        ),
    ]
    head = " | ".join(["科目编码 | 科目名称 | 决算数"] * 3)
    return sheet(title, _above(6, title), head, lines, "万元", (0, 1, 3, 4, 6, 7))


def _three() -> Sheet:
    title = "财政拨款“三公”经费支出决算表"
    head = (
        "预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <\n"
        "合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费\n"
        "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^\n"
        "#1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12"
    )
    cells = ("5.20", "0.00", "3.60", "0.00", "3.60", "1.60", "3.94", "0.00", "3.02", "0.00", "3.02", "0.92")
    lines = [Line(cells, (named((), 0, 11),))]
    return sheet(title, _above(7, title), head, lines, "万元", ())


def _structure() -> Sheet:
    """Names merged downwards over the rows of their parts."""
    title = "一般公共预算财政拨款支出结构表"
    aid = total(BOOKS, under("2101301"))
    rows = [
        ("基本支出", "人员经费", STAFF), ("^", "公用经费", RUNNING),
        ("项目支出", "部门项目", PROJECT - aid), ("^", "对个人救助项目", aid),
    ]  # fmt: skip
    lines, outer = [], ""
    for group, name, amount in rows:
        outer = outer if group == "^" else group
        cells = (group, name, SHOW(amount), f"{100 * amount / ALL:.2f}%")
        lines.append(Line(cells, (named((outer, name), 2, 3),)))
    lines.append(Line(("合计", "<", SHOW(ALL), "100.00%"), (named(("合计",), 2, 3),)))
    head = "支出类别 | < | 决算数 | 占比"
    return sheet(title, _above(9, title), head, lines, "万元", (0, 1), units={3: "%"})


_FIRST = """
# 第一部分 部门概况
## 一、部门职责
（一）主要职能。清江县医疗保障局贯彻落实医疗保险、生育保险、医疗救助等医疗保障制度，监督管理医疗保障基金，推进药品、医用耗材集中采购和价格管理。
（二）2024年重点工作完成情况。全县基本医保参保率稳定在97.8%，开展定点医药机构现场检查214家次，追回违规使用医保基金86.30万元。
## 二、机构设置
清江县医疗保障局下属二级预算单位1个，为参照公务员法管理的事业单位：清江县医疗保障事务中心。
# 第二部分 2024年度部门决算表
"""
_WORDS = f"""
# 第三部分 2024年度部门决算情况说明
## 一、收入支出决算总体情况说明
2024年度收、支总计均为{ALL + KEPT}万元。与2023年度相比，收、支总计各增加{MORE}万元，增长{100 * MORE / (ALL + KEPT - MORE):.2f}%。主要变动原因是城乡医疗救助资金上级补助增加。
## 二、收入决算情况说明
2024年度本年收入合计{INCOME}万元，其中：一般公共预算财政拨款收入{INCOME}万元，占100%。
## 三、支出决算情况说明
2024年度本年支出合计{ALL}万元，其中：基本支出{BASIC}万元，占{100 * BASIC / ALL:.2f}%；项目支出{PROJECT}万元，占{100 * PROJECT / ALL:.2f}%。
## 四、一般公共预算基本支出决算情况说明
2024年度一般公共预算财政拨款基本支出{BASIC}万元，其中：人员经费{STAFF}万元，公用经费{RUNNING}万元。
## 五、“三公”经费财政拨款支出决算情况说明
2024年度“三公”经费财政拨款支出决算为3.94万元，完成预算75.77%，较上年度减少0.85万元，下降17.75%。决算数小于预算数的主要原因是严控公务用车出行。
1.因公出国（境）经费支出0万元。全年安排因公出国（境）团组0次，出国（境）0人。
2.公务用车购置及运行维护费支出3.02万元，完成预算83.89%。截至2024年12月31日，部门共有公务用车1辆。
3.公务接待费支出0.92万元，完成预算57.50%。国内公务接待11批次，85人次（不包括陪同人员），主要用于接待省、市飞行检查组。
## 六、其他重要事项的情况说明
2024年，清江县医疗保障局机关运行经费支出{RUNNING}万元，比2023年增加2.16万元，增长{Decimal(216) / (RUNNING - Decimal("2.16")):.2f}%，主要原因是人员调入。
2024年，政府采购支出总额63.70万元，其中：政府采购货物支出18.20万元、政府采购服务支出45.50万元。
# 第四部分 名词解释
1.财政拨款收入：指单位从本级财政部门取得的财政预算资金。
2.医疗保障经办事务：反映医疗保障经办支出，包括参保登记、费用审核结算、档案管理等方面的支出。
3.执行率：指项目决算数占调整预算数的百分比。
"""
