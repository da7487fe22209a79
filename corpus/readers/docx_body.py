"""The paragraphs and tables of a Word document, in order, with their numbers counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.block import BOX, CHART, HIDDEN, Style
from corpus.readers.docx_drafts import PLAIN, Cell, Draft, Table, drafts_of, look_of
from corpus.readers.docx_numbering import Label, Numbering
from corpus.readers.docx_styles import Run, Styles, child_of
from corpus.readers.docx_text import (
    ALTERNATE,
    Content,
    TextReader,
    is_placeholder,
    shown_alternative,
)
from corpus.readers.package import W
from corpus.table import Cell as GridCell

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_PROPERTIES = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_SENTENCE_ENDS = ".!?:;,"


@dataclass(frozen=True, slots=True)
class _Source:
    """A paragraph of the file: its properties (``w:pPr`` or None), its style and its content."""

    properties: Any
    style: str | None
    content: Content


@dataclass
class Body:
    """The reader of a sequence of paragraphs and tables."""

    styles: Styles
    numbering: Numbering
    text: TextReader
    graphics: dict[str, str]  # the text of charts and diagrams by id

    def items(self, parent: Any) -> Iterator[Draft | Table]:
        """Yield the paragraphs and tables below an element. Empty paragraphs are yielded too."""
        merged: list[_Source] = []
        for element, hidden in _elements(parent, (_P, _TABLE)):
            if element.tag == _P:
                properties = child_of(element, "pPr")
                style = self.styles.style_of(properties)
                content = _withdraw(self.text.read(element, style), hidden)
                merged.append(_Source(properties, style, content))
                if self._continues(merged[-1]):
                    continue
            yield from self._drafts(merged)
            merged = []
            if element.tag == _TABLE:
                yield self._table(element)
        yield from self._drafts(merged)

    def _continues(self, source: _Source) -> bool:
        """Return whether a paragraph's end is deleted or hidden, so that the next continues it."""
        frame = child_of(source.properties, "framePr")
        if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
            return True
        mark = child_of(source.properties, "rPr")
        if mark is None:
            return False
        if any(child_of(mark, name) is not None for name in ("del", "moveFrom")):
            return True
        # The hidden end of a heading that text follows on the same line is no merging.
        hidden = self.styles.run(mark, source.style).hidden
        return hidden and child_of(mark, "specVanish") is None

    def _drafts(self, merged: list[_Source]) -> Iterator[Draft]:
        """Yield the paragraph that several paragraphs are merged to, and what is apart from it."""
        if not merged:
            return
        spoken = [source for source in merged if source.content.text.strip()]
        # The end of the last paragraph remains, and with it the properties, unless all the words
        # are in a paragraph before.
        owner = spoken[-1] if spoken else merged[-1]
        contents = [source.content for source in merged]
        counted = spoken or not self._continues(merged[-1])
        yield self._draft(owner, self._number(owner, contents) if counted else None, contents)
        for content in contents:
            for label, text in content.withdrawn:
                yield Draft([(text, PLAIN)], Style(0), kind=label)
            for box in content.boxes:
                yield from self._box(box)
            for key in content.graphics:
                yield Draft([(self.graphics.get(key, ""), PLAIN)], Style(0), kind=CHART)

    def _number(self, owner: _Source, contents: list[Content]) -> Label | None:
        by_field = next((content.label for content in contents if content.label), None)
        by_list = self.numbering.label(owner.properties, owner.style)
        return by_list if by_list and by_list.text else by_field

    def _draft(self, owner: _Source, number: Label | None, contents: list[Content]) -> Draft:
        pieces = _join(contents)
        in_contents = next((content.contents for content in contents if content.contents), None)
        return Draft(
            pieces,
            look_of(pieces, self.styles.run(child_of(owner.properties, "rPr"), owner.style)),
            number,
            [note for content in contents for note in content.notes],
            self.styles.style_name(owner.style),
            self.styles.outline_level(owner.style),
            anchor=any(content.pictured for content in contents),
            contents=in_contents,
            framed=self.styles.is_framed(owner.properties, owner.style),
        )

    def _box(self, box: Any) -> Iterator[Draft]:
        """Yield the paragraphs of a text box; its lists are not those of the text around it."""
        apart = replace(self, numbering=self.numbering.fresh())
        for item in apart.items(box):
            drafts = [item] if isinstance(item, Draft) else list(drafts_of(item))
            for draft in drafts:
                draft.kind = draft.kind or BOX
                yield draft

    def _table(self, table: Any) -> Table:
        found = Table([])
        headers = 0
        for row, _ in _elements(table, (_ROW,)):
            deleted = row.find(f"{W}trPr/{W}del") is not None
            elements = [cell for cell, _ in _elements(row, (_CELL,))]
            found.rows.append([self._cell(cell, deleted) for cell in elements])
            found.shapes.append([_shape(cell) for cell in elements])
            if row.find(f"{W}trPr/{W}tblHeader") is not None and headers == len(found.rows) - 1:
                headers = len(found.rows)
        found.headers = headers or None
        return found

    def _cell(self, cell: Any, deleted: bool) -> Cell:
        reader = replace(self, numbering=self.numbering.fresh()) if deleted else self
        drafts: Cell = []
        for item in reader.items(cell):
            drafts += [item] if isinstance(item, Draft) else drafts_of(item)
        for draft in drafts:
            draft.kind = draft.kind or (HIDDEN if deleted else "")
        return [draft for draft in drafts if draft.printed or draft.anchor]


def _shape(cell: Any) -> GridCell:
    """Return how many columns a cell spans, and whether it continues the cell above."""
    properties = child_of(cell, "tcPr")
    across = child_of(properties, "gridSpan") if properties is not None else None
    merged = child_of(properties, "vMerge") if properties is not None else None
    written = across.get(f"{W}val", "1") if across is not None else "1"
    goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
    return GridCell("", int(written) if written.isdecimal() else 1, goes_on=goes_on)


def _elements(
    parent: Any, tags: tuple[str, ...], hidden: bool = False
) -> Iterator[tuple[Any, bool]]:
    """Yield the outermost elements with one of the tags, and whether each is a placeholder."""
    for child in parent:
        if child.tag in tags:
            yield child, hidden
        elif child.tag == ALTERNATE:
            yield from _elements(shown_alternative(child), tags, hidden)
        elif isinstance(child.tag, str) and child.tag not in _PROPERTIES:
            placeholder = is_placeholder(child)
            yield from _elements(child, tags, hidden or placeholder)


def _withdraw(content: Content, hidden: bool) -> Content:
    """Return the content of a paragraph; all its words are withdrawn if it is a placeholder."""
    if not hidden or not content.text:
        return content
    return replace(content, pieces=[], withdrawn=[*content.withdrawn, (HIDDEN, content.text)])


def _join(contents: list[Content]) -> list[tuple[str, Run]]:
    """Return the texts of merged paragraphs, with a space between two sentences."""
    pieces: list[tuple[str, Run]] = []
    for content in contents:
        if pieces and content.pieces and pieces[-1][0][-1:] in _SENTENCE_ENDS:
            text, run = pieces[-1]
            pieces[-1] = f"{text} ", run
        pieces += content.pieces
    return pieces
