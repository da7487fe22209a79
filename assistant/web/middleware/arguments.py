"""Check the arguments of the endpoints before Gradio reads them, and describe the endpoints.

Gradio answers a request that lacks an argument with the status 500 and without a reason.
"""

import json
import re
from typing import TYPE_CHECKING, Any

from assistant.web.middleware.rate_limit import refuse
from assistant.web.middleware.results import RESULTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TEXT: dict[str, Any] = {"type": "string"}
_QUESTIONS = {"type": ["array", "null"], "items": _TEXT}
_SAVED = {"type": ["array", "object"], "items": {"type": "object"}}
_ITEMS = {"type": "array", "items": {"type": "object"}, "minItems": 1, "maxItems": 500}
_MODE = {"type": "string", "enum": ["hybrid", "dense", "lexical"]}
# The arguments of each endpoint in order, as JSON Schema.
ENDPOINTS: dict[str, dict[str, dict[str, Any]]] = {
    "ask": {
        "question": _TEXT | {"description": "the question, at most 1,000 characters"},
        "history": _QUESTIONS | {"description": "the earlier questions, oldest first, or null"},
    },
    "search": {
        "query": _TEXT | {"description": "words or a question, at most 1,000 characters"},
        "k": {"type": "integer", "description": "the number of paragraphs, at most 100"},
        "mode": _MODE | {"description": "by meaning and words, by meaning, or by words"},
    },
    "documents": {},
    "paragraph": {
        "document": _TEXT | {"description": "the symbol, such as A/78/176"},
        "paragraph": _TEXT | {"description": "the number, such as 50 or annex I, 3"},
    },
    "verify": {
        "text": _TEXT | {"description": "a text with quotations, at most 200,000 characters"},
    },
    "extract": {
        "kind": _TEXT | {"description": "recommendations, dates, references or missing"},
        "document": _TEXT | {"description": "the symbol of one report; empty for all"},
        "words": _TEXT | {"description": "only rows with these words; empty for all"},
    },
    "compare": {
        "old": _TEXT | {"description": "the symbol of the first report, or SYMBOL#LANGUAGE"},
        "new": _TEXT | {"description": "the symbol of the second report"},
        "language": _TEXT | {"description": "the language of both; empty for any"},
    },
    "replay": {
        "saved": _SAVED | {"description": "a saved conversation, at most 50 answers"},
    },
    "brief": {
        "items": _ITEMS | {"description": "headings and quotations, at most 500"},
        "title": _TEXT | {"description": "the title; empty for none"},
        "file_format": _TEXT | {"enum": ["docx", "md", "txt", "ris", "bib", "csl.json", "json"]},
        "style": _TEXT | {"enum": ["un", "plain", "OSCOLA", "Bluebook", "Chicago", "APA"]},
        "language": _TEXT | {"enum": ["en", "fr", "es", "ar", "zh-CN", "ru"]},
    },
}
_ABOUT = {
    "ask": ("Answer a question by quoting reports.", "the answer"),
    "search": ("Find paragraphs that match words or a question.", "the paragraphs, best first"),
    "documents": ("List the reports.", "the reports"),
    "paragraph": ("Return the text of a paragraph.", "the paragraph"),
    "verify": ("Check the quotations in a text.", "the quotations, each with its verdict"),
    "extract": ("List recommendations, dates or references.", "the rows, at most 1,000"),
    "compare": ("Compare two reports.", "the texts that differ, at most 1,000"),
    "replay": ("Ask the questions of a saved conversation again.", "what became of each answer"),
    "brief": ("Make a document of quotations.", "the document"),
}
_LIMITS = {
    f"x-ratelimit-{name}": {"description": why, "schema": {"type": "integer"}}
    for name, why in (
        ("limit", "how many requests the client may send in a minute"),
        ("remaining", "how many of them are left"),
        ("reset", "seconds until all of them are free again"),
    )
}
_PATH = re.compile(r"/gradio_api/(?:run|call)/(?P<name>\w+)/?")


class CheckArguments:
    """An ASGI middleware that refuses requests to an endpoint whose arguments are not a list."""

    def __init__(self, app: "ASGIApp") -> None:
        """Pass requests on to ``app``."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Read the body of a request to an endpoint, then pass the request on or refuse it."""
        found = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "POST" or found["name"] not in ENDPOINTS:
            await self._app(scope, receive, send)
            return
        body = b""
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return  # the client has gone
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if fault := fault_in(found["name"], body):
            await refuse(400, fault, send)
            return
        waiting: list[Message] = [{"type": "http.request", "body": body}]

        async def receive_again() -> "Message":
            return waiting.pop() if waiting else await receive()

        await self._app(scope, receive_again, send)


def fault_in(endpoint: str, body: bytes) -> str:
    """Return what is wrong with the body of a request, as a sentence; "" if nothing is."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return 'The body is not JSON. Send {"data": [...]}'
    names = ENDPOINTS[endpoint]
    given = content.get("data") if isinstance(content, dict) else None
    if not isinstance(given, list):
        return f'The body has no list "data" with the arguments: {", ".join(names) or "none"}'
    if len(given) != len(names):
        wanted = f"{len(names)} ({', '.join(names)})" if names else "0"
        return f'"data" of {endpoint} has {len(given)} arguments. Send {wanted}'
    return ""


def describe_endpoints(root_path: str = "") -> dict[str, Any]:
    """Return the description of the endpoints in the OpenAPI format, version 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pilcrow",
            "version": "1",
            "description": "Answers questions about United Nations reports by quoting them.",
        },
        "servers": [{"url": root_path or "/"}],
        # Who may sign in needs to, unless the server has no accounts.
        "security": [{}, {"account": []}],
        "components": {"securitySchemes": {"account": {"type": "http", "scheme": "basic"}}},
        "paths": {f"/gradio_api/run/{name}": {"post": _operation(name)} for name in ENDPOINTS},
    }


def _operation(name: str) -> dict[str, Any]:
    arguments = ENDPOINTS[name]
    data: dict[str, Any] = {
        "type": "array",
        "minItems": len(arguments),
        "maxItems": len(arguments),
        "description": ", ".join(arguments) or "no arguments",
    }
    if arguments:
        data["prefixItems"] = [{"title": key} | schema for key, schema in arguments.items()]
    one = {"type": "array", "minItems": 1, "maxItems": 1, "items": RESULTS[name]}
    summary, result = _ABOUT[name]
    reason = {"type": "object", "description": "the reason, in detail or error"}
    refusals = {
        "400": "an argument is missing or has the wrong type, or there is no such paragraph",
        "401": "the user has not signed in",
        "403": "the request is from a page of another site, or for another host",
        "408": "the body was sent too slowly",
        "413": "the body is too long",
        "429": "the limit of the client is reached; see the header Retry-After",
        "500": "the library cannot be read",
    }
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": _json(_object({"data": data}))},
        "responses": {
            "200": {
                "description": result,
                "headers": _LIMITS,
                "content": _json(_object({"data": one})),
            },
            **{
                status: {"description": why, "content": _json(reason)}
                for status, why in refusals.items()
            },
        },
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
