"""The components of the page, and where they stand."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.ask import MAX_QUESTION
from assistant.output.i18n import words
from assistant.web.brief_pane import make_brief
from assistant.web.check_pane import make_check
from assistant.web.comparing import Comparing
from assistant.web.feedback import REASONS
from assistant.web.gradio_patches import gr, hidden_text
from assistant.web.report_admin import ReportAdmin
from assistant.web.scope import scope_button
from assistant.web.service import Service
from assistant.web.sidebar import Chosen, make_sidebar
from assistant.web.source import Source
from assistant.web.static_files import read_static, script


class Parts(NamedTuple):
    """The components that events read and write."""

    messages: gr.Chatbot
    question: gr.Textbox
    stop: gr.Button
    scope: gr.Button
    panel: gr.HTML
    top: gr.HTML
    reports: Chosen
    language: gr.Textbox


def lay_out(
    service: Service,
    source: Source,
    admin: ReportAdmin,
    comparing: Comparing,
    i18n: gr.I18n,
    *,
    logged: bool,
    changes: bool,
) -> Parts:
    """Add the components to the page that is being made, and return those that events use.

    Args:
        service, source, admin, comparing: what the components show.
        i18n: the translations of the page.
        logged: whether questions are written into a log, which the page then says.
        changes: whether reports can be added and removed.
    """
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
            make_brief(lambda: service.documents)
            make_check()
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
                    "names.js",
                    "reading.js",
                    "original.js",
                    "tables.js",
                    "rows.js",
                    "timeline.js",
                    "citing.js",
                    "keeping.js",
                    "copying.js",
                ),
                server_functions=source.functions(),
                elem_id="panel",
                apply_default_css=False,
            )
    _comparison(comparing, admin)
    return Parts(messages, question, stop, scope, panel, top, reports, language)


def _comparison(comparing: Comparing, admin: ReportAdmin) -> None:
    """Add the dialogs in which reports are compared and saved conversations are asked again."""

    def list_compared(_: str) -> list[dict[str, str]]:
        return admin.listed()

    gr.HTML(
        {"words": words()},
        html_template=read_static("compare.html"),
        js_on_load=script("say.js", "compare.js"),
        server_functions=[*comparing.functions(), list_compared],
        elem_id="compare",
        apply_default_css=False,
    )


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
