import asyncio
import json
from typing import Any

import pytest

from assistant.web.middleware.rate_limit import Limits, Rate, RateLimit

ASK = "/gradio_api/run/ask"


class App:
    """Holds each request until it is told to go on; counts those that reached it."""

    def __init__(self) -> None:
        self.go, self.reached = asyncio.Event(), 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.reached += 1
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def request(
    traffic: RateLimit,
    address: str,
    path: str = ASK,
    method: str = "POST",
    user: str = "",
    language: str = "en",
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "client": (address, 1),
        "user": user,
    }
    scope["headers"] = [(b"accept-language", language.encode())]
    await traffic(scope, None, send)  # type: ignore[arg-type]
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    async def run() -> None:
        app = App()
        app.go.set()
        traffic = RateLimit(app, Limits(5, 8, 48))
        assert [(await request(traffic, "192.0.2.1"))[0] for _ in range(5)] == [200] * 5
        status, headers, body = await request(traffic, "192.0.2.1")
        assert (status, headers[b"retry-after"]) == (429, b"60")
        assert "try again in a minute" in json.loads(body)["detail"]
        _, _, body = await request(traffic, "192.0.2.1", language="fr-CH, en;q=0.5")
        assert "réessayer dans une minute" in json.loads(body)["detail"]
        assert (await request(traffic, "192.0.2.2"))[0] == 200
        assert (await request(traffic, "192.0.2.1", user="ada"))[0] == 200
        assert (await request(traffic, "192.0.2.1", "/assets/x.js", "GET"))[0] == 200
        assert app.reached == 8

    asyncio.run(run())


@pytest.mark.parametrize(
    ("path", "method", "most"),
    [(ASK, "POST", 8), ("/original", "GET", 8), ("/gradio_api/queue/data", "GET", 48)],
)
def test_a_client_has_only_so_much_open_at_once(path: str, method: str, most: int) -> None:
    async def run() -> None:
        app = App()
        traffic = RateLimit(app, Limits(1_000, 8, 48))
        held = [
            asyncio.create_task(request(traffic, "192.0.2.1", path, method)) for _ in range(most)
        ]
        await asyncio.sleep(0)
        assert (await request(traffic, "192.0.2.1", path, method))[0] == 429
        other = asyncio.create_task(request(traffic, "192.0.2.2", path, method))
        app.go.set()
        assert [done[0] for done in await asyncio.gather(*held, other)] == [200] * (most + 1)
        assert (await request(traffic, "192.0.2.1", path, method))[0] == 200
        assert not traffic._open
        assert not traffic._working

    asyncio.run(run())


def test_a_response_says_the_limit_and_what_is_left() -> None:
    async def run() -> None:
        app = App()
        app.go.set()
        traffic = RateLimit(app, Limits(2, 8, 48))
        left = []
        for _ in range(3):
            _, headers, _ = await request(traffic, "192.0.2.1")
            left.append(int(headers[b"x-ratelimit-remaining"]))
            assert headers[b"x-ratelimit-limit"] == b"2"
            assert 0 <= int(headers[b"x-ratelimit-reset"]) <= 60
        assert left == [1, 0, 0]

    asyncio.run(run())


def test_an_account_has_one_limit_from_all_its_addresses() -> None:
    async def run() -> None:
        app = App()
        app.go.set()
        traffic = RateLimit(app, Limits(2, 8, 48))
        told = [(await request(traffic, f"192.0.2.{n}", user="ada"))[0] for n in range(3)]
        assert told == [200, 200, 429]
        assert (await request(traffic, "192.0.2.1", user="bob"))[0] == 200

    asyncio.run(run())


def test_one_that_goes_away_is_forgotten() -> None:
    async def run() -> None:
        traffic = RateLimit(App(), Limits(1_000, 8, 48))
        held = asyncio.create_task(request(traffic, "192.0.2.1"))
        await asyncio.sleep(0)
        held.cancel()
        await asyncio.gather(held, return_exceptions=True)
        assert not traffic._open

    asyncio.run(run())


def test_a_rate_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="many"):
        Rate("many")
