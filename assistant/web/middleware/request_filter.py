"""Which requests the web server answers: known hosts, own origin, small bodies, few routes."""

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.web.middleware.rate_limit import CHECKED, REPORTS, refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2_000_000
MAX_UPLOAD = 50_000_000
MAX_DRAFT = 20_000_000
# The routes of Gradio that the page and other programs use. All others are refused, also those of
# future versions: some fetch from other servers, serve files, or record what users do.
_ROUTES = re.compile(
    r"/(?:|config|theme\.css|robots\.txt|manifest\.json|favicon\.ico|statistics|openapi\.json|original|check|reports"
    r"|(?:assets|static)/[\w./@+-]+"
    r"|gradio_api/(?:info|app_id|startup-events|heartbeat/\w+|queue/(?:join|data)|cancel|reset"
    r"|component_server|(?:run|call)/\w+(?:/\w+)?|mcp(?:/http)?))/?"
)
# Files of the page, which are the same for all. A proxy that does not pass the host name makes the
# page look like one of another origin. Its scripts are sent, so that it can show why it is refused.
_FILES = re.compile(r"/(?:theme\.css|(?:assets|static)/.*)")
_METHODS = frozenset(["GET", "HEAD", "POST"])
_MCP = "/gradio_api/mcp/"  # an MCP client ends its session with DELETE
# Gradio needs inline scripts and eval. The policy still stops every request to another address.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
# Gradio sends these headers, with which pages of other sites could read the answers.
_NOT_SENT = b"access-control-"


_NO_SUCH_NAME = (
    "This page is not served under this host name. The operator can allow it: pilcrow chat "
    "--name HOST"
)
_OTHER_ORIGIN = (
    "This request comes from a page with another address. If a proxy stands before Pilcrow, it "
    "must pass the host name on (nginx: proxy_set_header Host $http_host), or the operator names "
    "its host: pilcrow chat --name HOST"
)


class RequestFilter:
    """An ASGI middleware that refuses requests and adds security headers to responses."""

    def __init__(
        self,
        app: "ASGIApp",
        hosts: Iterable[str],
        *,
        names: Iterable[str] = (),
        numbers: bool = False,
        uploads: bool = True,
        root_path: str = "",
    ) -> None:
        """Pass requests on to ``app``.

        Args:
            app: the application.
            hosts: the names, without ports, that a request may be addressed to.
            names: host names of a proxy. A page of such an origin is Pilcrow's own page, also if
                the proxy does not pass the host name on.
            numbers: whether any IP address is allowed too: no other site can claim to have one.
            uploads: whether files for the library are received.
            root_path: the path of the page at a proxy. It is removed from the path of a request if
                the proxy has not removed it.
        """
        self._app, self._numbers, self._uploads = app, numbers, uploads
        self._root_path = root_path
        self._names = frozenset(name.lower() for name in names)
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on and add headers to its response, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                kept = [h for h in message.get("headers", []) if not _is_dropped(h)]
                message["headers"] = [*kept, *_HEADERS]
            await send(message)

        if self._root_path and f"{scope['path']}/".startswith(f"{self._root_path}/"):
            path = scope["path"].removeprefix(self._root_path) or "/"
            scope = dict(scope) | {"path": path, "raw_path": path.encode()}
        status, why = self._refusal(scope)
        if status:
            await refuse(status, why, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: "Scope") -> tuple[int, str]:
        """Return the status of a refusal, or 0, and the reason for the user."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, path, method = headers.get(b"host", ""), scope["path"], scope["method"]
        origin = headers.get(b"origin")
        if not self._is_ours(host):
            return 404, _NO_SUCH_NAME
        if not self._is_open(path):
            return 404, "There is no such page"
        if origin and not self._is_own_page(origin, host) and not _is_file(method, path):
            return 403, _OTHER_ORIGIN
        if method not in _METHODS and not (method == "DELETE" and path.startswith(_MCP)):
            return 405, "Refused"
        size = headers.get(b"content-length", "")
        most = {REPORTS: MAX_UPLOAD, CHECKED: MAX_DRAFT}.get(path.rstrip("/"), MAX_BODY)
        if method == "POST" and not (size.isdecimal() and int(size) <= most):
            return 413, f"The body has no length, or more than {most // 1_000_000} MB"
        return 0, ""

    def _is_own_page(self, origin: str, host: str) -> bool:
        address = origin.split("//")[-1]
        return address == host or re.sub(r":\d+$", "", address).lower() in self._names

    def _is_ours(self, host: str) -> bool:
        name = re.sub(r":\d+$", "", host).lower()
        return name in self._hosts or (self._numbers and _is_number(name))

    def _is_open(self, path: str) -> bool:
        if ".." in path or not _ROUTES.fullmatch(path):
            return False
        return self._uploads or not path.startswith(REPORTS)


def _is_file(method: str, path: str) -> bool:
    return method in ("GET", "HEAD") and bool(_FILES.fullmatch(path))


def _is_dropped(header: tuple[bytes, bytes]) -> bool:
    return header[0].lower().startswith(_NOT_SENT)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
