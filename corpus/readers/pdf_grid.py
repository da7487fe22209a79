"""The cells of a table on a PDF page.

A row ends at a rule, at white space, or where the next words had room on the line. Where words
stand across columns, or rows cannot be told from the lines of a cell, there is no grid, and where
words may stand above several columns, there is no header: a wrong header is worse than none.
Positions are in points from the top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.dehyphenate import Words as DocumentWords
from corpus.dehyphenate import join_hyphenated
from corpus.readers.pdf_bands import (
    TOUCHES,
    Band,
    Strip,
    Words,
    column_of,
    gather_bands,
    is_rule,
    ruled_columns,
    strips_of,
)
from corpus.readers.pdf_letters import Rectangle
from corpus.readers.pdf_page import TextLine
from corpus.table import Cell, Grid, grid_of

# The tops of two rows are further apart than this many type sizes, those of two lines of a cell are
# not.
_ROW = 1.36
# Where a line of a cell ended in a hyphen.
_DIVIDED = re.compile("(?<=[^\\W\\d_][-\u00ad\x02\u2010\u2011]) (?=[^\\W\\d_])")
_SMALLER = 0.9  # the type of a header is smaller by at least this


def parts(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines of a table without the larger type between two tables, and that type apart.

    Two tables below one another can be found as one, with the heading and the text between them.
    """
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.style.size] += len(line.text)
    usual = max(size for size, count in letters.items() if count > letters.total() / 4)
    for _, part in groupby(lines, key=lambda line: line.style.size > usual + _SMALLER):
        yield list(part)


def read_grid(
    lines: Sequence[TextLine], drawings: Sequence[Rectangle], words: DocumentWords
) -> Grid | None:
    """Return the cells of a table, or None if they cannot be told.

    Args:
        lines: the lines of the table.
        drawings: the drawings of the page.
        words: the words of the document. They decide whether a hyphen at the end of a line of a
            cell is removed.
    """
    grid = _read_grid(lines, drawings)
    if grid is None:
        return None
    header, *rows = (
        tuple(_mended(text, words) for text in row) for row in (grid.header, *grid.rows)
    )
    return Grid(header, tuple(rows), _mended(grid.title, words))


def _mended(text: str, words: DocumentWords) -> str:
    """Return the text of a cell; a word that was divided between two lines is made whole."""
    first, *rest = _DIVIDED.split(text)
    for more in rest:
        first = join_hyphenated(first, more, words, by_hand=True)
    return first


def _read_grid(lines: Sequence[TextLine], drawings: Sequence[Rectangle]) -> Grid | None:
    bands = gather_bands(lines)
    if len(bands) < 2:
        return None
    top, bottom = bands[0].top - _ROW * bands[0].size, bands[-1].bottom + bands[-1].size
    rules = [area for area in drawings if is_rule(area) and top <= area[1] and area[3] <= bottom]
    columns = ruled_columns(rules, bands) or strips_of(bands)
    if len(columns) < 2:
        return None
    head = _header_end(bands)
    rows = list(_rows(bands[head:], rules, columns))
    if not rows or any(row is None for row in rows):
        return None
    cells = [row for row in rows if row is not None]
    header = _header(bands[:head], rules, columns) if head else None
    if header:
        return grid_of([list(map(Cell, header)), *cells], 1)
    above = [_cells([band], columns, strict=False) for band in bands[:head]]
    return grid_of([*filter(None, above), *cells], 0)


def _header_end(bands: Sequence[Band]) -> int:
    """Return how many of the first rows are the header: in smaller, bold or italic type."""
    usual = bands[-1].size
    for index, band in enumerate(bands):
        small = all(words.size < usual - _SMALLER for words in band.words)
        marked = len(band.words) > 1 and all(not words.plain for words in band.words)
        if not (small or marked):
            return index
    return 0


