"""The guard: what of a model's words goes out, as tables of cases and as laws."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.answer.claims import claims
from service.answer.guard import checked, letters, sentences

QUOTES = (
    "2025年公务接待费预算3,058.09万元，比上年减少0.50万元，下降20%，原因是厉行节约。"
    "根据《预算法》规定，由省财政厅负责审核。",
    "本单位未安排政府性基金预算。\n共有公务用车3辆，占编制数的百分之六十，比上年增加两个百分点。",
)
QUESTION = "公务接待费减少的原因是什么"
PROMPT = "要求：只依据原文作答，数字和单位照抄，不换算，不相加。"


def guarded(text, figures=()):
    return checked(text, QUOTES, figures, PROMPT, QUESTION)


@pytest.mark.parametrize(
    "text",
    [
        "2025年公务接待费预算3,058.09万元。",
        "2025年公务接待费预算为3058.09万元。",
        "2025年公务接待费预算３，０５８．０９万元。",
        "2025年公务接待费预算30580900元。",
        "2025年公务接待费预算30,580,900.00元。",
        "公务接待费预算0.305809亿元。",
        "二〇二五年公务接待费预算3,058.09万元。",
        "公务接待费比上年减少五千元，下降20%。",
        "公务接待费比上年下降百分之二十。",
        "公务接待费比上年下降二成。",
        "公务接待费减少的原因是厉行节约。",
        "公务用车3辆。",
        "公务用车三辆，占编制数的60%。",
        "占编制数的百分之六十，比上年增加2个百分点。",
        "根据《预算法》规定，由省财政厅负责审核。",
        "本单位未安排政府性基金预算。",
        "公务接待费是“三公”经费的一项，原因是厉行节约。",
    ],
)
def test_what_the_quotes_state_survives_in_any_notation(text):
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2025年公务接待费预算3,058.90万元。",
        "2025年公务接待费预算3,058.09元。",
        "2025年公务接待费预算3,058.09亿元。",
        "2025年公务接待费预算约3058万元。",
        "2025年公务接待费预算58.09万元。",
        "2025年公务接待费预算3000多万元。",
        "2025年公务接待费预算三千万元。",
        "2025年公务接待费预算数千万元。",
        "2024年公务接待费预算3,058.09万元。",
        "二〇二四年公务接待费预算3,058.09万元。",
        "公务接待费比上年减少0.50%。",
        "公务接待费比上年下降20个百分点。",
        "公务接待费比上年增长20%。",
        "公务接待费比上年增加0.50万元。",
        "公务接待费下降了三成。",
        "公务接待费下降-20%。",
        "公务接待费减少了一半。",
        "公务用车四辆。",
        "公务用车3台。",
        "公务接待费下降 ２１ ％。",
        "公务接待费下降٢١%。",
        "公务接待费预算叁仟万元。",
        "公务接待费预算1亿3058.09万元。",
        "公务接待费预算**3,058.09**元。",
    ],
)
def test_a_number_that_the_quotes_do_not_state_never_gets_out(text):
    assert guarded(text) is None


@pytest.mark.parametrize(
    "text, why",
    [
        ("根据《会计法》规定，由省财政厅负责审核。", "a title of another document"),
        ("由省民政厅负责审核，原因是厉行节约。", "a body that no quote names"),
        ("本单位安排政府性基金预算。", "a denial taken away"),
        ("公务接待费预算没有减少，原因是厉行节约。", "a denial put in"),
        ("该单位还承担农业灌溉和气象观测工作。", "no ground in the quotes"),
        ("只依据原文作答，数字和单位照抄，不换算。", "the prompt"),
        ("不换算，不相加。", "a short piece of the prompt"),
        ("公务接待费减少的原因是什么", "the question"),
        ("公务接待费为什么减少？", "a question"),
        ("问题：公务接待费减少的原因", "a label of the conversation"),
        ("<|im_start|>公务接待费预算，原因是厉行节约。", "chat markup"),
        ("<end_of_turn>公务接待费预算。", "chat markup"),
        ("作为一个语言模型，公务接待费减少的原因是厉行节约。", "a model that speaks of itself"),
        ("是。", "a bare yes"),
        ("无", "what the prompt asks for where the quotes don't answer"),
        ("……", "nothing said"),
        ("", "nothing"),
    ],
)
def test_what_else_never_gets_out(text, why):
    assert guarded(text) is None, why


@pytest.mark.parametrize(
    "text, kept",
    [
        ("公务接待费下降20%。会议费5万元。", "公务接待费下降20%。"),
        ("会议费5万元，其中：培训。公务接待费下降20%。", "公务接待费下降20%。"),
        ("公务接待费预算5万元；比上年减少0.50万元。", None),
        ("公务接待费下降20%；会议费5万元。", "公务接待费下降20%。"),
        ("答：公务接待费下降20%。", "公务接待费下降20%。"),
        ("**公务接待费**下降20%。", "公务接待费下降20%。"),
        ("公务接待费减少的原因：\n7. 会议少了5次。\n8. 厉行节约。", "厉行节约。"),
        ("- 公务接待费下降20%。\n- 公务用车3辆。", "公务接待费下降20%。\n公务用车3辆。"),
        ("7. 公务接待费下降20%。", "公务接待费下降20%。"),
        ("3. 公务接待费下降20%。", "3. 公务接待费下降20%。"),
        ("公务接待费下降20%。\n<|im_end|>\n公务用车3辆。", "公务接待费下降20%。\n公务用车3辆。"),
    ],
)
def test_sentences_go_one_by_one_and_those_that_lean_go_with_them(text, kept):
    assert guarded(text) == kept


@pytest.mark.parametrize(
    "text, figures, survives",
    [
        ("公务接待费占预算的1.64%。", ("1.64%",), True),
        ("公务接待费占预算的1.65%。", ("1.64%",), False),
        ("公务接待费占预算的1.64%。", ("1.64",), False),
        ("公务接待费减少3.10万元。", ("-3.10万元",), True),
        ("公务接待费减少31000元。", ("-3.10万元",), True),
        ("公务接待费增加3.10万元。", ("-3.10万元",), False),
        ("公务接待费预算463.26万元。", ("463.26万元",), True),
    ],
)
def test_the_plans_figures_may_be_said(text, figures, survives):
    assert (guarded(text, figures) == text) is survives


@pytest.mark.parametrize(
    "quote, text, survives",
    [
        ("单位：万元\n办公费 12.30", "办公费12.30万元。", True),
        ("单位：万元\n办公费 12.30", "办公费123000元。", True),
        ("单位：万元\n办公费 12.30", "办公费12.30元。", False),
        ("办公费 12.30", "办公费12.30万元。", False),
        ("办公费 12.30", "办公费12.30。", True),
    ],
)
def test_bare_figures_have_the_unit_that_is_declared(quote, text, survives):
    assert (checked(text, [quote]) == text) is survives


@pytest.mark.parametrize(
    "text, expected",
    [
        ("减少3,058.09万元", [("30580900", "元")]),
        ("增加三个百分点", [("3", "个百分点")]),
        ("百分之五点二五", [("5.25", "%")]),
        ("1亿2000万元", [("120000000", "元")]),
        ("1亿两千万元", [("120000000", "元")]),
        ("２万件，3辆", [("20000", "件"), ("3", "辆")]),
        ("2025年12月底前", [("2025", "年"), ("12", "月")]),
        ("增长-5%", [("-5", "%")]),
        ("90%-95%", [("90", "%"), ("95", "%")]),
        ("“三公”经费十分重要，一是一项工作，第三项", []),
        ("单位：万元；队伍人员", []),
        ("9" * 60 + "元", [("9" * 60, "元")]),
    ],
)
def test_numbers_are_read_with_what_they_count(text, expected):
    assert [(claim.value, claim.kind) for claim in claims(text)] == [(Decimal(v), k) for v, k in expected]


SUBJECTS = st.sampled_from(["公务接待费", "基本支出", "项目支出", "一般公共预算财政拨款收入", "机关运行经费"])
VERBS = st.sampled_from(["预算为", "支出决算", "比上年增加", "比上年减少", "同比下降", "完成年初预算的", "由", "约"])
CHINESE = st.sampled_from(["两千万元", "三个百分点", "百分之五", "二〇二三年", "七辆", "十二人", "三成", "壹佰万元"])
PLAIN = st.decimals(0, 10**9, places=2).map(str) | st.integers(0, 10**9).map(str)
GROUPED = st.integers(1000, 10**12).map("{:,}".format)
UNITS = st.sampled_from(["元", "万元", "亿元", "%", "个百分点", "辆", "人", "年", "平方米", ""])
AMOUNTS = CHINESE | st.builds(str.__add__, PLAIN | GROUPED, UNITS)
TAILS = st.sampled_from(["，主要原因是人员变动", "，主要用于日常公用开支", "（含上年结转）", ""])
STATEMENTS = st.builds("{}{}{}{}{}".format, SUBJECTS, VERBS, AMOUNTS, TAILS, st.sampled_from("。；"))


@given(st.lists(STATEMENTS, min_size=1, max_size=6), st.data())
def test_a_text_of_the_quotes_own_sentences_always_survives(stated, data):
    quotes = ["".join(stated[: len(stated) // 2]), "".join(stated[len(stated) // 2 :])]
    said = data.draw(st.lists(st.sampled_from(stated), min_size=1))
    text = data.draw(st.sampled_from(["", "\n"])).join(said)
    assert checked(text, quotes) == text


@given(st.lists(STATEMENTS, min_size=1, max_size=4), SUBJECTS, VERBS, AMOUNTS, TAILS)
def test_a_number_that_no_quote_states_never_gets_out(stated, subject, verb, amount, tail):
    quotes = ["".join(stated)]
    known = [claim for sentence in sentences(quotes[0]) for claim in claims(sentence)]
    values = {claim.value for claim in known} | {claim.printed for claim in known}
    changed = claims(amount)
    assume(all(claim.value not in values and claim.printed not in values for claim in changed))
    sentence = f"{subject}{verb}{amount}{tail}。"
    kept = checked("".join([*stated, sentence, stated[0]]), quotes)
    assert letters(amount) not in letters((kept or "").replace("".join(stated), "").replace(stated[0], ""))
    assert checked(sentence, quotes) is None


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_judged_and_says_nothing_new_when_judged_again(text, quotes):
    kept = checked(text, quotes)
    assert kept is None or all(number in str(quotes) for number in kept if number in "0123456789")


@given(st.text())
def test_sentences_joined_are_the_text(text):
    assert "".join(sentences(text)) == text
