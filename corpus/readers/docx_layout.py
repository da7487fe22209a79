"""What each paragraph of a Word document is: text, or part of a table, of a box, or a note."""

import re
from dataclasses import dataclass, field, replace

from corpus.block import (
    BOX,
    CAPTION,
    CELL_BREAK,
    CONTENTS,
    FURNITURE,
    HIDDEN,
    ROW_BREAK,
    RUNNING_HEAD,
    SMALL,
    TABLE,
    Line,
    Style,
)
from corpus.numerals import Number
from corpus.readers.docx_drafts import PLAIN, Cell, Draft, Table, drafts_of
from corpus.readers.docx_lists import follows, number_of
from corpus.readers.docx_numbering import Label

_NUMBER = re.compile(r"\(?(\d{1,4}(?:\.\d{1,4}){0,3})(?:[.)]|\s*[-–])?")
_FIRST_ITEM = re.compile(r"\(?(?:a|i)[.)]")
_ITEM = re.compile(r"\(?(?:[a-z]{1,2}|[ivx]{1,5})[.)]|[•–—*-]")
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’»)\]]*(?:\s(?:and|or))?$")
# The masthead of a document, if it is a table.
_MASTHEAD = re.compile(
    r"\bDistr\b|\bOriginal\s?:|United Nations|Nations Unies|Naciones Unidas|"
    r"Организация Объединенных|الأمم المتحدة|联\s?合\s?国",
    re.IGNORECASE,
)
_LONGEST_MASTHEAD = 1_000  # characters
_LONGEST_TITLE = 300  # characters; longer text is below the masthead
_SENTENCE = 100  # characters; a text of this length is more than a word in a table
_HEADING = re.compile(r"(?:(?:[IVXLC]{1,6}|[A-Z])\.|Annex|Appendix)\s|Annex\b|Appendix\b")
# The shortest average text of a row that is a paragraph with its number in a cell of its own.
_SHORTEST_ROW = 30  # characters


