"""The text of an OpenDocument paragraph: what belongs to it, and what is withdrawn from it."""

from dataclasses import dataclass, field
from typing import Any

from corpus.block import HIDDEN, STRUCK
from corpus.document import Footnote
from corpus.readers.docx_styles import Run
from corpus.readers.odt_styles import OFFICE, TEXT, OdtStyles
from corpus.readers.package import Package
from corpus.readers.symbols import plain

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_CHARACTERS = {
    f"{TEXT}s": " ",
    f"{TEXT}tab": "\t",
    f"{TEXT}line-break": " ",
    f"{TEXT}soft-page-break": "",
}
NOT_TEXT = frozenset((
    f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{OFFICE}forms", f"{TEXT}note-citation",
))  # fmt: skip
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


@dataclass
class Paragraph:
    """The content of a paragraph, as ``corpus.readers.docx_text.Content`` has it.

    ``style`` is the name of the paragraph's style. ``anchor`` is true if it shows a picture.
    """

    style: str
    pieces: list[tuple[str, Run]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    anchor: bool = False


@dataclass
class OdtText:
    """The reader of paragraphs. ``deleted`` are the texts of tracked deletions by their id."""

    package: Package
    styles: OdtStyles
    deleted: dict[str | None, str]

    def read(self, element: Any) -> Paragraph:
        """Return the content of a paragraph or heading."""
        paragraph = Paragraph(element.get(f"{TEXT}style-name", ""))
        self._read(element, paragraph, (), "")
        return paragraph

    def _read(self, element: Any, into: Paragraph, spans: tuple[str, ...], reason: str) -> None:
        self._add(element.text, into, spans, reason)
        for child in element:
            if isinstance(child.tag, str):
                self._read_child(child, into, spans, reason)
            self._add(child.tail, into, spans, reason)

    def _read_child(self, child: Any, into: Paragraph, spans: tuple[str, ...], why: str) -> None:
        tag = child.tag
        if tag in _CHARACTERS:
            self._add(_CHARACTERS[tag], into, spans, why)
        elif tag == f"{TEXT}note":
            into.notes.append(_note(child))
        elif tag == f"{TEXT}change":
            deleted = self.deleted.get(child.get(f"{TEXT}change-id"), "")
            into.withdrawn += [(HIDDEN, deleted)] * bool(deleted.strip())
        elif tag == f"{_DRAW}frame":
            self._read_frame(child, into, why)
        elif tag in (f"{TEXT}placeholder", f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"):
            self._read(child, into, spans, HIDDEN)
        elif tag not in NOT_TEXT:
            style = child.get(f"{TEXT}style-name") if tag == f"{TEXT}span" else None
            self._read(child, into, (*spans, style) if style else spans, why)

    def _read_frame(self, frame: Any, into: Paragraph, why: str) -> None:
        into.anchor = True
        into.boxes += frame.iterchildren(f"{_DRAW}text-box")
        for embedded in frame.iterchildren(f"{_DRAW}object"):
            name = embedded.get(_LINK, "").removeprefix("./")
            root = self.package.xml(f"{name}/content.xml") if name else None
            if root is not None and root.tag.endswith("}math"):
                into.anchor = False
                symbols = (e.text or "" for e in root.iter() if _is_token(e))
                self._add("".join(symbols), into, (), why)

    def _add(self, text: str | None, into: Paragraph, spans: tuple[str, ...], why: str) -> None:
        if not text:
            return
        run = self.styles.run(into.style, spans)
        why = why or (HIDDEN if run.hidden else STRUCK if run.struck else "")
        if why:
            into.withdrawn.append((why, text))
        else:
            into.pieces.append((plain(" ".join(text.split("\n"))), run))


def _is_token(element: Any) -> bool:
    """Return whether an element of an equation is a number, a name or a sign."""
    return isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] in ("mi", "mn", "mo")


def _note(element: Any) -> Footnote:
    citation, body = (element.find(f"{TEXT}note-{part}") for part in ("citation", "body"))
    mark = "".join(citation.itertext()).strip() if citation is not None else ""
    texts = ("".join(p.itertext()) for p in body.iter(*PARAGRAPHS)) if body is not None else ()
    return Footnote(mark, " ".join(" ".join(texts).split()))
