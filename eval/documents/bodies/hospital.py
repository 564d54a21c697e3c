"""A county hospital's final account in Henan's layout: mostly 事业收入, a template left in, blanks."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import anything, entries, kind, source, sums, total, tree
from eval.documents.model import Disclosure, Line, Named, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, money, numbered_rows, sheet

BODY = "平川县人民医院"
OWN = "事业收入"
RNG = random.Random("hospital 2024")
BOOKS = entries(
    RNG,
    [
        ("2080505", "基本", 1480, OWN),
        ("2080506", "基本", 740, OWN),
        ("2100201", "基本", 30500, OWN),
        ("2100201", "基本", 1260),
        ("2100201", "项目", 4800, OWN),
        ("2100201", "项目", 620),
        ("2100299", "项目", 385),
        ("2100408", "项目", 96),
        ("2100409", "项目", 142),
        ("2101102", "基本", 690, OWN),
        ("2210201", "基本", 1150, OWN),
    ],
)
PUBLIC = source("一般公共预算")
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
FUNDED, EARNED = total(BOOKS, PUBLIC), total(BOOKS, source(OWN))
OTHER, SURPLUS, KEPT = Decimal("486.35"), Decimal("212.08"), Decimal("640.77")
INCOME = FUNDED + EARNED + OTHER
START = ALL + SURPLUS + KEPT - INCOME
SHOW = money()
LESS = Decimal("1105.62")


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="平川县人民医院2024年度单位决算",
        unit_name=BODY,
        year=2024,
        kind="final",
        level="unit",
        cover=("2024年度", "平川县人民医院单位决算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        page="portrait",
        rules="horizontal",
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (title, f"公开{number:02}表", f"单位：{BODY}\t金额单位：万元")


def _sheets() -> list[Sheet]:
    columns = [anything, kind("基本"), kind("项目")]
    public = [entry for entry in BOOKS if PUBLIC(entry)]
    title = "一般公共预算财政拨款支出决算表"
    return [
        _overall(),
        _income(),
        sheet(
            "支出决算表", _above(3, "支出决算表"),
            "项目 | < | 本年支出合计 | 基本支出 | 项目支出 | 经营支出\n功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^\n#栏次 | < | 1 | 2 | 3 | 4",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, extra=1), "万元", (0, 1),
            notes=("注：本表反映单位本年度各项支出情况。",),
        ),
        sheet(
            title, _above(5, title),
            "项目 | < | 本年支出 | < | <\n功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
            item_lines(tree(public, columns), sums(public, columns), SHOW), "万元", (0, 1),
        ),
        _three(),
        _assets(),
    ]  # fmt: skip


def _overall() -> Sheet:
    plain = ("本年收入合计", "使用非财政拨款结余（含专用结余）", "年初结转和结余", "总计", "本年支出合计", "结余分配",
             "年末结转和结余")  # fmt: skip
    income = numbered_rows(
        [("一般公共预算财政拨款收入", [FUNDED]), ("政府性基金预算财政拨款收入", [None]), ("事业收入", [EARNED]),
         ("经营收入", [None]), ("其他收入", [OTHER]), ("本年收入合计", [INCOME]),
         ("使用非财政拨款结余（含专用结余）", [START]), ("年初结转和结余", [None]), ("总计", [ALL + SURPLUS + KEPT])],
        SHOW, 1, plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("结余分配", [SURPLUS]), ("年末结转和结余", [KEPT]),
         ("总计", [ALL + SURPLUS + KEPT])], SHOW, 10, plain,
    )  # fmt: skip
    return sheet(
        "收入支出决算总表", _above(1, "收入支出决算总表"),
        "收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n#栏次 | | 1 | 栏次 | | 2",
        beside([Block("收入", 3, income), Block("支出", 3, spending)]), "万元", (0, 1, 3, 4),
        halves=("收入", "支出"),
    )  # fmt: skip


def _income() -> Sheet:
    title = "收入决算表"
    rows = [
        ("", ("合计",), (INCOME, FUNDED, EARNED, OTHER)),
        ("210", ("卫生健康支出",), (INCOME, FUNDED, EARNED, OTHER)),
        ("21002", ("卫生健康支出", "公立医院"), (INCOME, FUNDED, EARNED, OTHER)),
        ("2100201", ("卫生健康支出", "公立医院", "综合医院"), (INCOME - 480, FUNDED - 480, EARNED, OTHER)),
        ("2100299", ("卫生健康支出", "公立医院", "其他公立医院支出"), (Decimal(480), Decimal(480), None, None)),
    ]
    lines = []
    for code, path, (whole, funded, earned, other) in rows:
        cells = (SHOW(whole), SHOW(funded), "", SHOW(earned), "", SHOW(other))
        lines.append(Line((code, path[-1], *cells), (named(path, 2, 7, code or None),)))
    head = (
        "项目 | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 其他收入\n"
        "功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^\n#栏次 | < | 1 | 2 | 3 | 4 | 5 | 6"
    )
    return sheet(title, _above(2, title), head, lines, "万元", (0, 1))


def _three() -> Sheet:
    title = "“三公”经费支出决算表"
    rows = (
        ("一、“三公”经费支出", ("“三公”经费支出",), "18.60", "15.42"),
        ("（一）因公出国（境）费", ("“三公”经费支出", "因公出国（境）费"), "—", "—"),
        ("（二）公务用车购置及运行维护费", ("“三公”经费支出", "公务用车购置及运行维护费"), "16.00", "13.95"),
        ("1．公务用车购置费", ("“三公”经费支出", "公务用车购置及运行维护费", "公务用车购置费"), "—", "—"),
        ("2．公务用车运行维护费", ("“三公”经费支出", "公务用车购置及运行维护费", "公务用车运行维护费"), "16.00", "13.95"),
        ("（三）公务接待费", ("“三公”经费支出", "公务接待费"), "2.60", "1.47"),
    )  # fmt: skip
    lines = [Line((label, *cells), (named(path, 1, 2),)) for label, path, *cells in rows]
    return sheet(title, _above(7, title), "项目 | 预算数 | 决算数", lines, "万元", (0,))


def _assets() -> Sheet:
    title = "医疗业务情况表"
    rows = [
        ("门急诊人次", "人次", "412,630", "398,275"),
        ("出院人次", "人次", "26,418", "25,106"),
        ("实有床位", "张", "720", "700"),
        ("门诊次均费用", "元", "218.40", "226.15"),
        ("住院次均费用", "元", "6,852.70", "7,013.20"),
    ]
    lines = [Line(row, (Named(2, 3, (row[0],), unit=row[1]),)) for row in rows]
    return sheet(title, _above(12, title), "指标 | 单位 | 2024年 | 2023年", lines, "", (0, 1))


_FIRST = """
# 第一部分 平川县人民医院概况
## 一、单位职责
平川县人民医院是县卫生健康委员会所属二级甲等综合医院，承担全县医疗、预防、保健、康复、教学和突发公共卫生事件医疗救援任务。
## 二、机构设置
医院设临床科室28个、医技科室9个、职能科室16个；编制床位650张，实有床位720张；在职职工986人，其中卫生专业技术人员842人。
# 第二部分 2024年度单位决算表
"""
_WORDS = f"""
# 第三部分 2024年度单位决算情况说明
## 一、收入支出决算总体情况说明
2024年度收、支总计均为{ALL + SURPLUS + KEPT}万元。与上年度相比，收、支总计各减少{LESS}万元，下降{100 * LESS / (ALL + SURPLUS + KEPT + LESS):.2f}%，主要原因是药品和耗材集中带量采购价格下降，医疗收入减少。
## 二、收入决算情况说明
2024年度收入合计{INCOME}万元，其中：财政拨款收入{FUNDED}万元，占{100 * FUNDED / INCOME:.2f}%；事业收入{EARNED}万元，占{100 * EARNED / INCOME:.2f}%；其他收入{OTHER}万元，占{100 * OTHER / INCOME:.2f}%。
## 三、支出决算情况说明
2024年度支出合计{ALL}万元，其中：基本支出{BASIC}万元，占{100 * BASIC / ALL:.2f}%；项目支出{PROJECT}万元，占{100 * PROJECT / ALL:.2f}%；经营支出0.00万元，占0.00%。
## 四、“三公”经费支出决算情况说明
2024年度“三公”经费支出预算为18.60万元，支出决算为15.42万元，完成预算的82.90%。决算数小于预算数的主要原因是救护车调整为按需出车，燃油费减少。其中：公务用车运行维护费支出13.95万元，公务用车保有量11辆（均为救护车和特种用车）；公务接待费支出1.47万元，接待21批次、168人次。
## 五、机关运行经费支出情况说明
我单位不是行政单位，也不是参照公务员法管理的事业单位，2024年度没有机关运行经费支出。
## 六、政府采购支出情况说明
2024年度政府采购支出总额5236.18万元，其中：政府采购货物支出3912.40万元、政府采购工程支出648.00万元、政府采购服务支出675.78万元。（说明：本处数据应与决算报表一致，XX处请各单位据实填写）
## 七、国有资产占用情况说明
截至2024年12月31日，我单位共有车辆11辆，其中：特种专业技术用车11辆；单价100万元以上专用设备34台（套）。
## 八、预算绩效评价情况
组织对2024年度一般公共预算项目支出开展绩效自评，重大公共卫生服务项目自评得分为96.5分，主要问题是资金下达较晚、支付进度偏慢。
# 第四部分 名词解释
（一）事业收入：指医院开展医疗服务、科研教学等专业业务活动及其辅助活动所取得的收入。
（二）结余分配：指事业单位按规定提取的职工福利基金、专用基金等。
（三）综合医院：反映卫生健康部门所属城市综合性医院、独立门诊、教学医院等的支出。
"""
