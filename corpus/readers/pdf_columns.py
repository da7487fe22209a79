"""The body text of a PDF, and the tables on its pages that have columns but no rules.

The lines of such a table stand side by side, or have wide gaps. Positions are in points from the
top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.block import HEADING_MARK, is_caption
from corpus.numerals import candidate
from corpus.readers.pdf_page import SMALLER, TextLine

LARGER = 0.6  # headings are larger than the text by more than this, in points
_TOUCHES = 3  # edges that are closer than this are one edge, in points
# A cell has at most this many lines: two lines side by side are not further apart in a table.
_LONGEST_CELL = 12
# A table without rules has at least this many lines in columns. Between two of them there are at
# most this many other lines, which are the rest of a cell or the heading of a group of rows.
_LEAST_ROWS, _OTHERS = 3, 5
# In a table, at least this share of the rows has a cell that begins where one of another row does.
_ALIGNED = 0.5
# Paragraphs are indented, and headings begin further left, by at most this many type sizes.
_INDENT = 4
# Numbered headings begin left of the text by at most this many type sizes.
_MARGIN = 5.5
# The lines of a cell are at most this many type sizes apart.
_CLOSE = 1.5
# Marks at the left edge of a paragraph, which a wide gap separates from the text.
_MARK = re.compile(
    r"(?:\W{0,2}\w{1,6}[.)\]:]|\W{1,3}|\(?\d{1,3}|\d{1,3}[A-Z]?(?:\.[\dIVX]{1,4}){1,3}|[ao])"
)
# A page of an annex in smaller type has at most this share of letters in the usual type.
_FEW = 0.1
_MASTHEAD = re.compile(r"\bDistr\b")


@dataclass(frozen=True, slots=True)
class Body:
    """The body text of a document: its type size, and its left and right edge, in points."""

    size: float
    left: float
    right: float

    def holds(self, line: TextLine) -> bool:
        """Return whether a line is set as the body text is, and as wide."""
        return (
            abs(line.style.size - self.size) <= LARGER
            and line.right - line.left > 0.7 * (self.right - self.left)
            and _text_left(line) > self.left - _TOUCHES
            and not _is_row(line)
        )

    def on_page(self, lines: Sequence[TextLine]) -> "Body":
        """Return the body text of a page: smaller if the page has only paragraphs in smaller type.

        Some annexes are printed in smaller type.
        """
        letters: Counter[float] = Counter()
        for line in lines:
            letters[line.style.size] += len(line.text)
        usual = sum(count for size, count in letters.items() if size > self.size - SMALLER)
        if not letters or usual > _FEW * letters.total():
            return self
        smaller = replace(self, size=letters.most_common(1)[0][0])
        full = sum(len(line.text) for line in lines if smaller.holds(line))
        return smaller if full > letters.total() / 2 else self


def zones(
    lines: Sequence[TextLine], body: Body, open_lefts: frozenset[int]
) -> Iterator[list[TextLine]]:
    """Yield the lines of each table that has columns but no rules.

    ``open_lefts`` are the left edges of the cells of a table that continues from the page before.
    """
    rows = [
        not line.label and (_is_row(line) or _is_beside(index, lines))
        for index, line in enumerate(lines)
    ]
    zone: list[int] = []
    lefts = set(open_lefts)
    for index, line in enumerate(lines):
        text = line.label or _is_text(line, body)
        at_column = is_inner(line.left, body) and bool(
            lefts & {round(line.left) + shift for shift in (-2, -1, 0, 1, 2)}
        )
        if rows[index] or (not text and (at_column or _is_rest(line, lines, zone))):
            zone.append(index)
            lefts.update(map(round, (line.left, *line.columns)))
        elif text or not zone or index - zone[-1] > _OTHERS:
            yield from _table(lines, rows, zone, bool(open_lefts))
            zone, lefts, open_lefts = [], set(), frozenset()
    yield from _table(lines, rows, zone, bool(open_lefts))


def _table(
    lines: Sequence[TextLine], rows: Sequence[bool], zone: Sequence[int], continues: bool
) -> Iterator[list[TextLine]]:
    """Yield the lines from the first to the last line of a zone if they are a table."""
    if not zone or (sum(rows[index] for index in zone) < _LEAST_ROWS and not continues):
        return
    table = list(lines[zone[0] : zone[-1] + 1])
    masthead = any(_MASTHEAD.search(line.text) for line in table)
    if not masthead and (continues or _has_columns([lines[index] for index in zone])):
        yield table


def _has_columns(rows: Sequence[TextLine]) -> bool:
    """Return whether cells of different rows begin at the same positions.

    The gaps in a line of justified text can be as wide as those between cells, but do not line up.
    """
    edges = Counter(round(left) for row in rows for left in {row.left, *row.columns})
    inner = [columns for row in rows if (columns := _inner_columns(row))]
    aligned = [
        columns
        for columns in inner
        if any(sum(edges[round(left) + shift] for shift in (-1, 0, 1)) > 1 for left in columns)
    ]
    return len(aligned) >= _ALIGNED * len(inner)


def _inner_columns(row: TextLine) -> list[float]:
    """Return where the cells of a row begin, without the first cell and the mark before it."""
    return row.columns[1:] if _MARK.fullmatch(row.cells[0]) else row.columns


def is_outside(line: TextLine, body: Body) -> bool:
    """Return whether a line begins where only tables and their notes begin: left of the text."""
    return body.left - line.left > _INDENT * body.size


def is_title(line: TextLine, body: Body) -> bool:
    """Return whether a line above a table is its title."""
    plain = not line.style.bold and line.style.size <= body.size + LARGER
    return is_outside(line, body) and plain and not line.label and not _is_text(line, body)


def is_inner(left: float, body: Body) -> bool:
    """Return whether a left edge is further right than that of a paragraph."""
    return left > body.left + _INDENT * body.size


def _is_rest(line: TextLine, lines: Sequence[TextLine], zone: Sequence[int]) -> bool:
    """Return whether a line is close below a line of the table and begins where it begins."""
    if not zone:
        return False
    above = lines[zone[-1]]
    close = line.top - above.top < _CLOSE * above.style.size
    return close and (line.left > above.left - _TOUCHES or line.style == above.style)


def _is_text(line: TextLine, body: Body) -> bool:
    """Return whether a line outside the rows of a table is a heading, a caption or body text."""
    text = line.text.strip()
    if body.holds(line) or is_caption(text) or line.style.size > body.size + LARGER:
        return True
    outdent = body.left - _text_left(line)
    marked = candidate(text) or HEADING_MARK.match(text)
    margin = (_MARGIN if marked else _INDENT) * body.size
    if line.style.size < body.size - LARGER or outdent > margin:
        return False
    return not is_inner(line.left, body) and bool(marked or line.style.bold)


def _text_left(line: TextLine) -> float:
    """Return the left edge of a line, without a number in the margin."""
    in_margin = line.columns and _MARK.fullmatch(line.cells[0])
    return line.columns[0] if in_margin else line.left


def _is_row(line: TextLine) -> bool:
    """Return whether a line has cells: wide gaps, besides the one below a mark."""
    cells = line.cells
    return len(cells) - bool(_MARK.fullmatch(cells[0])) > 1


def _is_beside(index: int, lines: Sequence[TextLine]) -> bool:
    """Return whether a line is at the height of another line near it."""
    line = lines[index]
    near = lines[max(0, index - _LONGEST_CELL) : index + _LONGEST_CELL]
    return any(
        other.top < line.middle < other.bottom
        and max(other.left - line.right, line.left - other.right) > line.style.size
        for other in near
    )
