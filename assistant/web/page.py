"""The page of the web chat: its components, and the events that connect them."""

from typing import Any, NamedTuple

from assistant.ask import Assistant
from assistant.output.export import FORMATS
from assistant.output.i18n import words
from assistant.web import page_scripts as scripts
from assistant.web.api import add_endpoints
from assistant.web.api_brief import add_brief
from assistant.web.api_comparing import add_comparing
from assistant.web.comparing import Comparing
from assistant.web.draft_check import DraftChecks
from assistant.web.gradio_patches import (
    DELETE_UPLOADS_AFTER,
    QUIET,
    Dependency,
    gr,
    hidden_button,
    hidden_text,
)
from assistant.web.handlers import Handlers
from assistant.web.intake import Intake
from assistant.web.layout import Parts, lay_out
from assistant.web.lookups import Lookups
from assistant.web.originals import Originals
from assistant.web.report_admin import ReportAdmin
from assistant.web.scope import connect_scope
from assistant.web.service import Service
from assistant.web.source import Source
from assistant.web.usage import UsageCounter

_ASKING: dict[str, Any] = {
    "show_progress": "minimal",
    "concurrency_id": "ask",
    "concurrency_limit": 2,
    "api_visibility": "private",
}


class Page(NamedTuple):
    """The page as Gradio serves it, its translations, and what answers its other requests."""

    blocks: gr.Blocks
    i18n: gr.I18n
    originals: Originals
    checks: DraftChecks
    intake: Intake


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
    lookups = Lookups(assistant.index)
    admin = ReportAdmin(assistant, keeps_originals=keeps_originals)
    comparing = Comparing(assistant)
    i18n = gr.I18n(**{language: _words_in(language) for language in words()["of"]})
    blocks = gr.Blocks(
        title="Pilcrow",
        fill_width=True,
        fill_height=True,
        analytics_enabled=False,
        delete_cache=(DELETE_UPLOADS_AFTER, DELETE_UPLOADS_AFTER),
    )
    with blocks:
        parts = lay_out(
            service, source, admin, comparing, i18n, logged=usage.log is not None, changes=changes
        )
        handlers = Handlers(service, admin)
        _store_conversation(blocks, parts, *_connect(handlers, parts))
        _connect_saving(handlers, parts)
        connect_scope(blocks, admin, parts.reports, parts.scope, parts.language)
        add_endpoints(service, lookups)
        add_comparing(comparing)
        add_brief(lambda: service.documents)
    blocks.queue(max_size=256, status_update_rate=5)
    checks = DraftChecks(assistant.index, lookups.verifier)
    return Page(blocks, i18n, source.originals, checks, Intake(admin))


def _connect(handlers: Handlers, parts: Parts) -> tuple[list[Dependency], list[Dependency]]:
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


def _connect_saving(handlers: Handlers, parts: Parts) -> None:
    """Connect the menu for saving, whose script clicks buttons that are not visible."""
    with gr.Row(visible="hidden"):
        style = hidden_text()
    for file_format in FORMATS:
        button = hidden_button(file_format, f"save-{file_format}")
        inputs = [button, parts.messages, style, parts.language]
        button.click(handlers.save, inputs, [parts.top], js=scripts.SAVE, **QUIET)


def _store_conversation(
    blocks: gr.Blocks, parts: Parts, answered: list[Dependency], taken_back: list[Dependency]
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
