"""What the web server answers at all: known hosts, its own page, small bodies, few routes."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2_000_000
MAX_UPLOAD = 50_000_000
_UPLOAD = "/gradio_api/upload"
# Routes of Gradio that fetch from elsewhere, show files or record, none of which the page uses.
_CLOSED = re.compile(
    r"/gradio_api/(?:file[=/]|proxy=|process_recording|vibe|undo-vibe|dev/|deep_link|run-history|"
    r"runs|custom_component|stream/)|/(?:monitoring|svelte|pwa_icon)"
)
# Gradio needs inline and eval; the rest still stops every request to another address.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Guard:
    """An ASGI middleware."""

    def __init__(self, app: "ASGIApp", hosts: Iterable[str]) -> None:
        """Stand before ``app``, which answers to ``hosts`` only (a name, without the port)."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, with headers for its response, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = self._refusal(scope)
        if status:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("Refused", status)(scope, receive, send)
            return

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: "Scope") -> int:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        origin = headers.get(b"origin")
        if host.rsplit(":", 1)[0] not in self._hosts or _CLOSED.match(scope["path"]):
            return 404
        if origin and origin.split("//")[-1] != host:
            return 403
        size = headers.get(b"content-length", "")
        most = MAX_UPLOAD if scope["path"].rstrip("/") == _UPLOAD else MAX_BODY
        if scope["method"] == "POST" and not (size.isdecimal() and int(size) <= most):
            return 413
        return 0
