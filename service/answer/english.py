"""Answers to questions asked in English: framed in English; names and quotes stay as the documents print them."""

from __future__ import annotations

from dataclasses import replace

from service.answer.model import Answer, Kind
from service.answer.sentences import say
from service.understand.wording import english


def translated(answer: Answer) -> Answer:
    """The answer with an English text; figures, rows, steps and citations are unchanged."""
    match answer.kind:
        case Kind.FIGURE | Kind.CALCULATION | Kind.TABLE:
            values = [*answer.figures, *answer.rows]
            lines = [
                f"{english.called(value['label'])}: {value['value']} {unit(value['unit'])}".strip() for value in values
            ]
            text = "\n".join([*lines, *_source(answer)])
        case Kind.REFUSAL:
            text = say(f"english_{answer.reason.value if answer.reason else 'not_in_documents'}")
        case Kind.CLARIFY:
            text = say("english_clarify")
        case _:
            return answer
    return replace(answer, text=text)


def _line(value: dict[str, str]) -> str:
    return f"{english.called(value['label'])}: {value['value']} {unit(value['unit'])}".strip()


def _source(answer: Answer) -> list[str]:
    places = dict.fromkeys(
        f"{citation.table} / {citation.row} / {citation.column}" if citation.table else citation.section
        for citation in answer.citations[:3]
    )
    return [say("english_source", places="; ".join(places))] if places else []


def unit(chinese: str) -> str:
    """万元 → 万元 (10,000 yuan): the printed unit with its meaning."""
    meanings = dict(english.words()["units"])
    return f"{chinese} ({meanings[chinese]})" if chinese in meanings else chinese
