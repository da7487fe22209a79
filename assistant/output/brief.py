"""A brief: quotations that a user has kept, in order, with headings and notes, and its files.

It is JSON: ``pilcrow_brief`` (the version of the format), ``title`` and ``items``. An item has
``kind``; a heading has ``text``, a quotation the fields of ``assistant.output.anchors.anchor`` and
``note``. The browser keeps it, and a user may send it as a file, so it is checked before it is
used.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.output.anchors import NUMBERS, TEXTS, compare, document_of, paragraph_of
from assistant.output.bodies import official_address
from assistant.output.citation_styles import STYLES, citation_styles, place_of, reference
from assistant.output.i18n import say
from assistant.output.json import Data, find_span
from assistant.output.markdown import escape
from assistant.output.reference_files import WRITERS as REFERENCES
from assistant.output.reference_files import Pinpoint
from assistant.output.word import Line, word_brief
from corpus import Document
from corpus.errors import BadBrief

VERSION = 1
_HALF = re.compile("[\ud800-\udfff]")
_SAVE = "Save the brief in the page as a brief (.json), and open that file"
_MOST_ITEMS, _LONGEST = 2000, 50_000  # characters of a text
# Entries for a reference manager are no footnotes.
NOTE_STYLES = tuple(style for style in STYLES if style not in ("BibTeX", "RIS"))


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief whose items have been checked; see the docstring of the module for their fields."""

    title: str
    items: tuple[Data, ...]