def _rows(
    bands: Sequence[Band], rules: Sequence[Rectangle], columns: Sequence[Strip]
) -> Iterator[list[Cell] | None]:
    """Yield the cells of each row; None if it cannot be told whether a line begins a row.

    A line continues a row if it is close below and its words had no room on the line above. Where
    they had room, it begins a row.
    """
    heights = [(top + bottom) / 2 for _, top, _, bottom in rules]
    rights = [
        max(
            (w.right for band in bands for w in band.words if column_of(w, columns) == i), default=0
        )
        for i in range(len(columns))
    ]
    row: list[Band] = []
    for band in bands:
        if row:
            above = row[-1]
            ruled = any(above.top < height < band.bottom for height in heights)
            apart = band.top - above.top > _ROW * above.size
            if ruled or apart or not _is_wrapped(row, band, columns, rights):
                if not ruled and not apart and column_of(band.words[0], columns) != 0:
                    yield None
                yield _cells(row, columns)
                row = []
        row.append(band)
    if row:
        yield _cells(row, columns)


def _is_wrapped(
    row: Sequence[Band], band: Band, columns: Sequence[Strip], rights: Sequence[float]
) -> bool:
    """Return whether a line has the rest of a cell: its first word had no room on the line above.

    A line below the last line of the other cells of its row is the rest of a cell too.
    """
    for words in band.words:
        column = column_of(words, columns)
        if column is None:
            continue
        above = [w for w in row[-1].words if column_of(w, columns) == column]
        width = (words.right - words.left) / max(len(words.text), 1)
        first = width * (len(words.text.split()[0]) + 1)
        if above and above[-1].right + first > rights[column]:
            return True
    return False


def _cells(
    row: Sequence[Band], columns: Sequence[Strip], *, strict: bool = True
) -> list[Cell] | None:
    """Return the cells of a row; None if words stand across columns, unless they stand alone."""
    texts = [""] * len(columns)
    alone = not strict or all(len(band.words) == 1 for band in row)
    for band in row:
        for words in band.words:
            column = column_of(words, columns)
            if column is None and not alone:
                return None
            # Alone is the heading of a group of rows.
            place = _first(words, columns) if column is None else column
            texts[place] = _joined(texts[place], words.text)
    return list(map(Cell, texts))


def _first(words: Words, columns: Sequence[Strip]) -> int:
    return next(i for i, (_, right) in enumerate(columns) if words.left < right)


def _joined(text: str, more: str) -> str:
    return more if not text else text + more if text.endswith("/") else f"{text} {more}"


def _header(
    bands: Sequence[Band], rules: Sequence[Rectangle], columns: Sequence[Strip]
) -> list[str]:
    """Return the text above each column; nothing if it cannot be told where words belong.

    Words above several columns belong to all of them if a rule below the words shows it.
    """
    found: list[list[Words]] = [[] for _ in columns]
    loose: list[tuple[int, Words]] = []
    for words in (words for band in bands for words in band.words):
        spanned = _spanned(words, rules, columns, bands[-1].bottom)
        column = column_of(words, columns)
        if not spanned and column is None:
            return []
        if not spanned and column is not None:
            loose.append((column, words))
        for place in spanned or [column or 0]:
            found[place].append(words)
    if any(_may_span(words, column, found) for column, words in loose):
        return []
    texts = [""] * len(columns)
    for column, inside in enumerate(found):
        for words in inside:
            texts[column] = _joined(texts[column], words.text)
    return texts


def _spanned(
    words: Words, rules: Sequence[Rectangle], columns: Sequence[Strip], bottom: float
) -> list[int]:
    """Return the columns above which words stand, as the rule below the words shows."""
    below = [
        rule
        for rule in rules
        if words.middle < rule[1] < bottom
        and rule[0] - TOUCHES <= words.left
        and words.right <= rule[2] + TOUCHES
    ]
    if not below:
        return []
    left, _, right, _ = min(below, key=lambda rule: rule[1])
    return [
        i
        for i, (start, end) in enumerate(columns)
        if left - TOUCHES <= start and end <= right + TOUCHES
    ]


def _may_span(words: Words, column: int, found: Sequence[Sequence[Words]]) -> bool:
    """Return whether words may stand above the next columns too: other words are apart below."""
    below = [other for other in found[column] if other.top > words.bottom]
    if not below or min(other.top for other in below) - words.top <= _ROW * words.size:
        return False
    beside = [found[place] for place in (column - 1, column + 1) if 0 <= place < len(found)]
    return any(inside and all(other.top > words.middle for other in inside) for inside in beside)
