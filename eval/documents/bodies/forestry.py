"""A district bureau's final account in Beijing's layout, in 元: 行次 and 栏次, 类/款/项 in columns of their own."""

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
    source,
    sums,
    total,
    tree,
    under,
)
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, listed, money, numbered_rows, sheet

BODY = "北京市永宁区园林绿化局"
MEMBERS = ("北京市永宁区园林绿化局（本级）", "北京市永宁区林业工作站", "北京市永宁区公园管理服务中心")
RNG = random.Random("forestry 2023")
BOOKS = entries(
    RNG,
    [
        ("2050803", "基本", 41_000),
        ("2080501", "基本", 1_260_000),
        ("2080502", "基本", 318_000),
        ("2080505", "基本", 2_140_000),
        ("2080506", "基本", 1_070_000),
        ("2101101", "基本", 980_000),
        ("2101102", "基本", 730_000),
        ("2110302", "项目", 2_600_000),
        ("2130201", "基本", 15_800_000),
        ("2130204", "基本", 9_400_000),
        ("2130205", "项目", 88_600_000),
        ("2130234", "项目", 6_250_000),
        ("2210201", "基本", 2_300_000),
        ("2210203", "基本", 1_150_000),
    ],
)
OTHER = Decimal("318400.00")
CARRIED, KEPT = Decimal("1204366.18"), Decimal("876120.05")
ALL = total(BOOKS)
INCOME = ALL - CARRIED + KEPT
GRANT = INCOME - OTHER
BASIC, PROJECT = total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 6.1, "30102": 5.9, "30103": 4.2, "30107": 3.3, "30108": 2.1, "30109": 1.05, "30110": 1.7,
        "30113": 2.3, "30199": 0.9, "30201": 0.5, "30205": 0.06, "30206": 0.3, "30207": 0.12,
        "30208": 0.42, "30209": 0.8, "30211": 0.07, "30213": 0.35, "30216": 0.04, "30217": 0.01,
        "30228": 0.3, "30229": 0.2, "30231": 0.36, "30239": 0.7, "30299": 0.2, "30301": 0.15,
        "30302": 1.2, "30309": 0.02, "31002": 0.08,
    },
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money(thousands=True)
WAN = Decimal(10000)


def wan(amount: Decimal) -> Decimal:
    """元 in 万元, two places."""
    return (amount / WAN).quantize(Decimal("0.01"))


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="北京市永宁区园林绿化局2023年度部门决算",
        unit_name=BODY,
        year=2023,
        kind="final",
        level="department",
        cover=("北京市永宁区园林绿化局", "2023年度部门决算"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        page="landscape",
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (title, f"公开{number:02}表", f"部门：{BODY}\t金额单位：元")


def _sheets() -> list[Sheet]:
    sources = [anything, lambda entry: entry.source != "其他", source("上级"), source("事业"), source("其他")]
    received = [*BOOKS, Entry("2130205", OTHER, "项目", "其他"), Entry("2130205", KEPT - CARRIED - OTHER, "项目")]
    columns = [anything, kind("基本"), kind("项目")]
    split = "支出功能分类科目编码 | < | < | 科目名称"
    parts = "类 | 款 | 项 | 栏次"
    return [
        _overall(),
        sheet(
            "收入决算表", _above(2, "收入决算表"),
            "项目 | < | < | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 其他收入\n"
            f"{split} | ^ | ^ | ^ | ^ | ^\n#{parts} | 1 | 2 | 3 | 4 | 5",
            item_lines(tree(received, sources), sums(received, sources), SHOW, "split", blank_code=True),
            "元", (0, 1, 2, 3), notes=("注：本表反映部门本年度取得的各项收入情况。",),
        ),
        sheet(
            "支出决算表", _above(3, "支出决算表"),
            "项目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出\n"
            f"{split} | ^ | ^ | ^ | ^ | ^\n#{parts} | 1 | 2 | 3 | 4 | 5",
            item_lines(tree(BOOKS, columns), sums(BOOKS, columns), SHOW, "split", blank_code=True, extra=2),
            "元", (0, 1, 2, 3), notes=("注：本表反映部门本年度各项支出情况。",),
        ),
        _carried_over(),
        _basic(),
        _three(),
        sheet(
            "国有资本经营预算财政拨款支出决算表", _above(9, "国有资本经营预算财政拨款支出决算表"),
            "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出", [Line(("", "", "", "", ""), ())], "元", (0, 1),
            notes=("注：本部门2023年度无国有资本经营预算财政拨款支出，本表为空。",),
        ),
        _purchase(),
    ]  # fmt: skip


def _overall() -> Sheet:
    plain = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计", "本年支出合计", "结余分配",
             "年末结转和结余")  # fmt: skip
    income = numbered_rows(
        [("一般公共预算财政拨款收入", [GRANT]), ("政府性基金预算财政拨款收入", [None]), ("上级补助收入", [None]),
         ("事业收入", [None]), ("经营收入", [None]), ("其他收入", [OTHER]), ("本年收入合计", [INCOME]),
         ("使用非财政拨款结余", [None]), ("年初结转和结余", [CARRIED]), ("总计", [ALL + KEPT])],
        SHOW, 1, plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("本年支出合计", [ALL]), ("结余分配", [None]), ("年末结转和结余", [KEPT]), ("总计", [ALL + KEPT])],
        SHOW, 11, plain,
    )  # fmt: skip
    return sheet(
        "收入支出决算总表", _above(1, "收入支出决算总表"),
        "收入 | < | < | 支出 | < | <\n项目 | 行次 | 决算数 | 项目 | 行次 | 决算数\n#栏次 | | 1 | 栏次 | | 2",
        beside([Block("收入", 3, income), Block("支出", 3, spending)]), "元", (0, 1, 3, 4),
        halves=("收入", "支出"), notes=("注：本表反映部门本年度的总收支和年末结转结余情况。",),
    )  # fmt: skip


