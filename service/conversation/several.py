"""Follow-ups about several things that were asked for one after another: 两样合起来呢, 各占多少, 前者比后者多多少."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.datafile import read_yaml
from service.conversation.bare import bare_of
from service.conversation.memory import Last
from service.understand.wording import words
from service.understand.wording.numbers import numeral

JOINING = ("sum", "listed", "compare", "difference", "multiple", "mean")
"""operations whose operands the next turn may speak of"""


@lru_cache(maxsize=1)
def _wordings() -> dict[str, re.Pattern[str]]:
    raw = read_yaml("service.conversation", "several.yaml")
    return {key: re.compile(words.unspaced(text)) for key, text in raw.items()}


def on_table(state: Last, last: Last | None, follows: bool, corrects: bool) -> Last:
    """``state`` with what the next turn may mean by 两样: its own operands, or its subject with those it went on from.

    ``corrects``: its subject takes the place of the one before.
    """
    if len(state.items) > 1 and state.operation in JOINING:
        return state
    before = last.items if last is not None and follows else ()
    if state.operation != "lookup" and before:
        return replace(state, items=before)
    before = before[:-1] if corrects else before
    subject = bare_of(state.subject)
    return replace(state, items=(*(item for item in before if item != subject), subject))


def meanings(core: str, last: Last) -> list[str]:
    """The whole questions that a follow-up about several things may mean; [] where it is about none."""
    ways = _wordings()
    items = last.items if len(last.items) > 1 else tuple(filter(None, (last.earlier, last.subject)))
    if len(items) < 2:
        return []
    if ways["each_other"].search(core):
        named = ways["latter"].sub(items[-1], ways["former"].sub(items[-2], core))
        return [named] if named != core else []
    if found := ways["than_before"].match(core):
        return [f"{items[-1]}比{items[-2]}{found['how']}"]
    found = ways["counted"].match(core) or (ways["together"].match(core) if len(last.items) > 1 else None)
    if found is None:
        return []
    said = found.groupdict().get("n") or ""
    number = 2 if said == "俩" else numeral(said)
    if number is not None and not 2 <= number <= len(items):
        return []
    items = items[-number:] if number is not None else items
    rest = core[found.end() :]
    joined = "和".join(items)
    if each := ways["each"].match(rest):
        whole = each["whole"] or (f"{joined}之和" if last.operation == "sum" else "")
        return ["，".join(f"{item}占{whole}的百分之几" if whole else f"{item}占比是多少" for item in items)]
    if gap := ways["apart"].match(rest):
        return [f"{joined}相差多少{gap['unit'] or ''}"] if len(items) == 2 else []
    return [f"{joined}{rest}"]
