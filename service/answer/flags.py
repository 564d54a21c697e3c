"""An answer that rests on a figure which the check report finds wrong says so, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.checks import report
from ingest.store import Store
from service.answer.model import Answer, Citation
from service.answer.sentences import say

Key = tuple[str, ...]
"""A cell (table's id, row, column, text) or a stated figure (section, sentence)."""
Flags = Mapping[Key, tuple[str, str]]
"""Where a wrong figure stands → what it is called, and what it doesn't agree with ('' where with many)."""
_PAIR = 2


def flags_of(store: Store, document_id: str) -> Flags:
    """The figures that a document's report finds wrong: of a sum the total, of two that must be one both."""
    found: dict[Key, tuple[str, str]] = {}
    for check in report(store, document_id)["checks"]:
        sides = [side for side in check["sides"] if side["value"] is not None]
        if check["verdict"] != "wrong" or not sides:
            continue
        pair = len(sides) == _PAIR
        for n, side in enumerate(sides if pair else sides[:1]):
            other = sides[1 - n]["label"] if pair else ""
            found.setdefault(_key(side["citation"]), (side["label"], other))
    return found


def flagged(answer: Answer, flags: Mapping[str, Flags], in_english: bool = False) -> Answer:
    """The answer with a remark where a citation is of a wrong figure. ``flags`` are by document."""
    hits = [flags.get(citation.document, {}).get(_key_of(citation)) for citation in answer.citations]
    hit = next((hit for hit in hits if hit), None)
    if hit is None:
        return answer
    here, other = hit
    key = "flagged" if other else "flagged_alone"
    remark = say("english_flagged") if in_english else say(key, here=here, other=other)
    return replace(answer, text=f"{answer.text}\n{remark}")


def _key_of(citation: Citation) -> Key:
    return _key(citation.as_json())


def _key(citation: Mapping[str, Any]) -> Key:
    if citation["table_id"] is None:
        return citation["section"], citation["quote"]
    return citation["table_id"], citation["row"] or "", citation["column"] or "", citation["quote"]
