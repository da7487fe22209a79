"""The page of the web chat: its components, and the events that connect them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.ask import MAX_QUESTION, Assistant
from assistant.output.export import FORMATS
from assistant.output.i18n import words
from assistant.web import page_scripts as scripts
from assistant.web.api import add_endpoints
from assistant.web.feedback import REASONS
from assistant.web.gradio_patches import (
    DELETE_UPLOADS_AFTER,
    QUIET,
    Dependency,
    gr,
    hidden_button,
    hidden_text,
)
from assistant.web.handlers import Handlers
from assistant.web.originals import Originals
from assistant.web.report_admin import ReportAdmin
from assistant.web.scope import connect_scope, scope_button
from assistant.web.service import Service
from assistant.web.sidebar import Chosen, make_sidebar
from assistant.web.source import Source
from assistant.web.static_files import read_static, script
from assistant.web.usage import UsageCounter

_ASKING: dict[str, Any] = {
    "show_progress": "minimal",
    "concurrency_id": "ask",
    "concurrency_limit": 2,
    "api_visibility": "private",
}


class Page(NamedTuple):
    """The page as Gradio serves it, the translations of its texts, and the pages of reports."""

    blocks: gr.Blocks
    i18n: gr.I18n
    originals: Originals


class _Parts(NamedTuple):
    """The components that events read and write."""

    messages: gr.Chatbot
    question: gr.Textbox
    stop: gr.Button
    scope: gr.Button
    panel: gr.HTML
    top: gr.HTML
    reports: Chosen
    language: gr.Textbox


def make_page(
    assistant: Assistant,
    usage: UsageCounter,
    *,
    changes: bool = True,
    keeps_originals: bool = True,
) -> Page:
    """Build the page and its endpoints, which answer with ``assistant``.

    Without ``changes``, reports cannot be added or removed. Without ``keeps_originals``, the
    library keeps no copies of the files that are added.
    """
    service, source = Service(assistant, usage), Source(assistant.index)
    admin = ReportAdmin(assistant, keeps_originals=keeps_originals)
    i18n = gr.I18n(**{language: _words_in(language) for language in words()["of"]})
    blocks = gr.Blocks(
        title="Pilcrow",
        fill_width=True,
        fill_height=True,
        analytics_enabled=False,
        delete_cache=(DELETE_UPLOADS_AFTER, DELETE_UPLOADS_AFTER),
    )
    with blocks:
        parts = _lay_out(
            service, source, admin, i18n, logged=usage.log is not None, changes=changes
        )
        handlers = Handlers(service, admin)
        _store_conversation(blocks, parts, *_connect(handlers, parts))
        _connect_saving(handlers, parts)
        connect_scope(blocks, admin, parts.reports, parts.scope, parts.language)
        add_endpoints(service)
    blocks.queue(max_size=256, status_update_rate=5)
    return Page(blocks, i18n, source.originals)


def _lay_out(
    service: Service,
    source: Source,
    admin: ReportAdmin,
    i18n: gr.I18n,
    *,
    logged: bool,
    changes: bool,
) -> _Parts:
    with gr.Row(visible="hidden"):
        language = hidden_text()
    reports = make_sidebar(admin, i18n, language, changes=changes)
    top = gr.HTML(
        {
            "words": words(),
            "reasons": REASONS,
            "turn": 0,
            "name": "",
            "content": "",
            "logged": logged,
        },
        html_template=read_static("top.html"),
        js_on_load=script(
            "say.js",
            "layers.js",
            "notice.js",
            "talks.js",
            "gradio_patches.js",
            "print.js",
            "top.js",
        ),
        elem_id="top",
        apply_default_css=False,
    )
    with gr.Row(elem_id="main"):
        with gr.Column(scale=6, min_width=0, elem_id="chat"):
            messages = _chatbot(service.examples(), i18n)
            stop = gr.Button(i18n("stop"), size="sm", elem_id="stop")
            scope = scope_button()
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
                {
                    "words": words(),
                    "document": source.first(),
                    "turn": 0,
                    "action": "",
                    "answers": [],
                    "texts": [],
                },
                html_template=read_static("panel.html"),
                js_on_load=script(
                    "say.js",
                    "panel.js",
                    "changed.js",
                    "guide.js",
                    "reading.js",
                    "original.js",
                    "citing.js",
                ),
                server_functions=source.functions(),
                elem_id="panel",
                apply_default_css=False,
            )
    return _Parts(messages, question, stop, scope, panel, top, reports, language)


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


def _connect(handlers: Handlers, parts: _Parts) -> tuple[list[Dependency], list[Dependency]]:
    """Connect the conversation's events, each of which is one request.

    Returns:
        The events that end with an answer, and those that take a question back.
    """
    messages, question = parts.messages, parts.question
    inputs = [messages, *parts.reports, parts.language]
    answered: dict[str, Any] = {"outputs": messages, "show_progress_on": messages} | _ASKING
    asked = question.submit(None, [question, messages], [question, messages], js=scripts.ECHO).then(
        handlers.respond, inputs, **answered
    )
    picked = messages.example_select(handlers.pick, inputs, **answered)
    suggested = messages.option_select(handlers.pick, inputs, **answered)
    again = messages.retry(handlers.retry, inputs, **answered)
    edited = messages.edit(handlers.edit, inputs, **answered)
    undone = messages.undo(handlers.undo, [messages], [question, messages], **QUIET)
    messages.like(handlers.record_feedback, [messages, parts.language], None, **QUIET)
    stopped = parts.stop.click(
        None,
        [question, messages],
        [question, messages],
        js=scripts.STOP,
        cancels=[asked, picked, suggested, again, edited],
    )
    return [asked, picked, suggested, again, edited], [undone, stopped]


def _connect_saving(handlers: Handlers, parts: _Parts) -> None:
    """Connect the menu for saving, whose script clicks buttons that are not visible."""
    with gr.Row(visible="hidden"):
        style = hidden_text()
    for file_format in FORMATS:
        button = hidden_button(file_format, f"save-{file_format}")
        inputs = [button, parts.messages, style, parts.language]
        button.click(handlers.save, inputs, [parts.top], js=scripts.SAVE, **QUIET)


def _store_conversation(
    blocks: gr.Blocks, parts: _Parts, answered: list[Dependency], taken_back: list[Dependency]
) -> None:
    """Keep the conversation in the browser after each turn, and show the one that is chosen.

    It is not kept at each change, because a change also happens when the page opens.
    """
    # The only conversation of an earlier version, which becomes one of several.
    old = gr.BrowserState([], storage_key="pilcrow-talk", secret="pilcrow-talk")
    both = [parts.messages, parts.panel]
    blocks.load(None, None, parts.language, js=scripts.LANGUAGE)
    blocks.load(None, [old, parts.panel], both, js=scripts.START)
    asking = [parts.question, parts.messages]
    given_back = [turn.then(None, asking, asking, js=scripts.GIVE_BACK) for turn in answered]
    for turns, action in ((given_back, "show"), (taken_back, "")):
        for turn in turns:
            turn.then(None, both, parts.panel, js=scripts.panel(action))
    parts.messages.clear(None, None, None, js=scripts.CLEARED)
    switch = hidden_button("switch", "switch-talk")
    switch.click(None, parts.panel, both, js=scripts.SWITCH)


def _words_in(language: str) -> dict[str, str]:
    return {key: translations[language] for key, translations in words().items()}
