"""Follow-up about several things | what it means after two were asked for."""

from __future__ import annotations

import pytest

from service.conversation.memory import Last
from service.conversation.several import meanings, on_table
from service.understand.names.apart import parted
from service.understand.wording.units import without_wish

TWO = Last("福利费", "lookup", "福利费", items=("工会经费", "福利费"))


@pytest.mark.parametrize(
    "core, meant",
    [
        ("两样合起来", ["工会经费和福利费合起来"]),
        ("三样合起来", []),
        ("哪个多", ["工会经费和福利费哪个多"]),
        ("前者比后者少多少", ["工会经费比福利费少多少"]),
        ("比它多多少", ["福利费比工会经费多多少"]),
        ("各占总支出多少", ["工会经费占总支出的百分之几，福利费占总支出的百分之几"]),
        ("差旅费", []),
    ],
)
def test_what_is_meant_of_two(core: str, meant: list[str]) -> None:
    assert meanings(core, TWO) == meant


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    state = Last("差旅费", "lookup", "差旅费")
    assert on_table(state, TWO, True, False).items == ("工会经费", "福利费", "差旅费")
    assert on_table(state, TWO, True, True).items == ("工会经费", "差旅费")


def test_what_is_ruled_out_and_what_only_says_the_unit_are_taken_out() -> None:
    assert parted("行政运行（不是一般公共服务那个）多少") == ("行政运行多少", "一般公共服务")
    assert parted("差旅费是不是多了") == ("差旅费是不是多了", "")
    assert without_wish("公务接待费按元算是多少") == "公务接待费是多少"
