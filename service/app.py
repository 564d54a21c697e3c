"""The web service, put together: state, guards, routes, pages."""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest.limits import MEGABYTE
from service.api import answers, chat, checks, documents, health, problems, rate, security, staff, tables
from service.api.context import Context
from service.remote import LOCAL_KEY

if TYPE_CHECKING:
    from service.settings import Settings

WEB = Path(__file__).parent / "web"
PAGES = {"/": "index.html", "/documents": "documents.html", "/staff": "staff.html", "/docs": "docs.html"}


def create_app(settings: Settings | None = None, context: Context | None = None) -> FastAPI:
    """The service on ``settings`` (default: the environment's); tests bring a ``context`` of their own."""
    if context is None:
        context = Context(settings or load_settings())
    app = FastAPI(title="明账 Mingzhang", version=_version(), lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.require_staff = security.staff_guard(context.settings.staff_keys, os.environ.get(LOCAL_KEY))
    app.state.require_patience = rate.rate_guard(*context.settings.rate)
    problems.install(app)
    security.install(app, context.settings.allowed_origins, context.settings.max_file_mb * MEGABYTE)
    for resource in (chat, answers, documents, checks, tables, staff, health):
        app.include_router(resource.router)
    for path, name in PAGES.items():
        app.add_api_route(path, _page(name), include_in_schema=False, methods=["GET", "HEAD"])
    app.add_api_route("/widget.js", _widget(), include_in_schema=False, methods=["GET", "HEAD"])
    app.mount("/web", _Assets(directory=WEB), name="web")
    app.add_middleware(_CompressedPages)
    return app


def load_settings() -> Settings:
    """Settings from the environment and ``.env``."""
    from service.settings import Settings

    return Settings()


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
        static = scope["type"] == "http" and (path in PAGES or path.startswith("/web/"))
        await (self.compressed if static else self.app)(scope, receive, send)


def _widget() -> Callable[[Request], Awaitable[Response]]:
    """The script that other sites load: any of them may, and keeps it for an hour."""
    content = (WEB / "widget.js").read_bytes()
    packed = gzip.compress(content, mtime=0)
    shared = {
        "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:20]}"',
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Vary": "Accept-Encoding",
    }

    async def widget(request: Request) -> Response:
        if shared["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=shared)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, headers={**shared, "Content-Encoding": "gzip"}, media_type="text/javascript")
        return Response(content, headers=shared, media_type="text/javascript")

    return widget


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Answer at once, warm up beside it: the first question needn't wait for what it may not need."""
    context: Context = app.state.context
    threading.Thread(target=context.warm_up, name="warm-up", daemon=True).start()
    try:
        yield
    finally:
        context.close()


def _version() -> str:
    try:
        return version("mingzhang")
    except PackageNotFoundError:
        return "0"
