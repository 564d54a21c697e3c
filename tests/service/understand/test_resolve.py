"""Question | plan, over the small disclosure. A cell is written as its address: row/column@table (文 is prose)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.plan import printed
from service.understand.resolution import Resolution
from service.understand.resolve import resolve
from service.understand.wording import grammar, normalise
from service.understand.wording.frame import Frame, Op

if TYPE_CHECKING:
    from tests.service.conftest import Small

PROJECTS = (
    "人工影响天气作业经费@表6, 暴雨预警信息发布平台建设项目@表6, 气象观测站点维护经费@表6, 农村气象信息员培训@表6"
)
ALL = f'group([{PROJECTS}], "项目", 临溪市气象局@表6)'
WAGES = "津贴补贴@表3, 奖金@表3, 机关事业单位基本养老保险缴费@表3, 职工基本医疗保险缴费@表3, 住房公积金@表3"
GOODS = (
    "办公费@表3, 印刷费@表3, 邮电费@表3, 差旅费@表3, 维修（护）费@表3, 公务接待费@表3, 公务用车运行维护费@表3, "
    "工会经费@表3, 其他商品和服务支出@表3"
)


def resolved(question: str, small: Small) -> tuple[Frame, Resolution] | None:
    """The first reading that the disclosure can answer, as the answer flow tries them."""
    for frame in grammar.frames(normalise.question(question), small.vocabulary.protect):
        found = resolve(frame, small.vocabulary)
        if found is not None:
            return frame, found
    return None


def plan_of(question: str, small: Small) -> str | None:
    found = resolved(question, small)
    return small.addressed(printed.show(found[1].plan)) if found else None


def known(question: str, plan: str, reason: str) -> object:
    return pytest.param(question, plan, marks=pytest.mark.xfail(strict=True, reason=reason))


LOOK_UPS = [
    ("2025年收入总计是多少？", "收入总计@表1"),
    ("支出总计多少钱", "支出总计@表1"),
    ("一般公共预算收入是多少", "一般公共预算@表1"),
    ("上年结转是多少", "上年结转@表1"),
    ("邮电费预算多少钱", "邮电费@表3"),
    ("维修费多少", "维修（护）费@表3"),
    ("出差花了多少钱", "差旅费@表3"),
    ("工会经费安排了多少", "工会经费@表3"),
    ("2101101是哪个科目，今年安排了多少？", "行政单位医疗@表2"),
    ("2200509是多少", "气象服务@表2"),
    ("2200509是什么科目", "coded([气象服务@表2])"),
    ("行政运行的科目编码是多少", "coded([行政运行@表2])"),
    ("项目支出是多少", "合计/项目支出@表2"),
    ("基本支出合计多少", "合计/基本支出@表2"),
    ("气象服务的项目支出是多少", "气象服务/项目支出@表2"),
    ("气象服务的基本支出是多少", "气象服务/基本支出@表2"),
    ("2200504的项目支出多少", "气象事业机构/项目支出@表2"),
    ("公务接待费多少", "公务接待费@表5"),
    ("请客吃饭的钱有多少", "公务接待费@表5"),
    ("公务用车购置费多少", "公务用车购置费@表5"),
    ("气象观测站点维护经费的单位资金是多少", "气象观测站点维护经费/单位资金@表6"),
    ("暴雨预警平台建设项目多少钱", "暴雨预警信息发布平台建设项目@表6"),
    ("政府采购货物预算多少", "政府采购货物预算@文"),
    ("政府采购预算总额", "政府采购预算总额@文"),
    ("实有公务用车多少辆", "公务用车/实有@文"),
    ("应急保障用车几辆", "应急保障用车@文"),
    ("办公用房面积多少平方米", "办公用房建筑总面积@文"),
    ("公务接待费多少元？", 'convert(公务接待费@表5, "元")'),
    ("总收入多少亿元", 'convert(收入总计@表1, "亿元")'),
    ("办公费和印刷费各是多少", "several([办公费@表3, 印刷费@表3], no)"),
    ("收入总计换算成亿元是多少", 'convert(收入总计@表1, "亿元")'),
    ("三公经费多少", "合计@表5"),
    known("出国花了多少钱", "因公出国（境）费@表5", "prose speaks before the table made for the question"),
    ("公车有几辆", "公务用车/实有@文"),
]
GOALS = [
    ("增雨作业次数的年度目标是多少", "增雨作业次数/年度@绩效"),
    ("增雨作业次数实施期目标是多少", "增雨作业次数/实施期@绩效"),
    ("受益农户满意度的目标值", "受益农户满意度/年度@绩效"),
    ("农户满意度实施期目标是多少", "受益农户满意度/实施期@绩效"),
    ("作业任务什么时候完成", "作业任务完成时间/年度@绩效"),
    ("项目期几年", "项目期/内容@绩效"),
]
CALCULATIONS = [
    ("办公费和印刷费一共多少", 'sum([办公费@表3, 印刷费@表3], "")'),
    ("基本工资、津贴补贴、奖金合计多少", 'sum([基本工资@表3, 津贴补贴@表3, 奖金@表3], "")'),
    ("基本工资加奖金等于多少", 'sum([基本工资@表3, 奖金@表3], "")'),
    ("办公费印刷费邮电费加起来多少", 'sum([办公费@表3, 印刷费@表3, 邮电费@表3], "")'),
    ("基本工资比奖金多多少", "difference(基本工资@表3, 奖金@表3)"),
    ("退休费比离休费多多少元", 'convert(difference(退休费@表3, 离休费@表3), "元")'),
    ("项目支出比基本支出少多少", "difference(合计/项目支出@表2, 合计/基本支出@表2)"),
    ("工资福利支出减去基本工资还剩多少", "difference(工资福利支出@表3, 基本工资@表3)"),
    ("项目支出占支出总计的百分之几", "share(合计/项目支出@表2, 支出总计@表1)"),
    ("工会经费占商品和服务支出的比例", "share(工会经费@表3, 商品和服务支出@表3)"),
    ("气象服务占比", "share(气象服务@表2, 合计@表2)"),
    ("工会经费占比", "share(工会经费@表3, 商品和服务支出@表3)"),
    ("办公费占办公费和印刷费合计的百分之几", 'share(办公费@表3, sum([办公费@表3, 印刷费@表3], ""))'),
    ("基本支出是项目支出的几倍", "multiple(合计/基本支出@表2, 合计/项目支出@表2)"),
    ("办公费、印刷费、邮电费平均多少", 'mean([办公费@表3, 印刷费@表3, 邮电费@表3], "")'),
    ("四个项目平均每个多少钱", f'mean([{PROJECTS}], "项目")'),
    ("平均每辆车运行维护费多少", "per_unit(公务用车运行维护费@表5, 公务用车/实有@文)"),
    ("办公费平均每月多少", 'per_unit(办公费@表3, given(12d, "月"))'),
    ("办公费按3人计，人均多少", 'per_unit(办公费@表3, given(3d, "人"))'),
    ("3个人平均每人办公费多少", 'per_unit(办公费@表3, given(3d, "人"))'),
    ("基本工资和津贴补贴哪个多", "compare(基本工资@表3, 津贴补贴@表3, yes)"),
    ("差旅费超过20万了吗", 'compare(差旅费@表3, given(200000d, "元"), yes)'),
    ("收入总计和支出总计是否一致", "verify(收入总计@表1, 支出总计@表1)"),
    (
        "工资福利支出、商品和服务支出、对个人和家庭的补助加起来等于合计吗",
        'verify(sum([工资福利支出@表3, 商品和服务支出@表3, 对个人和家庭的补助@表3], ""), 合计@表3)',
    ),
    ("公务接待费在说明里和表里一样吗", "verify(公务接待费@文, 公务接待费@表5)"),
]
CHANGES = [
    ("三公经费比上年减少多少", "stated(三公经费预算/change@文, 三公经费预算/rate@文, no)"),
    ("公务接待费下降了百分之几", "stated(公务接待费/change@文, 公务接待费/rate@文, yes)"),
    ("公务用车购置及运行费比上年变化多少", "stated(公务用车购置及运行费/change@文, none, no)"),
    ("去年三公经费是多少", "prior(三公经费预算@文, 三公经费预算/change@文)"),
    ("2024年公务接待费多少", "prior(公务接待费@文, 公务接待费/change@文)"),
    ("2024年收入总计多少", "prior(预算收入总计@文, 预算收入总计/change@文)"),
]
SETS = [
    ("哪个项目金额最大", f"top({ALL}, 1, yes, no)"),
    ("最大的三个项目", f"top({ALL}, 3, yes, no)"),
    ("第二大的项目是哪个", f"top({ALL}, 2, yes, yes)"),
    ("项目从大到小排列", f"top({ALL}, none, yes, no)"),
    ("项目从小到大排列", f"top({ALL}, none, no, no)"),
    ("超过60万元的项目有哪些", f'filter({ALL}, ">", given(600000d, "元"), none, no)'),
    ("有几个项目超过80万", f'filter({ALL}, ">", given(800000d, "元"), none, yes)'),
    ("50万到100万之间的项目有哪些", f'filter({ALL}, ">=", given(500000d, "元"), given(1000000d, "元"), no)'),
    ("有几个项目", f"count({ALL})"),
    ("一共有几个项目", f"count({ALL})"),
    ("一共有多少个项目", f"count({ALL})"),
    ("项目支出项目一共有几个", f"count({ALL})"),
    (
        "工资福利支出里最大的一项是什么",
        f'top(group([基本工资@表3, {WAGES}], "工资福利支出", 工资福利支出@表3), 1, yes, no)',
    ),
    ("商品和服务支出由哪些构成", f'breakdown(group([{GOODS}], "商品和服务支出", 商品和服务支出@表3))'),
    ("工资福利支出里除了基本工资，其余一共多少", f'sum([{WAGES}], "除基本工资外的工资福利支出")'),
    (
        "办公费、印刷费、邮电费哪个最多",
        'top(group([办公费@表3, 印刷费@表3, 邮电费@表3], "所列各项", none), 1, yes, no)',
    ),
]


@pytest.mark.parametrize("question", ["邮电费的科目编码是多少", "2129999是什么科目"])
def test_an_unprinted_code_is_not_told(question: str, small: Small) -> None:
    found = resolved(question, small)
    assert found is None or found[0].op is not Op.CODE


@pytest.mark.parametrize("question, plan", [*LOOK_UPS, *GOALS, *CALCULATIONS, *CHANGES, *SETS])
def test_plan(question: str, plan: str, small: Small) -> None:
    assert plan_of(question, small) == plan


@pytest.mark.parametrize(
    "question",
    [
        "火箭发射费用多少",
        "职业年金多少",
        "培训费占会议费的百分之几",
        "2050101是多少",
        "2010301行政运行多少",
        "职工食堂比差旅费多多少",
        "公务接待费完成预算的百分之几",
    ],
)
def test_what_the_disclosure_does_not_name_has_no_plan(question: str, small: Small) -> None:
    assert plan_of(question, small) is None


@pytest.mark.parametrize("question", ["工资福利支出2019年是多少", "2023年差旅费多少", "去年邮电费多少"])
def test_a_year_that_is_not_told_has_no_plan(question: str, small: Small) -> None:
    assert plan_of(question, small) is None


def test_a_plan_explains_what_was_asked(small: Small) -> None:
    found = resolved("气象服务的项目支出是多少", small)
    assert found is not None
    frame, resolution = found
    assert (frame.op, resolution.explained, resolution.choices) == (Op.LOOKUP, 1.0, ())


ASKED = [
    "{}是多少？", "请问{}是多少", "{} 多少？", "　{}　是多少 ？", "您好，请问{}安排了多少呀？谢谢！", "{}多少钱",
    "麻烦查一下{}", "今年{}多少", "{}预算是多少啊", "想了解一下{}有多少",
]  # fmt: skip


@pytest.mark.parametrize("name", ["差旅费", "气象服务", "暴雨预警信息发布平台建设项目", "政府采购服务预算", "退休费"])
def test_wording_around_a_name_changes_nothing(name: str, small: Small) -> None:
    plans = {form: plan_of(form.format(name), small) for form in ASKED}
    assert set(plans.values()) == {plan_of(name + "多少", small)}, plans


@pytest.mark.parametrize(
    "names", [("办公费", "印刷费", "差旅费"), ("退休费", "基本工资"), ("卫生健康支出", "住房保障支出")]
)
def test_the_order_of_addends_is_the_questions_alone(names: tuple[str, ...], small: Small) -> None:
    there = plan_of("、".join(names) + "一共多少", small)
    back = plan_of("、".join(reversed(names)) + "一共多少", small)
    assert there is not None
    assert back is not None
    addends = [sorted(plan.split("[")[1].split("]")[0].split(", ")) for plan in (there, back)]
    assert addends[0] == addends[1]
    assert len(addends[0]) == len(names)