def _carried_over() -> Sheet:
    """年初结转, 本年收入, 本年支出, 年末结转 of each item, the last negative in one place."""
    title = "一般公共预算财政拨款收入支出决算表"
    lines = []
    rng = random.Random("forestry carried")
    for item in tree(BOOKS, [anything]):
        if len(item.code) != 7 or not item.code.startswith("213"):
            continue
        spent = item.amounts[0]
        begin, end = about(rng, 250_000), about(rng, 180_000)
        if item.code == "2130234":
            begin, end = Decimal(0), Decimal("-26318.40")
        cells = (begin, spent + end - begin, spent, end)
        lines.append(
            Line(
                (item.code[:3], item.code[3:5], item.code[5:], item.name, *map(SHOW, cells)),
                (named((item.name,), 4, 7, item.code),),
            )
        )
    head = (
        "支出功能分类科目编码 | < | < | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余\n"
        "类 | 款 | 项 | ^ | ^ | ^ | ^ | ^"
    )
    return sheet(title, _above(5, title), head, lines, "元", (0, 1, 2, 3))


def _basic() -> Sheet:
    title = "一般公共预算财政拨款基本支出决算表"
    items = tree(ECONOMIC, [anything])
    rows = {
        part: [((i.code, i.name, SHOW(i.amounts[0])), i.path, i.code) for i in items if i.code.startswith(prefixes)]
        for part, prefixes in (("人员经费", ("301", "303")), ("公用经费", ("302", "310")))
    }  # fmt: skip
    tails = (("人员经费合计", STAFF), ("公用经费合计", RUNNING))
    height = max(map(len, rows.values()))
    blocks = []
    for mine, (label, amount) in zip(rows.values(), tails, strict=True):
        blank = [(("", "", ""), (), None)] * (height - len(mine))
        blocks.append(Block("", 3, [*mine, *blank, ((label, "", SHOW(amount)), (label,), None)]))
    return sheet(
        title, _above(6, title),
        "人员经费 | < | < | 公用经费 | < | <\n经济分类科目编码 | 科目名称 | 金额 | 经济分类科目编码 | 科目名称 | 金额",
        beside(blocks), "元", (0, 1, 3, 4), halves=("人员经费", "公用经费"),
    )  # fmt: skip


def _three() -> Sheet:
    title = "“三公”经费财政拨款支出决算表"
    head = "项目 | 全年预算数 | 决算数 | 决算数与预算数差额"
    rows = [
        ("合计", "485,000.00", "371,962.50", "-113,037.50"),
        ("1.因公出国（境）费", "", "", ""),
        ("2.公务接待费", "25,000.00", "9,480.00", "-15,520.00"),
        ("3.公务用车购置及运行费", "460,000.00", "362,482.50", "-97,517.50"),
        ("其中：公务用车购置费", "", "", ""),
        ("公务用车运行维护费", "460,000.00", "362,482.50", "-97,517.50"),
    ]
    paths = [("合计",), ("因公出国（境）费",), ("公务接待费",), ("公务用车购置及运行费",),
             ("公务用车购置及运行费", "公务用车购置费"), ("公务用车购置及运行费", "公务用车运行维护费")]  # fmt: skip
    lines = [Line(cells, (named(path, 1, 3),)) for cells, path in zip(rows, paths, strict=True)]
    return sheet(title, _above(7, title), head, lines, "元", (0,))


