"""A city bureau's budget in Jiangsu's layout: rows of units, 三公 with 会议费 and 培训费, purchases by item."""

from __future__ import annotations

import random
from decimal import Decimal

from eval.documents.books import anything, economic, entries, kind, spread, sums, total, tree, under
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, money, numbered_rows, sheet

BODY = "双溪市生态环境局"
MEMBERS = ("双溪市生态环境局（本级）", "双溪市环境监测站", "双溪市生态环境综合行政执法局")
RNG = random.Random("environment 2024")
PARTS = {
    MEMBERS[0]: entries(RNG, [
        ("2080505", "基本", 62), ("2080506", "基本", 31), ("2110101", "基本", 740), ("2110102", "项目", 95),
        ("2110301", "项目", 420), ("2110302", "项目", 860), ("2110307", "项目", 150), ("2210201", "基本", 118),
        ("2210203", "基本", 210)], MEMBERS[0]),
    MEMBERS[1]: entries(RNG, [
        ("2080505", "基本", 54), ("2080506", "基本", 27), ("2111101", "基本", 480), ("2111101", "项目", 365),
        ("2210201", "基本", 92), ("2210203", "基本", 160)], MEMBERS[1]),
    MEMBERS[2]: entries(RNG, [
        ("2080505", "基本", 70), ("2080506", "基本", 35), ("2111102", "基本", 690), ("2111102", "项目", 128),
        ("2210201", "基本", 126), ("2210203", "基本", 225)], MEMBERS[2]),
}  # fmt: skip
BOOKS = [entry for part in PARTS.values() for entry in part]
ALL, BASIC, PROJECT = total(BOOKS), total(BOOKS, kind("基本")), total(BOOKS, kind("项目"))
EARLIER = dict(zip(MEMBERS, spread(RNG, Decimal("126.40"), [5, 3, 2]), strict=True))  # fmt: skip
CARRIED = sum(EARLIER.values(), Decimal(0))
INCOME = ALL - CARRIED
ECONOMIC = economic(
    RNG,
    BASIC,
    {
        "30101": 430, "30102": 620, "30103": 390, "30107": 310, "30108": 186, "30109": 93, "30110": 140,
        "30113": 336, "30199": 80, "30201": 42, "30202": 7, "30205": 5, "30206": 34, "30207": 13,
        "30209": 58, "30211": 31, "30213": 27, "30214": 9, "30215": 6, "30216": 11, "30217": 7.5,
        "30226": 24, "30227": 18, "30228": 38, "30229": 52, "30231": 39, "30239": 88, "30299": 41,
        "30302": 96, "30309": 0.5, "31002": 16,
    },
)  # fmt: skip
STAFF, RUNNING = total(ECONOMIC, under("301", "303")), total(ECONOMIC, under("302", "310"))
SHOW = money(thousands=True)
MORE = Decimal("318.72")


def make() -> Disclosure:
    """The disclosure."""
    return Disclosure(
        name="2024年度双溪市生态环境局部门预算公开",
        unit_name=BODY,
        year=2024,
        kind="budget",
        level="department",
        repeat_header=False,
        text_page=25,
        wrap=12,
        cover=("2024年度", "双溪市生态环境局", "部门预算公开"),
        parts=(*prose(_FIRST), *_sheets(), *prose(_WORDS)),
        members=MEMBERS,
    )


def _above(number: int, title: str) -> tuple[str, ...]:
    return (f"公开{number:02}表", title, f"部门：{BODY}\t单位：万元")


def _sheets() -> list[Sheet]:
    title = "财政拨款支出表（功能科目）"
    return [
        _overall(),
        _income(),
        sheet(
            title, _above(3, title),
            "科目编码 | 科目名称 | 合计 | 基本支出 | < | < | 项目支出\n^ | ^ | ^ | 小计 | 人员经费 | 公用经费 | ^",
            _function_lines(), "万元", (0, 1),
        ),
        _basic(),
        _three(),
        _purchase(),
        sheet(
            "机关运行经费支出预算表", _above(10, "机关运行经费支出预算表"), "科目编码 | 科目名称 | 机关运行经费支出",
            item_lines([i for i in tree(ECONOMIC, [anything]) if i.code.startswith(("302", "310"))],
                       (RUNNING,), SHOW), "万元", (0, 1),
        ),
    ]  # fmt: skip


