"""Terms of Chinese text."""

from __future__ import annotations

import pytest

from ingest.segment import terms


@pytest.mark.parametrize(
    "text, held",
    [
        ("项目支出1,308.43万元", ["项目", "支出", "1308.43", "万元"]),
        ("９８５９．３８ 万元", ["9859.38", "万元"]),
        ("UPS电池", ["ups", "电池"]),
        ("服务中心", ["服务", "中心", "服务中心"]),
        ("鼟鼞镇", ["鼟鼞", "鼞镇"]),
        ("因公出国（境）费", ["因公", "出国"]),
    ],
)
def test_holds(text, held):
    assert set(held) <= set(terms(text))


@pytest.mark.parametrize("text", ["", "，。！？", "的了呢", "🙂", "是什么"])
def test_nothing_to_look_for(text):
    assert terms(text) == []


@pytest.mark.parametrize("name", ["政务大厅综合窗口设置及运行经费", "鼟鼞镇人民政府", "UPS电池"])
def test_a_name_is_found_in_a_sentence(name):
    """Most of a name's terms are among those of a sentence with it, wherever the words are cut."""
    wanted = set(terms(name))
    held = wanted & set(terms(f"主要用于{name}等支出。"))
    assert len(held) >= 0.7 * len(wanted)
