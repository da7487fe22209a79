"""All workarounds for Gradio, each with a note of the behaviour that it corrects.

``tests/assistant_web/test_gradio_patches.py`` fails when Gradio no longer needs one of them. The
workarounds in the browser are in ``static/gradio_patches.js``.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial
from inspect import cleandoc
from io import StringIO
from typing import Any

# Gradio reads these variables when it is imported. Without them, Gradio reports each start and each
# launch to its developers, and looks up their address.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
# After each event, Gradio builds a table of up to 10,000 earlier events, even if monitoring is off:
# 3 to 10 ms of each request.
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "999999999"

import gradio as gr
from gradio import routes
from gradio.events import Dependency, api
from gradio.mcp import GradioMCPServer
from jinja2 import Environment, FunctionLoader
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from assistant.web.static_files import read_static

# The other modules import Gradio from here, so that the variables above are set before.
__all__ = ["Dependency", "gr"]

# Gradio keeps about 90 kB for each session, and up to 10,000 sessions. A user who returns after
# this many others starts a new session; the conversation is in the browser and is not lost.
MOST_SESSIONS = 256
# Without this, Gradio stores uploaded files until the server ends. Seconds.
DELETE_UPLOADS_AFTER = 3600
# Without these, Gradio shows its progress over the page for each event, and lists the event as an
# endpoint.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_INDENT = 4  # of an argument in a docstring
LONGEST_HEADER = 20.0  # seconds until a connection without a complete header is closed


def theme() -> gr.themes.Base:
    """Return the theme.

    The colours of Gradio's default theme have less contrast than WCAG AA requires. Gradio contains
    IBM Plex Sans with the complete Latin alphabet in these two weights only.
    """
    return gr.themes.Default(
        primary_hue="sky",
        neutral_hue="slate",
        radius_size="lg",
        font=(gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"),
        font_mono=("ui-monospace", "monospace"),
    ).set(
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_300",
    )


def print_style() -> str:
    """Return the style of the printed page as an element of the page's head.

    Gradio limits the rules of ``css`` that are for a medium to what lies inside its own elements.
    On paper, these elements themselves must grow, and the class of the body says what is printed.
    """
    return f'<style media="print">{read_static("print.css")}</style>'


@contextmanager
def quiet_launch() -> Iterator[None]:
    """Discard what ``launch`` prints, also with ``quiet=True``: notices about sharing and MCP."""
    with redirect_stdout(StringIO()):
        yield


def hidden_button(label: str, elem_id: str) -> gr.Button:
    """Add a button that is not visible, and that only scripts of the page click.

    The script of a ``gr.HTML`` cannot start an event whose inputs are other components. A click on
    a button can.
    """
    return gr.Button(label, elem_id=elem_id, elem_classes="unseen")


def hidden_text() -> gr.Textbox:
    """Add a text box that is not visible: scripts set its value, and events read it.

    An event has no other way to get a value from the browser.
    """
    return gr.Textbox(visible="hidden")


def add_endpoint(function: Callable[..., Any]) -> None:
    """Add a function as an endpoint for other programs; its docstring is their description.

    Of what a docstring says of an argument, Gradio reads the first line only, and it puts a comma
    at the end of each line of what is returned. So each of them becomes one line.
    """
    function.__doc__ = one_line_each(function.__doc__ or "")
    api(function, api_name=function.__name__, concurrency_id="ask", concurrency_limit=2)


def one_line_each(docstring: str) -> str:
    """Return a docstring in which each argument, and all that is returned, has one line."""
    lines: list[str] = []
    section = ""
    for line in cleandoc(docstring).split("\n"):
        indent = len(line) - len(line.lstrip())
        if indent > _INDENT or (indent and section == "Returns:" and lines[-1] != section):
            lines[-1] += f" {line.strip()}"
            continue
        section = section if indent or not line else line
        lines.append(line)
    return "\n".join(lines)


def text_only(self: gr.Chatbot, payload: Any) -> Any:
    """Accept only text in messages from the browser.

    Without this, Gradio creates any component that a client names in a message, with arguments of
    the client. In this way a client can copy files of the server into Gradio's cache.
    """
    for message in payload.root if payload else []:
        message.content = [part for part in message.content if part.type == "text"]
    return stock_preprocess(self, payload)


def json_for_mcp(self: GradioMCPServer, data: Any, root_url: str) -> Any:
    """Return JSON to MCP clients; Gradio itself returns the ``repr`` of a dictionary."""
    texts = [json.dumps(part, ensure_ascii=False) for part in data]
    return stock_mcp(self, texts, root_url)


def with_own_origin(self: gr.Blocks) -> Any:
    """Return the configuration of a page that sends its requests to the origin it came from.

    Gradio's page sends them to the host that the server was asked for, unless it runs in Colab. If
    a proxy does not pass the host name on, this is another host, and the page would stay blank.
    """
    return stock_configuration(self) | {"is_colab": True}


def with_first_script(loader: Any, environment: Environment, name: str) -> Any:
    """Return a template of Gradio with a script before its own, and without its advertisement.

    What ``head`` names is added when Gradio's scripts run already, which is too late for
    ``first.js``. A program that shows a preview of the address would call the page "Gradio".
    """
    source, path, fresh = loader.get_source(environment, name)
    source = re.sub(r'<meta\s+(?:property="og|name="twitter):[^>]*>\s*', "", source)
    first = f"<head><script>(() => {{\n{read_static('first.js')}}})()</script>"
    return source.replace("<head>", first, 1), path, fresh


def end_without_request(self: Any, transport: Any) -> None:
    """Accept a connection, and close it if it has no request for some time.

    Uvicorn waits for the header of a request without a limit, and Gradio cannot give it one.
    Uvicorn itself closes a connection that is idle after a response.
    """
    stock_connection(self, transport)

    def close_if_idle(before: object) -> None:
        if transport.is_closing():
            return
        idle = self.cycle is None or self.cycle.response_complete
        if idle and before is self.cycle:
            transport.close()
            return
        self.loop.call_later(LONGEST_HEADER, close_if_idle, self.cycle if idle else self)

    self.loop.call_later(LONGEST_HEADER, close_if_idle, None)


templates = routes.templates.env
templates.loader = FunctionLoader(partial(with_first_script, templates.loader, templates))
stock_connection = AutoHTTPProtocol.connection_made
AutoHTTPProtocol.connection_made = end_without_request  # type: ignore[method-assign]
stock_configuration = gr.Blocks.get_config_file
gr.Blocks.get_config_file = with_own_origin  # type: ignore[method-assign]
stock_preprocess = gr.Chatbot.preprocess
stock_mcp = GradioMCPServer.postprocess_output_data
GradioMCPServer.postprocess_output_data = json_for_mcp  # type: ignore[method-assign]
gr.Chatbot.preprocess = text_only  # type: ignore[method-assign]
