"""What every test may use: the shared documents, and one browser, where they are present."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.stage import BROWSERS, browser_path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared documents; the test is skipped where it isn't there."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The Chromium of this machine, one for all tests: a second one can't be driven beside it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = browser_path()
    if executable is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(BROWSERS)}")
    playwright.expect.set_options(timeout=15_000)
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield launched
        launched.close()
