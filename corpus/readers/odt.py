"""The reader of OpenDocument texts, the format of LibreOffice.

Tracked changes are treated as accepted. Text that belongs to no paragraph has a label, as in Word
documents.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.block import BOX, CONTENTS, RUNNING_HEAD, Block, Style
from corpus.errors import UnreadableReport
from corpus.readers.docx_blocks import blocks_of
from corpus.readers.docx_drafts import PLAIN, Draft, Table, drafts_of, look_of
from corpus.readers.docx_numbering import Label
from corpus.readers.odt_styles import (
    OFFICE,
    STYLE,
    TEXT,
    ListCounts,
    OdtStyles,
    label,
    outline_counts,
)
from corpus.readers.odt_text import NOT_TEXT, PARAGRAPHS, OdtText
from corpus.readers.package import LOCKED, Package, damaged
from corpus.table import Cell as GridCell

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


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


class _Odt:
    """An OpenDocument text."""

    def __init__(self, package: Package) -> None:
        content, common = package.xml("content.xml"), package.xml("styles.xml")
        self.common = common
        self.styles = OdtStyles([root for root in (content, common) if root is not None])
        self.text = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
        if self.text is None:
            raise UnreadableReport(f"{package.name}: there is no text in this OpenDocument file")
        self.outline = outline_counts()
        self.lists: dict[str, ListCounts] = {}
        self.last_of_style: dict[str, ListCounts] = {}
        deleted = {
            region.get(f"{TEXT}id") or region.get(_ID): " ".join(deletion.itertext())
            for region in self.text.iter(f"{TEXT}changed-region")
            for deletion in region.iter(f"{TEXT}deletion")
        }
        self.reader = OdtText(package, self.styles, deleted)

    def blocks(self) -> list[Block]:
        """Return the blocks: the header of the first page, the body, and the running heads."""
        items = list(self._items(self.text))
        first: list[Block] = []
        others: dict[str, None] = {}
        pages = self.common.iter(f"{STYLE}master-page") if self.common is not None else ()
        for number, page in enumerate(pages):
            for part in page:
                texts = [" ".join("".join(p.itertext()).split()) for p in part.iter(*PARAGRAPHS)]
                if number == 0 and part.tag in (f"{STYLE}header-first", f"{STYLE}header"):
                    first = first or [Block(text) for text in texts if text]
                others |= dict.fromkeys(filter(None, texts))
        shown = {block.text for block in first}
        heads = [Block(text, label=RUNNING_HEAD) for text in others if text not in shown]
        return [*first, *blocks_of(items), *heads]

    def _items(self, parent: Any) -> Iterator[Draft | Table]:
        for child in parent:
            if child.tag in PARAGRAPHS:
                yield from self._drafts(child, self._outline_label(child))
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, self._counts(child), 1)
            elif child.tag == f"{TEXT}numbered-paragraph":
                yield from self._numbered_paragraph(child)
            elif child.tag == f"{_TABLE}table":
                yield self._table(child)
            elif child.tag == f"{TEXT}index-body":
                yield from (_labelled(draft, CONTENTS) for draft in self._flat(child))
            elif isinstance(child.tag, str) and child.tag not in NOT_TEXT:
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
            if item.tag == f"{TEXT}list-item" and first is not None and first.tag in PARAGRAPHS:
                number = label(self.styles, counted, level, item.get(f"{TEXT}start-value", ""))
            for child in item:
                if child.tag in PARAGRAPHS:
                    yield from self._drafts(child, number if child is first else None)
                elif child.tag == f"{TEXT}list":
                    own = child.get(f"{TEXT}style-name") or counted.style
                    yield from self._list(child, ListCounts(own, counted.counts), level + 1)
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
        for child in element.iterchildren(*PARAGRAPHS):
            yield from self._drafts(child, number)

    def _table(self, table: Any) -> Table:
        found = Table([])
        headers = 0
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table"), None) is not table:
                continue
            cells = list(row.iterchildren(_CELL, _COVERED))
            found.rows.append([[d for d in self._flat(cell) if d.printed] for cell in cells])
            found.shapes.append([_shape(cell) for cell in cells])
            headers += row.getparent().tag == f"{_TABLE}table-header-rows"
        found.headers = headers or None
        return found

    def _drafts(self, element: Any, number: Label | None) -> Iterator[Draft]:
        """Yield a paragraph, and the text that is in it but not of it."""
        paragraph = self.reader.read(element)
        style = paragraph.style
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


def _shape(cell: Any) -> GridCell | None:
    """Return how many columns and rows a cell spans; None for a cell that another covers."""
    if cell.tag == _COVERED:
        return None
    columns = cell.get(f"{_TABLE}number-columns-spanned", "1")
    rows = cell.get(f"{_TABLE}number-rows-spanned", "1")
    return GridCell(
        "", int(columns) if columns.isdecimal() else 1, int(rows) if rows.isdecimal() else 1
    )


def _labelled(draft: Draft, reason: str) -> Draft:
    return replace(draft, kind=draft.kind or reason)
