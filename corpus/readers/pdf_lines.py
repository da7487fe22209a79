"""The lines of a page put together: into paragraphs, and headings of one or more lines.

A paragraph ends where white space, a number or another type begins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.block import MARKED, Line, Style, is_caption
from corpus.dehyphenate import join_hyphenated
from corpus.document import Footnote
from corpus.numerals import candidate
from corpus.readers.pdf_page import RULE, SMALLER, Page, TextLine, split_notes, take_marks

_LEADERS = re.compile(r"(?:\. ?){5,}|…{3,}|(?:_ ?){5,}$")
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|[•–—·]\s")
# White space above a block, in sizes of its type, from the top of one line to that of the next.
_APART = 1.45


@dataclass(slots=True)
class _Group:
    """Lines of one block."""

    rows: list[TextLine]
    apart: bool


def gather(page: Page, body: float, vocabulary: frozenset[str]) -> list[Line]:
    """Return the blocks of a page in order; ``body`` is the text's size.

    ``vocabulary`` has words that stand whole somewhere, by which hyphens at the end of a line are
    told from those within words.
    """
    text, notes = split_notes(page.rows, body)
    for row in text:
        take_marks(row, notes)
    limit = max((row.right for row in text if abs(row.style.size - body) < SMALLER), default=0)
    lines: list[Line] = []
    for group in _groups(text, limit):
        lines.extend(_lines(group, notes, body, vocabulary, limit))
    return lines


def _groups(rows: Sequence[TextLine], limit: float) -> Iterator[_Group]:
    """Gather the lines of a page into blocks."""
    group: _Group | None = None
    for row in rows:
        text = row.text.strip()
        if not text or _LEADERS.search(text) or RULE.fullmatch(text):
            if group:
                yield group
            group = None
            continue
        if group is not None and not _is_new(row, group.rows[-1], limit):
            group.rows.append(row)
            continue
        if group:
            yield group
        above = group.rows[-1] if group else None
        group = _Group([row], above is None or _is_apart(row, above))
    if group:
        yield group


def _is_new(row: TextLine, above: TextLine, limit: float) -> bool:
    """Whether a line begins a block, or goes on with the one above."""
    style, before = row.style, above.style
    if _is_apart(row, above) or abs(style.size - before.size) > 0.6:
        return True
    text = row.text.strip()
    if candidate(text) or _SUB_PARAGRAPH.match(text):
        return True
    if is_caption(text) or is_caption(above.text.strip()):
        return True
    ended = above.right < limit - 0.12 * max(limit - above.left, 1)
    if (style.bold, style.italic) != (before.bold, before.italic) and ended:
        return True
    return style.bold and ended and bool(MARKED.match(text))


def _is_apart(row: TextLine, above: TextLine) -> bool:
    size = max(row.style.size, above.style.size)
    return row.top - above.top > _APART * size or row.top < above.top - size


def _lines(
    group: _Group, notes: Mapping[str, str], body: float, vocabulary: frozenset[str], limit: float
) -> Iterator[Line]:
    """Turn the lines of a block into one, or into those of a heading that were meant as several."""
    rows = group.rows
    styles = [row.style for row in rows]
    style = Style(
        max({one.size for one in styles}, key=[one.size for one in styles].count),
        all(one.bold for one in styles),
        all(one.italic for one in styles),
    )
    text = _join(rows, vocabulary)
    small = style.size < body - SMALLER
    heading = not small and (style.bold or style.italic or style.size > body + 0.6)
    parts = _meant_apart(rows, limit) if heading and len(text) < 400 else [rows]
    for place, part in enumerate(parts):
        marks = [mark for row in part for mark in row.marks]
        found = tuple(Footnote(mark, notes[mark]) for mark in marks if mark in notes)
        yield Line(
            _join(part, vocabulary),
            style,
            group.apart if place == 0 else False,
            part[0].page,
            found,
            small,
        )


def _meant_apart(rows: Sequence[TextLine], limit: float) -> list[list[TextLine]]:
    """Split the lines of a heading where the next word would still have fitted on the line."""
    parts = [[rows[0]]]
    widest = max(row.right for row in rows)
    for above, row in pairwise(rows):
        words = row.text.split()
        letter = (above.right - above.left) / max(len(above.text.strip()), 1)
        room = max(widest, 0.87 * limit) - above.right
        if words and room > (len(words[0]) + 1) * letter:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _join(rows: Iterable[TextLine], vocabulary: frozenset[str]) -> str:
    """Join lines to a text, and the halves of words that were hyphenated."""
    text = ""
    for row in rows:
        line = " ".join(row.text.split())
        if not text:
            text = line
        elif text.endswith("/") or (text[-2:-1].isdigit() and text.endswith("–")):
            text += line
        else:
            text = join_hyphenated(text, line, vocabulary)
    return text.replace("\u00ad", "-").replace("\x02", "-")
