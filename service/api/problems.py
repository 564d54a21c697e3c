"""Every error leaves as RFC 9457 problem details: a sentence for a person, nothing of the server.

``title`` is the status's standard phrase (the type is ``about:blank``), ``detail`` the sentence,
``errors`` the places in the request that were wrong, where there are any.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ingest.errors import (
    MingzhangError,
    ModelMismatch,
    ModelUnavailable,
    NoSuchDocument,
    StoreBusy,
    StoreTooNew,
    StoreUnavailable,
)

MEDIA_TYPE = "application/problem+json"

SENTENCES: Mapping[int, str] = {
    400: "请求无法读懂。",
    401: "此操作需要工作人员密钥。",
    403: "没有权限进行此操作。",
    404: "没有这个地址或内容。",
    405: "此地址不支持这种请求方法。",
    413: "请求内容过大。",
    415: "不支持这种内容类型。",
    422: "请求内容不符合要求。",
    429: "提问过于频繁，请稍后再试。",
    500: "服务内部出错，请稍后再试。",
    503: "服务尚未就绪，请稍后再试。",
}
"""What is said of a status when the place that raised it says nothing more."""

log = logging.getLogger(__name__)


class Problem(HTTPException):
    """An error to answer with: ``status``, the Chinese sentence, headers and ``errors``.

    Each of ``errors`` is ``{"pointer": "/question", "detail": str}`` (a JSON pointer into the body).
    """

    def __init__(
        self,
        status: int,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(status, detail or sentence(status), dict(headers) if headers else None)
        self.errors = tuple(errors)


def sentence(status: int) -> str:
    """The stock sentence for ``status``."""
    return SENTENCES.get(status, SENTENCES[400] if status < 500 else SENTENCES[500])


def body_of(status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The problem as a JSON object."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return body


def response_of(problem: Problem) -> JSONResponse:
    """The problem as a response."""
    return JSONResponse(
        body_of(problem.status_code, problem.detail, problem.errors),
        problem.status_code,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def problem_of(error: Exception) -> Problem:
    """What the public is told of ``error``; anything unforeseen becomes a plain 500."""
    match error:
        case Problem():
            return error
        case HTTPException():
            # The framework's own errors carry English phrases; ours say it in a sentence.
            return Problem(error.status_code, headers=error.headers)
        case RequestValidationError():
            return Problem(422, errors=[_place(item) for item in error.errors()])
        case NoSuchDocument():
            return Problem(404, "没有这份文件。")
        case StoreBusy():
            return Problem(503, str(error), headers={"Retry-After": "10"})
        case ModelMismatch() | ModelUnavailable() | StoreTooNew() | StoreUnavailable():
            # Their sentences are for whoever runs the service; the log has them.
            return Problem(503)
        case MingzhangError():
            return Problem(422, str(error))
        case _:
            return Problem(500)


def _place(item: Mapping[str, Any]) -> dict[str, str]:
    where = [str(part) for part in item.get("loc", ())]
    return {"pointer": "/" + "/".join(where[1:] or where), "detail": str(item.get("msg", ""))}


async def _answer(_: Request, error: Exception) -> JSONResponse:
    problem = problem_of(error)
    if problem.status_code >= 500:
        log.error("request failed", exc_info=error)
    return response_of(problem)


def install(app: FastAPI) -> None:
    """Make ``app`` answer every error as a problem."""
    for kind in (HTTPException, RequestValidationError, MingzhangError, Exception):
        app.add_exception_handler(kind, _answer)
