"""What can be told of the pages without a browser: their sentences, their weight, what they load."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parent.parent.parent / "service" / "web"
FIRST_LOAD = 100_000
"""bytes, compressed"""
SOURCES = sorted(path for ending in ("*.html", "*.js", "*.css") for path in WEB.rglob(ending))
PAGES = sorted(WEB.glob("*.html"))
SENTENCES = sorted({path.name.removesuffix(".zh.json") for path in (WEB / "i18n").glob("*.zh.json")})


def relative(path: Path) -> str:
    return str(path.relative_to(WEB))


def sentences(name: str, language: str) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((WEB / "i18n" / f"{name}.{language}.json").read_text("utf-8"))
    return loaded


def known(language: str) -> dict[str, str]:
    return {key: said for name in SENTENCES for key, said in sentences(name, language).items()}


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_say_the_same_things(name: str) -> None:
    chinese, english = sentences(name, "zh"), sentences(name, "en")
    assert {key.removesuffix(".one") for key in english} == set(chinese)
    # "One document" needs no number: a sentence for one may leave out {n}, and only that.
    odd = [key for key in chinese if blanks(chinese[key]) != blanks(english[key])]
    odd += [key for key in english if key.endswith(".one") and not blanks(english[key]) <= blanks(chinese[key[:-4]])]
    assert odd == []


def test_no_key_stands_in_two_files() -> None:
    keys = [key for name in SENTENCES for key in sentences(name, "zh")]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_sentence_a_page_names_exists_and_is_the_one_it_shows(page: Path) -> None:
    chinese = known("zh")
    text = page.read_text("utf-8")
    named = re.findall(r'data-t(?:-\w+)?="([^"]+)"', text)
    assert [key for key in named if key not in chinese] == []
    shown = re.findall(r'data-t="([^"]+)"[^>]*>([^<]*)<', text)
    assert [(key, said) for key, said in shown if chinese[key] != said.strip()] == []


@pytest.mark.parametrize("script", [path for path in SOURCES if path.suffix == ".js"], ids=relative)
def test_every_sentence_a_script_says_exists(script: Path) -> None:
    """Keys that are written out; those put together (``op.${name}``) have at least one sentence of their family."""
    chinese = known("zh")
    text = script.read_text("utf-8")
    if "i18n.js" not in text:
        return
    written = re.findall(r'(?<![\w.])t\((?:[\w.!]+ \? )?"([\w.]+)"', text)
    families = re.findall(r"(?<![\w.])t\(`([\w.]+\.)\$\{", text)
    assert [key for key in written if key not in chinese] == []
    assert [family for family in families if not any(key.startswith(family) for key in chinese)] == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_comes_from_another_host(path: Path) -> None:
    addresses = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'`)]*", path.read_text("utf-8"))
    assert [one for one in addresses if not one.startswith("http://www.w3.org/")] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_keeps_the_content_security_policy(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:", text) == []
    assert [script for script in re.findall(r"<script([^>]*)>", text) if "src=" not in script] == []


def test_dark_is_the_same_by_system_and_by_choice() -> None:
    text = (WEB / "shared" / "base.css").read_text("utf-8")
    by_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', text, re.DOTALL)
    by_choice = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', text, re.DOTALL)
    assert by_system is not None
    assert by_choice is not None
    assert colours(by_system[1]) == colours(by_choice[1])


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block))


def test_the_first_load_is_light() -> None:
    """The chat page with everything it links to and imports, and its Chinese sentences."""
    loaded = first_load(WEB / "index.html")
    weights = {relative(path): len(gzip.compress(path.read_bytes())) for path in loaded}
    assert {"chat/app.js", "shared/base.css", "chat/answer.js"} <= set(weights)
    assert sum(weights.values()) < FIRST_LOAD, weights


def first_load(page: Path) -> set[Path]:
    linked = re.findall(r'(?:src|href)="/web/([^"]+)"', page.read_text("utf-8"))
    waiting = [page, *(WEB / one for one in linked), *(WEB / "i18n").glob("*.zh.json")]
    loaded: set[Path] = set()
    while waiting:
        path = waiting.pop().resolve()
        if path in loaded:
            continue
        assert path.is_file(), f"{relative(path)} is linked and isn't there"
        loaded.add(path)
        if path.suffix == ".js":
            imported = re.findall(r'from "(\.[^"]+)"', path.read_text("utf-8"))
            waiting += [path.parent / one for one in imported]
    return loaded


def test_the_chat_page_names_every_module_it_starts_with() -> None:
    """Each is fetched at once, not after the one that imports it: a round trip less for every level."""
    found: set[Path] = set()

    def follow(module: Path) -> None:
        if module not in found:
            found.add(module)
            for name in re.findall(r'^(?:import|export)[^;]*?from "([^"]+)"', module.read_text("utf-8"), re.M):
                follow((module.parent / name).resolve())

    first = WEB.resolve() / "chat" / "app.js"
    follow(first)
    named = re.findall(r'rel="modulepreload" href="/web/([^"]+)"', (WEB / "index.html").read_text("utf-8"))
    assert sorted(named) == sorted(path.relative_to(WEB.resolve()).as_posix() for path in found - {first})