def _purchase() -> Sheet:
    title = "政府采购支出情况表"
    rows = [
        (("合计",), ("41,268,905.40",)),
        (("货物支出",), ("1,206,330.00",)),
        (("工程支出",), ("28,540,112.40",)),
        (("服务支出",), ("11,522,463.00",)),
    ]
    return sheet(title, _above(10, title), "项目 | 支出金额", listed(rows), "元", (0,))


_MORE = Decimal("836.25")
_BUDGETED = wan(ALL) + Decimal("142.60")
_FIRST = f"""
# 第一部分 2023年度部门概况
## 一、部门职责
北京市永宁区园林绿化局负责本区园林绿化工作的行业管理，主要职责：
（一）贯彻落实园林绿化方面的法律法规，拟订本区园林绿化发展规划并组织实施。
（二）组织、指导和监督本区城市绿化美化养护管理和平原生态林养护工作。
（三）负责本区森林防火和林业有害生物防治的组织、协调和监督。
（四）负责公园、风景名胜区的行业管理。
## 二、机构设置及决算单位构成
纳入2023年度部门决算编制范围的单位共3个，包括：{"、".join(MEMBERS)}。
## 三、人员构成情况
本部门行政编制58人，实际54人；事业编制97人，实际91人；离退休人员43人，其中：离休2人，退休41人。
# 第二部分 2023年度部门决算报表
"""
_WORDS = f"""
# 第三部分 2023年度部门决算情况说明
## 一、收入支出决算总体情况说明
2023年度收、支总计{wan(ALL + KEPT)}万元，比上年增加{_MORE}万元，增长{100 * _MORE / (wan(ALL + KEPT) - _MORE):.2f}%，主要原因：新一轮百万亩造林绿化工程尾款集中支付。
## 二、收入决算情况说明
2023年度本年收入合计{wan(INCOME)}万元，其中：财政拨款收入{wan(GRANT)}万元，占收入合计的{100 * GRANT / INCOME:.2f}%；其他收入{wan(OTHER)}万元，占收入合计的{100 * OTHER / INCOME:.2f}%。
## 三、支出决算情况说明
2023年度本年支出合计{wan(ALL)}万元，其中：基本支出{wan(BASIC)}万元，占支出合计的{100 * BASIC / ALL:.2f}%；项目支出{wan(PROJECT)}万元，占支出合计的{100 * PROJECT / ALL:.2f}%。
## 四、财政拨款支出决算情况说明
2023年度一般公共预算财政拨款支出{wan(ALL)}万元，年初预算{_BUDGETED}万元，完成年初预算的{100 * wan(ALL) / _BUDGETED:.2f}%，决算数小于年初预算数的主要原因：部分养护合同跨年结算。
## 五、“三公”经费财政拨款支出决算情况说明
2023年“三公”经费财政拨款决算数37.20万元，比2023年“三公”经费财政拨款年初预算48.50万元减少11.30万元。其中：公务接待费0.95万元，全年接待12批次、96人次；公务用车运行维护费36.25万元，用于18辆公务用车，车均运行维护费2.01万元。
## 六、机关运行经费支出情况
2023年机关运行经费支出合计{wan(RUNNING)}万元，比上年减少21.37万元，减少原因：严格落实过紧日子要求，压减办公费和印刷费。
## 七、国有资产占用情况
2023年，本部门固定资产总额15236.84万元，其中：车辆18辆，账面净值214.60万元；单价100万元（含）以上的设备2台。
## 八、预算绩效情况
本部门对2023年度XX个项目开展绩效自评，其中平原生态林养护项目评价得分93.60分。
# 第四部分 名词解释
“三公”经费财政拨款支出：指本部门当年部门预算安排的因公出国（境）费用、公务用车购置及运行维护费、公务接待费支出。
平原生态林养护：指对平原地区造林工程形成的林地开展浇水、除草、修剪、病虫害防治等日常管护。
森林资源培育：反映育苗、造林、抚育、退化林修复等森林培育方面的支出。
"""
