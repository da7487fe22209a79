"""Make a brief of what another program sends: the words and where they stand are enough.

The page keeps a quotation with all that ``assistant.output.anchors`` tells of it. Another program
has a citation of an answer, or a symbol, a paragraph and words.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.output.anchors import TEXTS, anchor
from assistant.output.brief import VERSION, Brief, brief_of
from assistant.output.json import Data, span_to_dict
from corpus import Document, Paragraph, Span
from corpus.document import notes_of, table_paragraph
from corpus.errors import BadBrief
from corpus.fold import fold
from corpus.symbol import names

_TO_COPY = 'Copy them from an answer, or send the paragraph without "text" to quote all of it'


def brief_with(
    title: str, items: Sequence[Any], documents: Sequence[Document], name: str = "The brief"
) -> Brief:
    """Return the brief with a title and items, each quotation completed from the library.

    Args:
        title: the title; "" for none.
        items: headings (``kind`` "heading", ``text``) and quotations: items of a saved brief,
            citations of ``assistant.output.json.to_dict``, or ``document``, ``paragraph``, ``text``
            and, if wanted, ``language`` and ``note``. Without ``text``, a quotation is the whole
            paragraph.
        documents: the reports of the library.
        name: what a message calls the brief.

    Raises:
        BadBrief: an item is malformed, or its report does not have its words; the message says
            which. The words of an item of a saved brief may have changed since they were kept.
    """
    whole = [_completed(item, documents, f"{name}, item {n}") for n, item in enumerate(items, 1)]
    return brief_of({"pilcrow_brief": VERSION, "title": title, "items": whole}, name)


def _completed(item: Any, documents: Sequence[Document], where: str) -> Any:
    """Return an item as a saved brief has it; what is malformed is left to ``brief_of``."""
    if not isinstance(item, dict) or item.get("kind", "quotation") != "quotation":
        return item
    item = {"kind": "quotation", "note": ""} | item
    if all(name in item for name in TEXTS):
        return item
    asked = {
        name: item.get(name) or "" for name in ("document", "language", "paragraph", "text", "note")
    }
    for name, value in asked.items():
        if not isinstance(value, str):
            raise BadBrief(f"{where}: {name} is no text")
    span = _found(asked, documents, where)
    return {"kind": "quotation", "note": asked["note"]} | anchor(
        span_to_dict(span, documents), documents
    )


def _found(asked: Data, documents: Sequence[Document], where: str) -> Span:
    """Return the words of a quotation in their paragraph; raises BadBrief."""
    symbol, language, label = (
        asked[name].strip() for name in ("document", "language", "paragraph")
    )
    same = [one for one in documents if symbol and symbol in names(one.symbol)]
    document = next((one for one in same if language in ("", one.language)), None)
    if document is None:
        raise BadBrief(
            f"{where}: {symbol[:100] or 'a document without a symbol'} is not in the library"
        )
    home = [one for one in _texts(document) if label and one.label.lower() == label.lower()]
    if not home:
        raise BadBrief(f"{where}: {document.symbol} has no paragraph {label[:100]!r}")
    if not asked["text"].strip():
        return Span(home[0], 0, len(home[0].text))
    for paragraph in home:
        if span := _words_in(paragraph, asked["text"]):
            return span
    raise BadBrief(f"{where}: {home[0].reference} does not have these words. {_TO_COPY}")


def _texts(document: Document) -> Iterator[Paragraph]:
    for paragraph in document.paragraphs:
        yield paragraph
        yield from notes_of(paragraph)
    yield from (table_paragraph(document, table) for table in document.tables)


def _words_in(paragraph: Paragraph, text: str) -> Span | None:
    """Return the first place of some words, which may have another typography than the report."""
    start = paragraph.text.find(text)
    if start >= 0:
        return Span(paragraph, start, start + len(text))
    tokens, wanted = fold(paragraph.text), [token.text for token in fold(text)]
    for first in range(len(tokens) - len(wanted) + 1 if wanted else 0):
        run = tokens[first : first + len(wanted)]
        if [token.text for token in run] == wanted:
            return Span(paragraph, run[0].start, run[-1].end)
    return None
