"""The web chat: the page, its events, and the same answers for machines (HTTP and MCP)."""

import html
import json
import os
import re
import socket
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote

# Before Gradio is imported: nothing is reported anywhere, and no history of events is kept.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "999999999"

import gradio as gr
from starlette.middleware import Middleware

from assistant.answer import Answer
from assistant.ask import MAX_QUESTION, Assistant
from assistant.guard import Guard
from assistant.render import NEAREST, hits_to_dicts, quotations, to_dict, to_markdown
from corpus import Document, PilcrowError, Span
from corpus.errors import BadQuestion, PortInUse
from corpus.parse import FRONT

Message = dict[str, Any]
Turn = dict[str, Any]  # the panel's value

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_TURNS = 20  # earlier questions that are read; a conversation is sent whole by the browser
_MOST_HITS = 100
_PAGE = Path(__file__).parent / "page"
_EXAMPLES = {
    "A/78/176": (
        "Which countries did the Independent Expert visit?",
        "What does international solidarity mean?",
        "What did he ask Qatar to do for migrant workers?",
        "Who hoarded vaccines, and with what effect?",
    )
}
# The question appears at once, in the browser; the server then answers the last message.
_ECHO = """(question, talk) => question.trim()
  ? ['', [...talk, {role: 'user', content: [{type: 'text', text: question}]}]] : [question, talk]"""
