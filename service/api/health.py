"""/healthz: the process lives. /readyz: it can answer."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter, Request

from service.api.context import context_of
from service.api.problems import Problem

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])


@router.get("/healthz", summary="进程是否存活")
async def healthz() -> dict[str, str]:
    """Always 200 while the process answers at all."""
    return {"status": "ok"}


@router.get("/readyz", summary="是否可以回答")
def readyz(request: Request) -> dict[str, Any]:
    """200 with the number of documents once the store can be read, 503 before."""
    context = context_of(request)
    if not context.warm.is_set():
        raise Problem(503, headers={"Retry-After": "1"})
    try:
        count = len(context.store.documents())
    except Exception as error:
        log.warning("not ready", exc_info=True)
        raise Problem(503, "数据库暂不可用。", headers={"Retry-After": "5"}) from error
    return {"status": "ready", "documents": count}
