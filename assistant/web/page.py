"""The page of the web chat: its components, and what they are wired to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from assistant.ask import MAX_QUESTION, Assistant
from assistant.output.export import KINDS
from assistant.output.i18n import words
from assistant.web.api import add_endpoints
from assistant.web.feedback import REASONS
from assistant.web.handlers import Events, turn_of
from assistant.web.report_admin import Shelf
from assistant.web.service import Desk
from assistant.web.sidebar import make_drawer
from assistant.web.usage import Tally

_PAGE = Path(__file__).parent / "static"
# The question appears at once, in the browser; the server then answers the last message. While one
# is being answered the next stays in the box, else its answer would come in place of both.
_ECHO = """(question, talk) => question.trim() && !document.querySelector('#bot .pending')
  ? ['', [...talk, {role: 'user', content: [{type: 'text', text: question}]}]] : [question, talk]"""
# A question that is stopped goes back into its box.
_STOP = """(question, talk) => talk.length && talk[talk.length - 1].role === 'user'
  ? [talk[talk.length - 1].content[0].text, talk.slice(0, -1)] : [question, talk]"""
# The form in which a file cites is the one that was chosen in the panel, and is kept there.
_SAVE = """(kind, talk) => {
  let form = null;
  try { form = localStorage.getItem('pilcrow-form'); } catch { /* this browser keeps nothing */ }
  return [kind, talk, form || ''];
}"""
_ASKING: dict[str, Any] = {
    "show_progress": "minimal",
    "concurrency_id": "ask",
    "concurrency_limit": 2,
    "api_visibility": "private",
}
# Files that were received and never read go after so many seconds.
_SWEEP = 3600
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def make_page(
    assistant: Assistant, tally: Tally, *, changes: bool = True
) -> tuple[gr.Blocks, gr.I18n]:
    """Build the page and its endpoints over an assistant; the words come with it.

    Without ``changes`` no report can be added or taken out.
    """
    desk, shelf = Desk(assistant, tally), Shelf(assistant)
    i18n = gr.I18n(**{language: _words_in(language) for language in words()["of"]})

    def open_source(name: str) -> dict[str, Any] | None:
        return desk.source(str(name))

    page = gr.Blocks(
        title="Pilcrow",
        fill_width=True,
        fill_height=True,
        analytics_enabled=False,
        delete_cache=(_SWEEP, _SWEEP),
    )
    with page:
        # First: after others, it would keep the conversation from coming back after a reload.
        reports = make_drawer(shelf, i18n, changes=changes)
        top = gr.HTML(
            {
                "words": words(),
                "reasons": REASONS,
                "turn": 0,
                "name": "",
                "content": "",
                "logged": tally.log is not None,
            },
            html_template=read("top.html"),
            js_on_load=_script("say.js", "top.js"),
            elem_id="top",
            apply_default_css=False,
        )
        with gr.Row(elem_id="main"):
            with gr.Column(scale=6, min_width=0, elem_id="chat"):
                talk = _chatbot(desk.examples(), i18n)
                stop = gr.Button(i18n("stop"), size="sm", elem_id="stop")
                question = gr.Textbox(
                    placeholder=i18n("placeholder"),
                    label=i18n("question"),
                    max_length=MAX_QUESTION,
                    submit_btn=True,
                    container=False,
                    autofocus=True,
                    elem_id="q",
                )
            with gr.Column(scale=5, min_width=0, elem_id="side"):
                panel = gr.HTML(
                    turn_of(0, "") | {"document": desk.first_document(), "words": words()},
                    html_template=read("panel.html"),
                    js_on_load=_script("say.js", "panel.js", "reading.js", "citing.js"),
                    server_functions=[open_source],
                    elem_id="panel",
                    apply_default_css=False,
                )
        events = Events(desk, shelf)
        turns = _connect(events, talk, question, panel, stop, reports)
        _connect_saving(events, talk, top)
        _keep(page, talk, turns)
        add_endpoints(desk)
    page.queue(max_size=256, status_update_rate=5)
    return page, i18n


def _chatbot(examples: Sequence[str], i18n: gr.I18n) -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        label=i18n("conversation"),
        buttons=["copy"],
        height=None,
        autoscroll=False,  # the page shows the question at the top
        scale=1,
        latex_delimiters=[],
        allow_tags=False,
        editable="user",
        feedback_options=["Like", "Dislike", *REASONS],
        examples=[{"text": example} for example in examples],
        placeholder=i18n("welcome"),  # type: ignore[arg-type]  # the page translates it
        elem_id="bot",
    )


def _connect(
    events: Events,
    talk: gr.Chatbot,
    question: gr.Textbox,
    panel: gr.HTML,
    stop: gr.Button,
    reports: Sequence[gr.components.Component],
) -> Sequence[Dependency]:
    """Wire the conversation: each event is one request; return what ends a turn."""
    inputs = [talk, *reports]
    shown: dict[str, Any] = {"outputs": [talk, panel], "show_progress_on": talk} | _ASKING
    asked = question.submit(None, [question, talk], [question, talk], js=_ECHO).then(
        events.respond, inputs, **shown
    )
    picked = talk.example_select(events.pick, inputs, **shown)
    chosen = talk.option_select(events.pick, inputs, **shown)
    again = talk.retry(events.retry, inputs, **shown)
    edited = talk.edit(events.edit, inputs, **shown)
    undone = talk.undo(events.undo, [talk], [question, talk, panel], **_QUIET)
    talk.like(events.judge, inputs, None, **_QUIET)
    stopped = stop.click(
        None,
        [question, talk],
        [question, talk],
        js=_STOP,
        cancels=[asked, picked, chosen, again, edited],
    )
    return asked, picked, chosen, again, edited, undone, stopped


def _connect_saving(events: Events, talk: gr.Chatbot, top: gr.HTML) -> None:
    """Wire the menu for saving, which clicks buttons that are not seen."""
    form = gr.Textbox(visible=False)
    for kind in KINDS:
        button = gr.Button(kind, elem_id=f"save-{kind}", elem_classes="unseen")
        button.click(events.save, [button, talk, form], [top], js=_SAVE, **_QUIET)


def _keep(page: gr.Blocks, talk: gr.Chatbot, turns: Sequence[Dependency]) -> None:
    """Let the conversation survive a reload; it is kept in this browser only.

    After each turn, and not whenever it changes: that would be when the page opens, too.
    """
    kept = gr.BrowserState([], storage_key="pilcrow-talk", secret="pilcrow-talk")
    page.load(None, kept, talk, js="x => [x]")
    for turn in turns:
        turn.then(None, talk, kept, js="x => [x]")
    talk.clear(None, None, kept, js="() => [[]]")


def _words_in(language: str) -> dict[str, str]:
    return {key: said[language] for key, said in words().items()}


def _script(*names: str) -> str:
    return "\n".join(map(read, names))


def read(name: str) -> str:
    """Return a file of the page."""
    return (_PAGE / name).read_text(encoding="utf-8")
