"""Each workaround for Gradio fails here when Gradio no longer needs it."""

import inspect
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import FunctionType
from urllib.request import urlopen

import gradio
import pytest
from gradio.components.chatbot import ChatbotDataMessages, Message
from gradio.mcp import GradioMCPServer
from gradio.utils import get_function_description
from playwright.sync_api import Page

from assistant.web import gradio_patches
from assistant.web.gradio_patches import gr
from tests.paths import CHROMIUM

FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"


@cache
def scripts_of_gradio() -> str:
    """Return the scripts that Gradio sends to browsers."""
    return "".join(path.read_text("utf-8", "replace") for path in FRONTEND.rglob("*.js"))


def in_a_fresh_process(code: str) -> str:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("GRADIO_", "HF_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=plain,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_gradio_reports_home_unless_it_is_told_not_to() -> None:
    code = (
        "import os; from gradio.analytics import analytics_enabled as e; print(e());"
        "os.environ['GRADIO_ANALYTICS_ENABLED'] = 'False'; print(e())"
    )
    assert in_a_fresh_process(code).split() == ["True", "False"]


def test_the_switches_are_set_before_gradio_is_imported() -> None:
    code = (
        "import sys, assistant.web.config as c; assert 'gradio' not in sys.modules;"
        "import assistant.web.page, os; print(os.environ['GRADIO_ANALYTICS_ENABLED'])"
    )
    assert in_a_fresh_process(code) == "False"


def described(number: int) -> None:
    """Do it.

    Args:
        number: how many,
            at most: 5

    Returns:
        a, b
        and c
    """


def test_gradio_reads_one_line_of_what_a_docstring_says_of_an_argument() -> None:
    assert get_function_description(described)[1:] == ({"number": "how many,"}, ["a, b", "and c"])
    whole = FunctionType(described.__code__, {}, "described")
    whole.__doc__ = gradio_patches.one_line_each(described.__doc__ or "")
    found = get_function_description(whole)
    assert found == ("Do it.", {"number": "how many, at most: 5"}, ["a, b and c"])


def test_gradio_keeps_a_history_of_events() -> None:
    source = inspect.getsource(sys.modules["gradio.queueing"])
    assert '"GRADIO_ANALYTICS_MAX_EVENTS", "10000"' in source
    assert '"GRADIO_ANALYTICS_CACHE_FREQUENCY", "1"' in source


def test_gradio_keeps_ten_thousand_sessions_and_every_file() -> None:
    launch, blocks = inspect.signature(gr.Blocks.launch), inspect.signature(gr.Blocks.__init__)
    assert launch.parameters["state_session_capacity"].default == 10_000
    assert blocks.parameters["delete_cache"].default is None


def component(value: str) -> ChatbotDataMessages:
    part = {"component": "textbox", "value": value, "constructor_args": {}, "props": {}}
    content = [part | {"type": "component"}, {"type": "text", "text": "kept"}]
    return ChatbotDataMessages(root=[Message(role="user", content=content)])  # type: ignore[arg-type]


def test_the_stock_chatbot_makes_components_that_a_client_names() -> None:
    chatbot = gr.Chatbot()
    stock = gradio_patches.stock_preprocess(chatbot, component("x"))
    assert [part["type"] for part in stock[0]["content"]] == ["component", "text"]
    (message,) = chatbot.preprocess(component("x"))
    assert [part["type"] for part in message["content"]] == ["text"]


def test_a_message_has_no_field_for_data_but_its_metadata_keeps_a_text() -> None:
    assert set(Message.model_fields) == {"role", "metadata", "content", "options"}
    message = Message(role="assistant", content=[], metadata={"log": "{}"})
    assert message.model_dump()["metadata"] == {"log": "{}"}
    # Without a title, what is in the metadata is not shown.
    assert "metadata?.title?" in scripts_of_gradio()


def test_stock_answers_over_mcp_are_in_python_s_notation() -> None:
    source = inspect.getsource(gradio_patches.stock_mcp)
    assert "str(" in source
    assert "json" not in source.replace("json_", "")
    assert inspect.getsource(GradioMCPServer.postprocess_output_data) != source


def test_launch_prints_although_it_is_told_to_be_quiet() -> None:
    assert "print(" in inspect.getsource(gr.Blocks.launch)


def test_the_stock_theme_has_too_little_contrast() -> None:
    stock, ours = gr.themes.Default(), gradio_patches.theme()
    for name in ("body_text_color_subdued", "input_placeholder_color", "link_text_color"):
        assert getattr(stock, name) != getattr(ours, name)


@pytest.mark.parametrize(
    "text",
    [
        "Copy message",  # the name of a button, untranslated
        "extra-feedback-option",  # the reasons of the feedback menu, untranslated
        "toggle-button",  # of the sidebar, which no event opens
        "clipboard.writeText",  # the copy button copies the Markdown
    ],
)
def test_the_page_of_gradio_is_as_the_scripts_expect(text: str) -> None:
    assert text in scripts_of_gradio()


# A clock as Gradio has it, and another animation: how many frames each gets in two seconds.
_CLOCKS = """async () => {
  let ticks = 0, steps = 0, goes = true;
  const tick = () => requestAnimationFrame(
    () => { performance.now(); ticks += 1; if (goes) tick(); });
  const step = () => requestAnimationFrame(() => { steps += 1; if (goes) step(); });
  tick();
  step();
  await new Promise(done => setTimeout(done, 2000));
  goes = false;
  return [ticks, steps];
}"""


@pytest.mark.browser
@pytest.mark.model
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; install it or set CHROMIUM")
def test_a_clock_that_no_one_sees_hardly_runs(page: Page) -> None:
    """The clock of Gradio's loader may run on after the loader is gone, at 60 frames a second."""
    assert "performance.now()" in scripts_of_gradio()
    ticks, steps = page.evaluate(_CLOCKS)
    assert ticks <= 2 < steps


def test_gradio_s_page_advertises_gradio(server: str) -> None:
    with urlopen(server) as response:
        head = response.read().decode().split("<body", maxsplit=1)[0]
    assert 'property="og:title" content="Gradio"' in FRONTEND.joinpath("index.html").read_text()
    assert 'property="og:' not in head
    assert head.index("requestAnimationFrame") < head.index("<script", head.index("<script") + 1)


def test_examples_are_a_list_of_buttons() -> None:
    scripts = scripts_of_gradio()
    assert 'class="examples' in scripts
    assert 'role="list"' in scripts


def test_a_script_of_a_component_can_start_no_event_of_another() -> None:
    """So buttons are clicked that are not visible."""
    parameters = inspect.signature(gr.HTML.__init__).parameters
    assert json.dumps(sorted(name for name in parameters if "event" in name)) == "[]"
