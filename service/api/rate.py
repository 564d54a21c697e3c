"""How many questions one client may ask: a token bucket for each address, in this process's memory.

A bucket holds as many questions as the limit counts and fills evenly over its period, so a client may
ask them all at once and then as often as the limit says. With several processes each keeps its own
buckets: a client may ask at most as many times more.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

from fastapi import Depends, Request

from service.api.problems import Problem

MOST_CLIENTS = 50_000
"""Buckets kept; the one used longest ago goes first."""


class Buckets:
    """``count`` questions each ``seconds`` for every client; ``clock`` gives seconds and never goes back."""

    def __init__(self, count: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._each = seconds / count
        self._clock = clock
        self._guard = Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """0 and one question less in the client's bucket; or, where it is empty, the seconds until it isn't."""
        with self._guard:
            now = self._clock()
            left, then = self._held.pop(client, (float(self._count), now))
            left = min(float(self._count), left + (now - then) / self._each)
            allowed = left >= 1
            self._held[client] = (left - 1 if allowed else left, now)
            if len(self._held) > MOST_CLIENTS:
                self._held.popitem(last=False)
            return 0.0 if allowed else (1 - left) * self._each


def rate_guard(rate: tuple[int, float] | None, spare_this_machine: bool = False) -> Callable[[Request], None]:
    """A dependency that lets a client ask only so often; None for a rate is no limit.

    Raises Problem 429 with Retry-After. ``spare_this_machine``: its own requests (loopback) aren't counted.
    """
    buckets = Buckets(*rate) if rate else None

    def require_patience(request: Request) -> None:
        client = client_of(request)
        if buckets is None or (spare_this_machine and client == THIS_MACHINE):
            return
        if wait := buckets.wait(client):
            seconds = math.ceil(wait)
            raise Problem(429, f"提问过于频繁，请 {seconds} 秒后再试。", headers={"Retry-After": str(seconds)})

    return require_patience


THIS_MACHINE = "loopback"


def client_of(request: Request) -> str:
    """Whom a request counts for: its address, as the server took it from the connection or a trusted proxy;
    of IPv6 the network, since one client has a whole one."""
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return THIS_MACHINE
    if isinstance(address, IPv6Address):
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _within_rate(request: Request) -> None:
    request.app.state.require_patience(request)


asked = [Depends(_within_rate)]
"""what every route that answers questions depends on"""
