"""GET /api/documents/{id}/checks: the reconciliation report of one document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from service.api.context import context_of

router = APIRouter(prefix="/api/documents", tags=["checks"])


@router.get("/{document_id}/checks", summary="勾稽核对：相符、进位差、不符、未核，两方都有出处")
def checks(request: Request, document_id: str) -> dict[str, Any]:
    """What adds up in the document and what doesn't, wrong first, both sides cited."""
    from ingest.checks import report

    return report(context_of(request).store, document_id)
