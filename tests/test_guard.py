import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.guard import MAX_BODY, MAX_UPLOAD, Guard


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("page")


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/{path:path}", _answer, methods=["GET", "POST"])]
    hosts = ("127.0.0.1", "localhost")
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(Guard, hosts=hosts)]),
        base_url="http://127.0.0.1:7860",
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


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/file=https://example.org/",
        "/gradio_api/file/etc/hostname",
        "/gradio_api/proxy=https://example.org/",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link",
        "/monitoring",
    ],
)
def test_routes_that_the_page_does_not_use_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_reports_may_be_larger_than_questions(client: TestClient) -> None:
    upload = "/gradio_api/upload"
    assert client.post(upload, content=b"x" * (MAX_BODY + 1)).status_code == 200
    huge = {"content-length": str(MAX_UPLOAD + 1)}
    assert client.post(upload, headers=huge, content=b"x").status_code == 413
    assert client.post("/gradio_api/uploads", content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_a_large_or_unmeasured_body_is_refused(client: TestClient) -> None:
    assert client.post("/x", content=b"x" * (MAX_BODY + 1)).status_code == 413
    assert client.post("/x", content=iter([b"x"])).status_code == 413
    assert client.post("/x", content=b"x" * 100).status_code == 200
