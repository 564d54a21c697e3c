"""Answers that were given: again by their id, as a spreadsheet, and what readers think of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool

from service.api import rate, sheets
from service.api.body import describe, read_json
from service.api.context import context_of
from service.api.problems import Problem
from service.archive.answers import Kept

VOTES = {"up": 1, "down": -1, None: 0}

router = APIRouter(prefix="/api", tags=["answers"])


class Feedback(BaseModel):
    """A reader's thumb; null takes it back."""

    model_config = ConfigDict(strict=True)

    answer: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    vote: Literal["up", "down"] | None
    reason: Annotated[str, StringConstraints(strip_whitespace=True), Field(max_length=500)] = ""


# Before the JSON route: that one's {answer_id} would take "….csv" for an id.
@router.get("/answers/{answer_id}.csv", summary="回答的明细，CSV", response_class=Response)
def answer_as_csv(request: Request, answer_id: str) -> Response:
    """The answer's rows, or its figures, with unit and source."""
    return sheets.csv_response(answer_id, sheets.rows_of_answer(_kept(request, answer_id)))


@router.get("/answers/{answer_id}.xlsx", summary="回答的明细，Excel", response_class=Response)
def answer_as_workbook(request: Request, answer_id: str) -> Response:
    """As the CSV; numbers are numbers."""
    return sheets.workbook_response(answer_id, "回答", sheets.rows_of_answer(_kept(request, answer_id)))


@router.get("/answers/{answer_id}", summary="此前的一个回答，用于分享链接")
def answer(request: Request, answer_id: str) -> dict[str, Any]:
    """The contract's answer as it was given, with its question."""
    kept = _kept(request, answer_id)
    return {**kept.answer, "question": kept.question, "asked_at": kept.at.isoformat()}


@router.post(
    "/feedback",
    summary="对回答的评价",
    status_code=204,
    openapi_extra=describe(Feedback),
    response_model=None,
    dependencies=rate.asked,
)
async def feedback(request: Request) -> None:
    """Thumb up or down on an answer, with a reason if the reader gives one."""
    given = await read_json(request, Feedback)
    archive = context_of(request).archive
    if not await run_in_threadpool(archive.vote, given.answer, VOTES[given.vote], given.reason):
        raise Problem(404, "没有这个回答，或已过保存期。")


def _kept(request: Request, answer_id: str) -> Kept:
    kept = context_of(request).archive.get(answer_id)
    if kept is None:
        raise Problem(404, "没有这个回答，或已过保存期。")
    return kept
