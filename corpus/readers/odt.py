"""The reader of OpenDocument texts, the format of LibreOffice.

Tracked changes are treated as accepted. Text that belongs to no paragraph has a label, as in Word
documents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.block import BOX, CONTENTS, HIDDEN, RUNNING_HEAD, STRUCK, Block, Style
from corpus.document import Footnote
from corpus.errors import UnreadableReport
from corpus.readers.docx_blocks import blocks_of
from corpus.readers.docx_body import PLAIN, Cell, Draft, Table, drafts_of, look_of
from corpus.readers.docx_numbering import Label
from corpus.readers.docx_styles import Run
from corpus.readers.odt_styles import STYLE, TEXT, ListCounts, OdtStyles, label, outline_counts
from corpus.readers.package import LOCKED, Package, damaged
from corpus.readers.symbols import plain

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": " ", f"{TEXT}soft-page-break": ""}
_NOT_TEXT = frozenset((
    f"{_OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{_OFFICE}forms", f"{TEXT}note-citation",
))  # fmt: skip
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def read_odt(path: Path) -> list[Block]:
    """Return the blocks of an OpenDocument text.

    Raises: UnreadableReport if the file is damaged, locked by a password, or too large when it is
    unpacked.
    """
    package = Package(path)
    if b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise UnreadableReport(f"{path.name}: {LOCKED}")
    try:
        return _Odt(package).blocks()
    except UnreadableReport:
        raise
    except Exception as error:  # what a damaged file breaks cannot be listed
        raise UnreadableReport(damaged(path)) from error


@dataclass
class _Paragraph:
    """The texts of a paragraph while it is read."""

    style: str
    pieces: list[tuple[str, Run]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    anchor: bool = False


class _Odt:
    """An OpenDocument text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        content, common = package.xml("content.xml"), package.xml("styles.xml")
        self.common = common
        self.styles = OdtStyles([root for root in (content, common) if root is not None])
        self.text = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
        if self.text is None:
            raise UnreadableReport(f"{package.name}: there is no text in this OpenDocument file")
        self.outline = outline_counts()
        self.lists: dict[str, ListCounts] = {}
        self.last_of_style: dict[str, ListCounts] = {}
        self.deleted = {
            region.get(f"{TEXT}id") or region.get(_ID): " ".join(deletion.itertext())
            for region in self.text.iter(f"{TEXT}changed-region")
            for deletion in region.iter(f"{TEXT}deletion")
        }

    def blocks(self) -> list[Block]:
        """Return the blocks: the header of the first page, the body, and the running heads."""
        items = list(self._items(self.text))
        first: list[Block] = []
        others: dict[str, None] = {}
        pages = self.common.iter(f"{STYLE}master-page") if self.common is not None else ()
        for number, page in enumerate(pages):
            for part in page:
                texts = [" ".join("".join(p.itertext()).split()) for p in part.iter(*_PARAGRAPHS)]
                if number == 0 and part.tag in (f"{STYLE}header-first", f"{STYLE}header"):
                    first = first or [Block(text) for text in texts if text]
                others |= dict.fromkeys(filter(None, texts))
        shown = {block.text for block in first}
        heads = [Block(text, label=RUNNING_HEAD) for text in others if text not in shown]
        return [*first, *blocks_of(items), *heads]

    def _items(self, parent: Any) -> Iterator[Draft | Table]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._drafts(child, self._outline_label(child))
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, self._counts(child), 1)
            elif child.tag == f"{TEXT}numbered-paragraph":
                yield from self._numbered_paragraph(child)
            elif child.tag == f"{_TABLE}table":
                yield self._table(child)
            elif child.tag == f"{TEXT}index-body":
                yield from (_labelled(draft, CONTENTS) for draft in self._flat(child))
            elif isinstance(child.tag, str) and child.tag not in _NOT_TEXT:
                yield from self._items(child)

    def _flat(self, parent: Any) -> Iterator[Draft]:
        for item in self._items(parent):
            yield from [item] if isinstance(item, Draft) else drafts_of(item)

    def _outline_label(self, paragraph: Any) -> Label | None:
        level = paragraph.get(f"{TEXT}outline-level", "")
        if not level.isdecimal() or paragraph.get(f"{TEXT}is-list-header") == "true":
            return None
        return label(self.styles, self.outline, int(level), paragraph.get(f"{TEXT}start-value", ""))

    def _list(self, element: Any, counted: ListCounts, level: int) -> Iterator[Draft | Table]:
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            first = next((child for child in item if isinstance(child.tag, str)), None)
            number = None
            if item.tag == f"{TEXT}list-item" and first is not None and first.tag in _PARAGRAPHS:
                number = label(self.styles, counted, level, item.get(f"{TEXT}start-value", ""))
            for child in item:
                if child.tag in _PARAGRAPHS:
                    yield from self._drafts(child, number if child is first else None)
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, counted, level + 1)
                elif child.tag == f"{_TABLE}table":
                    yield self._table(child)

    def _counts(self, element: Any) -> ListCounts:
        """Return the counters of an outermost list: new ones, or those of the list it continues."""
        style = element.get(f"{TEXT}style-name", "")
        continued = self.lists.get(element.get(f"{TEXT}continue-list"))
        if continued is None and element.get(f"{TEXT}continue-numbering") == "true":
            continued = self.last_of_style.get(style)
        counted = continued or ListCounts(style)
        self.last_of_style[style] = counted
        if element.get(_ID):
            self.lists[element.get(_ID)] = counted
        return counted

    def _numbered_paragraph(self, element: Any) -> Iterator[Draft]:
        key = element.get(f"{TEXT}list-id", "")
        counted = self.lists.setdefault(key, ListCounts(element.get(f"{TEXT}style-name", "")))
        written = element.get(f"{TEXT}level", "1")
        level = int(written) if written.isdecimal() else 1
        number = label(self.styles, counted, level, element.get(f"{TEXT}start-value", ""))
        for child in element.iterchildren(*_PARAGRAPHS):
            yield from self._drafts(child, number)

    def _table(self, table: Any) -> Table:
        rows: list[list[Cell]] = []
        for row in table.iter(f"{_TABLE}table-row"):
            above = next(row.iterancestors(f"{_TABLE}table"), None)
            if above is table:
                cells = row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
                rows.append([[d for d in self._flat(cell) if d.printed] for cell in cells])
        return Table(rows)

    def _drafts(self, element: Any, number: Label | None) -> Iterator[Draft]:
        """Yield a paragraph, and the text that is in it but not of it."""
        style = element.get(f"{TEXT}style-name", "")
        paragraph = _Paragraph(style)
        self._read(element, paragraph, (), "")
        level = element.get(f"{TEXT}outline-level", "")
        outline = int(level) - 1 if level.isdecimal() else None
        look = look_of(paragraph.pieces, self.styles.run(style, ()))
        name = self.styles.display_name(style)
        kind = CONTENTS if name.startswith("contents ") else ""
        yield Draft(
            paragraph.pieces, look, number, paragraph.notes, name, outline, kind, paragraph.anchor
        )
        for reason, text in paragraph.withdrawn:
            yield Draft([(text, PLAIN)], Style(0), kind=reason)
        for box in paragraph.boxes:
            yield from (_labelled(draft, BOX) for draft in self._flat(box))

    def _read(self, element: Any, into: _Paragraph, spans: tuple[str, ...], reason: str) -> None:
        self._add(element.text, into, spans, reason)
        for child in element:
            if isinstance(child.tag, str):
                self._read_child(child, into, spans, reason)
            self._add(child.tail, into, spans, reason)

    def _read_child(self, child: Any, into: _Paragraph, spans: tuple[str, ...], why: str) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            self._add(" ", into, spans, why)
        elif tag in _CHARACTERS:
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
        elif tag not in _NOT_TEXT:
            style = child.get(f"{TEXT}style-name") if tag == f"{TEXT}span" else None
            self._read(child, into, (*spans, style) if style else spans, why)

    def _read_frame(self, frame: Any, into: _Paragraph, why: str) -> None:
        into.anchor = True
        into.boxes += frame.iterchildren(f"{_DRAW}text-box")
        for embedded in frame.iterchildren(f"{_DRAW}object"):
            name = embedded.get(_LINK, "").removeprefix("./")
            root = self.package.xml(f"{name}/content.xml") if name else None
            if root is not None and root.tag.endswith("}math"):
                into.anchor = False
                symbols = (e.text or "" for e in root.iter() if _is_token(e))
                self._add("".join(symbols), into, (), why)

    def _add(self, text: str | None, into: _Paragraph, spans: tuple[str, ...], why: str) -> None:
        if not text:
            return
        run = self.styles.run(into.style, spans)
        why = why or (HIDDEN if run.hidden else STRUCK if run.struck else "")
        if why:
            into.withdrawn.append((why, text))
        else:
            into.pieces.append((plain(" ".join(text.split("\n"))), run))


def _labelled(draft: Draft, reason: str) -> Draft:
    return replace(draft, kind=draft.kind or reason)


def _is_token(element: Any) -> bool:
    """Return whether an element of an equation is a number, a name or a sign."""
    return isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] in ("mi", "mn", "mo")


def _note(element: Any) -> Footnote:
    citation, body = (element.find(f"{TEXT}note-{part}") for part in ("citation", "body"))
    mark = "".join(citation.itertext()).strip() if citation is not None else ""
    texts = ("".join(p.itertext()) for p in body.iter(*_PARAGRAPHS)) if body is not None else ()
    return Footnote(mark, " ".join(" ".join(texts).split()))
