"""The staff page, as far as it can be judged without a browser: what it serves, names and says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.context import Context
from service.api.site import WEB
from service.app import create_app
from service.settings import Settings

PAGE = (WEB / "staff.html").read_text("utf-8")
SCRIPTS = sorted((WEB / "staff").glob("*.js"))
SENTENCES = {
    language: json.loads((WEB / "i18n" / f"staff.{language}.json").read_text("utf-8")) for language in ("zh", "en")
}

MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)
CHINESE = re.compile(r"[\u3400-\u9fff]")
KEY = re.compile(r'\bt\(\s*(?:[^"`]*\? )?["`](staff\.[^"`]*)["`]')


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text directly within it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts and not self.texts[-1]:
            self.texts[-1] = data.strip()


ELEMENTS = Elements(PAGE)


def name_of(path: Path) -> str:
    return path.name


def code_of(script: Path) -> str:
    return COMMENT.sub("", script.read_text("utf-8"))


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Of a service that isn't started: pages need no store."""
    return TestClient(create_app(context=Context(Settings(_env_file=None, data_dir=tmp_path))))


def test_the_page_and_its_parts_are_served_under_the_policy(client: TestClient) -> None:
    page = client.get("/staff")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    parts = [
        attributes.get("src") or attributes.get("href")
        for tag, attributes in ELEMENTS.found
        if tag in {"script", "link"}
    ]
    for part in (*parts, *(f"/web/i18n/staff.{language}.json" for language in SENTENCES)):
        assert part
        assert part.startswith("/web/")
        if part.startswith(("/web/staff/", "/web/i18n/")):
            assert client.get(part).status_code == 200


def test_nothing_inline_that_the_policy_would_stop() -> None:
    for tag, attributes in ELEMENTS.found:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag
        assert tag != "style"
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_data_never_becomes_markup(script: Path) -> None:
    assert not MARKUP.search(code_of(script))


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_imports_only_what_there_is(script: Path) -> None:
    for path in re.findall(r'from "(\./[^"]+)"', script.read_text("utf-8")):
        assert (script.parent / path).is_file(), path


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_ids_that_a_script_wants_are_on_the_page(script: Path) -> None:
    there = {attributes.get("id") for _, attributes in ELEMENTS.found}
    assert set(re.findall(r'byId\("([^"]+)"\)', code_of(script))) <= there


def test_the_key_is_in_a_header_and_nowhere_else() -> None:
    for script in SCRIPTS:
        code = code_of(script)
        assert "localStorage" not in code, script.name
        if script.name == "api.js":
            assert not re.search(r"`[^`]*/api/[^`]*\$\{[^}]*\b(key|given)\b", code)
        else:
            assert not re.search(r"\bBearer\b|Authorization", code), script.name


def test_english_is_english() -> None:
    assert [key for key, said in SENTENCES["en"].items() if CHINESE.search(said)] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_every_sentence_of_a_script_is_data(script: Path) -> None:
    code = code_of(script)
    assert not CHINESE.search(code)
    for key in KEY.findall(code):
        start = key.split("${")[0]
        known = start in SENTENCES["zh"] if start == key else any(one.startswith(start) for one in SENTENCES["zh"])
        assert known, key


def test_the_page_says_in_chinese_what_its_sentences_say() -> None:
    for (_, attributes), text in zip(ELEMENTS.found, ELEMENTS.texts, strict=True):
        for key, said in (
            (attributes.get("data-t"), text),
            (attributes.get("data-t-label"), attributes.get("aria-label")),
            (attributes.get("data-t-placeholder"), attributes.get("placeholder")),
        ):
            if key and key.startswith("staff."):
                assert said == SENTENCES["zh"][key], key


def test_every_kind_that_the_service_can_send_has_a_word() -> None:
    from ingest.checks.model import Verdict
    from ingest.lexicon.classification import Scheme
    from ingest.parsed import Kind, Level
    from service.answer.model import Kind as Outcome
    from service.answer.model import Reason
    from service.archive.report import Which
    from service.jobs import JobState

    wanted = {f"staff.kind.{level}.{kind}" for level in (*Level, "any") for kind in Kind}
    wanted |= {f"staff.verdict.{verdict}" for verdict in Verdict}
    wanted |= {f"staff.scheme.{scheme}" for scheme in (*Scheme, "term")}
    wanted |= {f"staff.outcome.{outcome}" for outcome in Outcome} | {f"staff.reason.{reason}" for reason in Reason}
    wanted |= {f"staff.questions.kind.{which}" for which in Which} | {f"staff.job.{state}" for state in JobState}
    assert wanted <= SENTENCES["zh"].keys()


def test_a_field_has_a_label_and_a_button_a_name() -> None:
    labelled = {attributes.get("for") for tag, attributes in ELEMENTS.found if tag == "label"}
    for (tag, attributes), text in zip(ELEMENTS.found, ELEMENTS.texts, strict=True):
        if tag == "input" and attributes.get("type") != "checkbox":
            assert attributes.get("id") in labelled or attributes.get("aria-label")
        if tag == "button":
            assert text or attributes.get("aria-label")
        if tag == "dialog":
            assert attributes.get("aria-labelledby")
