"""One service and one browser for every end-to-end test; whatever a page complains of fails its test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from eval.stage import Stage, stage

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}
PATIENCE = 15_000
"""Milliseconds to wait for anything, on a machine that does other work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(browser: Any) -> Iterator[Stage]:
    """The service, started once there is a browser to look at it."""
    with stage() as started:
        yield started


@pytest.fixture
def visit(browser: Any, site: Stage) -> Iterator[Callable[..., Any]]:
    """``visit(path, tolerates=pattern, **context)`` opens a page, a phone's unless told otherwise.

    A console error or warning, an uncaught error, a violated policy, a dialog, or a request to another host
    fails the test, unless it matches ``tolerates``.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(path: str = "/", *, tolerates: str = r"(?!)", **options: Any) -> Any:
        given = {"viewport": PHONE, "locale": "zh-CN", "reduced_motion": "reduce"} | options
        context = browser.new_context(**given)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()

        def complain(what: str) -> None:
            if not re.search(tolerates, what):
                complaints.append(f"{path}: {what}")

        def look_at(request: Any) -> None:
            host = urlsplit(request.url)
            if host.scheme in {"http", "https"} and f"{host.scheme}://{host.netloc}" != site.url:
                complain(f"asked another host: {request.url}")

        page.on("pageerror", lambda error: complain(str(error)))
        page.on("console", lambda said: complain(said.text) if said.type in {"error", "warning"} else None)
        page.on("dialog", lambda dialog: complain(f"dialog: {dialog.message}"))
        page.on("request", look_at)
        page.goto(f"{site.url}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
