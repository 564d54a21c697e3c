"""A file's name is only ever shown: what it may hold, and what is left of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.file_names import LONGEST, clean_name


@pytest.mark.parametrize(
    "name, kept",
    [
        ("预算.pdf", "预算.pdf"),
        ("2025年 部门预算（公开）.xlsx", "2025年 部门预算（公开）.xlsx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\公开\预算.pdf", "预算.pdf"),
        (r"..\..\预算.pdf", "预算.pdf"),
        ("..", "未命名"),
        ("/", "未命名"),
        ("", "未命名"),
        (" . ", "未命名"),
        (".env", "env"),
        ("a\x00b\n.txt", "ab.txt"),
        ("a\x1b[31m.txt", "a[31m.txt"),
        ("算预\u202efdp.exe", "算预fdp.exe"),
        ("\u200e\u2066预算\u2069.txt", "预算.txt"),
        ("预\u2028算.txt", "预算.txt"),
        ("\udcb5\udcd8预算.txt", "预算.txt"),
        ("预" * 300 + ".pdf", "预" * 58 + ".pdf"),
        ("预算." + "长" * 300, "预算." + "长" * 57),
    ],
)
def test_a_name_can_only_be_a_name(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text())
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = clean_name(name)
    assert kept
    assert len(kept.encode()) <= LONGEST
    assert not set(kept) & set("/\\\0\n\r\t\u202e")
    assert kept not in {".", ".."}
