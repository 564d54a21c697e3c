"""How far a reader is within a long file: pages read of pages. Whoever waits for the file listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
"""takes pages read and all pages, 0 ≤ read ≤ all, all > 0"""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def pages_read(read: int, pages: int) -> None:
    """Tells whoever listens."""
    listener = _listener.get()
    if listener is not None and 0 <= read <= pages and pages > 0:
        listener(read, pages)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """What readers tell while the block runs, in this thread, goes to ``listener``."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
