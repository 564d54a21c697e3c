"""Facts without a document, and plans of every shape over them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from ingest.facts import State
from ingest.store.records import StoredFact


def make(fact_id: int, text: str, unit: str | None = "万元") -> StoredFact:
    """A cell as printed: '' is blank, — a dash, anything that isn't a number words."""
    states = {"": State.BLANK, "—": State.DASH}
    digits = text.replace(",", "").lstrip("-")
    number = digits.replace(".", "", 1).isdigit()
    state = states.get(text, State.NUMBER if number else State.TEXT)
    value = Decimal(text.replace(",", "")) if state is State.NUMBER else None
    return StoredFact((f"第{fact_id}行",), ("金额",), state, text, value, unit, id=fact_id, table=0)


@pytest.fixture(scope="session")
def fact() -> Callable[..., StoredFact]:
    return make
