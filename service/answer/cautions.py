"""What an answer says when it rests on figures or words that were recognised in a picture."""

from __future__ import annotations

from dataclasses import replace

from ingest.facts import Origin
from service.answer.model import Answer, Kind
from service.answer.sentences import say


def cautioned(answer: Answer, in_english: bool = False) -> Answer:
    """The answer, with a sentence where a source of it is a scan: milder where checks confirm all of them."""
    origins = {citation.origin for citation in answer.citations}
    if Origin.SCAN in origins:
        key = "scanned_passage" if answer.kind is Kind.PASSAGE else "scanned"
    elif Origin.CONFIRMED in origins:
        key = "scanned_confirmed"
    else:
        return answer
    return replace(answer, text=f"{answer.text}\n{say(('english_' if in_english else '') + key)}")
