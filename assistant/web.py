"""The web chat: the page, its events, and the same answers for machines (HTTP and MCP)."""

import json
import os
import socket
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Literal

# Before Gradio is imported: nothing is reported anywhere, and no history of events is kept.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "999999999"

import gradio as gr
from gradio.events import api
from gradio.mcp import GradioMCPServer
from starlette.middleware import Middleware

from assistant.ask import MAX_QUESTION, Assistant
from assistant.desk import Desk
from assistant.drawer import asked_of, make_drawer
from assistant.guard import MAX_UPLOAD, Guard
from assistant.shelf import Shelf
from corpus.errors import PilcrowError, PortInUse

Message = dict[str, Any]
Turn = dict[str, Any]  # the panel's value
Keys = list[str]  # of reports
Shown = tuple[Any, Any]  # the conversation, and the panel's value

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_PAGE = Path(__file__).parent / "page"
# The question appears at once, in the browser; the server then answers the last message. While one
# is being answered the next stays in the box, else its answer would come in place of both.
_ECHO = """(question, talk) => question.trim() && !document.querySelector('#bot .pending')
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


def serve(assistant: Assistant, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; ``ready`` is told its address.

    Raises:
        PortInUse: another program listens there.
        PilcrowError: the host is not this machine itself.
    """
    check_port(host, port)
    page = make_page(assistant)
    with redirect_stdout(StringIO()):  # what Gradio has to say would bury the address
        url = _launch(page, host, port)
    ready(url)
    page.block_thread()


def _launch(page: gr.Blocks, host: str, port: int) -> str:
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
        max_file_size=f"{MAX_UPLOAD // 1_000_000}mb",
        mcp_server=True,
        app_kwargs={
            "middleware": [Middleware(Guard, hosts=_LOOPBACK)],
            "openapi_url": None,
            "docs_url": None,
            "redoc_url": None,
        },
    )
    return str(url)


def check_port(host: str, port: int) -> None:
    """Raise PortInUse, or PilcrowError for a host beyond this machine."""
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
    desk, shelf = Desk(assistant), Shelf(assistant)

    def respond(talk: list[Message], ticked: Keys, offered: Keys) -> Shown:
        if not talk or talk[-1]["role"] != "user":
            return gr.skip(), gr.skip()
        asked = [_text(message) for message in talk if message["role"] == "user"]
        content, first = desk.reply(asked, asked_of(shelf, ticked, offered))
        return [*talk, _message("assistant", content)], _turn(len(talk), first)

    def open_source(name: str) -> dict[str, str] | None:
        return desk.source(str(name))

    page = gr.Blocks(title="Pilcrow", fill_width=True, fill_height=True, analytics_enabled=False)
    with page:
        # First: after others, it would keep the conversation from coming back after a reload.
        reports = make_drawer(shelf)
        gr.HTML(
            _read("top.html"), js_on_load=_read("top.js"), elem_id="top", apply_default_css=False
        )
        with gr.Row(elem_id="main"):
            with gr.Column(scale=6, min_width=0, elem_id="chat"):
                talk = _chatbot(desk.examples())
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
                    _turn(0, "") | {"document": desk.first_document()},
                    html_template=_read("panel.html"),
                    js_on_load=_read("panel.js"),
                    server_functions=[open_source],
                    elem_id="panel",
                    apply_default_css=False,
                )
        _connect(page, talk, question, panel, reports, respond)
        _add_endpoints(desk)
    page.queue(max_size=256, status_update_rate=5)
    return page


