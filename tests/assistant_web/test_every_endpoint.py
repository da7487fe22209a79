"""Each endpoint, over HTTP and MCP: what it returns, and what it says to arguments of no use."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

import docx
import jsonschema
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.output.brief import FORMATS, NOTE_STYLES
from assistant.output.i18n import LANGUAGES
from assistant.web.middleware.arguments import ENDPOINTS
from assistant.web.middleware.results import RESULTS
from tests.assistant_web.test_api import post

pytestmark = pytest.mark.model

SAID = "The Independent Expert on human rights and international solidarity visited Qatar"
DRAFT = f"“{SAID} from 2 to 12 September 2019” (A/78/176, para. 61)."
ITEMS = [
    {"kind": "heading", "text": "Visits"},
    {"document": "A/78/176", "paragraph": "61", "text": SAID, "note": "Mine"},
    {"document": "A/78/176", "paragraph": "50"},
]
GOOD: dict[str, dict[str, Any]] = {
    "ask": {"question": "When did he visit Qatar?", "history": ["When did he visit Sweden?"]},
    "search": {"query": "vaccine hoarding", "k": 3, "mode": "lexical"},
    "documents": {},
    "paragraph": {"document": "A/78/176", "paragraph": "50"},
    "verify": {"text": DRAFT},
    "extract": {"kind": "recommendations", "document": "A/78/176", "words": ""},
    "compare": {"old": "A/78/176", "new": "A/78/176", "language": ""},
    "replay": {"saved": [{"question": "When did he visit Qatar?"}]},
    "brief": {"items": ITEMS, "title": "T", "file_format": "docx", "style": "un", "language": "en"},
}
# For each argument of each endpoint, values of other types than it takes.
BAD = [
    (endpoint, name, value)
    for endpoint, arguments in GOOD.items()
    for name, given in arguments.items()
    for value in (7, 1.5, True, {"a": 1}, ["a", 7], "\0", None)
    if type(value) is not type(given) and not (name == "history" and value is None)
]


def call(server: str, work: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    """Call tools in one session of the MCP server."""

    async def session() -> Any:
        async with (
            streamable_http_client(f"{server}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as opened,
        ):
            await opened.initialize()
            return await work(opened)

    return asyncio.run(session())


def test_every_endpoint_is_tried() -> None:
    assert set(GOOD) == set(ENDPOINTS) == set(RESULTS)
    assert all([*GOOD[name]] == [*ENDPOINTS[name]] for name in GOOD)
    arguments = ENDPOINTS["brief"]
    known = [tuple(arguments[name]["enum"]) for name in ("file_format", "style", "language")]
    assert known == [FORMATS, NOTE_STYLES, LANGUAGES]


@pytest.mark.parametrize("endpoint", GOOD)
def test_what_an_endpoint_returns_is_described(server: str, endpoint: str) -> None:
    arguments = list(GOOD[endpoint].values())
    status, body = post(f"{server}gradio_api/run/{endpoint}", {"data": arguments})
    assert status == 200, body
    (found,) = json.loads(body)["data"]
    jsonschema.Draft202012Validator.check_schema(RESULTS[endpoint])
    jsonschema.validate(found, RESULTS[endpoint])


def test_every_tool_returns_over_mcp_what_its_endpoint_returns(server: str) -> None:
    async def work(session: ClientSession) -> dict[str, Any]:
        tools = {tool.name.rpartition("_")[2]: tool for tool in (await session.list_tools()).tools}
        assert set(tools) == set(GOOD)
        for name, tool in tools.items():
            assert set(tool.inputSchema["properties"]) == set(GOOD[name])
            assert tool.description
            assert "," not in {
                one["description"][-1] for one in tool.inputSchema["properties"].values()
            }
            assert all(one.get("description") for one in tool.inputSchema["properties"].values())
        return {
            name: await session.call_tool(tools[name].name, arguments)
            for name, arguments in GOOD.items()
        }

    for name, result in call(server, work).items():
        assert not result.isError, (name, result.content)
        jsonschema.validate(json.loads(result.content[0].text), RESULTS[name])


@pytest.mark.parametrize(("endpoint", "name", "value"), BAD)
def test_an_argument_of_another_type_is_refused(
    server: str, endpoint: str, name: str, value: Any
) -> None:
    arguments = list((GOOD[endpoint] | {name: value}).values())
    status, body = post(f"{server}gradio_api/run/{endpoint}", {"data": arguments})
    assert status == 400, (status, body)
    told = json.loads(body)
    assert len(str(told.get("detail") or told.get("error"))) > 10


def test_an_argument_of_another_type_is_refused_over_mcp(server: str) -> None:
    async def work(session: ClientSession) -> list[Any]:
        tools = {
            tool.name.rpartition("_")[2]: tool.name for tool in (await session.list_tools()).tools
        }
        return [
            (endpoint, name, value, await session.call_tool(
                tools[endpoint], GOOD[endpoint] | {name: value}
            ))
            for endpoint, name, value in BAD
        ]  # fmt: skip

    for endpoint, name, value, result in call(server, work):
        assert result.isError, (endpoint, name, value, result.content)
        assert len(result.content[0].text) > 10, (endpoint, name, value)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_brief_is_made_in_every_format(server: str, file_format: str) -> None:
    status, body = post(
        f"{server}gradio_api/run/brief", {"data": [ITEMS, "Title", file_format, "un", "en"]}
    )
    assert status == 200, body
    (made,) = json.loads(body)["data"]
    content = base64.b64decode(made["content"])
    assert [one and one["state"] for one in made["found"]] == [None, "same", "same"]
    if file_format == "docx":
        texts = [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
        assert {"Title", "Visits", SAID, "Mine"} <= set(texts)
    else:
        assert content.decode() == made["text"]
        assert SAID in made["text"]


def test_a_citation_of_an_answer_is_kept_as_it_is(server: str) -> None:
    _, body = post(f"{server}gradio_api/run/ask", {"data": ["When did he visit Qatar?", None]})
    citation = json.loads(body)["data"][0]["citations"][0]
    status, body = post(
        f"{server}gradio_api/run/brief", {"data": [[citation], "", "txt", "un", "en"]}
    )
    assert status == 200, body
    assert (
        f"“{citation['text']}”\n    {citation['reference']}\n"
        in json.loads(body)["data"][0]["text"]
    )
