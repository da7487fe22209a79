"""The endpoint that makes the file of a brief, over HTTP and MCP.

The docstring of the endpoint is the description that other programs receive.
"""

import base64
from collections.abc import Callable, Sequence
from typing import Any

from assistant.output.brief import FORMATS, NOTE_STYLES, brief_file, checked
from assistant.output.brief_items import brief_with
from assistant.output.i18n import LANGUAGES
from assistant.web.api import or_error, require
from assistant.web.gradio_patches import add_endpoint
from corpus import Document
from corpus.errors import BadBrief

_MOST_ITEMS = 500
_BINARY = ("docx",)


def add_brief(documents: Callable[[], Sequence[Document]]) -> None:
    """Add the endpoint to the page; ``documents`` returns the reports of the library now."""

    def brief(
        items: list[dict[str, Any]],
        title: str = "",
        file_format: str = "docx",
        style: str = "un",
        language: str = "en",
    ) -> dict[str, Any]:
        """Make a document of quotations from United Nations reports, with headings and notes.

        Each quotation is compared with its report first: words that the report does not have are
        refused. The report's own letters are written, with a true footnote in a Word document.

        Args:
            items: at most 500, in order: headings {"kind": "heading", "text"} and quotations
                {"document", "paragraph", "text", "note"}, which may be citations that ask
                returned; without "text", the whole paragraph is quoted
            title: the title of the document
            file_format: docx, md, txt, ris, bib, csl.json or json (which the page opens)
            style: the style of the references: un, plain, OSCOLA, Bluebook, Chicago or APA
            language: the language of remarks: en, fr, es, ar, zh-CN or ru

        Returns:
            file_format, text (the file; "" if it is a Word document), content (the file in base
            64), found (for each item null, or state: same, moved, changed, gone or no_report;
            cited: its reference; now: where its words are)
        """
        return or_error(lambda: _brief(documents(), items, title, file_format, style, language))

    add_endpoint(brief)


def _brief(
    documents: Sequence[Document],
    items: Any,
    title: str,
    file_format: str,
    style: str,
    language: str,
) -> dict[str, Any]:
    require("items", items, list)
    require("title", title, str)
    _require_one_of("file_format", file_format, FORMATS)
    _require_one_of("style", style, NOTE_STYLES)
    _require_one_of("language", language, LANGUAGES)
    if not 0 < len(items) <= _MOST_ITEMS:
        raise BadBrief(f"items has {len(items)} items. Send 1 to {_MOST_ITEMS}")
    made = brief_with(title, items, documents, "items")
    content = brief_file(made, file_format, documents, style=style, language=language)
    return {
        "file_format": file_format,
        "text": "" if file_format in _BINARY else content.decode(),
        "content": base64.b64encode(content).decode(),
        "found": checked(made, documents, style),
    }


def _require_one_of(name: str, value: object, known: Sequence[str]) -> None:
    require(name, value, str)
    if value not in known:
        raise BadBrief(f"{name} must be one of {', '.join(known)}, not {value!r:.100}")
