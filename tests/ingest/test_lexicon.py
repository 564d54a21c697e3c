"""The lexicon's data files keep their promises, and look-ups find what people call things."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from ingest.lexicon import classification
from ingest.lexicon.classification import Item, Scheme, Term, fold, load

LEXICON = load()
ENTRIES: tuple[Item | Term, ...] = (*LEXICON.terms, *LEXICON.items)


def test_codes_are_unique_and_every_parent_exists() -> None:
    repeated = [code for code, count in Counter(item.code for item in LEXICON.items).items() if count > 1]
    orphans = [item.code for item in LEXICON.items if item.parent and LEXICON.item(item.parent) is None]
    assert (repeated, orphans) == ([], [])


@pytest.mark.parametrize(
    ("scheme", "shape"),
    [
        (Scheme.FUNCTIONAL, r"2\d\d(\d\d){0,2}"),
        (Scheme.ECONOMIC, r"3\d\d(\d\d)?"),
        (Scheme.GOVERNMENT_ECONOMIC, r"5\d\d(\d\d)?"),
    ],
)
def test_codes_have_their_schemes_shape(scheme: Scheme, shape: str) -> None:
    codes = [item.code for item in LEXICON.items if item.scheme is scheme]
    assert codes == sorted(codes)
    assert [code for code in codes if not re.fullmatch(shape, code)] == []


def test_names_are_clean_and_sourced() -> None:
    names = [name for entry in ENTRIES for name in entry.names]
    assert [name for name in names if not name or name != name.strip() or ";" in name] == []
    assert [entry.name for entry in ENTRIES if not entry.source] == []
    assert [entry.name for entry in ENTRIES if len(set(entry.names)) != len(entry.names)] == []


def test_siblings_have_different_names() -> None:
    pairs = Counter((item.scheme, item.parent, item.name) for item in LEXICON.items)
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_a_thing_it_covers_is_not_another_word_for_it() -> None:
    both = [(e.name, c) for e in ENTRIES for c in e.covers if c in e.names]
    assert both == []


def test_parts_are_terms() -> None:
    terms = {term.name for term in LEXICON.terms}
    assert [part for term in LEXICON.terms for part in term.parts if part not in terms] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务支出"),
        ("2010301", "行政运行"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("2101103", "公务员医疗补助"),
        ("2120201", "城乡社区规划与管理"),
        ("2200150", "事业运行"),
        ("2210203", "购房补贴"),
        ("30217", "公务接待费"),
        ("30231", "公务用车运行维护费"),
        ("31007", "信息网络及软件购置更新"),
        ("50101", "工资奖金津补贴"),
    ],
)
def test_code(code: str, name: str) -> None:
    item = LEXICON.item(code)
    assert item is not None
    assert item.name == name


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("医疗卫生与计划生育支出", {"210"}),
        ("文化体育与传媒支出", {"207"}),
        ("国土海洋气象等支出", {"220"}),
        ("资源勘探信息等支出", {"215"}),
        ("行政事业单位离退休", {"20805"}),
        ("扶贫", {"21305"}),
        ("工资", {"301"}),
        ("公积金", {"2210201", "30113"}),
        ("通讯费", {"30207"}),
        ("出差费", {"30211"}),
        ("住房保障支出（类）", {"221"}),
        ("因公出国(境)费用", {"因公出国（境）费", "30212", "50207"}),
        ("三公", {"“三公”经费"}),
        ("请客", {"公务接待费", "30217"}),
        ("养车", {"公务用车运行维护费", "30231"}),
        ("总盘子", {"收支总计", "收入总计", "支出总计"}),
        ("去年没花完的钱", {"上年结转"}),
        ("人头费", {"人员经费"}),
        ("没有这个词", set()),
    ],
)
def test_named(word: str, meant: set[str]) -> None:
    assert {entry.code if isinstance(entry, Item) else entry.name for entry in LEXICON.named(word)} == meant


def test_tree() -> None:
    assert [item.name for item in LEXICON.path("2080505")] == [
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "机关事业单位基本养老保险缴费支出",
    ]
    assert [item.code for item in LEXICON.children("22102")] == ["2210201", "2210202", "2210203"]
    assert LEXICON.children("2210201") == ()


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("“三公”经费", "三公经费"),
        ("因公出国（境） 费", "因公出国(境)费"),
        ("公用经费（款）", "公用经费"),
        ("２０１", "201"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_loads_in_a_cold_command_line_without_being_noticed() -> None:
    best = min(_seconds_to_load() for _ in range(5))
    assert best < 0.12  # 40 ms on the reference machine; slack for a busy one


def _seconds_to_load() -> float:
    classification.load.cache_clear()
    start = time.perf_counter()
    load()
    return time.perf_counter() - start


def test_glossary_explains_each_term_once_in_a_sentence() -> None:
    definitions = classification.glossary()
    assert [term for term, count in Counter(d.term for d in definitions).items() if count > 1] == []
    assert [d.term for d in definitions if not d.text.endswith("。") or not d.source] == []