def _function_lines() -> list[Line]:
    """基本支出 of each item in its two parts; for 类 and 款 too."""
    running: dict[str, Decimal] = {}
    basics = [entry for entry in BOOKS if entry.kind == "基本" and entry.code.startswith("211")]
    whole = total(basics)
    parts = spread(random.Random("running"), RUNNING, [float(e.amount / whole) for e in basics])
    for entry, part in zip(basics, parts, strict=True):
        running[entry.code] = part
    items = tree(BOOKS, [anything, kind("基本"), kind("项目")])
    lines = []
    rows: list[tuple[str, tuple[str, ...], tuple[Decimal, ...], Decimal]] = [
        ("", ("合计",), sums(BOOKS, [anything, kind("基本"), kind("项目")]), RUNNING)
    ]
    rows += [
        (i.code, i.path, i.amounts, sum((v for c, v in running.items() if c.startswith(i.code)), Decimal(0)))
        for i in items
    ]
    for code, path, amounts, part in rows:
        cells = (amounts[0], amounts[1], amounts[1] - part, part, amounts[2])
        lines.append(Line((code, path[-1], *map(SHOW, cells)), (named(path, 2, 6, code or None),)))
    return lines


def _overall() -> Sheet:
    plain = ("当年收入小计", "上年结转资金", "收入合计", "当年支出小计", "结转下年资金", "支出合计")
    income = numbered_rows(
        [("一般公共预算拨款收入", [INCOME]), ("政府性基金预算拨款收入", [None]), ("国有资本经营预算拨款收入", [None]),
         ("财政专户管理资金收入", [None]), ("事业收入", [None]), ("其他收入", [None]),
         ("当年收入小计", [INCOME]), ("上年结转资金", [CARRIED]), ("收入合计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    spending = numbered_rows(
        [*((i.name, [*i.amounts]) for i in tree(BOOKS, [anything]) if len(i.code) == 3),
         ("当年支出小计", [ALL]), ("结转下年资金", [None]), ("支出合计", [ALL])], SHOW, plain=plain,
    )  # fmt: skip
    title = "收支总表"
    return sheet(
        title, _above(1, title), "收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), "万元", (0, 2),
        halves=("收入", "支出"),
    )  # fmt: skip


def _income() -> Sheet:
    title = "收入总表"
    head = (
        "单位代码 | 单位名称 | 合计 | 本年收入 | < | < | < | 上年结转结余\n"
        "^ | ^ | ^ | 小计 | 一般公共预算 | 政府性基金预算 | 其他收入 | ^"
    )
    lines = [
        Line(
            ("", "合计", SHOW(ALL), SHOW(INCOME), SHOW(INCOME), "", "", SHOW(CARRIED)),
            (named(("合计",), 2, 7),),
        )
    ]
    for number, (name, part) in enumerate(PARTS.items(), 1):
        whole, kept = total(part), EARLIER[name]
        cells = (SHOW(whole), SHOW(whole - kept), SHOW(whole - kept), "", "", SHOW(kept))
        lines.append(Line((f"04200{number}", name, *cells), (named((name,), 2, 7),)))
    return sheet(title, _above(2, title), head, lines, "万元", (0, 1))


def _basic() -> Sheet:
    title = "一般公共预算基本支出表"
    columns = [anything, under("301", "303"), under("302", "310")]
    head = "部门预算支出经济分类科目 | < | 本年一般公共预算基本支出 | < | <\n科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费"
    lines = item_lines(tree(ECONOMIC, columns), sums(ECONOMIC, columns), SHOW)
    return sheet(title, _above(7, title), head, lines, "万元", (0, 1))


def _three() -> Sheet:
    title = "一般公共预算“三公”经费、会议费、培训费支出预算表"
    head = (
        "“三公”经费 | < | < | < | < | < | 会议费 | 培训费\n"
        "合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | ^ | ^\n"
        "^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^"
    )
    cells = ("64.80", "0.00", "57.30", "18.30", "39.00", "7.50", "6.20", "11.40")
    return sheet(title, _above(8, title), head, [Line(cells, (named((), 0, 7),))], "万元", ())


def _purchase() -> Sheet:
    title = "政府采购支出预算表"
    rows = [
        ("货物", "执法执勤车辆", "车辆采购", "分散采购", "18.30"),
        ("货物", "便携式气相色谱仪", "仪器设备采购", "集中采购", "46.00"),
        ("货物", "台式计算机", "办公设备采购", "集中采购", "9.60"),
        ("服务", "空气自动站运维", "环境监测", "分散采购", "128.50"),
        ("服务", "土壤污染状况调查", "土壤治理", "分散采购", "96.00"),
        ("服务", "物业管理", "公用经费", "集中采购", "58.00"),
    ]
    head = "采购品目大类 | 采购物品名称 | 专项名称 | 采购组织形式 | 总计"
    lines = [Line(("合计", "", "", "", "356.40"), (named(("合计",), 4, 4),))]
    lines += [Line(row, (named((row[0], row[1]), 4, 4),)) for row in rows]
    return sheet(title, _above(9, title), head, lines, "万元", (0, 1, 2, 3))


_FIRST = f"""
# 第一部分 部门概况
## 一、主要职能
（一）负责建立健全全市生态环境基本制度，拟订生态环境规划并组织实施。
（二）负责环境污染防治的监督管理，制定大气、水、土壤、噪声等污染防治管理制度并监督实施。
（三）组织开展生态环境监测、信息发布和环境应急工作。
（四）统一负责生态环境监督执法，查处重大生态环境违法问题。
## 二、部门机构设置及预算单位构成情况
1.双溪市生态环境局内设机构包括：办公室、法规与督察科、大气环境科、水生态环境科、土壤与固体废物科。
2.从预算单位构成看，纳入本部门2024年部门汇总预算编制范围的预算单位共计3家，具体包括：{"、".join(MEMBERS)}。
## 三、2024年部门主要工作任务及目标
2024年，全市PM2.5平均浓度控制在28微克/立方米以下，国考断面水质优Ⅲ比例达到100%。
# 第二部分 2024年度部门预算表
"""
_WORDS = f"""
# 第三部分 2024年度部门预算情况说明
## 一、收支预算总体情况说明
双溪市生态环境局2024年度收入、支出预算总计{ALL:,}万元，与上年相比收、支预算总计各增加{MORE}万元，增长{100 * MORE / (ALL - MORE):.2f}%，主要原因是新增太浦河支流水环境治理项目。其中：本年收入合计{INCOME:,}万元，上年结转结余为{CARRIED}万元。
## 二、支出预算情况说明
本年支出合计{ALL:,}万元，其中：基本支出{BASIC:,}万元，占{100 * BASIC / ALL:.2f}%；项目支出{PROJECT:,}万元，占{100 * PROJECT / ALL:.2f}%。
## 三、一般公共预算“三公”经费、会议费、培训费支出预算情况说明
2024年度一般公共预算拨款安排的“三公”经费支出预算64.80万元，比上年预算增加16.30万元，主要原因是更新执法用车1辆。其中公务用车购置预算支出18.30万元，比上年预算增加18.30万元；公务用车运行维护费预算支出39.00万元，比上年预算减少1.00万元；公务接待费预算支出7.50万元，比上年预算减少1.00万元，主要原因是厉行节约。会议费预算支出6.20万元，与上年预算相同；培训费预算支出11.40万元，比上年预算增加0.60万元，主要原因是增加执法大练兵培训。
## 四、机关运行经费支出预算情况说明
2024年本部门一般公共预算机关运行经费预算支出{RUNNING}万元，与上年相比增加9.86万元，增长{986 / (RUNNING - Decimal("9.86")):.2f}%，主要原因是办公楼物业费上涨。
## 五、政府采购支出预算情况说明
2024年度政府采购支出预算总额356.40万元，其中：拟采购货物支出73.90万元、拟采购工程支出0万元、拟采购服务支出282.50万元。
## 六、国有资产占用情况说明
本部门共有车辆19辆，其中：机要通信用车1辆、应急保障用车4辆、执法执勤用车12辆、特种专业技术用车2辆。单价50万元（含）以上的通用设备6台（套），单价100万元（含）以上的专用设备11台（套）。
## 七、预算绩效目标设置情况说明
2024年度，本部门整体支出纳入绩效目标管理，涉及财政性资金{ALL:,}万元；本部门共8个项目纳入绩效目标管理，涉及财政性资金合计{PROJECT:,}万元，占财政性资金总额的比例为{100 * PROJECT / ALL:.2f}%。
# 第四部分 名词解释
一、财政拨款：单位从同级财政部门取得的各类财政拨款，包括一般公共预算拨款、政府性基金预算拨款、国有资本经营预算拨款。
二、生态环境监测与信息：反映生态环境监测、信息系统建设与运行等方面的支出。
三、上年结转结余：指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金。
"""
