"""Answers put together: a question's clauses, or one question over several documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from service.answer.model import Answer, Citation, Kind
from service.answer.refuse import names
from service.answer.sentences import say
from service.plan.quantity import MONEY
from service.understand.documents.corpus import called

OFFERED = 2
"""ready questions of a document that would ask back itself"""

if TYPE_CHECKING:
    from service.answer.within import Found


def clauses(parts: Sequence[Found]) -> Found:
    """One answer of a question's clauses, in their order."""
    if len(parts) == 1:
        return parts[0]
    citations: list[Citation] = []
    steps = []
    for part in parts:
        for step in part.answer.steps:
            number = step["citation"]
            if number is not None:
                citation = part.answer.citations[number]
                if citation not in citations:
                    citations.append(citation)
                number = citations.index(citation)
            steps.append({**step, "citation": number})
    kinds = {part.answer.kind for part in parts}
    answer = Answer(
        kinds.pop() if len(kinds) == 1 else Kind.CALCULATION,
        "\n".join(part.answer.text for part in parts),
        tuple(figure for part in parts for figure in part.answer.figures),
        tuple(row for part in parts for row in part.answer.rows),
        tuple(steps),
        tuple(citations),
        plan="; ".join(part.answer.plan for part in parts),
        documents=parts[0].answer.documents,
    )
    return replace(parts[0], answer=answer)


def across_documents(found: Sequence[Found], question: str) -> Answer:
    """The answer where documents agree; a question back where they don't."""
    first = found[0]
    if len(found) == 1 or all(_same(first.answer, other.answer) for other in found[1:]):
        best = min(found, key=lambda item: _fineness(item.answer))
        return replace(best.answer, documents=tuple(item.document.id for item in found))
    options = [f"{called(item.document)}，{asked}" for item in found for asked in _ready(item.answer, question)]
    documents = [item.document for item in found]
    return Answer(
        Kind.CLARIFY,
        say("which_document", documents=names(documents)),
        options=tuple(options),
        documents=tuple(document.id for document in documents),
    )


def _ready(answer: Answer, question: str) -> tuple[str, ...]:
    """What to ask one document: the question, or where that would be asked back, its first ready questions."""
    return answer.options[:OFFERED] if answer.kind is Kind.CLARIFY else (question,)


def _fineness(answer: Answer) -> Decimal:
    return MONEY.get(answer.figures[0]["unit"], Decimal(1)) if answer.figures else Decimal(1)


def _same(a: Answer, b: Answer) -> bool:
    """Do two answers say the same (money compared across units, to the rounding of the coarser)?"""
    if a.kind is not b.kind and not (a.figures and b.figures):
        return False
    if bool(a.figures) != bool(b.figures) or len(a.rows) != len(b.rows):
        return False
    if a.figures:
        return _equal(a.figures[0], b.figures[0])
    if a.rows:
        return all(x["label"] == y["label"] and _equal(x, y) for x, y in zip(a.rows, b.rows, strict=True))
    return a.text.split("：", 1)[-1] == b.text.split("：", 1)[-1]


def _equal(a: dict[str, str], b: dict[str, str]) -> bool:
    x, y = Decimal(a["value"]), Decimal(b["value"])
    if a["unit"] in MONEY and b["unit"] in MONEY:
        coarse = max(MONEY[a["unit"]], MONEY[b["unit"]])
        tolerance = coarse / 200 if a["unit"] != b["unit"] else Decimal(0)
        return abs(x * MONEY[a["unit"]] - y * MONEY[b["unit"]]) <= tolerance
    return a["unit"] == b["unit"] and x == y