def _add_endpoints(desk: Desk) -> None:
    """Add what other programs call; its descriptions are these functions' own."""

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question about the United Nations reports in the library by quoting them.

        Every citation is verbatim, with its document and paragraph. Where the reports do not say,
        "abstained" is true and there are no citations.

        Args:
            question: the question, in English, at most 1,000 characters
            history: the questions asked before it, oldest first, if it follows them

        Returns:
            question, query (as it was read), abstained, answer, citations (document, paragraph,
            start, end, text, score, context: what to read before it), hits (document, paragraph,
            score), missing (words no report has), language (if not English), conflicts (what the
            report dates differently: subject, quotes)
        """
        return _or_error(lambda: desk.ask(question, history or []))

    def search(
        query: str, k: int = 10, mode: Literal["hybrid", "dense", "lexical"] = "hybrid"
    ) -> dict[str, Any]:
        """Find the paragraphs of United Nations reports that speak to a few words or a question.

        Args:
            query: words or a question
            k: how many paragraphs, 100 at most
            mode: hybrid (meaning and words), dense (meaning) or lexical (words)

        Returns:
            hits: document, paragraph, score, text, headings; best first
        """
        return _or_error(lambda: desk.search(query, k, mode))

    api(ask, api_name="ask", concurrency_id="ask", concurrency_limit=2)
    api(search, api_name="search", concurrency_id="ask", concurrency_limit=2)


def _or_error(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work()
    except PilcrowError as problem:
        raise gr.Error(str(problem), print_exception=False) from None


def _chatbot(examples: Sequence[str]) -> gr.Chatbot:
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
        examples=[{"text": example} for example in examples],
        placeholder="## What do you want to know?\nAnswers are quoted, never written.",
        elem_id="bot",
    )


def _connect(
    page: gr.Blocks,
    talk: gr.Chatbot,
    question: gr.Textbox,
    panel: gr.HTML,
    reports: Sequence[gr.components.Component],
    respond: Callable[[list[Message], Keys, Keys], Shown],
) -> None:
    """Wire the events: each is one request, and the conversation stays in the browser."""

    def pick(talk: list[Message], ticked: Keys, offered: Keys, event: gr.SelectData) -> Shown:
        chosen = event.value["text"] if isinstance(event.value, dict) else event.value
        return respond([*talk, _message("user", str(chosen))], ticked, offered)

    def retry(talk: list[Message], ticked: Keys, offered: Keys, event: gr.RetryData) -> Shown:
        return respond(talk[: _index(event.index) + 1], ticked, offered)

    def edit(talk: list[Message], ticked: Keys, offered: Keys, event: gr.EditData) -> Shown:
        edited = _message("user", str(event.value))
        return respond([*talk[: _index(event.index)], edited], ticked, offered)

    def undo(talk: list[Message], event: gr.UndoData) -> tuple[str, list[Message], Turn]:
        index = _index(event.index)
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
        respond, [talk, *reports], **shared
    )
    talk.example_select(pick, [talk, *reports], **shared)
    talk.retry(retry, [talk, *reports], **shared)
    talk.edit(edit, [talk, *reports], **shared)
    talk.undo(
        undo, [talk], [question, talk, panel], show_progress="hidden", api_visibility="private"
    )
    # The conversation survives a reload; it is kept in this browser only.
    kept = gr.BrowserState([], storage_key="pilcrow-talk", secret="pilcrow-talk")
    page.load(None, kept, talk, js="x => [x]")
    talk.change(None, talk, kept, js="x => [x]")


def _message(role: str, text: str) -> Message:
    return {"role": role, "content": [{"type": "text", "text": text}]}


def _text(message: Message) -> str:
    content = message["content"]
    return str(content[0]["text"]) if content else ""


def _index(index: int | tuple[int, int]) -> int:
    return index if isinstance(index, int) else index[0]


def _turn(turn: int, first: str) -> Turn:
    return {"turn": turn, "first": first}


def _read(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _text_only(self: gr.Chatbot, payload: Any) -> Any:
    """Take only text back from the browser: the stock version builds what a client names."""
    for message in payload.root if payload else []:
        message.content = [part for part in message.content if part.type == "text"]
    return _stock_preprocess(self, payload)


def _json_for_mcp(self: GradioMCPServer, data: Any, root_url: str) -> Any:
    """Give MCP clients JSON: the stock version gives Python's own notation, which few can read."""
    texts = [json.dumps(part, ensure_ascii=False) for part in data]
    return _stock_mcp(self, texts, root_url)


_stock_preprocess = gr.Chatbot.preprocess
_stock_mcp = GradioMCPServer.postprocess_output_data
GradioMCPServer.postprocess_output_data = _json_for_mcp  # type: ignore[method-assign]
gr.Chatbot.preprocess = _text_only  # type: ignore[method-assign]
