"""The labels of the tables on a PDF page.

A table lies between rules that are drawn in pieces, one piece for each column, or its lines are in
columns. Positions are in points from the top left corner of the page.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from corpus.block import CAPTION, FURNITURE, SMALL, TABLE, is_caption, is_table_note
from corpus.numerals import candidate
from corpus.readers.pdf_columns import LARGER, Body, is_inner, is_title, zones
from corpus.readers.pdf_page import MARK, SMALLER, Page, TextLine

# The positions where the cells of a table end: its left edge, then the right edge of each column.
Columns = tuple[int, ...]

# A rule of a table is at most this thin, in points. It lies between these shares of the page
# height, which exclude the running heads, and has more edges than the rule of a frame.
_THIN, _TOP, _BOTTOM, _FRAME_EDGES = 3.0, 0.09, 0.94, 2
_TOUCHES = 3  # edges that are closer than this are one edge, in points
_SAME_HEIGHT = 4.0  # points
# The lines of the header are at most this far above the table, in points.
_HEAD_GAP = 24.0
# A head row of a table is at most this high, in points. In a table at least this share of the lines
# begins in the second column or further right.
_HEAD_ROW, _IN_SECOND_COLUMN = 70, 0.15


# The tops of two rows are at most so many type sizes of the text apart.
_NEAR = 3.0
_FEW_WORDS = 3  # a cell with a raised mark has few words
# The caption of a table, and what begins a note to it.
_TABLE_CAPTION = re.compile(
    r"(?:Table|Tableau|Cuadro|Tabla|Таблица|(?:ال)?جدول|表)\b", re.IGNORECASE
)
_MARKED = re.compile(r"[*∗†‡/]|\(?[a-z]\)? |\d{1,3} (?![a-z])|(?:Abbreviation|Source|Note)s?\b")


class Tables:
    """The labels of tables, page after page; a table can continue on the next page."""

    def __init__(self) -> None:
        # The columns of a table with rules, and the left edges of the cells of another table, that
        # continue on the next page.
        self._columns: Columns | None = None
        self._lefts: frozenset[int] = frozenset()

    def label(self, page: Page, body: Body) -> None:
        """Label the lines of the tables on the next page; ``body`` is the page's body text."""
        flow = _above_notes(page)
        for top, bottom in self._ruled(flow, _rules(page), body):
            for line in flow:
                if top <= line.middle <= bottom:
                    line.label = TABLE
        found = list(zones(flow, body, self._lefts))
        for line in chain.from_iterable(found):
            line.label = TABLE
        for line, above in pairwise(reversed(flow)):
            if line.label == TABLE and (is_title(above, body) or _is_head(above, line, body)):
                above.label = TABLE
        _label_rows(page.lines[: len(page.lines) - _notes_below(page)], body)
        self._lefts = frozenset()
        if found and found[-1][-1] is flow[-1]:
            lefts = chain.from_iterable((line.left, *line.columns) for line in found[-1])
            self._lefts = frozenset(round(left) for left in lefts if is_inner(left, body))

    def _ruled(
        self, flow: Sequence[TextLine], rules: Sequence[tuple[float, Columns]], body: Body
    ) -> list[tuple[float, float]]:
        """Return the top and bottom of each table with rules."""
        spans = _table_spans(flow, rules, body)
        lowest = max((line.bottom for line in flow), default=0.0)
        if self._columns:
            # The table ends at the last rule. A table that fills the page has no rule.
            last = rules[0][0] if rules else None
            end = _end_of_open_table(flow, 0.0, self._columns, body)
            spans.insert(0, (0.0, end if last is None or end < last else last))
            if rules or end < lowest:
                self._columns = None
        # If the rules enclose only the head row, the table continues without rules.
        head_only = bool(spans and rules) and spans[-1][1] == rules[-1][0]
        if head_only and rules[-1][0] - spans[-1][0] <= _HEAD_ROW:
            columns = rules[-1][1]
            end = _end_of_open_table(flow, rules[-1][0], columns, body)
            spans[-1] = (spans[-1][0], end)
            if end >= lowest:
                self._columns = columns
        return spans


def _above_notes(page: Page) -> list[TextLine]:
    """Return the lines of a page without labels, down to the rule above the footnotes."""
    last = len(page.lines) - _notes_below(page)
    return [line for line in page.lines[:last] if not line.label]


def _notes_below(page: Page) -> int:
    """Return how many lines of a page are below the rule above the footnotes."""
    rules = [index for index, line in enumerate(page.lines) if line.label == FURNITURE]
    return len(page.lines) - rules[-1] if rules else 0


def _label_rows(lines: Sequence[TextLine], body: Body) -> None:
    """Label the rows of a table that are one cell across it: lines in smaller type below its rows.

    Such a row can be the heading of a group of rows, or a list of what is in one cell. A table can
    consist of such rows below its caption.
    """
    inside = titled = noted = False
    for above, line in pairwise([*lines[:1], *lines]):
        text = line.text.strip()
        noted = line.label == TABLE and (_is_note(line) or (noted and len(line.pieces) < 2))
        if noted:
            line.label = SMALL
        if line.label in (TABLE, CAPTION):
            # The lines of a caption have one label.
            titled = line.label == CAPTION and (titled or bool(_TABLE_CAPTION.match(text)))
            inside = titled or line.label == TABLE
            continue
        small = line.style.size < body.size - SMALLER and line.upright
        near = abs(line.top - above.top) < _NEAR * body.size
        inside &= small and near and not line.label and not _begins_note(line)
        if inside and text:
            line.label = TABLE


def _is_note(line: TextLine) -> bool:
    """Return whether a line of a table is a note below its rows: a raised mark, then words."""
    return (
        len(line.pieces) < 3
        and len(line.text.split()) > _FEW_WORDS
        and _begins_note(line)
        and bool(MARK.match(line.text.strip()))
        and line.runs[0].size < line.style.size
    )


def _begins_note(line: TextLine) -> bool:
    """Return whether a line begins a note: "Source: ...", or a mark that is raised or alone."""
    text, first = line.text.strip(), line.runs[0]
    raised = first.size < line.style.size and MARK.fullmatch(first.text.strip())
    return bool(raised) or is_table_note(text) or bool(_MARKED.match(text))


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


def _is_head(above: TextLine, line: TextLine, body: Body) -> bool:
    """Return whether a line above a table is its header: in italics, smaller than the text."""
    near = line.top - above.bottom < _HEAD_GAP and above.style.size < body.size - SMALLER
    return near and above.style.italic and not above.label and above.upright


def _is_outside_table(line: TextLine, columns: Columns, body: Body) -> bool:
    """Return whether a line cannot be in a table: a caption, a heading, a numbered paragraph."""
    text = line.text.strip()
    if is_caption(text) or line.style.size > body.size + LARGER:
        return True
    wide = line.right - line.left > 0.5 * (columns[-1] - columns[0]) and line.left < columns[1]
    return (wide or body.holds(line)) and candidate(text) is not None
