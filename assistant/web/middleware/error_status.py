"""Answer a request that cannot be met with the status 400, and say why.

Gradio answers every error of a function with the status 500, which says that the server is at
fault, and every argument that it cannot read too. The reason of an error is in the body.
"""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The title of errors that the request is to blame for.
BAD_REQUEST = "Bad request"
_RUN = "/gradio_api/run/"


class ErrorStatus:
    """An ASGI middleware that changes the status 500 to 400 if the request is to blame."""

    def __init__(self, app: "ASGIApp") -> None:
        """Pass requests on to ``app``."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; the start of an error is held until its body is known."""
        if scope["type"] != "http" or not scope["path"].startswith(_RUN):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_with_status(message: "Message") -> None:
            if message["type"] == "http.response.start" and message["status"] == 500:
                held.append(message)
                return
            if held:
                start = held.pop()
                is_bad = _is_bad_request(message.get("body", b""))
                await send({**start, "status": 400} if is_bad else start)
            await send(message)

        await self._app(scope, receive, send_with_status)


def _is_bad_request(body: bytes) -> bool:
    try:
        content = json.loads(body)
    except ValueError:
        return False
    return isinstance(content, dict) and content.get("title") == BAD_REQUEST