def read_brief(content: bytes | str, name: str = "The file") -> Brief:
    """Return the brief in a file that the page has saved.

    Raises: BadBrief if it is no brief, or one of its items is malformed; the message says which.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise BadBrief(f"{name} is not JSON. {_SAVE}") from None
    return brief_of(data, name)


def brief_of(data: Any, name: str = "The file") -> Brief:
    """Return the brief that values of JSON are; raises as ``read_brief`` does."""
    if not isinstance(data, dict) or "pilcrow_brief" not in data:
        raise BadBrief(f"{name} is not a brief of Pilcrow. {_SAVE}")
    if data["pilcrow_brief"] != VERSION:
        raise BadBrief(
            f"{name} is a brief of another version of Pilcrow ({data['pilcrow_brief']!r:.20}). "
            "Open it with that version"
        )
    title, items = data.get("title"), data.get("items")
    if not _is_text(title) or not isinstance(items, list):
        raise BadBrief(f"{name} is damaged: the title or the list of items is missing")
    if len(items) > _MOST_ITEMS:
        raise BadBrief(f"{name} has {len(items):,} items. A brief has at most {_MOST_ITEMS:,}")
    known = (_checked(item, f"{name}, item {i}") for i, item in enumerate(items, start=1))
    return Brief(str(title), tuple(known))


def to_json(brief: Brief) -> bytes:
    """Return a brief as the file that ``read_brief`` reads."""
    data = {"pilcrow_brief": VERSION, "title": brief.title, "items": list(brief.items)}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def checked(brief: Brief, documents: Sequence[Document], style: str = "un") -> list[Data | None]:
    """Return for each item where its words are now: see ``assistant.output.anchors.compare``.

    It is None for a heading. ``cited`` is the reference to the words in a citation style.
    """
    return [
        compare(item, documents) | {"cited": _Cited(item, documents).reference(style)}
        if item["kind"] == "quotation"
        else None
        for item in brief.items
    ]


def brief_file(
    brief: Brief,
    file_format: str,
    documents: Sequence[Document],
    *,
    style: str = "un",
    language: str = "en",
) -> bytes:
    """Return a brief as the bytes of a file.

    The quotations are the words that were kept, letter for letter. Where the library has other
    words now, the file says so.

    Args:
        brief: the brief.
        file_format: one of ``FORMATS``.
        documents: the reports of the library.
        style: a name of ``assistant.output.citation_styles``; for entries of a reference manager,
            the references are in the style of the United Nations.
        language: the language of what is said beside the quotations.

    Raises:
        KeyError: there is no such format.
    """
    if file_format == "json":
        return to_json(brief)
    if file_format in REFERENCES:
        return REFERENCES[file_format](list(_entries(brief, documents)))
    lines = list(_lines(brief, documents, style, language))
    return _WRITERS[file_format](brief.title or say("collect_untitled", language), lines, language)


class _Cited:
    """A kept quotation with the document and the paragraph by which it is cited.

    They are those of the library if its words are there, else those that were kept with it.
    """

    def __init__(self, item: Data, documents: Sequence[Document]) -> None:
        self.found = compare(item, documents)
        self.document, self.paragraph = document_of(item), paragraph_of(item)
        if self.found["state"] in ("same", "moved"):
            now = find_span(self.found["now"], documents)
            if now:
                self.document, self.paragraph = now[0], now[1].paragraph

    def reference(self, style: str) -> str:
        """Return the reference in a style."""
        return reference(self.document, self.paragraph, style if style in NOTE_STYLES else "un")

    def place(self) -> str:
        """Return the place in the document: ``para. 50``."""
        return place_of(self.paragraph, citation_styles(self.document)["un"])


def _lines(
    brief: Brief, documents: Sequence[Document], style: str, language: str
) -> Iterator[Line]:
    for item in brief.items:
        if item["kind"] == "heading":
            yield Line("heading", item["text"])
            continue
        cited = _Cited(item, documents)
        address = official_address(item["document"], item["language"])
        yield Line("quotation", item["text"])
        yield Line("reference", cited.reference(style), item["document"], address)
        if cited.found["state"] in ("changed", "gone"):
            yield Line("remark", _change(cited.found, language))
        for note in filter(str.strip, item["note"].split("\n")):
            yield Line("note", note)


def _change(found: Data, language: str) -> str:
    now = found["now"]
    if now is None:
        return say("collect_gone", language)
    return f"{say('collect_changed', language)} {now['reference']}: “{now['text']}”"


def _entries(
    brief: Brief, documents: Sequence[Document]
) -> Iterator[tuple[Document, list[Pinpoint]]]:
    quoted: dict[str, tuple[Document, list[Pinpoint]]] = {}
    for item in brief.items:
        if item["kind"] == "quotation":
            cited = _Cited(item, documents)
            entry = quoted.setdefault(cited.document.key, (cited.document, []))
            entry[1].append(Pinpoint(cited.place(), item["text"], item["note"].strip()))
    yield from quoted.values()


def _markdown(title: str, lines: Sequence[Line], _: str) -> bytes:
    marks = {"heading": "\n## {}", "remark": "\n*{}*", "note": "\n{}", "reference": ">\n> — {}"}
    parts = [f"# {escape(title)}"]
    for line in lines:
        text = escape(line.text)
        quoted = "\n".join(f"> {part}" for part in text.split("\n"))
        parts.append(marks[line.kind].format(text) if line.kind in marks else f"\n{quoted}")
    return ("\n".join(parts) + "\n").encode()


def _text(title: str, lines: Sequence[Line], _: str) -> bytes:
    marks = {"quotation": "“{}”", "reference": "    {}", "remark": "    [{}]"}
    parts = [title, "=" * len(title)]
    for line in lines:
        if line.kind in ("heading", "quotation"):
            parts.append("")
        parts.append(marks.get(line.kind, "{}").format(line.text))
        if line.kind == "heading":
            parts.append("-" * len(line.text))
    return ("\n".join(parts) + "\n").encode()


_WRITERS: dict[str, Callable[[str, Sequence[Line], str], bytes]] = {
    "docx": word_brief,
    "md": _markdown,
    "txt": _text,
}
FORMATS = (*_WRITERS, *REFERENCES, "json")


def _checked(item: Any, where: str) -> Data:
    """Return the fields of an item that are known; raises BadBrief."""
    kind = item.get("kind") if isinstance(item, dict) else None
    if kind == "heading":
        return {"kind": kind, "text": _text_of(item, "text", where)}
    if kind != "quotation":
        raise BadBrief(f"{where} is neither a heading nor a quotation")
    texts = {name: _text_of(item, name, where) for name in (*TEXTS, "note")}
    numbers = {name: item.get(name) for name in NUMBERS}
    for name, value in numbers.items():
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadBrief(f"{where}: {name} is no whole number")
    if not texts["text"].strip() or not texts["document"].strip():
        raise BadBrief(f"{where} has no quotation or no document")
    try:
        date.fromisoformat(texts["issued"] or "2000-01-01")
    except ValueError:
        raise BadBrief(f"{where}: {texts['issued'][:20]!r} is no date") from None
    return {"kind": kind} | texts | numbers


def _text_of(item: dict[str, Any], name: str, where: str) -> str:
    value = item.get(name)
    if not _is_text(value):
        raise BadBrief(f"{where}: {name} is no text, or is damaged or too long")
    return str(value)


def _is_text(value: object) -> bool:
    # JSON can have halves of characters, which no file can hold.
    return isinstance(value, str) and len(value) <= _LONGEST and not _HALF.search(value)
