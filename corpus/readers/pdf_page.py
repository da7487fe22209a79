"""The lines of printed pages, and what on a page is no text: running heads, tables, footnotes.

Running heads and page numbers stand at the same height on several pages; a table lies between rules
that are cut where its cells meet; a footnote is set small below the text, and begins with a mark.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.block import Style, is_caption
from corpus.numerals import candidate

Columns = tuple[int, ...]  # where the pieces of a rule end: the edges of a table's columns
# Set so much smaller than the text: notes, tables.
SMALLER = 1.0
MARK = re.compile(r"\d{1,3}|[a-z]|\*{1,4}|†|‡")
RULE = re.compile(r"[_—―–-]{5,}")
# Running heads stand in these parts of a page, at the same height on several.
_TOP, _BOTTOM, _SAME_HEIGHT = 0.1, 0.84, 4.0
_PAGE_NUMBER = re.compile(
    r"(?:page )?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*(?:(?:GE\.)?\d{2}-\d{5}.*)?|"
    r"(?:GE\.)?\d{2}-\d{5}.*|\*\d+\*|(?:page )?[ivxl]+",
    re.IGNORECASE,
)
_LEGIBLE = 6.0
# Larger than the text, as headings are.
_LARGER = 0.6
_TOUCHES = 3
# Head rows of tables are no taller; so many lines begin in the second column.
_HEAD_ROW, _OF_SECOND_COLUMN = 70, 0.15


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of one font."""

    text: str
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class TextLine:
    """One line of a page; ``marks`` are the footnote marks that were taken out of it."""

    pieces: list[Run]
    left: float
    top: float
    right: float
    bottom: float
    page: int
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def style(self) -> Style:
        """How most of it is set."""
        shown = [piece for piece in self.pieces if piece.text.strip()]
        sizes: Counter[float] = Counter()
        for piece in shown:
            sizes[piece.size] += len(piece.text.strip())
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        return Style(size, all(p.bold for p in shown), all(p.italic for p in shown))


@dataclass(slots=True)
class Page:
    """A page's lines and its height; ``rules`` are drawn in pieces: their heights, and ends."""

    rows: list[TextLine]
    height: float
    rules: list[tuple[float, Columns]]


def drop_running_heads(pages: Sequence[Page]) -> list[str]:
    """Take out what stands at the same height on several pages, and page numbers.

    Returns the texts that were taken out, most frequent first.
    """
    seen: dict[tuple[str, int], set[int]] = {}
    for place, page in enumerate(pages):
        for row in page.rows:
            if _is_at_edge(row, page.height) and row.style.size >= _LEGIBLE:
                for about in _heights(row):
                    seen.setdefault((_shape(row.text), about), set()).add(place)
    enough = 2 if len(pages) < 6 else 3
    taken: Counter[str] = Counter()
    for page in pages:
        kept = []
        for row in page.rows:
            text = row.text.strip()
            repeated = row.style.size >= _LEGIBLE and any(
                len(seen.get((_shape(text), about), ())) >= enough for about in _heights(row)
            )
            # The mark of a footnote is a number, too, but a small one.
            numbered = _PAGE_NUMBER.fullmatch(text) and row.style.size >= _LEGIBLE
            if _is_at_edge(row, page.height) and (repeated or numbered):
                taken[text] += 1
            else:
                kept.append(row)
        page.rows = kept
    return [text for text, _ in taken.most_common()]


def _is_at_edge(row: TextLine, height: float) -> bool:
    return row.bottom < _TOP * height or row.top > _BOTTOM * height


