"""Limits on the requests of one client: in a minute, and at the same time."""

import json
import math
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.output.i18n import page_language, say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WORK = "/gradio_api/"
# Pages of reports are drawn at this address: that takes time, as a question does.
DRAWN = "/original"
# Drafts are checked at this address.
CHECKED = "/check"
# Files for the library are received at this address; to ask what has become of them is no work.
REPORTS = "/reports"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one client.

    ``rate`` is the number of questions a minute, ``at_once`` of requests that are being worked on,
    ``open`` of all open requests: a page keeps two open, on which it receives answers.
    """

    rate: int
    at_once: int
    open: int


# OWN is for a page that only this machine reaches: all its programs have one address.
OWN, SHARED = Limits(3_000, 64, 256), Limits(60, 8, 48)


class Rate:
    """A limit for each of many clients over a moving window, such as "60/minute"."""

    def __init__(self, rate: str) -> None:
        """Allow what ``rate`` says; raises ValueError if it is malformed."""
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._rate = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allow(self, who: str) -> bool:
        """Return whether the client is within the limit; if it is, the request is counted."""
        return bool(self._limiter.hit(self._rate, who))

    def headers(self, who: str) -> tuple[tuple[bytes, bytes], ...]:
        """Return the headers that say the limit of a client and what is left of it."""
        stats = self._limiter.get_window_stats(self._rate, who)
        values = {
            b"limit": self._rate.amount,
            b"remaining": stats.remaining,
            b"reset": max(0, math.ceil(stats.reset_time - time.time())),
        }
        return tuple((b"x-ratelimit-" + name, b"%d" % value) for name, value in values.items())

    def forget(self, who: str) -> None:
        """Reset the count of a client."""
        self._limiter.clear(self._rate, who)


class RateLimit:
    """An ASGI middleware that refuses requests beyond a client's limits, with status 429.

    A client is a user if users sign in, else an address. The responses to work say the limit in the
    headers ``x-ratelimit-limit`` (in a minute), ``x-ratelimit-remaining`` and ``x-ratelimit-reset``
    (seconds until the whole limit is free again).
    """

    def __init__(self, app: "ASGIApp", limits: Limits) -> None:
        """Pass requests on to ``app``."""
        self._app, self._limits = app, limits
        self._rate = Rate(f"{limits.rate}/minute")
        self._working: Counter[str] = Counter()
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        who = scope.get("user", "") or client_of(scope)
        asks = scope["method"] == "POST" and scope["path"].startswith((_WORK, REPORTS))
        works = asks or scope["path"] in (DRAWN, CHECKED)
        if self._is_full(who, works=works) or (works and not self._rate.allow(who)):
            accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
            told = self._rate.headers(who) if works else ()
            await refuse(429, say("too_many", page_language(accepted)), send, *told)
            return

        async def send_with_limit(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self._rate.headers(who)]}
            await send(message)

        kinds = [self._open, self._working] if works else [self._open]
        for kind in kinds:
            kind[who] += 1
        try:
            await self._app(scope, receive, send_with_limit if works else send)
        finally:
            for kind in kinds:
                kind[who] -= 1
                if not kind[who]:
                    del kind[who]  # clients without open requests take no memory

    def _is_full(self, who: str, *, works: bool) -> bool:
        most = self._limits
        return self._open[who] >= most.open or (works and self._working[who] >= most.at_once)


def client_of(scope: "Scope") -> str:
    """Return the name of a client: its address, and the user's name if users sign in."""
    address = (scope.get("client") or ("",))[0]
    user = scope.get("user", "")
    return f"{user}@{address}"


async def refuse(status: int, why: str, send: "Send", *headers: tuple[bytes, bytes]) -> None:
    """Send a refusal as JSON; the page shows its ``detail`` to the user."""
    body = json.dumps({"detail": why}).encode()
    told = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if status == 429:
        told.append((b"retry-after", b"60"))
    started = {"type": "http.response.start", "status": status}
    await send(started | {"headers": [*told, *headers]})
    await send({"type": "http.response.body", "body": body})
