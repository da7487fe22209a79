import asyncio
import json
from typing import Any

import jsonschema
import pytest

from assistant.web.middleware.arguments import CheckArguments, describe_endpoints
from assistant.web.middleware.slow_sender import SlowSender

OPERATIONS = {
    path.rpartition("/")[2]: operations["post"]
    for path, operations in describe_endpoints()["paths"].items()
}


def schema_of(name: str) -> Any:
    return OPERATIONS[name]["requestBody"]["content"]["application/json"]["schema"]


async def echo(scope: Any, receive: Any, send: Any) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


def post(app: Any, endpoint: str, *parts: bytes, pause: float = 0.0) -> tuple[int, bytes]:
    """Send a body in parts, with a pause before each part."""
    waiting = [
        {"type": "http.request", "body": part, "more_body": position < len(parts)}
        for position, part in enumerate(parts, start=1)
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(pause)
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": f"/gradio_api/run/{endpoint}"}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("endpoint", "body", "reason"),
    [
        ("ask", {"data": ["q"]}, "has 1 arguments. Send 2 (question, history)"),
        ("ask", {"data": []}, "has 0 arguments"),
        ("ask", {"data": ["q", None, 3]}, "has 3 arguments"),
        ("search", {"data": ["q", 3]}, "Send 3 (query, k, mode)"),
        ("documents", {"data": ["q"]}, "has 1 arguments. Send 0"),
        ("paragraph", {"question": "q"}, "document, paragraph"),
        ("ask", {"data": "q"}, "no list"),
        ("ask", ["q"], "no list"),
        ("ask", None, "no list"),
    ],
)
def test_what_is_missing_is_said(endpoint: str, body: Any, reason: str) -> None:
    status, told = post(CheckArguments(echo), endpoint, json.dumps(body).encode())
    assert status == 400
    assert reason in json.loads(told)["detail"]


def test_what_is_no_json_is_said() -> None:
    for body in (b"", b"{", b"\xff", b"[" * 100_000):
        status, told = post(CheckArguments(echo), "ask", body)
        assert (status, "not JSON" in json.loads(told)["detail"]) == (400, True)


def test_a_whole_request_goes_on_as_it_came() -> None:
    body = json.dumps({"data": ["q", None]}).encode()
    assert post(CheckArguments(echo), "ask", body[:5], body[5:]) == (200, body)
    assert post(CheckArguments(echo), "other", b"{") == (200, b"{")


@pytest.mark.parametrize(
    ("endpoint", "good", "bad"),
    [
        ("ask", ["Who?", None], [7, None]),
        ("ask", ["Who?", ["When?"]], ["Who?", "When?"]),
        ("search", ["x", 3, "dense"], ["x", 3, "bm25"]),
        ("documents", [], [1]),
        ("paragraph", ["A/78/176", "50"], ["A/78/176", 50]),
        ("paragraph", ["A/78/176", "50"], ["A/78/176"]),
        ("verify", ["“a b” (A/78/176)"], [None]),
        ("extract", ["dates", "", ""], ["dates", 7, ""]),
        ("compare", ["A/78/176", "A/77/173", ""], ["A/78/176", "A/77/173"]),
        ("replay", [[{"question": "Who?"}]], ["Who?"]),
        ("brief", [[{}], "", "md", "un", "en"], [[{}], "", "pdf", "un", "en"]),
    ],
)
def test_the_description_allows_what_the_endpoints_take(
    endpoint: str, good: list[Any], bad: list[Any]
) -> None:
    check = jsonschema.Draft202012Validator(schema_of(endpoint))
    check.check_schema(check.schema)
    assert check.is_valid({"data": good})
    assert not check.is_valid({"data": bad})
    assert not check.is_valid({})


def test_the_description_has_every_endpoint_and_its_refusals() -> None:
    assert set(OPERATIONS) == {
        "ask",
        "search",
        "documents",
        "paragraph",
        "verify",
        "extract",
        "compare",
        "replay",
        "brief",
    }
    for operation in OPERATIONS.values():
        assert {"200", "400", "401", "403", "408", "413", "429"} <= set(operation["responses"])
    assert describe_endpoints("/pilcrow")["servers"] == [{"url": "/pilcrow"}]


def test_a_slow_sender_is_cut_off_and_a_steady_one_is_not() -> None:
    app = SlowSender(CheckArguments(echo), pause=0.3)
    body = json.dumps({"data": ["q", None]}).encode()
    assert post(app, "ask", body)[0] == 200
    assert post(app, "ask", body[:5], body[5:], pause=0.5)[0] == 408
    drops = [body[position : position + 1] for position in range(len(body))]
    assert post(app, "ask", *drops, pause=0.05)[0] == 408
    blocks = [b"x" * 5_000] * 4
    assert post(app, "other", *blocks, pause=0.05)[0] == 200
