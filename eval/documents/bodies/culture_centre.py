"""A cultural centre's unit budget in Zhejiang's layout: indentation instead of codes, an economic table in
three parts, a 三公 table of one line."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import (
    Item,
    anything,
    economic,
    entries,
    kind,
    source,
    spread,
    sums,
    total,
    tree,
    under,
)
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, listed, money, numbered_rows, sheet

BODY = "湖西市文化馆"
OWN = "事业收入"
RNG = random.Random("culture 2025")
BOOKS = entries(
    RNG,
    [
        ("2070109", "基本", 612),
        ("2070109", "项目", 240),
        ("2070109", "项目", 46, OWN),
        ("2070199", "项目", 88),
        ("2080502", "基本", 31),
        ("2080505", "基本", 68),
        ("2080506", "基本", 34),
        ("2101102", "基本", 37),
        ("2210201", "基本", 79),
        ("2210203", "基本", 22),
    ],
)
PUBLIC = source("一般公共预算")
ALL, BASIC = total(BOOKS), total(BOOKS, kind("基本"))
FUNDED, EARNED = total(BOOKS, PUBLIC), total(BOOKS, source(OWN))
PROJECT = total(BOOKS, kind("项目"))
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 130, "30102": 42, "30107": 210, "30108": 68, "30109": 34, "30110": 37, "30113": 79,
        "30199": 22, "30201": 9, "30202": 5, "30205": 6, "30206": 19, "30207": 4, "30209": 36, "30211": 8,
        "30213": 11, "30216": 3, "30217": 1.2, "30226": 14, "30228": 9, "30229": 15, "30231": 3.5,
        "30299": 12, "30302": 28, "30305": 2, "30309": 1, "31002": 6,
    },
)  # fmt: skip
NAMES_OF_PROJECTS = {
    "“湖畔有戏”群众文艺惠民演出": 96,
    "全民艺术普及公益培训班": 72,
    "非物质文化遗产保护与展示": 58,
    "文化馆总分馆制建设": 64,
    "数字文化馆平台运行维护": 41,
    "馆舍消防设施改造": 33,
}
PROJECTS = dict(zip(NAMES_OF_PROJECTS, spread(RNG, PROJECT, list(NAMES_OF_PROJECTS.values())), strict=True))
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money()
LESS = Decimal("37.64")
_STATE = f"单位：{BODY}\t金额单位：万元"


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="湖西市文化馆2025年单位预算公开",
        unit_name=BODY,
        year=2025,
        kind="budget",
        level="unit",
        repeat_header=False,
        text_page=18,
        cover=("湖西市文化馆2025年单位预算",),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
    )


def _sheets() -> list[Sheet]:
    columns = [anything, kind("基本"), kind("项目")]
    sources = [anything, PUBLIC, source("政府性基金"), source("国有资本"), source("财政专户"), source(OWN)]
    public = [entry for entry in BOOKS if PUBLIC(entry)]
    return [
        _overall(),
        sheet(
            "2025年单位收入预算总表",
            ("2025年单位收入预算总表", _STATE),
            "科目名称 | 总计 | 财政拨款收入 | < | < | 财政专户管理资金收入 | 事业收入\n"
            "^ | ^ | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 | ^ | ^",
            item_lines(tree(BOOKS, sources), sums(BOOKS, sources), SHOW, "indent"),
            "万元",
            (0,),
        ),
        sheet(
            "2025年单位支出预算总表",
            ("2025年单位支出预算总表", _STATE),
            "科目名称 | 合计 | 基本支出 | 项目支出 | 事业单位经营支出",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, "indent", "last", extra=1),
            "万元",
            (0,),
        ),
        sheet(
            "2025年单位一般公共预算支出表",
            ("2025年单位一般公共预算支出表", _STATE),
            "科目名称 | 合计 | 基本支出 | 项目支出",
            item_lines(tree(public, columns), sums(public, columns), SHOW, "indent"),
            "万元",
            (0,),
        ),
        _basic(),
        _three(),
        sheet(
            "2025年单位政府性基金预算支出表",
            ("2025年单位政府性基金预算支出表", _STATE),
            "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
            [Line(("", "", "", "", ""), ())],
            "万元",
            (0, 1),
            notes=("说明：本单位没有政府性基金预算拨款安排的支出，故本表无数据。",),
        ),
        _projects(),
    ]


def _overall() -> Sheet:
    plain = ("本年收入合计", "上年结余", "收入总计", "本年支出合计", "年终结余", "支出总计")
    income = numbered_rows(
        [("一般公共预算财政拨款收入", [FUNDED]), ("政府性基金预算财政拨款收入", [None]),
         ("财政专户管理资金收入", [None]), (OWN, [EARNED]), ("其他收入", [None]),
         ("本年收入合计", [ALL]), ("上年结余", [None]), ("收入总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("年终结余", [None]), ("支出总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    title = "2025年单位收支预算总表"
    return sheet(
        title, (title, _STATE), "收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), "万元", (0, 2),
        halves=("收入", "支出"),
    )  # fmt: skip


def _part(items: list[Item], last: tuple[str, Decimal]) -> Block:
    rows: list[tuple[tuple[str, ...], tuple[str, ...], str | None]] = [
        ((i.code, i.name, SHOW(i.amounts[0])), i.path, i.code) for i in items
    ]
    label, amount = last
    return Block("", 3, [*rows, (("", label, SHOW(amount)), (label,), None)])


def _basic() -> Sheet:
    title = "2025年单位一般公共预算基本支出表"
    items = tree(ECONOMIC, [anything])
    goods = [i for i in items if i.code.startswith("302")]
    blocks = [
        _part([i for i in items if i.code.startswith("301")], ("工资福利支出小计", total(ECONOMIC, under("301")))),
        _part(goods, ("商品和服务支出小计", total(ECONOMIC, under("302")))),
        _part([i for i in items if i.code.startswith(("303", "310"))], ("基本支出合计", BASIC)),
    ]  # fmt: skip
    head = "人员经费 | < | < | 公用经费 | < | < | 其他 | < | <\n" + " | ".join(["科目编码 | 科目名称 | 金额"] * 3)
    head = head.split("\n", 1)[1]
    return sheet(title, (title, _STATE), head, beside(blocks), "万元", (0, 1, 3, 4, 6, 7))


def _three() -> Sheet:
    title = "2025年单位“三公”经费预算表"
    head = (
        "“三公”经费合计 | 因公出国（境）费用 | 公务接待费 | 公务用车购置及运行维护费 | < | <\n"
        "^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费"
    )
    line = Line(("4.70", "", "1.20", "3.50", "", "3.50"), (named((), 0, 5),))
    return sheet(title, (title, _STATE), head, [line], "万元", ())


def _projects() -> Sheet:
    title = "2025年单位项目支出预算表"
    names = list(PROJECTS)
    rows = []
    for n, name in enumerate(names):
        own = EARNED if n == 1 else None
        rows.append(((name,), (SHOW(PROJECTS[name]), SHOW(PROJECTS[name] - (own or 0)), SHOW(own))))
    rows.append((("合计",), (SHOW(PROJECT), SHOW(PROJECT - EARNED), SHOW(EARNED))))
    head = "项目名称 | 合计 | 一般公共预算 | 事业收入"
    return sheet(title, (title, _STATE), head, listed(rows), "万元", (0,))


_FIRST = """
# 一、湖西市文化馆概况
## （一）主要职责
1.组织开展群众文化活动，丰富群众精神文化生活，辅导和培训群众文艺骨干。
2.承担全民艺术普及工作，举办各类公益性展览、讲座和培训。
3.负责非物质文化遗产的普查、保护、传承和展示。
4.指导乡镇（街道）综合文化站和村文化礼堂的业务工作。
## （二）机构设置
湖西市文化馆为市文化和广电旅游体育局所属公益一类事业单位，内设办公室、文艺活动部、培训辅导部、非遗保护部、数字服务部等5个部门，核定编制32名，年末实有在职人员29人，退休人员17人。
# 二、2025年单位预算表
"""
_WORDS = f"""
# 三、2025年单位预算情况说明
## （一）收支预算总体情况
湖西市文化馆2025年收支总预算{ALL}万元，比上年执行数减少{LESS}万元，下降{100 * LESS / (ALL + LESS):.2f}%，主要是馆舍一期维修工程已于上年完工。
## （二）收入预算情况
2025年收入预算{ALL}万元，其中：一般公共预算拨款收入{FUNDED}万元，占{100 * FUNDED / ALL:.2f}%；事业收入{EARNED}万元，占{100 * EARNED / ALL:.2f}%。
## （三）支出预算情况
2025年支出预算{ALL}万元，其中：基本支出{BASIC}万元，占{100 * BASIC / ALL:.2f}%；项目支出{PROJECT}万元，占{100 * PROJECT / ALL:.2f}%。
## （四）一般公共预算基本支出情况
2025年一般公共预算基本支出{BASIC}万元，其中：人员经费{STAFF}万元，公用经费{RUNNING}万元。
## （五）“三公”经费预算情况
2025年“三公”经费预算数为4.70万元，比上年减少0.30万元，下降6.00%。其中：公务接待费1.20万元，比上年减少0.30万元，下降20.00%，主要原因是从严控制接待标准；公务用车运行维护费3.50万元，与上年持平。
## （六）政府采购情况
2025年政府采购预算总额106.80万元，其中：政府采购货物预算28.50万元，政府采购工程预算31.00万元，政府采购服务预算47.30万元。
## （七）国有资产占有情况
截至2024年12月31日，本单位共有车辆1辆，为业务用车；房屋建筑面积6840平方米；无单位价值100万元以上设备。
## （八）绩效目标设置情况
2025年本单位6个项目全部实行绩效目标管理，涉及资金{PROJECT}万元。“湖畔有戏”群众文艺惠民演出全年计划演出120场，观众满意度不低于92%。
# 四、名词解释
1.事业收入：指事业单位开展文艺培训、场馆服务等专业业务活动取得的收入。
2.群众文化：反映群众文化方面的支出，包括文化馆（站）、群众艺术馆的支出。
3.总分馆制：指以市文化馆为总馆、乡镇（街道）综合文化站为分馆，统一资源配置和服务标准的运行模式。
"""
