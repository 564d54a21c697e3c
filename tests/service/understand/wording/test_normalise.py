"""One spelling for a question, whatever it was typed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understand.wording import normalise


@pytest.mark.parametrize(
    "typed, spelt",
    [
        ("收入总计是多少？", "收入总计是多少？"),
        ("２０２５年　收入总计　是多少？", "2025年收入总计是多少？"),
        ("“三公”经费，多少", "三公经费，多少"),
        ("「三公」經費多少", "三公经费多少"),
        ("收入总计是多少?", "收入总计是多少？"),
        ("  办 公 费 ", "办公费"),
        ("维修(护)费", "维修（护）费"),
        ("1,234,567元", "1234567元"),
        ("办公费,印刷费", "办公费，印刷费"),
        ("What  is the\ttotal?", "What is the total？"),
        ("", ""),
        ("\u200b办公费\u200b", "办公费"),
    ],
)
def test_question(typed: str, spelt: str) -> None:
    assert normalise.question(typed) == spelt


@pytest.mark.parametrize(
    "text, core",
    [
        ("维修（护）费", "维修护费"),
        ("“三公”经费", "三公经费"),
        ("一、工资福利支出", "一工资福利支出"),
        ("ＬＥＤ 显示屏", "led显示屏"),
        ("≥95%", "95%"),
        ("——", ""),
    ],
)
def test_name(text: str, core: str) -> None:
    assert normalise.name(text) == core


@pytest.mark.parametrize(
    "text, spellings",
    [
        ("维修（护）费", ("维修护费", "维修费")),
        ("因公出国(境)费", ("因公出国境费", "因公出国费")),
        ("办公费", ("办公费",)),
        ("（一）", ("一",)),
    ],
)
def test_variants(text: str, spellings: tuple[str, ...]) -> None:
    assert normalise.variants(text) == spellings


def test_what_simplified_script_can_hold_is_left_alone() -> None:
    assert normalise.simplified("乾隆著作后勤干部") == "乾隆著作后勤干部"


CHARACTERS = "收支0123９万元。？.?!（)“”「 \u3000\u200bAbＣ≥%經費\n\t-~～"


@given(st.text(CHARACTERS))
def test_once_is_enough(text: str) -> None:
    once = normalise.question("收" * len(text) + text).strip()
    assert normalise.question(once).strip() == once


@pytest.mark.parametrize(
    "text",
    ["0 “", "0000000???  ?", "“三公” 经费 ？ "],
)
def test_once_is_enough_at_the_edges(text: str) -> None:
    once = normalise.question(text)
    assert normalise.question(once) == once


@given(st.text(max_size=30))
def test_names_once_is_enough(text: str) -> None:
    assert normalise.name(normalise.name(text)) == normalise.name(text)


@given(st.text("收入总计支出办公费", min_size=9, max_size=12), st.sampled_from(["", "2025", "2080501", "LED"]))
def test_full_width_and_spaces_change_nothing(name: str, number: str) -> None:
    text = number + name
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    spaced = "\u3000".join([number, *name])
    assert normalise.question(wide) == normalise.question(text) == normalise.question(spaced)
