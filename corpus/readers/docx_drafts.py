"""The paragraphs and tables of a word processor's document, before it is known what they are."""

from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.block import Style
from corpus.document import Footnote
from corpus.readers.docx_fields import Field
from corpus.readers.docx_numbering import Label
from corpus.readers.docx_styles import Run
from corpus.readers.symbols import raised
from corpus.table import Cell as GridCell
from corpus.table import Grid, grid_of

_PLACE = GridCell("")


@dataclass
class Draft:
    """A paragraph before it is known what it is.

    ``pieces`` are its texts with their properties. ``number`` is its automatic number. ``outline``
    is the level of its style among headings. ``kind`` is a label of ``corpus.block`` if the text
    belongs to no paragraph. ``anchor`` is true if the paragraph shows a picture. ``contents`` is
    the field of the table of contents if the paragraph is in one. ``framed`` is true if the
    paragraph has a border on all sides.
    """

    pieces: list[tuple[str, Run]]
    style: Style
    number: Label | None = None
    notes: list[Footnote] = field(default_factory=list)
    style_name: str = ""
    outline: int | None = None
    kind: str = ""
    anchor: bool = False
    contents: Field | None = None
    framed: bool = False

    @property
    def text(self) -> str:
        """The text without the number, with single spaces; raised figures are raised."""
        parts: list[str] = []
        for text, run in self.pieces:
            parts.append(raised(text, parts[-1] if parts else "") if run.raised else text)
        return " ".join("".join(parts).split())

    @property
    def printed(self) -> str:
        """The number and the text."""
        return f"{self.number.text if self.number else ''} {self.text}".strip()


Cell = list[Draft]


@dataclass
class Table:
    """A table: its rows of cells.

    ``shapes`` has, for each cell, how many columns and rows it spans, as a cell without text, or
    None for a cell that another covers; it is empty if each cell is one place. ``headers`` is the
    number of rows that are marked as the header, None if the file marks none.
    """

    rows: list[list[Cell]]
    shapes: list[list[GridCell | None]] = field(default_factory=list)
    headers: int | None = None

    @property
    def grid(self) -> Grid | None:
        """The texts of the cells, or None if the table only lays out text."""
        shapes = self.shapes or [[_PLACE for _ in row] for row in self.rows]
        cells = [
            [
                replace(shape, text=" ".join(draft.printed for draft in cell).strip())
                for cell, shape in zip(row, beside, strict=True)
                if shape is not None
            ]
            for row, beside in zip(self.rows, shapes, strict=True)
        ]
        return grid_of(cells, self.headers or self._styled_headers())

    def _styled_headers(self) -> int | None:
        """Return the number of first rows in bold or italics; None if all rows are, or none is."""
        rows = [[draft for cell in row for draft in cell] for row in self.rows]
        set_off = [all(d.style.bold or d.style.italic for d in row) for row in rows]
        first = sum(1 for _ in takewhile(bool, set_off))
        return first if 0 < first < len(rows) and any(rows[:first]) else None


PLAIN = Run(0, False, False, False, False, False, "")


def look_of(pieces: list[tuple[str, Run]], default: Run) -> Style:
    """Return the size of most of the letters, and whether all are bold or italic.

    Args:
        pieces: the texts of a paragraph.
        default: the properties of a paragraph without text.
    """
    runs = [(len(text), run) for text, run in pieces if text.strip() and not run.raised]
    if not runs:
        return Style(default.size)
    lengths: dict[float, int] = {}
    for length, run in runs:
        lengths[run.size] = lengths.get(run.size, 0) + length
    size = max(lengths, key=lambda size: lengths[size])
    return Style(size, all(run.bold for _, run in runs), all(run.italic for _, run in runs))


def drafts_of(table: Table) -> list[Draft]:
    """Return the paragraphs of a table, row by row."""
    return [draft for row in table.rows for cell in row for draft in cell]
