"""The web server: how the page is served, and what of Gradio is made safe for it."""

import json
import os
import threading
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from io import StringIO
from typing import Any

# Before Gradio is imported: nothing is reported anywhere, and no history of events is kept.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "999999999"

import gradio as gr
from gradio.mcp import GradioMCPServer
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from assistant.ask import Assistant
from assistant.web.config import Access
from assistant.web.middleware.basic_auth import SignIn
from assistant.web.middleware.rate_limit import Traffic
from assistant.web.middleware.request_filter import MAX_UPLOAD, Guard
from assistant.web.page import make_page, read
from assistant.web.usage import Tally
from corpus.errors import PilcrowError
from index.library import encoders_of

# Gradio keeps some 90 kB of each; whoever comes back after so many others begins anew.
_SESSIONS = 256
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


def serve(assistant: Assistant, access: Access, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; ``ready`` is told its address.

    Raises PortInUse, BadSetting or PilcrowError where it cannot be served so: see ``Access.check``.
    """
    access.check()
    library = assistant.index.library
    tally = Tally(encoders_of(library) if library else None, access.log)
    page, i18n = make_page(assistant, tally, changes=access.may_change)
    with redirect_stdout(StringIO()):  # what Gradio has to say would bury the address
        url = _launch(page, i18n, access, tally)
    ready(url)
    # The first question loads the models: better now than when somebody waits for its answer.
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    page.block_thread()


def _warm_up(assistant: Assistant) -> None:
    with suppress(PilcrowError):  # whoever asks will be told
        assistant.ask("What are these reports about?")


def _launch(page: gr.Blocks, i18n: gr.I18n, access: Access, tally: Tally) -> str:
    def statistics(_: Request) -> HTMLResponse:
        return HTMLResponse(tally.to_html(), headers={"cache-control": "no-store"})

    _, url, _ = page.launch(
        server_name=access.host,
        server_port=access.port,
        quiet=True,
        prevent_thread_lock=True,
        theme=_THEME,
        css=read("page.css"),
        i18n=i18n,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        share=False,
        ssr_mode=False,
        state_session_capacity=_SESSIONS,
        max_file_size=f"{MAX_UPLOAD // 1_000_000}mb",
        mcp_server=True,
        app_kwargs={
            "middleware": _doors(access),
            "routes": [Route("/statistics", statistics)],
            "openapi_url": None,
            "docs_url": None,
            "redoc_url": None,
        },
    )
    return str(url)


def _doors(access: Access) -> list[Middleware]:
    """Return what a request passes, the outermost first."""
    guard = Middleware(Guard, hosts=access.hosts, numbers=access.shared, uploads=access.may_change)
    sign_in = [Middleware(SignIn, accounts=access.accounts)] if access.accounts else []
    return [guard, *sign_in, Middleware(Traffic, limits=access.limits)]


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
