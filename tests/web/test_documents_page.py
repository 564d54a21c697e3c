"""The documents page and the source panel, as far as no browser is needed: their parts, sentences and links."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from service.app import PAGES, WEB
from service.checkpage import page

ROOMS = ("source", "documents")
SCRIPTS = sorted(path for room in ROOMS for path in (WEB / room).glob("*.js"))
STYLES = sorted(path for room in (*ROOMS, "checks") for path in (WEB / room).glob("*.css"))
MOST_LINES = 450


def sentences(room: str, language: str) -> dict[str, str]:
    read: dict[str, str] = json.loads((WEB / "i18n" / f"{room}.{language}.json").read_text("utf-8"))
    return read


def report(**citation: str | int | None) -> str:
    cited = {
        "document": "d1",
        "title": "甲",
        "section": "一",
        "table": "表三",
        "table_id": "d1-2",
        "page": 3,
        "quote": "",
    }
    cited |= {"row": "支出 / 合计", "column": "本年 & 上年"} | citation
    side = {"label": "甲", "value": "1", "unit": "元", "citation": cited}
    check = {"verdict": "wrong", "statement": "不等", "difference": "1", "unit": "元", "sides": [side]}
    return page("甲", {"summary": dict.fromkeys(("wrong", "rounding", "unchecked", "holds"), 1), "checks": [check]})


def link(html: str) -> dict[str, list[str]]:
    found = re.search(r'<td><a href="([^"]+)"', html)
    assert found is not None
    address = urlsplit(found[1].replace("&amp;", "&"))
    assert address.path == "/documents"
    return parse_qs(address.query)


def test_the_page_has_an_address() -> None:
    assert PAGES["/documents"] == "documents.html"
    assert (WEB / PAGES["/documents"]).is_file()


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_fill_in_the_same_blanks(room: str) -> None:
    chinese, english = sentences(room, "zh"), sentences(room, "en")
    assert {key.removesuffix(".one") for key in english} == set(chinese)
    for key, said in english.items():
        blanks = re.findall(r"\{\w+\}", said)
        assert sorted(blanks) == sorted(re.findall(r"\{\w+\}", chinese[key.removesuffix(".one")])), key


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_sentence_of_the_rooms_exists(script: Path) -> None:
    known = sentences("source", "zh") | sentences("documents", "zh")
    text = script.read_text("utf-8")
    said = [key for key in re.findall(r't\("([\w.]+)"', text) if key.split(".")[0] in ROOMS]
    assert [key for key in said if key not in known] == []
    families = re.findall(r"t\(`((?:source|documents)\.[\w.]*)\$\{", text)
    assert [one for one in families if not any(key.startswith(one) for key in known)] == []


def test_the_page_shows_the_chinese_of_its_keys() -> None:
    text = (WEB / "documents.html").read_text("utf-8")
    known = sentences("documents", "zh")
    shown = re.findall(r'data-t="(documents\.[^"]+)"[^>]*>([^<]+)<', text)
    assert len(shown) >= 4
    assert [(key, said) for key, said in shown if known.get(key) != said] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_data_never_becomes_markup(script: Path) -> None:
    text = script.read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    assert len(text.splitlines()) <= MOST_LINES
    imported = [script.parent / one for one in re.findall(r'from "(\./[^"]+|\.\./(?:source|documents)/[^"]+)"', text)]
    assert [str(path) for path in imported if not path.is_file()] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_whole(style: Path) -> None:
    text = style.read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert len(text.splitlines()) <= MOST_LINES


def test_a_side_of_a_check_leads_to_its_cell() -> None:
    assert link(report()) == {"id": ["d1"], "table": ["d1-2"], "row": ["支出 / 合计"], "column": ["本年 & 上年"]}


def test_a_side_in_the_text_leads_to_its_sentence() -> None:
    said = link(report(table=None, table_id=None, row=None, column=None, quote="句" * 90))
    assert said == {"id": ["d1"], "view": ["text"], "quote": ["句" * 60]}


def test_the_report_leads_back_to_its_document() -> None:
    assert '<p class="of"><a href="/documents?id=d1">甲</a></p>' in report()


def test_a_report_without_checks_has_no_link_to_a_document() -> None:
    empty = {"summary": dict.fromkeys(("wrong", "rounding", "unchecked", "holds"), 0), "checks": []}
    assert '<p class="of">甲</p>' in page("甲", empty)