_THEME = gr.themes.Default(
    primary_hue="sky",
    neutral_hue="slate",
    radius_size="lg",
    # Of the bundled fonts only these weights have the whole Latin alphabet.
    font=(gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"),
    font_mono=("ui-monospace", "monospace"),
).set(
    # The theme's own colours miss the contrast of WCAG AA.
    body_text_color_subdued="*neutral_500",
    body_text_color_subdued_dark="*neutral_400",
    input_placeholder_color="*neutral_500",
    input_placeholder_color_dark="*neutral_400",
    link_text_color="*primary_700",
    link_text_color_dark="*primary_300",
)


class _Json(dict[str, Any]):
    """A result that reads as JSON also where Gradio makes text of it, as for MCP."""

    def __str__(self) -> str:
        return json.dumps(self, ensure_ascii=False)


def serve(assistant: Assistant, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; ``ready`` is told its address.

    Raises:
        PortInUse: another program listens there.
        PilcrowError: the host is not this machine itself.
    """
    check_port(host, port)
    page = make_page(assistant)
    _, url, _ = page.launch(
        server_name=host,
        server_port=port,
        quiet=True,
        prevent_thread_lock=True,
        theme=_THEME,
        css=_read("page.css"),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        share=False,
        ssr_mode=False,
        mcp_server=True,
        app_kwargs={
            "middleware": [Middleware(Guard, hosts=_LOOPBACK)],
            "openapi_url": None,
            "docs_url": None,
            "redoc_url": None,
        },
    )
    ready(url)
    page.block_thread()


def check_port(host: str, port: int) -> None:
    """Raise PortInUse, or PilcrowError for a host beyond this machine, before anything is loaded."""
    if host not in _LOOPBACK:
        raise PilcrowError(
            f"Pilcrow has no sign-in and serves this machine only: {host} is not 127.0.0.1. "
            "Reach it from elsewhere through an SSH tunnel"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError):
            raise PortInUse(
                f"Port {port} is in use or not allowed. Choose another: pilcrow chat --port 7861"
            ) from None


def make_page(assistant: Assistant) -> gr.Blocks:
    """Build the page and its endpoints over an assistant."""

    @lru_cache(maxsize=1024)
    def answer_to(questions: tuple[str, ...], version: str) -> Answer:
        """Answer the last question after the others; each answer is worked out once for a build."""
        earlier = [answer_to(questions[:n], version) for n in range(1, len(questions))]
        return assistant.ask(questions[-1], earlier)

    def respond(talk: list[Message]) -> tuple[Any, Any]:
        if not talk or talk[-1]["role"] != "user":
            return gr.skip(), gr.skip()
        asked = [_text(message) for message in talk if message["role"] == "user"]
        try:
            answer = answer_to(_short(asked), assistant.index.version)
            content, first = _show(answer, assistant.index.documents)
        except PilcrowError as problem:
            content, first = f"{problem}.", ""
        return [*talk, _message("assistant", content)], _turn(len(talk), first)

    def ask(question: str, history: list[str] | None = None) -> Turn:
        """Answer a question about the United Nations reports in the library by quoting them.

        Every citation is verbatim, with its document and paragraph. Where the reports do not say,
        "abstained" is true and there are no citations.

        Args:
            question: the question, in English, at most 1,000 characters
            history: the questions asked before it, oldest first, if it follows them

        Returns:
            question, query (as it was read), abstained, answer, citations (document, paragraph,
            start, end, text, score), hits (document, paragraph, score), missing (names no report
            has)
        """
        try:
            return _Json(
                to_dict(answer_to(_short([*(history or []), question]), assistant.index.version))
            )
        except PilcrowError as problem:
            raise gr.Error(str(problem), print_exception=False) from None

    def search(
        query: str, k: int = 10, mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    ) -> Turn:
        """Find the paragraphs of United Nations reports that speak to a few words or a question.

        Args:
            query: words or a question
            k: how many paragraphs, 100 at most
            mode: hybrid (meaning and words), dense (meaning) or lexical (words)

        Returns:
            hits: document, paragraph, score, text, headings; best first
        """
        try:
            if len(query) > MAX_QUESTION:
                raise BadQuestion(f"The query is longer than {MAX_QUESTION:,} characters")
            hits = assistant.index.search(query, max(1, min(k, _MOST_HITS)), mode=mode)
            return _Json({"hits": hits_to_dicts(hits, text=True)})
        except PilcrowError as problem:
            raise gr.Error(str(problem), print_exception=False) from None

    def open_source(name: str) -> dict[str, str] | None:
        """Return one report for the panel, as HTML in which all its text is escaped."""
        found = (d for d in assistant.index.documents if _file_name(d.symbol) == unquote(name))
        document = next(found, None)
        return _source(document) if document else None

    documents = assistant.index.documents
    with gr.Blocks(
        title="Pilcrow", fill_width=True, fill_height=True, analytics_enabled=False
    ) as page:
        gr.HTML(
            _read("top.html"), js_on_load=_read("top.js"), elem_id="top", apply_default_css=False
        )
        with gr.Row(elem_id="main"):
            with gr.Column(scale=6, min_width=0, elem_id="chat"):
                talk = _chatbot(documents)
                question = gr.Textbox(
                    placeholder="Ask the reports a question",
                    label="Your question",
                    max_length=MAX_QUESTION,
                    submit_btn=True,
                    container=False,
                    autofocus=True,
                    elem_id="q",
                )
            with gr.Column(scale=5, min_width=0, elem_id="side"):
                panel = gr.HTML(
                    _turn(0, "")
                    | {"document": _file_name(documents[0].symbol) if documents else ""},
                    html_template=_read("panel.html"),
                    js_on_load=_read("panel.js"),
                    server_functions=[open_source],
                    elem_id="panel",
                    apply_default_css=False,
                )
        _connect(page, talk, question, panel, respond)
        gr.api(ask, api_name="ask", concurrency_id="ask", concurrency_limit=2)
        gr.api(search, api_name="search", concurrency_id="ask", concurrency_limit=2)
    return page.queue(max_size=256, status_update_rate=5)


def _chatbot(documents: Sequence[Document]) -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        label="Conversation",
        buttons=["copy"],
        height=None,
        scale=1,
        latex_delimiters=[],
        allow_tags=False,
        editable="user",
        feedback_options=None,
        examples=[{"text": example} for example in _examples(documents)],
        placeholder="## What do you want to know?\nAnswers are quoted, never written.",
        elem_id="bot",
    )


def _connect(
    page: gr.Blocks,
    talk: gr.Chatbot,
    question: gr.Textbox,
    panel: gr.HTML,
    respond: Callable[[list[Message]], tuple[Any, Any]],
) -> None:
    """Wire the events: each is one request, and the conversation stays in the browser."""

    def pick(talk: list[Message], event: gr.SelectData) -> tuple[Any, Any]:
        chosen = event.value["text"] if isinstance(event.value, dict) else event.value
        return respond([*talk, _message("user", str(chosen))])

    def retry(talk: list[Message], event: gr.RetryData) -> tuple[Any, Any]:
        return respond(talk[: int(event.index) + 1])

    def edit(talk: list[Message], event: gr.EditData) -> tuple[Any, Any]:
        return respond([*talk[: int(event.index)], _message("user", str(event.value))])

    def undo(talk: list[Message], event: gr.UndoData) -> tuple[str, list[Message], Turn]:
        index = int(event.index)
        return _text(talk[index]), talk[:index], _turn(-index, "")

    shared: dict[str, Any] = {
        "outputs": [talk, panel],
        "show_progress": "minimal",
        "show_progress_on": talk,
        "concurrency_id": "ask",
        "concurrency_limit": 2,
        "api_visibility": "private",
    }
    question.submit(None, [question, talk], [question, talk], js=_ECHO).then(
        respond, [talk], **shared
    )
    talk.example_select(pick, [talk], **shared)
    talk.retry(retry, [talk], **shared)
    talk.edit(edit, [talk], **shared)
    talk.undo(
        undo, [talk], [question, talk, panel], show_progress="hidden", api_visibility="private"
    )
    # The conversation survives a reload; it is kept in this browser only.
    kept = gr.BrowserState([], storage_key="pilcrow-talk", secret="pilcrow-talk")
    page.load(None, kept, talk, js="x => [x]")
    talk.change(None, talk, kept, js="x => [x]")


def _show(answer: Answer, documents: Sequence[Document]) -> tuple[str, str]:
    """Return an answer as Markdown, and the address of its first citation."""
    if answer.abstained:
        spans = [hit.passage for hit in answer.hits[:NEAREST]]
    else:
        spans = list(quotations(answer.citations))
    one = len(documents) == 1
    places = {id(p): (d, i) for d in documents for i, p in enumerate(d.paragraphs)}
    addresses = [_address(span, *places[id(span.paragraph)]) for span in spans]
    chips = [_chip(span, a, one) for span, a in zip(spans, addresses, strict=True)]
    return to_markdown(answer, chips), "" if answer.abstained else addresses[0]


def _address(span: Span, document: Document, index: int) -> str:
    return f"#c/{quote(_file_name(document.symbol), safe='')}/{index}/{span.start}-{span.end}"


def _chip(span: Span, address: str, one: bool) -> str:
    paragraph = span.paragraph
    heading = paragraph.headings[-1] if paragraph.headings else ""
    tip = re.sub(r'["\\\[\]]', "'", f"{paragraph.reference} – {heading}")
    short = f"¶{paragraph.number}" if paragraph.number and not paragraph.part else paragraph.label
    label = short if one else f"{paragraph.symbol} {short}"
    return f'[{label}]({address} "{tip}")'


def _source(document: Document) -> dict[str, str]:
    parts: list[str] = []
    above: tuple[str, ...] = ()
    for index, paragraph in enumerate(document.paragraphs):
        fresh = [
            h
            for i, h in enumerate(paragraph.headings)
            if above[: i + 1] != paragraph.headings[: i + 1]
        ]
        first = len(paragraph.headings) - len(fresh)
        for level, heading in enumerate(fresh, start=first + 3):
            parts.append(f"<h{min(level, 5)}>{html.escape(heading)}</h{min(level, 5)}>")
        above = paragraph.headings
        where = " › ".join(paragraph.headings) or paragraph.part.capitalize()
        number = (
            f'<span class="n">{html.escape(paragraph.number)}.</span>' if paragraph.number else ""
        )
        parts.append(
            f'<div class="p{" front" if paragraph.part == FRONT else ""}" id="p-{index}" '
            f'data-where="{html.escape(where)}" data-reference="{html.escape(paragraph.reference)}">'
            f"{number}<p>{html.escape(paragraph.text)}</p></div>"
        )
    name = _file_name(document.symbol)
    return {"id": name, "symbol": document.symbol, "title": document.title, "html": "".join(parts)}


def _examples(documents: Sequence[Document]) -> list[str]:
    examples = [e for d in documents for e in _EXAMPLES.get(d.symbol, ())]
    if not examples:
        headings = dict.fromkeys(
            p.headings[-1] for d in documents for p in d.paragraphs if p.headings
        )
        bare = [re.sub(r"^\w+\. ", "", heading) for heading in headings]
        examples = [f"What does the section on {heading} say?" for heading in bare]
    return examples[:4]


def _file_name(symbol: str) -> str:
    return symbol.replace("/", "_")


def _message(role: str, text: str) -> Message:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def _text(message: Message) -> str:
    content = message["content"]
    return str(content[0]["text"]) if content else ""


def _short(questions: Sequence[str]) -> tuple[str, ...]:
    return tuple([*questions[:1], *questions[1:][-_TURNS:]])


def _turn(turn: int, first: str) -> Turn:
    return {"turn": turn, "first": first}


def _read(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _text_only(self: gr.Chatbot, payload: Any) -> Any:
    """Take only text back from the browser: the stock version builds any component a client names."""
    for message in payload.root if payload else []:
        message.content = [part for part in message.content if part.type == "text"]
    return _stock_preprocess(self, payload)


_stock_preprocess = gr.Chatbot.preprocess
gr.Chatbot.preprocess = _text_only
