"""The pages and their files, and the widget that other sites load."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

WEB = Path(__file__).parents[1] / "web"
PAGES = {"/": "index.html", "/documents": "documents.html", "/staff": "staff.html", "/docs": "docs.html"}
WIDGET = "/widget.js"


def install(app: FastAPI) -> None:
    """Serve the pages, their files under /web, and the widget; all compressed."""
    for path, name in PAGES.items():
        app.add_api_route(path, _page(name), include_in_schema=False, methods=["GET", "HEAD"])
    app.add_api_route(WIDGET, _widget(), include_in_schema=False, methods=["GET", "HEAD"])
    app.mount("/web", _Assets(directory=WEB), name="web")
    app.add_middleware(_CompressedPages)


def _page(name: str) -> Callable[[], Awaitable[FileResponse]]:
    async def page() -> FileResponse:
        return FileResponse(WEB / name, headers={"Cache-Control": "no-cache"})

    return page


class _Assets(StaticFiles):
    """The pages' own files. A browser asks each time whether they are still the same, so that after an upgrade
    no page runs with parts of two versions."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


class _CompressedPages:
    """ASGI: pages and their files go out compressed. Answers don't: a stream's events must leave one by one, and
    a body that holds what a reader sent shouldn't tell by its length what else it holds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = GZipMiddleware(app, minimum_size=400)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        static = scope["type"] == "http" and (path in PAGES or path == WIDGET or path.startswith("/web/"))
        await (self.compressed if static else self.app)(scope, receive, send)


def _widget() -> Callable[[Request], Awaitable[Response]]:
    """The script that other sites load: any of them may, and keeps it for an hour."""
    content = (WEB / "widget.js").read_bytes()
    shared = {
        "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:20]}"',
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }

    async def widget(request: Request) -> Response:
        if shared["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=shared)
        return Response(content, headers=shared, media_type="text/javascript")

    return widget
