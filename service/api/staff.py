"""What staff see beside documents: what was asked, and the words the service knows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from ingest.lexicon import classification
from service.api import sheets
from service.api.context import context_of
from service.api.documents import staff
from service.archive.report import Report, Which, report

SHOWN = 200
"""entries and questions in one answer"""

router = APIRouter(prefix="/api", tags=["staff"], dependencies=staff)

Days = Annotated[int, Query(ge=1, le=366)]
Wanted = Annotated[Which, Query(alias="kind")]


@router.get("/questions.csv", summary="提问记录，CSV", response_class=Response)
def questions_as_csv(request: Request, kind: Wanted = Which.ALL, days: Days = 30) -> Response:
    """All questions of the report, for a spreadsheet."""
    header: list[sheets.Cell] = ["问题", "次数", "结果", "原因", "赞", "踩", "意见", "最近一次"]
    rows: sheets.Rows = [
        [one.question, one.asked, one.kind, one.reason or "", one.up, one.down, "；".join(one.comments), str(one.last)]
        for one in _report(request, kind, days).questions
    ]
    return sheets.csv_response("questions", [header, *rows], "提问记录")


@router.get("/questions", summary="提问记录：问了什么、没答上什么、哪些被踩")
def questions(request: Request, kind: Wanted = Which.ALL, days: Days = 30) -> dict[str, Any]:
    """The last ``days``, question by question, the most frequent first."""
    found = _report(request, kind, days)
    return {
        "summary": {"asked": found.asked, "declined": found.declined, "up": found.up, "down": found.down},
        "questions": [{**asdict(one), "last": one.last.isoformat()} for one in found.questions[:SHOWN]],
        "total": len(found.questions),
    }


@router.get("/lexicon", summary="词库：科目、名词和它们的别名")
def lexicon(q: Annotated[str, Query(max_length=50)] = "") -> dict[str, Any]:
    """Entries whose name, other names or code hold ``q``."""
    known = classification.load()
    entries: list[dict[str, Any]] = [
        {
            "name": item.name,
            "code": item.code,
            "aliases": [*item.aliases, *item.former_names],
            "kind": item.scheme.value,
            "source": item.source,
        }
        for item in known.items
    ]
    entries += [
        {"name": term.name, "code": None, "aliases": list(term.aliases), "kind": "term", "source": term.source}
        for term in known.terms
    ]
    found = [one for one in entries if not q or q in (one["code"] or "") or any(q in n for n in _names(one))]
    return {"entries": found[:SHOWN], "total": len(found)}


def _names(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *entry["aliases"]]


def _report(request: Request, kind: Which, days: int) -> Report:
    start = datetime.now(UTC) - timedelta(days=days)
    return report(context_of(request).archive.since(start), kind)
