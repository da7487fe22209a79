"""End requests whose bodies arrive too slowly, so that they do not occupy the server."""

import asyncio
from typing import TYPE_CHECKING

from assistant.web.middleware.rate_limit import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAUSE = 20.0  # seconds without any byte of a body
_SLOWEST = 2_000  # bytes a second, on average after the first ``PAUSE``


class SlowSender:
    """An ASGI middleware that answers with the status 408 if a body does not arrive in time."""

    def __init__(self, app: "ASGIApp", pause: float = PAUSE) -> None:
        """Pass requests on to ``app``; a body may pause for ``pause`` seconds."""
        self._app, self._pause = app, pause

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on while its body arrives."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = is_complete = False
        clock = asyncio.get_running_loop().time
        begin, received = clock(), 0

        async def receive_in_time() -> "Message":
            nonlocal is_complete, received
            if is_complete:  # what follows is the end of the connection, which may come late
                return await receive()
            left = begin + self._pause + received / _SLOWEST - clock()
            message = await asyncio.wait_for(receive(), max(0.01, min(left, self._pause)))
            received += len(message.get("body", b""))
            is_complete = not message.get("more_body")
            return message

        async def send_noting(message: "Message") -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive_in_time, send_noting)
        except TimeoutError:
            if is_complete or has_begun:
                raise
            reason = "The request did not arrive in time. Send it again"
            await refuse(408, reason, send, (b"connection", b"close"))