@dataclass
class Layout:
    """The lines of a document, one after the other."""

    lists: set[tuple[str, int]]  # the lists of the text outside of tables
    main: tuple[str, int] | None  # the form and level of the main list, if it is no "1."
    last: Number = ()  # the last number of the text, empty before the first
    titled: bool = False  # whether there was text that is longer than a title
    lines: list[Line] = field(default_factory=list)
    anchors: set[int] = field(
        default_factory=set
    )  # pictures are above the lines with these indices
    apart: bool = True  # white space separates the next line from the line above

    def add(self, draft: Draft) -> None:
        """Add a paragraph; an empty paragraph only separates."""
        text, label = self._printed(draft), draft.kind or _label_of(draft)
        if not text:
            self.apart = True
            if draft.anchor:
                self.anchors.add(len(self.lines))
            return
        if draft.number and not draft.text:
            label = label or FURNITURE
        if not label:
            self.titled = self.titled or len(text) > _LONGEST_TITLE
            self.last = number_of(text) or self.last
        self._append(text, draft, label)

    def add_table(self, table: Table) -> None:
        """Add a table: its text if it only lays out paragraphs, else one labelled line."""
        drafts = drafts_of(table)
        if not drafts:
            self.apart = True
        elif all(draft.kind == HIDDEN for draft in drafts):
            self._append_table(table, HIDDEN)
        elif self._is_masthead(drafts):
            for draft in drafts:
                self._add_columns(draft)
        elif not self._add_frame(table, drafts):
            if rows := self._numbered_rows(table):
                for draft in rows:
                    self.add(draft)
            else:
                self._append_table(table, TABLE)
        self.apart = True

    def _printed(self, draft: Draft) -> str:
        """Return the number and text of a paragraph; a number of the main list as "1."."""
        number = draft.number
        main = number and self.main == (number.form, number.key[1])
        if number and main and not draft.kind:
            return f"{number.number}. {draft.text}".strip()
        return draft.printed

    def _append(self, text: str, draft: Draft, label: str) -> None:
        self.lines.append(
            Line(text, draft.style, self.apart, notes=tuple(draft.notes), label=label)
        )
        self.apart = False

    def _append_table(self, table: Table, label: str) -> None:
        texts = (
            CELL_BREAK.join(" ".join(draft.printed for draft in cell) for cell in row).strip()
            for row in table.rows
        )
        drafts = drafts_of(table)
        notes = [note for draft in drafts for note in draft.notes]
        self.apart = True
        self._append(ROW_BREAK.join(filter(None, texts)), Draft([], Style(0), notes=notes), label)
        if label == TABLE:
            self.lines[-1] = replace(self.lines[-1], grid=table.grid)

    def _is_masthead(self, drafts: list[Draft]) -> bool:
        if self.last or self.titled:
            return False
        text = " ".join(draft.text for draft in drafts)
        return len(text) < _LONGEST_MASTHEAD and bool(_MASTHEAD.search(text))

    def _add_columns(self, draft: Draft) -> None:
        for column in "".join(text for text, _ in draft.pieces).split("\t"):
            if text := " ".join(column.split()):
                self._append(text, draft, "")

    def _add_frame(self, table: Table, drafts: list[Draft]) -> bool:
        """Add a frame around paragraphs: text of the document, or a box between two paragraphs.

        Returns: whether the table is such a frame, with at most one cell in each row.
        """
        if any(sum(bool(cell) for cell in row) > 1 for row in table.rows):
            return False
        framed = all(len(row) <= 1 for row in table.rows)
        is_text = self._is_text(drafts, framed)
        if not framed and not is_text:
            return False
        for draft in drafts:
            draft.kind = draft.kind or ("" if is_text else BOX)
            self.add(draft)
        return True

    def _is_text(self, drafts: list[Draft], framed: bool) -> bool:
        """Return whether the paragraphs of a table with one cell in each row are text."""
        if not self.last and (framed or any(len(draft.text) > _SENTENCE for draft in drafts)):
            return True  # for instance a summary
        if any(draft.number and draft.number.key in self.lists for draft in drafts):
            return True
        numbers = [number for draft in drafts if (number := number_of(self._printed(draft)))]
        goes_on = bool(numbers) and follows(numbers[0], self.last) and not _is_list(drafts)
        return goes_on or all(_is_heading(draft) for draft in drafts)

    def _numbered_rows(self, table: Table) -> list[Draft]:
        """Return the paragraphs of a table with numbers in one column and text in the next.

        The result is empty if the table is no such table: the numbers must continue those of the
        text, or be letters from (a) on.
        """
        drafts: list[Draft] = []
        marks: list[str] = []
        lengths: list[int] = []
        for row in table.rows:
            cells = [cell for cell in row if cell]
            if len(cells) == 2 and (mark := _mark_of(cells[0])):
                marks.append(mark)
                lengths.append(sum(len(draft.text) for draft in cells[1]))
                drafts += _numbered(cells[0][0], mark, cells[1])
            elif len(cells) <= 1:
                drafts += cells[0] if cells else []
            else:
                return []
        if not marks or sum(lengths) < _SHORTEST_ROW * len(lengths):
            return []
        return drafts if self._continue_text(marks) else []

    def _continue_text(self, marks: list[str]) -> bool:
        numbers = [_parts(match[1]) for mark in marks if (match := _NUMBER.fullmatch(mark))]
        if not numbers:
            return bool(_FIRST_ITEM.match(marks[0]))
        return all(map(follows, numbers, [self.last, *numbers]))


def _parts(written: str) -> Number:
    return tuple(map(int, written.split(".")))


def _label_of(draft: Draft) -> str:
    """Return the label that a paragraph's style or the table of contents gives it."""
    name = draft.style_name
    in_contents = draft.contents is not None and draft.contents.closed
    if in_contents or (name.startswith("toc ") and name != "toc heading"):
        return CONTENTS
    if name.startswith("caption"):
        return CAPTION
    is_note = name.startswith(("footnote", "endnote"))
    return SMALL if is_note else RUNNING_HEAD if name in ("header", "footer") else ""


def _is_list(drafts: list[Draft]) -> bool:
    return any(draft.style.bold and not number_of(draft.printed) for draft in drafts)


def is_title(text: str) -> bool:
    """Return whether a text can be a heading: it is short and does not end as a sentence."""
    return 0 < len(text) <= _LONGEST_TITLE and not _SENTENCE_END.search(text)


def _is_heading(draft: Draft) -> bool:
    shown = draft.outline is not None or bool(_HEADING.match(draft.printed))
    return shown and is_title(draft.printed)


def _mark_of(cell: Cell) -> str:
    """Return the number or item mark that is a cell's only content, or ""."""
    text = " ".join(draft.printed for draft in cell)
    return text if _NUMBER.fullmatch(text) or _ITEM.fullmatch(text) else ""


def _numbered(first: Draft, mark: str, cell: Cell) -> list[Draft]:
    """Return the paragraphs of a cell; the first with the number of the cell before."""
    start, *rest = cell
    number = first.number
    if number is None:
        figure = _NUMBER.fullmatch(mark)
        number = Label(f"{figure[1]}." if figure else mark, ("", 0))
    pieces = start.pieces
    if start.number:
        pieces = [(f"{start.number.text} ", PLAIN), *pieces]
    return [replace(start, number=number, pieces=pieces, notes=first.notes + start.notes), *rest]
