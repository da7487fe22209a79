"""The texts of a report that are compared: paragraphs, headings, footnotes, rows of tables.

The cover page and the table of contents are not compared: their lines depend on the format of the
file more than on the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.document import FRONT, Document, Paragraph
from corpus.table import CELL_SEPARATOR, Table

Kind = Literal["paragraph", "heading", "footnote", "table"]
KINDS: tuple[Kind, ...] = ("paragraph", "heading", "footnote", "table")

# The number of a heading: "II.", "A.", "3.", "(b)", before its words.
_ENUMERATOR = re.compile(r"(?P<number>\(?(?:[IVXLC]+|[A-Za-z]|\d{1,2})[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a report that is compared.

    ``label`` is its address in the report: "14", "annex I, 3", "heading above 14", "14, footnote
    3", "table 3, row 2". ``number`` is what is printed as its number and may change without its
    words, "" if nothing is. ``text`` is as printed; ``words_at`` is where its words begin, after
    the number of a heading. ``position`` is the index of its paragraph in the document: for a
    heading the one below, for a footnote the one that refers to it, for a table the one above.
    """

    kind: Kind
    label: str
    number: str
    text: str
    position: int
    words_at: int = 0


def units_of(document: Document) -> list[Unit]:
    """Return the texts of a report in the order of the report."""
    units: list[Unit] = []
    above: tuple[str, ...] = ()
    has_body = any(paragraph.part != FRONT for paragraph in document.paragraphs)
    tables: dict[int, list[Table]] = {}
    for table in document.tables:
        tables.setdefault(max(table.after, 0), []).append(table)
    for position, paragraph in enumerate(document.paragraphs):
        if paragraph.part != FRONT or not has_body:
            units += _headings(paragraph, above, position)
            above = paragraph.headings
            units += _paragraph(paragraph, position)
        for table in tables.get(position, ()):
            units += _rows(table, position)
    return units


def _headings(paragraph: Paragraph, above: tuple[str, ...], position: int) -> Iterator[Unit]:
    path = paragraph.headings
    shared = 0
    while shared < min(len(path), len(above)) and path[shared] == above[shared]:
        shared += 1
    for heading in path[shared:]:
        label = f"heading above {paragraph.label}"
        found = _ENUMERATOR.match(heading)
        if found:
            yield Unit("heading", label, found["number"], heading, position, found.end())
        else:
            yield Unit("heading", label, "", heading, position)


def _paragraph(paragraph: Paragraph, position: int) -> Iterator[Unit]:
    number = paragraph.label if paragraph.number else ""
    yield Unit("paragraph", paragraph.label, number, paragraph.text, position)
    for note in paragraph.footnotes:
        label = f"{paragraph.label}, footnote {note.mark}"
        yield Unit("footnote", label, note.mark, note.text, position)


def _rows(table: Table, position: int) -> Iterator[Unit]:
    """Yield the title, the header and the rows of a table.

    A row is compared without the names of its columns, so that another header is one difference.
    """
    if table.title:
        yield Unit("table", f"{table.label}, title", table.number, table.title, position)
    for number, row in enumerate((table.header, *table.rows)):
        text = CELL_SEPARATOR.join(filter(None, row))
        if text:
            part = f"row {number}" if number else "header"
            yield Unit("table", f"{table.label}, {part}", "", text, position)
