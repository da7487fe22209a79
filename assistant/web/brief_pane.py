"""The brief of the page: what a user keeps, beside the conversation; the browser stores it."""

import base64
import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.output.anchors import anchor
from assistant.output.brief import (
    FORMATS,
    Brief,
    brief_file,
    brief_of,
    checked,
    read_brief,
)
from assistant.output.citation_styles import STYLES
from assistant.output.i18n import page_language, words
from assistant.output.messages import problem_in
from assistant.web.gradio_patches import gr
from assistant.web.static_files import read_static, script
from corpus import Document
from corpus.errors import BadBrief

_UNSAFE = re.compile(r"[^\w ()-]+")  # in the name of a file
_LONGEST_NAME = 60
_Data = dict[str, Any]


def make_brief(documents: Callable[[], Sequence[Document]]) -> gr.HTML:
    """Add the brief to the page.

    Args:
        documents: returns the reports of the library as it is now.
    """
    return gr.HTML(
        {"words": words()},
        html_template=read_static("brief.html"),
        js_on_load=script("say.js", "pane.js", "brief.js"),
        server_functions=brief_functions(documents),
        elem_id="brief",
        apply_default_css=False,
    )


def brief_functions(
    documents: Callable[[], Sequence[Document]],
) -> list[Callable[[_Data], Any]]:
    """Return what the script of the brief calls on the server.

    Each takes its arguments as one dictionary, in which a browser may send anything. What is
    malformed is answered with None or with ``error``, a sentence.
    """

    def keep_quotation(asked: _Data) -> _Data | None:
        """Return the anchor of a quotation."""
        try:
            return anchor(asked, documents())
        except (KeyError, TypeError, AttributeError):
            return None

    def compare_brief(asked: _Data) -> list[_Data | None] | None:
        """Return for each item of a ``brief`` where its words are now, cited in a ``style``."""
        try:
            return checked(brief_of(asked["brief"]), documents(), _style(asked))
        except (BadBrief, KeyError, TypeError):
            return None

    def save_brief(asked: _Data) -> _Data:
        """Return a ``brief`` as a file of a ``format``: ``name``, and ``content`` in base 64."""
        return _saved(asked, documents())

    def open_brief(asked: _Data) -> _Data:
        """Return the ``title`` and ``items`` of the brief in the ``text`` of a file."""
        return _opened(asked)

    return [keep_quotation, compare_brief, save_brief, open_brief]


def _saved(asked: _Data, documents: Sequence[Document]) -> _Data:
    language = page_language(str(asked.get("language")))
    try:
        brief = brief_of(asked.get("brief"))
    except BadBrief as problem:
        return {"error": problem_in(problem, language)}
    wanted = str(asked.get("format"))
    kind = wanted if wanted in FORMATS else FORMATS[0]
    content = brief_file(brief, kind, documents, style=_style(asked), language=language)
    return {"name": f"{_name(brief)}.{kind}", "content": base64.b64encode(content).decode()}


def _opened(asked: _Data) -> _Data:
    try:
        brief = read_brief(str(asked.get("text")), str(asked.get("name"))[:100] or "The file")
    except BadBrief as problem:
        return {"error": problem_in(problem, page_language(str(asked.get("language"))))}
    return {"title": brief.title, "items": list(brief.items)}


def _style(asked: _Data) -> str:
    style = asked.get("style")
    return style if isinstance(style, str) and style in STYLES else STYLES[0]


def _name(brief: Brief) -> str:
    return " ".join(_UNSAFE.sub(" ", brief.title).split())[:_LONGEST_NAME].strip() or "brief"
