"""A county school's unit budget in 千元: 事业收入, 财政专户, a wrapped header, indentation, no thousands."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import anything, economic, entries, kind, source, sums, total, tree, under
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, listed, money, numbered_rows, sheet

BODY = "青山县第一中学"
OWN, ESCROW = "事业收入", "财政专户管理资金"
RNG = random.Random("school 2025")
TENTH = Decimal("0.1")
BOOKS = entries(
    RNG,
    [
        ("2050204", "基本", 31800),
        ("2050204", "项目", 4200),
        ("2050204", "项目", 5100, ESCROW),
        ("2050204", "项目", 860, OWN),
        ("2050999", "项目", 1500),
        ("2080502", "基本", 940),
        ("2080505", "基本", 4300),
        ("2080506", "基本", 2150),
        ("2101102", "基本", 1980),
        ("2210201", "基本", 3300),
    ],
    step=TENTH,
)
PUBLIC = source("一般公共预算")
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
FUNDED, HELD, EARNED = total(BOOKS, PUBLIC), total(BOOKS, source(ESCROW)), total(BOOKS, source(OWN))
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 11200, "30102": 2600, "30107": 9800, "30108": 4300, "30109": 2150, "30110": 1980,
        "30113": 3300, "30199": 900, "30201": 800, "30202": 240, "30205": 310, "30206": 620, "30207": 60,
        "30213": 540, "30216": 190, "30217": 12, "30218": 300, "30228": 410, "30229": 520, "30299": 260,
        "30302": 900, "30305": 130, "30308": 480,
    },
    TENTH,
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money(places=1, zero="0")
MORE = Decimal("2316.4")


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="青山县第一中学2025年单位预算",
        unit_name=BODY,
        year=2025,
        kind="budget",
        level="unit",
        text_page=20,
        cover=("青山县第一中学", "2025年单位预算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (f"部门预算公开表{number}", title, f"单位名称：{BODY}", "单位：千元")


def _sheets() -> list[Sheet]:
    sources = [anything, PUBLIC, source("政府性基金"), source(ESCROW), source(OWN)]
    columns = [anything, kind("基本"), kind("项目")]
    public = [entry for entry in BOOKS if PUBLIC(entry)]
    return [
        _overall(),
        sheet(
            "单位收入总体情况表", _above(2, "单位收入总体情况表"),
            "功能科目名称 | 总计 | 一般公共 预算拨款 | 政府性基 金拨款 | 财政专户 管理资金 | 事业收入",
            item_lines(tree(BOOKS, sources), sums(BOOKS, sources), SHOW, "indent", "last"), "千元", (0,),
        ),
        sheet(
            "单位支出总体情况表", _above(3, "单位支出总体情况表"),
            "功能科目 | < | 合计 | 基本支出 | 项目支出\n编码 | 名称 | ^ | ^ | ^",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW), "千元", (0, 1),
        ),
        sheet(
            "一般公共预算支出情况表", _above(4, "一般公共预算支出情况表"),
            "功能科目 | < | 合计 | 基本支出 | 项目支出\n编码 | 名称 | ^ | ^ | ^",
            item_lines(tree(public, columns), sums(public, columns), SHOW), "千元", (0, 1),
        ),
        _basic(),
        _three(),
        _projects(),
    ]  # fmt: skip


def _overall() -> Sheet:
    plain = ("本年收入合计", "收入总计", "本年支出合计", "支出总计")
    income = numbered_rows(
        [("一般公共预算拨款", [FUNDED]), ("政府性基金拨款", [None]), (ESCROW, [HELD]), (OWN, [EARNED]),
         ("其他收入", [None]), ("本年收入合计", [ALL]), ("收入总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("支出总计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    title = "单位收支总体情况表"
    return sheet(
        title, _above(1, title), "收入 | < | 支出 | <\n项目 | 预算数 | 项目（按功能分类） | 预算数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), "千元", (0, 2),
        halves=("收入", "支出"),
    )  # fmt: skip


def _basic() -> Sheet:
    title = "一般公共预算基本支出情况表"
    columns = [anything, under("301", "303"), under("302", "310")]
    head = "经济科目名称 | 合计 | 人员经费 | 公用经费"
    lines = item_lines(tree(ECONOMIC, columns), sums(ECONOMIC, columns), SHOW, "indent")
    return sheet(title, _above(5, title), head, lines, "千元", (0,))


def _three() -> Sheet:
    title = "一般公共预算“三公”经费支出情况表"
    rows = [
        ("合计", "12.0", "15.0"),
        ("1、因公出国（境）费用", "0", "0"),
        ("2、公务接待费", "12.0", "15.0"),
        ("3、公务用车费", "0", "0"),
        ("其中：（1）公务用车运行维护费", "0", "0"),
        ("（2）公务用车购置", "0", "0"),
    ]
    paths = [("合计",), ("因公出国（境）费用",), ("公务接待费",), ("公务用车费",),
             ("公务用车费", "公务用车运行维护费"), ("公务用车费", "公务用车购置")]  # fmt: skip
    lines = [Line(cells, (named(path, 1, 2),)) for cells, path in zip(rows, paths, strict=True)]
    return sheet(title, _above(6, title), "项目 | 2025年预算数 | 2024年预算数", lines, "千元", (0,))


PROJECTS = {
    "学生食堂及宿舍维修改造": "2650.0",
    "普通高中国家助学金": "1480.0",
    "多媒体教学设备更新": "1120.0",
    "高中学业水平考试考务": "336.5",
    "校园安保服务": "412.8",
}


def _projects() -> Sheet:
    title = "项目支出明细表"
    left = PROJECT - sum((Decimal(v) for v in PROJECTS.values()), Decimal(0))
    rows = {**PROJECTS, "教学业务及日常运转补充": SHOW(left)}
    years = ("一次性", "经常性", "一次性", "经常性", "经常性", "经常性")
    lines = [((name,), (kind_, SHOW(Decimal(value)))) for (name, value), kind_ in zip(rows.items(), years, strict=True)]  # fmt: skip
    lines.append((("合计",), ("", SHOW(PROJECT))))
    return sheet(title, _above(7, title), "项目名称 | 项目属性 | 2025年预算数", listed(lines), "千元", (0, 1))


_FIRST = """
# 第一部分 单位基本情况
## 一、单位职能
青山县第一中学是县教育局所属全日制公办普通高级中学，主要承担高中阶段学历教育，组织开展教育教学和教研活动。
## 二、机构设置与人员情况
学校内设党政办公室、教务处、政教处、总务处、教科室、安全办6个处室。核定编制236名，在职教职工228人，退休人员97人；现有教学班54个，在校学生2862人。
# 第二部分 2025年单位预算表
"""
_WORDS = f"""
# 第三部分 2025年单位预算说明
## 一、收入预算
2025年本单位收入预算{ALL}千元，其中：一般公共预算拨款{FUNDED}千元，财政专户管理资金{HELD}千元，事业收入{EARNED}千元。收入较上年增加{MORE}千元，增长{100 * MORE / (ALL - MORE):.2f}%，主要是高一扩招两个班，学费和住宿费收入增加。
## 二、支出预算
2025年本单位支出预算{ALL}千元，其中：教育支出{total(BOOKS, under("205"))}千元，社会保障和就业支出{total(BOOKS, under("208"))}千元，卫生健康支出{total(BOOKS, under("210"))}千元，住房保障支出{total(BOOKS, under("221"))}千元。
## 三、“三公”经费预算
2025年本单位“三公”经费预算12.0千元，比上年减少3.0千元，主要原因是教学视导接待改在食堂用工作餐。
## 四、机关运行经费
本单位为事业单位，没有机关运行经费。
## 五、一般性支出情况
2025年本单位培训费预算{ECONOMIC[14].amount}千元，拟开展新课标教师培训4次、参训260人次。
## 六、政府采购情况
2025年本单位政府采购预算3890.0千元，其中：货物类1240.0千元，工程类2400.0千元，服务类250.0千元。
## 七、国有资产占用情况
本单位占用房屋面积46320平方米，其中教学用房28750平方米；没有公务用车。
## 八、预算绩效目标说明
普通高中国家助学金项目计划资助家庭经济困难学生740人，资助政策知晓率不低于98%。
# 第四部分 名词解释
1、财政专户管理资金：指纳入财政专户管理的高中学费、住宿费等教育收费。
2、高中教育：反映各部门举办的普通高中教育支出。
3、助学金：反映学校发放给在校学生的助学金、奖贷基金等。
"""
