"""A subject and a text | whether the text gives a reason of it."""

from __future__ import annotations

import pytest

from ingest.store.records import StoredPassage
from service.passages import reasons


@pytest.mark.parametrize(
    "subject, text, given",
    [
        ("大殿要修", "大殿始建于明代，屋面漏雨、檩条糟朽，存在险情，需抢险加固。", True),
        ("大殿要修", "今年重点抓好大殿修缮、花灯艺术节两项工作。", False),
        ("旅游厕所改造", "收入比上年增加，原因是旅游厕所改造尾款结转增加。", False),
        ("收入增加", "收入比上年增加，原因是旅游厕所改造尾款结转增加。", True),
        ("机关运行经费增加", "机关运行经费63.62万元，主要用于办公费、因公出行等。", False),
        ("食堂", "会议费按规定执行，根据实际需要安排。", False),
    ],
)
def test_gives(subject: str, text: str, given: bool) -> None:
    assert reasons.gives(subject, StoredPassage(text, ("重点项目情况",))) is given


def test_a_heading_promises_a_reason() -> None:
    text = "太原市热线已多次来函，表示无力再承接省级话务。"
    assert reasons.gives("太原市热线不接省级话务", StoredPassage(text, ("热线项目", "项目设立必要性")))
    assert not reasons.gives("太原市热线不接省级话务", StoredPassage(text, ("热线项目", "实施计划")))
