"""A connection that sends no complete header is closed by the server."""

import socket
import threading
from typing import Any

import pytest
import uvicorn

from assistant.web import gradio_patches


async def answer(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


def test_a_connection_without_a_request_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradio_patches, "LONGEST_HEADER", 0.3)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(answer, lifespan="off", log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            for begin in (b"", b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: "):
                with socket.create_connection(listener.getsockname(), 60) as line:
                    line.sendall(begin)
                    assert line.recv(100) == b""  # closed by the server
            with socket.create_connection(listener.getsockname(), 60) as line:
                line.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                assert line.makefile("rb").read().endswith(b"ok")
        finally:
            server.should_exit = True
            thread.join()
