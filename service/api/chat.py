"""POST /api/chat: a question, answered as JSON or as Server-Sent Events."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from service.api import rate
from service.api.body import describe, read_json
from service.api.context import Context, context_of
from service.api.problems import Problem, body_of, problem_of

DELTA = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]?")
"""Text is streamed by clauses: short enough to flow, whole enough to read."""

log = logging.getLogger(__name__)
router = APIRouter(prefix="/api", tags=["chat"])


class Question(BaseModel):
    """What may be asked: 1–500 characters, optionally within a conversation or some documents; ``after`` a kept
    answer (its id), a new conversation that goes on from there: nobody's own is entered."""

    model_config = ConfigDict(strict=True)

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    conversation_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    after: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    documents: Annotated[list[str], Field(max_length=200)] | None = None
    stream: bool = False

    @field_validator("question", "conversation_id", "after")
    @classmethod
    def plain_text(cls, value: str | None) -> str | None:
        """Line breaks are fine, other control characters and halves of characters aren't."""
        if value and re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", value):
            raise ValueError("含有无法识别的字符。")
        return value


@router.post("/chat", summary="提问", openapi_extra=describe(Question), response_model=None, dependencies=rate.asked)
async def chat(request: Request) -> Response:
    """The contract's answer; with ``"stream": true`` as events ``step``, ``text``, ``answer``."""
    context = context_of(request)
    asked = await read_json(request, Question)
    if asked.documents:
        known = {document["id"] for document in await run_in_threadpool(context.documents)}
        if unknown := [item for item in asked.documents if item not in known]:
            raise Problem(
                422,
                "没有这份文件，请先在文件列表中核对编号。",
                errors=[{"pointer": "/documents", "detail": item[:64]} for item in unknown[:5]],
            )
    if asked.stream:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_events(context, asked), media_type="text/event-stream", headers=headers)
    answer = await run_in_threadpool(_ask, context, asked)
    kept = BackgroundTask(context.keep, asked.question, answer)
    return JSONResponse(answer, headers={"Cache-Control": "no-store"}, background=kept)


def _ask(context: Context, asked: Question) -> dict[str, Any]:
    conversation = asked.conversation_id
    if conversation is None and asked.after is not None:
        conversation = context.conversation_after(asked.after)
    return context.answer(asked.question, asked.documents or None, conversation)


async def _events(context: Context, asked: Question) -> AsyncIterator[str]:
    """Something to read at once, the steps, the text by clauses, then the whole answer.

    An error after the first byte can't change the status any more: it comes as an event ``error``
    holding the problem.
    """
    yield ": working\n\n"
    try:
        answer = await run_in_threadpool(_ask, context, asked)
    except Exception as error:
        problem = problem_of(error)
        if problem.status_code >= 500:
            log.exception("answering failed")
        yield _event("error", body_of(problem.status_code, problem.detail, problem.errors))
        return
    for step in answer.get("steps", []):
        yield _event("step", step)
    for delta in DELTA.findall(answer.get("text", "")):
        if delta:
            yield _event("text", {"delta": delta})
    yield _event("answer", answer)
    await run_in_threadpool(context.keep, asked.question, answer)


def _event(name: str, content: Mapping[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
