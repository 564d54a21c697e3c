"""Fields of a disclosure: known by their headings, taken from the section that the question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.passages import fields

if TYPE_CHECKING:
    from tests.service.conftest import Small