def _heights(row: TextLine) -> tuple[int, int]:
    return int(row.top // _SAME_HEIGHT), int(row.top // _SAME_HEIGHT) + 1


def _shape(text: str) -> str:
    """Return what a running head has in common with others: "Table 3" and "Table 4" are none."""
    plain = " ".join(text.split())
    return plain if re.search("[a-z]{3}", plain) else re.sub(r"\d+", "#", plain)


def drop_tables(page: Page, body: float, going_on: Columns | None) -> Columns | None:
    """Take out what stands between the rules of a table; ``body`` is the text's size.

    ``going_on`` are the ends of the columns of a table that began on the page before. Returns those
    of one that goes on on the next page.
    """
    spans = _tables(page, body)
    if going_on:
        # To its last rule; a table that fills the page has none.
        last = page.rules[0][0] if page.rules else None
        end = _end_of_open_table(page, 0.0, going_on, body)
        spans.insert(0, (0.0, end if last is None or end < last else last))
        if page.rules or end < max((row.bottom for row in page.rows), default=0.0):
            going_on = None
    if len(spans) > (going_on is not None) and _is_head(spans[-1], page):
        ends = page.rules[-1][1]
        end = _end_of_open_table(page, page.rules[-1][0], ends, body)
        spans[-1] = (spans[-1][0], end)
        if end >= max((row.bottom for row in page.rows), default=0.0):
            going_on = ends
    page.rows = [
        row for row in page.rows if not any(top <= _middle(row) <= bottom for top, bottom in spans)
    ]
    return going_on


def _is_head(span: tuple[float, float], page: Page) -> bool:
    """Whether of a table this page has but the head row: it goes on without rules."""
    last = page.rules[-1][0] if page.rules else None
    return span[1] == last and span[1] - span[0] <= _HEAD_ROW


def _middle(row: TextLine) -> float:
    return (row.top + row.bottom) / 2


def merged(ends: Iterable[int]) -> list[int]:
    """Take ends that all but touch for one."""
    kept: list[int] = []
    for end in sorted(ends):
        if not kept or end - kept[-1] > _TOUCHES:
            kept.append(end)
    return kept


def _tables(page: Page, body: float) -> list[tuple[float, float]]:
    """Return where tables begin and end: rules of like width, and no paragraph between."""
    spans: list[tuple[float, float]] = []
    for (top, ends), (bottom, others) in pairwise(page.rules):
        if abs(ends[0] - others[0]) > _SAME_HEIGHT or abs(ends[-1] - others[-1]) > _SAME_HEIGHT:
            continue
        between = [row for row in page.rows if top < _middle(row) < bottom]
        if any(_parts(row, ends, body) for row in between):
            continue
        if spans and spans[-1][1] == top:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    return spans


def _end_of_open_table(page: Page, start: float, ends: Columns, body: float) -> float:
    """Return where a table ends that goes on below ``start`` without rules."""
    inside: list[TextLine] = []
    for row in page.rows:
        if _middle(row) <= start:
            continue
        if _parts(row, ends, body):
            break
        inside.append(row)
    # In a table some cells begin further right.
    second = [row for row in inside if row.left >= ends[1] - _TOUCHES]
    if len(second) < _OF_SECOND_COLUMN * len(inside):
        return start
    return max((row.bottom for row in inside), default=start)


def _parts(row: TextLine, ends: Columns, body: float) -> bool:
    """Whether a line cannot stand in a table: a caption, a heading, a numbered paragraph."""
    text = row.text.strip()
    if is_caption(text) or row.style.size > body + _LARGER:
        return True
    wide = row.right - row.left > 0.5 * (ends[-1] - ends[0]) and row.left < ends[1]
    return wide and candidate(text) is not None


def split_notes(rows: Sequence[TextLine], body: float) -> tuple[list[TextLine], dict[str, str]]:
    """Part a page's text from the footnotes below it, which are returned by their marks."""
    last = max((row.bottom for row in rows if row.style.size > body - SMALLER), default=0.0)
    rule = next((row.top for row in rows if RULE.fullmatch(row.text.strip())), None)
    text: list[TextLine] = []
    notes: dict[str, str] = {}
    mark = ""
    for row in rows:
        below = row.top > (rule if rule is not None else last) - 1
        if not below or row.style.size > body - SMALLER:
            text.append(row)
            continue
        begun = _begins_note(row)
        if begun:
            mark, words = begun
            notes[mark] = words
        elif mark:
            notes[mark] = f"{notes[mark]} {row.text.strip()}".strip()
        else:
            text.append(row)
    return text, notes


def _begins_note(row: TextLine) -> tuple[str, str] | None:
    text = row.text.strip()
    if MARK.fullmatch(text) and not text.isalpha():
        return text, ""
    first = row.pieces[0]
    mark = first.text.strip()
    if MARK.fullmatch(mark) and first.size < row.style.size:
        return mark, row.text[len(first.text) :].strip()
    found = re.match(r"(\d{1,3}|\*{1,4})\s+(?=\S)", text)
    return (found[1], text[found.end() :]) if found else None


def take_marks(row: TextLine, notes: dict[str, str]) -> None:
    """Take the marks of this page's footnotes out of a line."""
    size = row.style.size
    kept: list[Run] = []
    for piece in row.pieces:
        mark = piece.text.strip()
        raised = 0 < piece.size < 0.8 * size
        if raised and mark in notes:
            row.marks.append(mark)
        else:
            kept.append(piece)
    row.pieces = kept
