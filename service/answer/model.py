"""An answer as the contract shapes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.document import Place


class Kind(StrEnum):
    FIGURE = "figure"
    CALCULATION = "calculation"
    TABLE = "table"
    PASSAGE = "passage"
    CLARIFY = "clarify"
    REFUSAL = "refusal"


class Reason(StrEnum):
    NOT_IN_DOCUMENTS = "not_in_documents"
    OUT_OF_SCOPE = "out_of_scope"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something stands; ``quote`` is verbatim (a cell as printed, or sentences)."""

    document: str
    title: str
    section: str
    quote: str
    table: str | None = None
    table_id: str | None = None
    row: str | None = None
    column: str | None = None
    place: Place | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "title": self.title,
            "section": self.section,
            "table": self.table,
            "table_id": self.table_id,
            "row": self.row,
            "column": self.column,
            "page": self.place.page if self.place else None,
            "box": list(self.place.box) if self.place and self.place.box else None,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """``figures``, ``rows`` and ``steps`` are as the contract has them: plain strings, ready to send.

    ``plan`` is the printed plan, '' where nothing was computed.
    """

    kind: Kind
    text: str
    figures: tuple[dict[str, str], ...] = ()
    rows: tuple[dict[str, str], ...] = ()
    steps: tuple[dict[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    options: tuple[str, ...] = ()
    reason: Reason | None = None
    plan: str = ""
    documents: tuple[str, ...] = field(default=())

    def as_json(self, answer_id: str, conversation_id: str) -> dict[str, Any]:
        """The contract's JSON, with the plan beside it."""
        return {
            "id": answer_id,
            "conversation_id": conversation_id,
            "kind": self.kind.value,
            "text": self.text,
            "figures": list(self.figures),
            "rows": list(self.rows),
            "steps": list(self.steps),
            "citations": [citation.as_json() for citation in self.citations],
            "options": list(self.options),
            "reason": self.reason.value if self.reason else None,
            "plan": self.plan,
        }


def told(answer: Answer) -> str:
    """What an answer comes to: its figures with what they are of; the words of a passage."""
    if answer.figures:
        told = "；".join(f"{figure['label']}{figure['value']}{figure['unit']}" for figure in answer.figures)
        return told + "；".join(row["label"] for row in answer.rows)
    return answer.text if answer.kind is Kind.PASSAGE else ""
