"""GET /api/documents/{id}/checks: the reconciliation report of one document; the same as a page to print."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.api.context import context_of

router = APIRouter(tags=["checks"])


@router.get("/api/documents/{document_id}/checks", summary="勾稽核对：相符、进位差、不符、未核，两方都有出处")
def checks(request: Request, document_id: str) -> dict[str, Any]:
    """What adds up in the document and what doesn't, wrong first, both sides cited."""
    from ingest.checks import report

    return report(context_of(request).store, document_id)


@router.get("/documents/{document_id}/checks", response_class=HTMLResponse, summary="勾稽核对报告，可打印")
def checks_page(request: Request, document_id: str) -> HTMLResponse:
    """The same as a page of its own, grouped by verdict."""
    from ingest.checks import report
    from service.checkpage import page

    store = context_of(request).store
    return HTMLResponse(page(store.document(document_id).title, report(store, document_id)))
