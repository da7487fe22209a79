import asyncio
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from tests.server import connect

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client(server: str) -> Client:
    return connect(server)


def post(url: str, body: Any) -> tuple[int, str]:
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=300) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_ask_is_an_endpoint_with_plain_arguments(client: Client) -> None:
    found = client.predict(question="When did he visit Qatar?", api_name="/ask")
    assert found["abstained"] is False
    assert found["citations"][0]["document"] == "A/78/176"
    assert found["citations"][0]["paragraph"] == "61"
    assert "2 to 10 September 2019" in found["answer"]


def test_ask_reads_history(client: Client) -> None:
    history = ["When did he visit Sweden?"]
    found = client.predict(question="and Qatar?", history=history, api_name="/ask")
    assert found["query"] == "When did he visit Qatar?"


def test_search_is_an_endpoint_with_plain_arguments(client: Client) -> None:
    found = client.predict(query="vaccine hoarding", k=3, mode="lexical", api_name="/search")
    assert found["hits"][0]["paragraph"] == "28"
    assert len(found["hits"]) == 3


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_000])
def test_a_bad_question_is_an_error_with_its_reason(client: Client, question: str) -> None:
    with pytest.raises(Exception, match=r"question (?:is empty|has 10,000 characters)"):
        client.predict(question=question, api_name="/ask")


def test_reports_and_paragraphs_are_endpoints(client: Client) -> None:
    (found,) = client.predict(api_name="/documents")["documents"]
    assert found["document"] == "A/78/176"
    assert (found["paragraphs"], found["issued"]) == (76, "2023-07-07")
    found = client.predict(document="A/78/176", paragraph="50", api_name="/paragraph")
    assert found["reference"] == "A/78/176, para. 50"
    assert "Sweden, Netherlands (Kingdom of the), Qatar and Costa Rica." in found["text"]
    for document, paragraph in (("A/1/1", "1"), ("A/78/176", "99"), ("A/78/176", "")):
        with pytest.raises(Exception, match=r"not in the library|has no paragraph"):
            client.predict(document=document, paragraph=paragraph, api_name="/paragraph")


def test_only_what_is_documented_is_public(client: Client) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {
        "/ask",
        "/search",
        "/documents",
        "/paragraph",
        "/verify",
        "/extract",
        "/compare",
        "/replay",
        "/brief",
    }


def test_one_request_is_enough_for_a_script(server: str) -> None:
    status, body = post(
        f"{server}gradio_api/run/ask", {"data": ["What is preventive solidarity?", None]}
    )
    assert status == 200
    assert json.loads(body)["data"][0]["citations"][0]["document"] == "A/78/176"


@pytest.mark.parametrize(
    ("endpoint", "data", "reason"),
    [
        ("ask", [7, None], "question must be a text"),
        ("ask", [["a"], None], "question must be a text"),
        ("ask", [None, None], "question must be a text"),
        ("ask", ["Who?", "abc"], "history must be a list"),
        ("ask", ["Who?", [7]], "each question of the history must be a text"),
        ("ask", ["", None], "The question is empty"),
        ("search", ["vaccines", "many", "hybrid"], "k must be a whole number"),
        ("search", ["vaccines", 3, "bm25"], "hybrid, dense, lexical"),
        ("search", [{"a": 1}, 3, "dense"], "query must be a text"),
        ("paragraph", ["A/78/176", 50], "paragraph must be a text"),
        ("paragraph", ["A/1/1", "50"], "not in the library"),
        ("verify", [None], "text must be a text"),
        ("extract", [None, "", ""], "kind must be a text"),
        ("extract", ["poems", "", ""], "'poems' is no kind of table"),
        ("extract", ["dates", "A/1/1", ""], "A/1/1 is not in the library"),
        ("compare", ["A/78/176", 7, ""], "new must be a text"),
        ("compare", ["A/78/176", "A/1/1", ""], "A/1/1 is not in the library"),
        ("replay", ["text"], "saved must be a list"),
        ("replay", [[{"question": 7}]], "is no saved conversation"),
        ("replay", [[{"question": "Why?"}] * 51], "The file has 51 answers"),
        ("verify", ["  "], "The text is empty"),
        ("verify", ["x" * 200_001], "The text has 200,001 characters"),
        ("verify", ["“one two three four” " * 301], "The text has 301 quotations"),
    ],
)
def test_a_request_of_the_wrong_type_is_refused_with_a_sentence(
    server: str, endpoint: str, data: list[Any], reason: str
) -> None:
    status, body = post(f"{server}gradio_api/run/{endpoint}", {"data": data})
    assert (status, reason in body) == (400, True), body


@pytest.mark.parametrize("body", [[], {}, {"data": "abc"}, {"data": None}, "text", None])
def test_a_body_that_is_no_list_of_arguments_is_refused(server: str, body: Any) -> None:
    assert 400 <= post(f"{server}gradio_api/run/ask", body)[0] < 500


def test_quotations_are_checked(client: Client) -> None:
    text = "He “visited Qatar from 2 to 12 September 2019” (A/78/176, para. 61)."
    (found,) = client.predict(text=text, api_name="/verify")["quotations"]
    assert text[found["start"] : found["end"]] == found["quotation"]
    assert (found["verdict"], found["places"][0]["paragraph"]) == ("drift", "61")
    (difference,) = found["differences"]
    assert found["quotation"][difference.pop("start") : difference.pop("end")] == "12"
    assert difference == {"change": "changed", "quoted": "12", "report": "10", "weight": "number"}


def test_a_reply_is_data_like_any_answer(client: Client) -> None:
    found = client.predict(question="hello", api_name="/ask")
    assert (found["reply"], found["citations"], found["hits"]) == ("greeting", [], [])
    found = client.predict(question="paragraphs 1 to 76", api_name="/ask")
    assert (len(found["citations"]), found["omitted"]) == (20, 56)


def test_no_file_of_the_server_can_be_read(server: str) -> None:
    for path in ("/etc/hostname", "pyproject.toml"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server}gradio_api/file={path}", timeout=300)
    body = {"data": [{"path": "/etc/hostname", "meta": {"_type": "gradio.FileData"}}]}
    assert post(f"{server}gradio_api/run/ask", body)[0] != 200


def test_gradio_receives_no_file(server: str) -> None:
    assert post(f"{server}gradio_api/upload", {})[0] == 404


def test_another_site_cannot_ask(server: str) -> None:
    request = urllib.request.Request(f"{server}config", headers={"origin": "https://evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=300)


def test_answers_over_mcp_as_json(server: str) -> None:
    async def call() -> tuple[set[str], str]:
        async with (
            streamable_http_client(f"{server}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name for tool in (await session.list_tools()).tools}
            ask = next(name for name in tools if name.endswith("ask"))
            result = await session.call_tool(ask, {"question": "When did he visit Qatar?"})
            return tools, result.content[0].text  # type: ignore[union-attr]

    tools, text = asyncio.run(call())
    assert len(tools) == 9
    assert json.loads(text)["citations"][0]["paragraph"] == "61"
