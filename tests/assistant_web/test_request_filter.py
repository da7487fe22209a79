from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from assistant.web.middleware.request_filter import MAX_BODY, MAX_UPLOAD, RequestFilter
from tests.longer import FIGURES

# What versions of Gradio had open: each was, or led to, a way to read or write the server's files.
ADVISORIES = [
    "/file=/etc/passwd",  # CVE-2023-34239, CVE-2023-51449
    "/file/etc/passwd",
    "/static/../../../../etc/passwd",
    "/assets/..%5c..%5cetc/passwd",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/component_server",  # CVE-2024-1561
    "/proxy=https://example.org/",  # CVE-2024-2206
    "/login",
    "/queue/join",
    "/custom_component/x/client/component/../../../../etc/passwd",  # CVE-2024-47166
    "/svelte/x",
    "/gradio_api/file=C:/Windows/win.ini",  # CVE-2024-34510
    "/gradio_api/FILE=/etc/passwd",  # CVE-2025-23042
    "/gradio_api/stream/x/1/1/playlist.m3u8",
    "/gradio_api/openapi.json",
    "/gradio_api/vibe-code",
    "/gradio_api/queue/status",
    "/gradio_api/profiling/traces",
    "/gradio_api/run-history/records",
    "/gradio_api/token",
    "/monitoring/summary",
]


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("page")


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/{path:path}", _answer, methods=["GET", "POST"])]
    hosts = ("127.0.0.1", "localhost")
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(RequestFilter, hosts=hosts)]),
        base_url="http://127.0.0.1:7860",
    )


def guarded(**options: Any) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", _answer, methods=["GET", "POST", "PUT"])])
    return TestClient(
        RequestFilter(app, ["pilcrow.example"], **options), base_url="http://pilcrow.example"
    )


def test_its_own_page_is_answered_with_a_policy(client: TestClient) -> None:
    response = client.get("/", headers={"origin": "http://127.0.0.1:7860"})
    assert (response.status_code, response.text) == (200, "page")
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_another_host_name_finds_nothing(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 404


def test_another_origin_is_refused(client: TestClient) -> None:
    headers = {"origin": "https://evil.example"}
    assert client.post("/gradio_api/run/ask", headers=headers, json={}).status_code == 403
    assert client.get("/config", headers=headers).status_code == 403


def test_a_proxy_that_does_not_pass_the_host_name_gets_a_sentence(client: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8101"}
    assert client.get("/assets/index.js", headers=headers).status_code == 200
    refused = client.post("/gradio_api/queue/join", headers=headers, json={})
    assert refused.status_code == 403
    assert "proxy_set_header Host" in refused.json()["detail"]
    unnamed = client.get("/", headers={"host": "pilcrow.example"})
    assert "--name HOST" in unnamed.json()["detail"]


def test_a_proxy_whose_name_is_given_need_not_pass_it() -> None:
    client = guarded(names=["pilcrow.example"], numbers=True)
    for origin, status in (
        ("https://pilcrow.example", 200),
        ("https://pilcrow.example:8443", 200),
        ("https://evil.example", 403),
        ("https://pilcrow.example.evil.example", 403),
        ("null", 403),
    ):
        headers = {"host": "127.0.0.1:7860", "origin": origin}
        response = client.post("/gradio_api/run/ask", headers=headers, content=b"x")
        assert response.status_code == status


@pytest.mark.parametrize("path", ["/pilcrow/config", "/config"])
def test_the_path_of_a_proxy_is_removed(path: str) -> None:
    assert guarded(root_path="/pilcrow").get(path).status_code == 200
    assert guarded(root_path="/pilcrow").get(f"/other{path}").status_code == 404
    assert guarded(root_path="/pilcrow").get("/pilcrows/config").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/file=https://example.org/",
        "/gradio_api/file/etc/hostname",
        "/gradio_api/proxy=https://example.org/",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link",
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/monitoring",
        *ADVISORIES,
    ],
)
def test_routes_that_the_page_does_not_use_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    FIGURES["routes that led to files, closed"] += 1


def test_reports_may_be_larger_than_questions(client: TestClient) -> None:
    upload = "/reports"
    assert client.post(upload, content=b"x" * (MAX_BODY + 1)).status_code == 200
    huge = {"content-length": str(MAX_UPLOAD + 1)}
    assert client.post(upload, headers=huge, content=b"x").status_code == 413
    assert client.post("/gradio_api/run/upload", content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_a_large_or_unmeasured_body_is_refused(client: TestClient) -> None:
    ask = "/gradio_api/run/ask"
    assert client.post(ask, content=b"x" * (MAX_BODY + 1)).status_code == 413
    assert client.post(ask, content=iter([b"x"])).status_code == 413
    assert client.post(ask, content=b"x" * 100).status_code == 200


def test_where_others_come_it_answers_to_its_names_and_to_numbers_only() -> None:
    client = guarded(numbers=True)
    for host, status in (
        ("pilcrow.example", 200),
        ("PILCROW.example:8000", 200),
        ("192.0.2.7:7860", 200),
        ("[2001:db8::1]:7860", 200),
        ("rebound.example", 404),
        ("192.0.2.7.rebound.example", 404),
        ("", 404),
    ):
        assert client.get("/", headers={"host": host}).status_code == status
    assert guarded().get("/", headers={"host": "192.0.2.7"}).status_code == 404


def test_no_file_is_received_where_reports_cannot_be_changed() -> None:
    client = guarded(uploads=False)
    assert client.post("/reports", content=b"x").status_code == 404
    assert client.get("/reports").status_code == 404
    assert client.post("/gradio_api/run/ask", content=b"x").status_code == 200


def test_only_what_the_page_does_is_allowed() -> None:
    client = guarded()
    assert client.put("/config").status_code == 405
    assert client.options("/config").status_code == 405


def test_no_other_site_may_read_what_is_answered() -> None:
    async def shared(scope: Scope, receive: Receive, send: Send) -> None:
        headers = {"access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true"}
        await PlainTextResponse("page", headers=headers)(scope, receive, send)

    client = TestClient(RequestFilter(shared, ["testserver"]))
    headers = client.get("/").headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_socket_is_closed() -> None:
    with pytest.raises(WebSocketDisconnect), guarded().websocket_connect("/gradio_api/queue/join"):
        pass
