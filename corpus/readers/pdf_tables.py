"""The labels of the tables on a PDF page.

A table lies between rules that are drawn in pieces, one piece for each column, or its lines stand
side by side. Positions are in points from the top left corner of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.block import FURNITURE, HEADING_MARK, TABLE, is_caption
from corpus.numerals import candidate
from corpus.readers.pdf_page import Page, TextLine

# The positions where the cells of a table end: its left edge, then the right edge of each column.
Columns = tuple[int, ...]

# A rule of a table is at most this thin, in points. It lies between these shares of the page
# height, which exclude the running heads, and has more edges than the rule of a frame.
_THIN, _TOP, _BOTTOM, _FRAME_EDGES = 3.0, 0.09, 0.94, 2
_LARGER = 0.6  # headings are larger than the text by more than this, in points
_TOUCHES = 3  # edges that are closer than this are one edge, in points
_SAME_HEIGHT = 4.0  # points
# A head row of a table is at most this high, in points. In a table at least this share of the lines
# begins in the second column or further right.
_HEAD_ROW, _IN_SECOND_COLUMN = 70, 0.15
# A cell has at most this many lines: two lines side by side are not further apart in a table.
_LONGEST_CELL = 25
# A table without rules has at least this many lines in columns. Between two of them there are at
# most this many other lines, which are the rest of a cell or the heading of a group of rows.
_LEAST_ROWS, _OTHERS = 3, 5
# Paragraphs are indented, and headings begin further left, by at most this many type sizes.
_INDENT = 4
# The number of a paragraph can stand in the margin, at most this many type sizes left of the text.
_MARGIN = 5.5
# The lines of a cell are at most this many type sizes apart.
_CLOSE = 1.5
# Marks at the left edge of a paragraph, which a wide gap separates from the text.
_MARK = re.compile(r"(?:\W{0,2}\w{1,6}[.)\]:]|\W{1,3}|\(?\d{1,3}|\d{1,3}(?:\.\d{1,3}){1,3}|[ao])")
_MASTHEAD = re.compile(r"\bDistr\b")


@dataclass(frozen=True, slots=True)
class Body:
    """The body text of a document: its type size, and its left and right edge, in points."""

    size: float
    left: float
    right: float

    def holds(self, line: TextLine) -> bool:
        """Return whether a line is set as the body text is, and as wide."""
        # A number can stand in the margin.
        start = self.left - (_MARGIN * self.size if _MARK.fullmatch(line.cells[0]) else _TOUCHES)
        return (
            abs(line.style.size - self.size) <= _LARGER
            and line.right - line.left > 0.7 * (self.right - self.left)
            and line.left > start
            and not _is_row(line)
        )


class Tables:
    """The labels of tables, page after page; a table can continue on the next page."""

    def __init__(self, body: Body) -> None:
        """Set the body text of the document."""
        self._body = body
        # The columns of a table with rules, and the left edges of the cells of another table, that
        # continue on the next page.
        self._columns: Columns | None = None
        self._lefts: frozenset[int] = frozenset()

    def label(self, page: Page) -> None:
        """Label the lines of the tables on the next page."""
        flow, rules = _above_notes(page), _rules(page)
        spans = _table_spans(flow, rules, self._body)
        lowest = max((line.bottom for line in flow), default=0.0)
        if self._columns:
            # The table ends at the last rule. A table that fills the page has no rule.
            last = rules[0][0] if rules else None
            end = _end_of_open_table(flow, 0.0, self._columns, self._body)
            spans.insert(0, (0.0, end if last is None or end < last else last))
            if rules or end < lowest:
                self._columns = None
        # If the rules enclose only the head row, the table continues without rules.
        head_only = bool(spans and rules) and spans[-1][1] == rules[-1][0]
        if head_only and rules[-1][0] - spans[-1][0] <= _HEAD_ROW:
            columns = rules[-1][1]
            end = _end_of_open_table(flow, rules[-1][0], columns, self._body)
            spans[-1] = (spans[-1][0], end)
            if end >= lowest:
                self._columns = columns
        for line in flow:
            if any(top <= line.middle <= bottom for top, bottom in spans):
                line.label = TABLE
        zones = list(_zones(flow, self._body, self._lefts))
        for zone in zones:
            for line in zone:
                line.label = TABLE
        for line, above in pairwise(reversed(flow)):
            if line.label == TABLE and _is_title(above, self._body):
                above.label = TABLE
        self._lefts = frozenset()
        if zones and zones[-1][-1] is flow[-1]:
            inner = (line.left for line in zones[-1] if _is_inner(line, self._body))
            self._lefts = frozenset(map(round, inner))


def _above_notes(page: Page) -> list[TextLine]:
    """Return the lines of a page without labels, down to the rule above the footnotes."""
    rules = [index for index, line in enumerate(page.lines) if line.label == FURNITURE]
    return [line for line in page.lines[: rules[-1] if rules else None] if not line.label]


def _rules(page: Page) -> list[tuple[float, Columns]]:
    """Return the height and the columns of each rule that is drawn in pieces, from the top."""
    edges: dict[int, set[int]] = {}
    for left, top, right, bottom in page.drawings:
        middle = round((top + bottom) / 2)
        inside = _TOP * page.height < middle < _BOTTOM * page.height
        if bottom - top <= _THIN and right - left >= _THIN and inside:
            edges.setdefault(middle, set()).update((round(left), round(right)))
    columns = [(middle, tuple(_merged(edges[middle]))) for middle in sorted(edges)]
    return [(middle, ends) for middle, ends in columns if len(ends) > _FRAME_EDGES]


def _merged(edges: Iterable[int]) -> list[int]:
    """Return the edges in order; edges that nearly touch are merged into one."""
    distinct: list[int] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > _TOUCHES:
            distinct.append(edge)
    return distinct


def _table_spans(
    lines: Sequence[TextLine], rules: Sequence[tuple[float, Columns]], body: Body
) -> list[tuple[float, float]]:
    """Return the top and bottom of each table: rules of equal width with no paragraph between."""
    spans: list[tuple[float, float]] = []
    for (top, columns), (bottom, lower) in pairwise(rules):
        if max(abs(columns[i] - lower[i]) for i in (0, -1)) > _SAME_HEIGHT:
            continue
        between = [line for line in lines if top < line.middle < bottom]
        if any(_is_outside_table(line, columns, body) for line in between):
            continue
        if spans and spans[-1][1] == top:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    return spans


def _end_of_open_table(
    lines: Sequence[TextLine], start: float, columns: Columns, body: Body
) -> float:
    """Return the bottom of a table that continues below ``start`` without rules."""
    inside: list[TextLine] = []
    for line in lines:
        if line.middle <= start:
            continue
        if _is_outside_table(line, columns, body):
            break
        inside.append(line)
    second = [line for line in inside if line.left >= columns[1] - _TOUCHES]
    if len(second) < _IN_SECOND_COLUMN * len(inside):
        return start
    return max((line.bottom for line in inside), default=start)


def _is_outside_table(line: TextLine, columns: Columns, body: Body) -> bool:
    """Return whether a line cannot be in a table: a caption, a heading, a numbered paragraph."""
    text = line.text.strip()
    if is_caption(text) or line.style.size > body.size + _LARGER:
        return True
    wide = line.right - line.left > 0.5 * (columns[-1] - columns[0]) and line.left < columns[1]
    return (wide or body.holds(line)) and candidate(text) is not None


def _zones(
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
        at_column = _is_inner(line, body) and bool(
            lefts & {round(line.left) + shift for shift in (-2, -1, 0, 1, 2)}
        )
        if rows[index] or (not text and (at_column or _is_rest(line, lines, zone))):
            zone.append(index)
            lefts.add(round(line.left))
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
    if not any(_MASTHEAD.search(line.text) for line in table):
        yield table


def _is_title(line: TextLine, body: Body) -> bool:
    """Return whether a line above a table begins where only tables begin: left of the text."""
    outside = body.left - line.left > _INDENT * body.size
    plain = not line.style.bold and line.style.size <= body.size + _LARGER
    return outside and plain and not line.label and not _is_text(line, body)


def _is_inner(line: TextLine, body: Body) -> bool:
    """Return whether a line begins further right than a paragraph does."""
    return line.left > body.left + _INDENT * body.size


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
    if body.holds(line) or is_caption(text) or line.style.size > body.size + _LARGER:
        return True
    outdent = body.left - line.left
    marked = candidate(text) or HEADING_MARK.match(text)
    margin = (_MARGIN if marked else _INDENT) * body.size
    if line.style.size < body.size - _LARGER or outdent > margin:
        return False
    return not _is_inner(line, body) and bool(marked or line.style.bold)


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
