"""The cells of a table on a PDF page.

Where words stand across columns, or rows cannot be told from the lines of a cell, there is no grid,
and where words may stand above several columns, there is no header: a wrong header is worse than
none.
Positions are in points from the top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

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
from corpus.readers.pdf_rows import ROW, cells_of, joined, rows_of, rows_of_lists
from corpus.table import Cell, Grid, grid_of

# Where a line of a cell ended in a hyphen.
_DIVIDED = re.compile("(?<=[^\\W\\d_][-\u00ad\x02\u2010\u2011]) (?=[^\\W\\d_])")
# The header of a table of results in words.
_YEAR = re.compile(r"\d{4} \((?:actual|planned|target|baseline)\)")
# The rows of one column begin at the same left edge, or are indented by this many type sizes.
_INDENT = 5.0
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
        yield from _apart(list(part))


def _apart(lines: list[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines; those that stand above all lines before them, as of a chart, come apart."""
    below = list(accumulate((line.top for line in lines), min))
    bottoms = list(accumulate((line.bottom for line in reversed(lines)), max))[::-1]
    ends = [i for i in range(1, len(lines)) if bottoms[i] <= below[i - 1]]
    for start, end in pairwise([0, *ends[:1], len(lines)]):
        yield lines[start:end]


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
    top, bottom = bands[0].top - ROW * bands[0].size, bands[-1].bottom + bands[-1].size
    rules = [area for area in drawings if is_rule(area) and top <= area[1] and area[3] <= bottom]
    columns = ruled_columns(rules, bands) or strips_of(bands)
    if all(len(band.words) == 1 for band in bands):
        return _one_column(bands)
    if len(columns) < 2:
        return None
    lists = rows_of_lists(bands, columns)
    if lists is not None:
        return Grid((), lists) if lists else None
    head = _header_end(bands)
    if head and _has_one_row(bands, head, rules):
        rows = [cells_of(bands[head:], columns)]
    else:
        rows = list(rows_of(bands[head:], rules, columns))
    if not rows or any(row is None for row in rows):
        return None
    cells = [row for row in rows if row is not None]
    header = _header(bands[:head], rules, columns) if head else None
    if header:
        return grid_of([list(map(Cell, header)), *cells], 1)
    above = [cells_of([band], columns, strict=False) for band in bands[:head]]
    return grid_of([*filter(None, above), *cells], 0)


def _has_one_row(bands: Sequence[Band], head: int, rules: Sequence[Rectangle]) -> bool:
    """Return whether a table says what is reached in each year: one row below the years."""
    years = all(_YEAR.fullmatch(words.text) for band in bands[:head] for words in band.words)
    top, bottom = bands[head].bottom, bands[-1].top
    return years and not any(top < (rule[1] + rule[3]) / 2 < bottom for rule in rules)


def _one_column(bands: Sequence[Band]) -> Grid | None:
    """Return the grid of a table whose rows are one cell each, or None if it has one row."""
    lefts = [band.words[0].left for band in bands]
    if max(lefts) - min(lefts) > _INDENT * bands[0].size:
        return None
    rows: list[list[Band]] = []
    for band in bands:
        above = rows[-1][-1] if rows else None
        apart = above is None or band.top - above.top > ROW * above.size
        if apart or (above and band.words[0].plain != above.words[0].plain):
            rows.append([])
        rows[-1].append(band)
    strip = [(min(lefts), max(band.words[0].right for band in bands))]
    texts = [cells_of(row, strip, strict=False) for row in rows]
    cells = tuple((text[0].text,) for text in texts if text)
    return Grid((), cells) if len(cells) > 1 else None


def _header_end(bands: Sequence[Band]) -> int:
    """Return how many of the first rows are the header: in smaller, bold or italic type."""
    usual = bands[-1].size
    for index, band in enumerate(bands):
        small = all(words.size < usual - _SMALLER for words in band.words)
        close = index > 0 and band.top - bands[index - 1].top < ROW * band.size
        several = len(band.words) > 1 or close
        if not (small or (several and all(not words.plain for words in band.words))):
            return index
    return 0


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
            texts[column] = joined(texts[column], words.text)
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
    if not below or min(other.top for other in below) - words.top <= ROW * words.size:
        return False
    beside = [found[place] for place in (column - 1, column + 1) if 0 <= place < len(found)]
    return any(inside and all(other.top > words.middle for other in inside) for inside in beside)
