"""Tables of a page: tables of data, and tables that only lay out numbered paragraphs."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import Any

from corpus.block import CAPTION, CELL_BREAK, ROW_BREAK, TABLE, Block
from corpus.numerals import candidate
from corpus.readers.html_tree import is_block, kind_of, plain_text
from corpus.table import Cell, grid_of

# A number or a letter in a cell, or in a block, of its own.
MARK = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}\.?|\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})\)|[•–—]")
_LONG = 60  # characters of a cell that is a text
_LONGEST_SPAN = 6  # figures


def table_blocks(table: Any, without: Container[Any] = ()) -> list[Block]:
    """Return the caption and the text of a table, each as a block; the text with its cells.

    The header is the first rows that are in a ``thead``, or whose cells are all ``th``.

    Args:
        table: the element.
        without: elements whose text is left out.
    """
    captions = [child for child in table if kind_of(child) == "caption"]
    blocks = [Block(plain_text(caption), label=CAPTION) for caption in captions]
    rows = list(_rows(table))
    texts = [[plain_text(cell, without, exponents=True) for cell in row] for row in rows]
    text = ROW_BREAK.join(CELL_BREAK.join(row) for row in texts if row)
    cells = [
        [
            Cell(words, _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell, words in zip(row, written, strict=True)
        ]
        for row, written in zip(rows, texts, strict=True)
    ]
    headers = sum(1 for _ in takewhile(_is_header, rows))
    return [*blocks, Block(text, label=TABLE, grid=grid_of(cells, headers or None))]


def _is_header(row: Sequence[Any]) -> bool:
    in_head = bool(row) and kind_of(row[0].getparent().getparent()) == "thead"
    return in_head or (bool(row) and all(kind_of(cell) == "th" for cell in row))


def _span(cell: Any, name: str) -> int:
    written = (cell.get(name) or "").strip()
    return int(written) if written.isdecimal() and len(written) < _LONGEST_SPAN else 1


def is_layout(table: Any) -> bool:
    """Return whether a table only lays out text.

    It is a frame of one column, its rows have a number in one cell and the text in the next, or one
    cell holds most of the text and several numbered paragraphs.
    """
    rows = [[text for cell in row if (text := plain_text(cell))] for row in _rows(table)]
    rows = [row for row in rows if row]
    marked = [row for row in rows if len(row) > 1]
    if all(MARK.fullmatch(text) for row in marked for text in row[:-1]):
        return sum(_is_sentence(row[-1]) for row in marked) >= len(marked) / 2
    length = sum(len(text) for row in rows for text in row)
    return any(
        len(plain_text(cell)) > length / 2 and _numbered_paragraphs(cell) > 1
        for row in _rows(table)
        for cell in row
    )


def _rows(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row of a table, not of the tables inside it."""
    for child in table:
        kind = kind_of(child)
        if kind == "tr":
            yield [cell for cell in child if kind_of(cell) in ("td", "th")]
        elif kind in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _is_sentence(text: str) -> bool:
    return len(text) > _LONG or text.endswith((".", ";", ":", "!", "?", "。", "；"))


def _numbered_paragraphs(cell: Any) -> int:
    count = 0
    for inner in cell.iter():
        if kind_of(inner) == "ol":
            count += sum(_is_sentence(plain_text(item)) for item in inner)
        elif is_block(inner) and not any(is_block(below) for below in inner):
            text = plain_text(inner)
            count += bool(candidate(text)) and _is_sentence(text)
    return count
