"""The lines of a PDF page, and the removal of running heads and tables.

Running heads and page numbers are at the same height on several pages. A table lies between rules
that are drawn in pieces, one piece for each column. Positions are in points from the top left
corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.block import Style, is_caption
from corpus.numerals import candidate

# The positions where the cells of a table end: its left edge, then the right edge of each column.
Columns = tuple[int, ...]
# The type of notes and tables is smaller than the text by more than this, in points.
SMALLER = 1.0
# The mark of a footnote.
MARK = re.compile(r"\d{1,3}|[a-z]|\*{1,4}|†|‡")
# Running heads are in these shares of the page height. Heights within these points are the same.
_TOP, _BOTTOM, _SAME_HEIGHT = 0.1, 0.84, 4.0
_PAGE_NUMBER = re.compile(
    r"(?:page )?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*(?:(?:GE\.)?\d{2}-\d{5}.*)?|"
    r"(?:GE\.)?\d{2}-\d{5}.*|\*\d+\*|(?:page )?[ivxl]+",
    re.IGNORECASE,
)
_LEGIBLE = 6.0  # points
_LARGER = 0.6  # headings are larger than the text by more than this, in points
_TOUCHES = 3  # edges that are closer than this are one edge, in points
# A head row of a table is at most this high, in points. In a table at least this share of the lines
# begins in the second column or further right.
_HEAD_ROW, _IN_SECOND_COLUMN = 70, 0.15


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive letters of a line in one font; ``size`` is in points."""

    text: str
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class TextLine:
    """One line of a page; ``marks`` are the footnote marks that were removed from its text."""

    runs: list[Run]
    left: float
    top: float
    right: float
    bottom: float
    page: int
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the whole line."""
        return "".join(run.text for run in self.runs)

    @property
    def style(self) -> Style:
        """The size of most letters, and whether all letters are bold or italic."""
        visible = [run for run in self.runs if run.text.strip()]
        sizes: Counter[float] = Counter()
        for run in visible:
            sizes[run.size] += len(run.text.strip())
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        return Style(size, all(run.bold for run in visible), all(run.italic for run in visible))


@dataclass(slots=True)
class Page:
    """The lines and the height of a page; ``rules`` are the heights and columns of its rules."""

    lines: list[TextLine]
    height: float
    rules: list[tuple[float, Columns]]


def drop_running_heads(pages: Sequence[Page]) -> list[str]:
    """Remove page numbers, and lines at the same height on several pages, from the pages.

    Returns the removed texts, most frequent first.
    """
    seen: dict[tuple[str, int], set[int]] = {}
    for index, page in enumerate(pages):
        for line in page.lines:
            if _is_at_edge(line, page.height) and line.style.size >= _LEGIBLE:
                for height in _heights(line):
                    seen.setdefault((_shape(line.text), height), set()).add(index)
    enough = 2 if len(pages) < 6 else 3
    removed: Counter[str] = Counter()
    for page in pages:
        remaining = []
        for line in page.lines:
            text = line.text.strip()
            # A footnote mark is a number too, but it is smaller than _LEGIBLE.
            is_head = line.style.size >= _LEGIBLE and (
                any(
                    len(seen.get((_shape(text), height), ())) >= enough for height in _heights(line)
                )
                or bool(_PAGE_NUMBER.fullmatch(text))
            )
            if _is_at_edge(line, page.height) and is_head:
                removed[text] += 1
            else:
                remaining.append(line)
        page.lines = remaining
    return [text for text, _ in removed.most_common()]


def _is_at_edge(line: TextLine, height: float) -> bool:
    return line.bottom < _TOP * height or line.top > _BOTTOM * height


def _heights(line: TextLine) -> tuple[int, int]:
    return int(line.top // _SAME_HEIGHT), int(line.top // _SAME_HEIGHT) + 1


def _shape(text: str) -> str:
    """Return a text with "#" for its digits, unless it has words: "Table 3" is not "Table 4"."""
    plain = " ".join(text.split())
    return plain if re.search("[a-z]{3}", plain) else re.sub(r"\d+", "#", plain)


def drop_tables(page: Page, body: float, open_table: Columns | None) -> Columns | None:
    """Remove the lines of tables from a page.

    Args:
        page: the page.
        body: the type size of the body text, in points.
        open_table: the columns of a table that continues from the page before, or None.

    Returns the columns of a table that continues on the next page, or None.
    """
    spans = _table_spans(page, body)
    lowest = max((line.bottom for line in page.lines), default=0.0)
    if open_table:
        # The table ends at the last rule. A table that fills the page has no rule.
        last = page.rules[0][0] if page.rules else None
        end = _end_of_open_table(page, 0.0, open_table, body)
        spans.insert(0, (0.0, end if last is None or end < last else last))
        if page.rules or end < lowest:
            open_table = None
    if len(spans) > (open_table is not None) and _is_only_head_row(spans[-1], page):
        columns = page.rules[-1][1]
        end = _end_of_open_table(page, page.rules[-1][0], columns, body)
        spans[-1] = (spans[-1][0], end)
        if end >= lowest:
            open_table = columns
    page.lines = [line for line in page.lines if not _is_within(line, spans)]
    return open_table


def _is_only_head_row(span: tuple[float, float], page: Page) -> bool:
    """Return whether the rules enclose only the head row: the table continues without rules."""
    last = page.rules[-1][0] if page.rules else None
    return span[1] == last and span[1] - span[0] <= _HEAD_ROW


def _is_within(line: TextLine, spans: Sequence[tuple[float, float]]) -> bool:
    return any(top <= _middle(line) <= bottom for top, bottom in spans)


def _middle(line: TextLine) -> float:
    return (line.top + line.bottom) / 2


def merged(edges: Iterable[int]) -> list[int]:
    """Return the edges in order; edges that nearly touch are merged into one."""
    distinct: list[int] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > _TOUCHES:
            distinct.append(edge)
    return distinct


def _table_spans(page: Page, body: float) -> list[tuple[float, float]]:
    """Return the top and bottom of each table: rules of equal width with no paragraph between."""
    spans: list[tuple[float, float]] = []
    for (top, columns), (bottom, lower) in pairwise(page.rules):
        if max(abs(columns[i] - lower[i]) for i in (0, -1)) > _SAME_HEIGHT:
            continue
        between = [line for line in page.lines if top < _middle(line) < bottom]
        if any(_is_outside_table(line, columns, body) for line in between):
            continue
        if spans and spans[-1][1] == top:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    return spans


def _end_of_open_table(page: Page, start: float, columns: Columns, body: float) -> float:
    """Return the bottom of a table that continues below ``start`` without rules."""
    inside: list[TextLine] = []
    for line in page.lines:
        if _middle(line) <= start:
            continue
        if _is_outside_table(line, columns, body):
            break
        inside.append(line)
    second = [line for line in inside if line.left >= columns[1] - _TOUCHES]
    if len(second) < _IN_SECOND_COLUMN * len(inside):
        return start
    return max((line.bottom for line in inside), default=start)


def _is_outside_table(line: TextLine, columns: Columns, body: float) -> bool:
    """Return whether a line cannot be in a table: a caption, a heading, a numbered paragraph."""
    text = line.text.strip()
    if is_caption(text) or line.style.size > body + _LARGER:
        return True
    wide = line.right - line.left > 0.5 * (columns[-1] - columns[0]) and line.left < columns[1]
    return wide and candidate(text) is not None
