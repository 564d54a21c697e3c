"""A city water bureau's budget in Guangdong's layout: 表1 to 表11, amounts in 万元, with members."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import (
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

BODY = "云溪市水务局"
MEMBERS = ("云溪市水务局本级", "云溪市水利工程管理站", "云溪市三江流域防汛服务中心")
FUND = "政府性基金"
RNG = random.Random("water 2025")
BOOKS = entries(
    RNG,
    [
        ("2080501", "基本", 118),
        ("2080505", "基本", 164),
        ("2080506", "基本", 82),
        ("2080801", "基本", 9),
        ("2101101", "基本", 71),
        ("2101102", "基本", 38),
        ("2120804", "项目", 640, FUND),
        ("2130301", "基本", 1320),
        ("2130302", "项目", 215),
        ("2130304", "项目", 96),
        ("2130305", "项目", 2450),
        ("2130306", "项目", 780),
        ("2130310", "项目", 130),
        ("2130314", "项目", 365),
        ("2210201", "基本", 175),
        ("2210203", "基本", 60),
    ],
)
PUBLIC = source("一般公共预算")
BASIC = total(BOOKS, kind("基本"))
PROJECT = total(BOOKS, kind("项目"))
ALL = total(BOOKS)
FUNDED = total(BOOKS, source(FUND))
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 420, "30102": 310, "30103": 260, "30107": 120, "30108": 164, "30109": 82, "30110": 95,
        "30112": 12, "30113": 175, "30199": 40, "30201": 38, "30202": 6, "30204": 0.6, "30205": 4,
        "30206": 22, "30207": 11, "30209": 30, "30211": 26, "30213": 15, "30215": 5, "30216": 9,
        "30217": 4.2, "30228": 21, "30229": 33, "30231": 24, "30239": 58, "30299": 30, "30302": 96,
        "30305": 8, "30399": 5, "31002": 12,
    },
)  # fmt: skip
STAFF = total(ECONOMIC, under("301", "303"))
RUNNING = total(ECONOMIC, under("302", "310"))
PROJECTS = (
    ("云溪河防洪堤除险加固工程", 1480),
    ("三江流域水环境综合整治（二期）", 920),
    ("中小型水库维修养护", 610),
    ("农村饮水安全巩固提升补助", 540),
    ("山洪灾害防治非工程措施运行维护", 285),
    ("水政执法船艇购置", 168),
    ("取用水监测计量设施建设", 146),
    ("水土保持监测与治理", 122),
    ("节水宣传与节水载体创建", 45),
)
AMOUNTS = dict(zip((name for name, _ in PROJECTS), spread(RNG, PROJECT, [w for _, w in PROJECTS]), strict=True))
ABROAD, BUY, RUN, GUESTS = Decimal("0.00"), Decimal("18.00"), Decimal("31.50"), Decimal("5.60")
CARS = BUY + RUN
THREE = ABROAD + CARS + GUESTS
BEFORE = Decimal("57.90")
GROWN = Decimal("412.36")
SHOW = money(zero="0.00")


def make() -> Disclosure:
    """The disclosure."""
    parts = [*prose(_FIRST), *_sheets(), *prose(_WORDS)]
    return Disclosure(
        name="2025年云溪市水务局部门预算",
        unit_name=BODY,
        year=2025,
        kind="budget",
        level="department",
        cover=("2025年云溪市水务局部门预算",),
        parts=tuple(parts),
        page="portrait",
        packed=True,
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (f"表{number}", title, f"单位名称：{BODY}\t单位：万元")


def _sheets() -> list[Sheet]:
    return [
        _overall(),
        _income(),
        _spending(),
        _appropriated(),
        _by_function("一般公共预算支出情况表（按功能分类科目）", 5),
        _basic(),
        _projects(),
        _three(),
        _by_function("政府性基金预算支出情况表", 9),
        _none("国有资本经营预算支出情况表", 10),
        _purchase(),
    ]


def _classes() -> list[tuple[str, list[Decimal | None]]]:
    return [(item.name, [*item.amounts]) for item in tree(BOOKS, [anything]) if len(item.code) == 3]


def _overall() -> Sheet:
    general = ALL - FUNDED
    income = numbered_rows(
        [("一般公共预算拨款", [general]), ("政府性基金预算拨款", [FUNDED]), ("国有资本经营预算拨款", [None]),
         ("财政专户拨款", [None]), ("事业收入", [None]), ("其他收入", [None]), ("本年收入合计", [ALL]),
         ("上年结转结余", [None]), ("收入总计", [ALL])],
        SHOW, plain=("本年收入合计", "上年结转结余", "收入总计"),
    )  # fmt: skip
    spending = numbered_rows(
        [*_classes(), ("本年支出合计", [ALL]), ("结转下年", [None]), ("支出总计", [ALL])],
        SHOW, plain=("本年支出合计", "结转下年", "支出总计"),
    )  # fmt: skip
    return sheet(
        "收支总体情况表",
        _above(1, "收支总体情况表"),
        "收入 | < | 支出 | <\n项目 | 2025年预算 | 项目（按功能分类） | 2025年预算",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]),
        "万元",
        (0, 2),
        halves=("收入", "支出"),
    )


def _income() -> Sheet:
    columns = [anything, PUBLIC, source(FUND), source("财政专户")]
    return sheet(
        "收入总体情况表",
        _above(2, "收入总体情况表"),
        "功能分类科目 | < | 合计 | 本年拨款 | < | <\n科目编码 | 科目名称 | ^ | 一般公共预算拨款 | 政府性基金预算拨款 | 财政专户拨款",
        item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, blank_code=True),
        "万元",
        (0, 1),
    )


def _spending() -> Sheet:
    columns = [anything, kind("基本"), kind("项目")]
    return sheet(
        "支出总体情况表",
        _above(3, "支出总体情况表"),
        "功能分类科目 | < | 合计 | 基本支出 | 项目支出 | 事业单位经营支出 | 对附属单位补助支出\n科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^",
        item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, blank_code=True, extra=2),
        "万元",
        (0, 1),
    )


def _appropriated() -> Sheet:
    general = ALL - FUNDED
    income = numbered_rows(
        [("一般公共预算", [general]), ("政府性基金预算", [FUNDED]), ("国有资本经营预算", [None]),
         ("本年收入合计", [ALL])], SHOW, plain=("本年收入合计",),
    )  # fmt: skip
    columns = [anything, PUBLIC, source(FUND)]
    rows = [(i.name, [*i.amounts]) for i in tree(BOOKS, columns) if len(i.code) == 3]
    spending = numbered_rows(
        [*rows, ("本年支出合计", [*sums(BOOKS, columns)])], SHOW, plain=("本年支出合计",)
    )  # fmt: skip
    return sheet(
        "财政拨款收支总体情况表",
        _above(4, "财政拨款收支总体情况表"),
        "收入 | < | 支出 | < | < | <\n项目 | 金额 | 项目 | 合计 | 一般公共预算 | 政府性基金预算",
        beside([Block("收入", 2, income), Block("支出", 4, spending)]),
        "万元",
        (0, 2),
        halves=("收入", "支出"),
    )


def _by_function(title: str, number: int) -> Sheet:
    mine = [entry for entry in BOOKS if (entry.source == FUND) == (number == 9)]
    columns = [anything, kind("基本"), kind("项目")]
    return sheet(
        title,
        _above(number, title),
        "功能分类科目 | < | 2025年预算 | < | <\n科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
        item_lines(tree(mine, columns), sums(mine, columns), SHOW, blank_code=True),
        "万元",
        (0, 1),
    )


def _basic() -> Sheet:
    title = "一般公共预算基本支出情况表（按支出经济分类科目）"
    return sheet(
        title,
        _above(6, title),
        "部门预算支出经济科目 | < | 2025年预算\n科目编码 | 科目名称 | ^",
        item_lines(tree(ECONOMIC, [anything]), sums(ECONOMIC, [anything]), SHOW, blank_code=True),
        "万元",
        (0, 1),
    )


def _projects() -> Sheet:
    rows = [(("合计",), ("", SHOW(PROJECT))), *(
        ((name,), (("特定目标类" if amount > 200 else "其他运转类"), SHOW(amount)))
        for name, amount in AMOUNTS.items()
    )]  # fmt: skip
    title = "项目支出情况表"
    return sheet(title, _above(7, title), "项目名称 | 项目类别 | 预算金额", listed(rows), "万元", (0, 1))


def _three() -> Sheet:
    title = "财政拨款安排的行政经费及“三公”经费支出情况表"
    rows = [
        (("行政经费",), (SHOW(RUNNING),)),
        (("“三公”经费",), (SHOW(THREE),)),
        (("“三公”经费", "因公出国（境）支出"), (SHOW(ABROAD),)),
        (("“三公”经费", "公务用车购置及运行维护支出"), (SHOW(CARS),)),
        (("“三公”经费", "公务用车购置及运行维护支出", "公务用车购置支出"), (SHOW(BUY),)),
        (("“三公”经费", "公务用车购置及运行维护支出", "公务用车运行维护支出"), (SHOW(RUN),)),
        (("“三公”经费", "公务接待费支出"), (SHOW(GUESTS),)),
    ]
    labels = (
        "行政经费", "“三公”经费", "其中：（一）因公出国（境）支出", "（二）公务用车购置及运行维护支出",
        "1.公务用车购置支出", "2.公务用车运行维护支出", "（三）公务接待费支出",
    )  # fmt: skip
    lines = [Line((label, *cells), (named(path, 1, 1),)) for label, (path, cells) in zip(labels, rows, strict=True)]
    notes = (
        "注：1.行政经费包括基本支出中的商品和服务支出及资本性支出。2.“三公”经费包括基本支出和项目支出安排的经费。",
    )
    return sheet(title, _above(8, title), "项目 | 2025年预算", lines, "万元", (0,), notes=notes)


def _none(title: str, number: int) -> Sheet:
    return sheet(
        title,
        _above(number, title),
        "功能分类科目 | < | 2025年预算 | < | <\n科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
        [Line(("", "", "", "", ""), ())],
        "万元",
        (0, 1),
        notes=("注：本部门2025年没有使用国有资本经营预算安排的支出，本表为空表。",),
    )


GOODS, WORKS, SERVICES = Decimal("236.40"), Decimal("1865.00"), Decimal("318.75")


def _purchase() -> Sheet:
    title = "政府采购预算情况表"
    rows = [(("合计",), (SHOW(GOODS + WORKS + SERVICES),)), (("货物",), (SHOW(GOODS),)),
            (("工程",), (SHOW(WORKS),)), (("服务",), (SHOW(SERVICES),))]  # fmt: skip
    return sheet(title, _above(11, title), "采购类别 | 2025年预算", listed(rows), "万元", (0,))


_FIRST = """
# 第一部分 云溪市水务局概况
## 一、主要职责
云溪市水务局是主管全市水行政工作的市政府工作部门，主要职责是：
（一）保障水资源的合理开发利用，拟订全市水务发展规划和政策，组织编制主要江河湖泊的综合规划。
（二）负责生活、生产经营和生态环境用水的统筹和保障，组织实施取水许可和水资源有偿使用制度。
（三）指导水利设施、水域及其岸线的管理、保护与综合利用，组织实施重要水利工程建设与运行管理。
（四）负责水土保持工作，组织实施水土流失综合防治和监测。
（五）负责落实综合防灾减灾规划相关要求，组织编制洪水干旱灾害防治规划，承担水情旱情监测预警工作。
## 二、机构设置
云溪市水务局内设6个科室，分别为：办公室、规划建设科、水资源管理科、河湖管理科、水旱灾害防御科、财务审计科。
## 三、部门预算单位构成
纳入2025年部门预算编制范围的单位共3家，包括：
1.云溪市水务局本级
2.云溪市水利工程管理站（公益一类事业单位）
3.云溪市三江流域防汛服务中心（公益一类事业单位）
# 第二部分 2025年部门预算表
"""

_WORDS = f"""
# 第三部分 2025年部门预算情况说明
## 一、部门预算收支增减变化情况
2025年本部门收入预算{ALL}万元，比上年增加{GROWN}万元，增长{100 * GROWN / (ALL - GROWN):.2f}%，主要原因是云溪河防洪堤除险加固工程进入集中施工期，工程款支付需求增加；支出预算{ALL}万元，比上年增加{GROWN}万元，增长{100 * GROWN / (ALL - GROWN):.2f}%，主要原因与收入预算增加相同。
## 二、“三公”经费安排情况说明
2025年本部门“三公”经费预算安排{THREE}万元，比上年减少{BEFORE - THREE}万元，下降{100 * (BEFORE - THREE) / BEFORE:.2f}%，主要原因是厉行节约，压减公务接待批次。其中：因公出国（境）费0万元，与上年持平；公务用车购置及运行维护费{CARS}万元（其中公务用车购置费{BUY}万元，计划更新防汛抢险用车1辆），比上年减少1.50万元；公务接待费{GUESTS}万元，比上年减少1.30万元，下降{Decimal(130) / Decimal("6.90"):.2f}%，主要原因是上级调研检查改为线上进行。
## 三、机关运行经费安排情况说明
2025年，本部门机关运行经费安排{RUNNING}万元，比上年增加8.42万元，增长{842 / (RUNNING - Decimal("8.42")):.2f}%，主要原因是新增两名选调人员，相应增加办公费和差旅费。
## 四、政府采购情况说明
2025年本部门政府采购安排{GOODS + WORKS + SERVICES}万元，其中：货物类采购预算{GOODS}万元，工程类采购预算{WORKS}万元，服务类采购预算{SERVICES}万元。
## 五、国有资产占有使用情况
截至2024年12月31日，本部门固定资产金额8642.17万元，分布构成情况具体为：房屋21350平方米，车辆14辆，单价在100万元以上的设备3台。
## 六、绩效目标设置情况
2025年本部门预算共有9个项目实行绩效目标管理，涉及资金{PROJECT}万元，重点项目绩效目标公开2个。其中云溪河防洪堤除险加固工程年内计划完成堤防加固12.6公里，工程验收合格率达到100%。
# 第四部分 名词解释
一、一般公共预算拨款：指市级财政当年安排给本部门使用的一般公共预算资金。
二、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和日常公用支出。
三、项目支出：指在基本支出之外，为完成特定的水务行政任务和事业发展目标所发生的支出。
四、行政经费：指在保持机构正常运转方面发生的经费，包括办公费、印刷费、差旅费、会议费以及一般设备购置等。
五、水土保持：指用于水土流失预防监督、综合治理和监测等方面的支出。
"""
