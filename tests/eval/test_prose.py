"""The list of a document's stated numbers: each with its fact, or none."""

from __future__ import annotations

from pathlib import Path

from eval.prose import numbers_told, report

TEXT = """临川市图书馆2024年度单位决算

一、业务开展情况

2024年读者满意度达到96.5%，师生比1:13。
"""


def test_every_number_is_listed_with_its_fact(tmp_path: Path) -> None:
    file = tmp_path / "图书馆.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert [(one.printed, one.fact is not None) for one in numbers_told(file)] == [
        ("96.5", True),
        ("1", False),
        ("13", False),
    ]
    assert "读者满意度: level 96.5 %" in report([file])
    assert "level" not in report([file], only_none=True)
