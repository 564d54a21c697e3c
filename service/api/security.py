"""Who may do what, how much they may send, and what a browser may load.

Staff keys are compared in constant time; with none configured the staff routes answer 403, so that
an unconfigured service is closed, not open.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable

from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import Problem, response_of

BODY_LIMIT = 256 * 1024
"""Bytes of an ordinary request."""
FORM_BYTES = 256 * 1024
"""What a multipart form adds to its files."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


def staff_guard(keys: Iterable[str], local_key: str | None = None) -> Callable[[Request], None]:
    """A dependency that lets only staff through, and commands of this machine by their ``local_key``.

    Raises Problem: 403 when no staff key is configured or the given key is wrong, 401 when none is given.
    """
    staff = tuple(key.encode() for key in keys)
    known = (*staff, local_key.encode()) if local_key else staff

    def require_staff(request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        shown = scheme.lower() == "bearer" and bool(given.strip())
        if not staff and not (local_key and shown):
            raise Problem(403, "服务未设置工作人员密钥，管理功能未开放。")
        if not shown:
            raise Problem(401, headers={"WWW-Authenticate": 'Bearer realm="mingzhang"'})
        # Every key is compared, so that the time taken tells nothing of which came close.
        matches = [hmac.compare_digest(given.strip().encode(), key) for key in known]
        if not any(matches):
            raise Problem(403, "工作人员密钥不正确。")

    return require_staff


class SecurityHeaders:
    """ASGI: the headers above on every response that doesn't set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """ASGI: 413 for a body over the limit, by its stated length or, where it states none, as it arrives."""

    def __init__(self, app: ASGIApp, upload_limit: int, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit
        self.upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        multipart = headers.get("content-type", "").lower().startswith("multipart/")
        limit = self.upload_limit if multipart else self.limit
        too_large = Problem(413, f"请求内容过大：最多 {limit // 1024} KB。")
        stated = headers.get("content-length", "0")
        if not stated.isascii() or not stated.isdigit():
            await response_of(Problem(400))(scope, receive, send)
            return
        if int(stated) > limit:
            await response_of(too_large)(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise too_large
            return message

        await self.app(scope, receive_within_limit, send)


def install(app: FastAPI, allowed_origins: Iterable[str], upload_bytes: int) -> None:
    """Limits innermost, then CORS, then headers on whatever comes out. ``upload_bytes`` is what all files
    of one upload may have together."""
    app.add_middleware(BodyLimit, upload_limit=upload_bytes + FORM_BYTES)
    if origins := list(allowed_origins):
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.add_middleware(SecurityHeaders)
