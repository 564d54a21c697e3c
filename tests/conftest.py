"""What every test may use: where the shared documents lie, where they are present."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared documents; the test is skipped where it isn't there."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not on this machine")
    return SHARED
