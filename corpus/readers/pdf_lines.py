"""The lines of a PDF page, joined into paragraphs and headings, with their footnotes.

A paragraph ends at white space, at a number or at a change of type. Positions are in points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.block import HEADING_MARK, Line, Style, is_caption
from corpus.dehyphenate import join_hyphenated
from corpus.document import Footnote
from corpus.numerals import candidate
from corpus.readers.pdf_page import MARK, SMALLER, Page, Run, TextLine

_RULE = re.compile(r"[_—―–-]{5,}")
_LEADERS = re.compile(r"(?:\. ?){5,}|…{3,}|(?:_ ?){5,}$")
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|[•–—·]\s")
# White space is above a block if the tops of two lines are further apart than this many type sizes.
_SPACE_ABOVE = 1.45


@dataclass(slots=True)
class _Group:
    """The lines of one block, and whether white space is above the block."""

    lines: list[TextLine]
    space_above: bool


def gather(page: Page, body: float, vocabulary: frozenset[str]) -> list[Line]:
    """Return the blocks of a page in order, with the footnotes that each block refers to.

    Args:
        page: the page without running heads and tables.
        body: the type size of the body text, in points.
        vocabulary: the words that are printed undivided somewhere in the document. They decide
            whether a hyphen at the end of a line is removed.
    """
    text_lines, notes = _split_notes(page.lines, body)
    for line in text_lines:
        _take_marks(line, notes)
    body_lines = (line for line in text_lines if abs(line.style.size - body) < SMALLER)
    limit = max((line.right for line in body_lines), default=0)
    blocks: list[Line] = []
    for group in _groups(text_lines, limit):
        blocks.extend(_join_group(group, notes, body, vocabulary, limit))
    return blocks


def _split_notes(lines: Sequence[TextLine], body: float) -> tuple[list[TextLine], dict[str, str]]:
    """Return the text lines of a page, and the texts of the footnotes by their marks."""
    last = max((line.bottom for line in lines if line.style.size > body - SMALLER), default=0.0)
    rule = next((line.top for line in lines if _RULE.fullmatch(line.text.strip())), None)
    text_lines: list[TextLine] = []
    notes: dict[str, str] = {}
    mark = ""
    for line in lines:
        is_below = line.top > (rule if rule is not None else last) - 1
        if not is_below or line.style.size > body - SMALLER:
            text_lines.append(line)
            continue
        start = _start_of_note(line)
        if start:
            mark, text = start
            notes[mark] = text
        elif mark:
            notes[mark] = f"{notes[mark]} {line.text.strip()}".strip()
        else:
            text_lines.append(line)
    return text_lines, notes


def _start_of_note(line: TextLine) -> tuple[str, str] | None:
    """Return the mark and the text of a line that begins a footnote, or None."""
    text = line.text.strip()
    if MARK.fullmatch(text) and not text.isalpha():
        return text, ""
    first = line.runs[0]
    mark = first.text.strip()
    if MARK.fullmatch(mark) and first.size < line.style.size:
        return mark, line.text[len(first.text) :].strip()
    match = re.match(r"(\d{1,3}|\*{1,4})\s+(?=\S)", text)
    return (match[1], text[match.end() :]) if match else None


def _take_marks(line: TextLine, notes: Mapping[str, str]) -> None:
    """Move the marks of the page's footnotes from the runs of a line to ``line.marks``."""
    size = line.style.size
    remaining: list[Run] = []
    for run in line.runs:
        mark = run.text.strip()
        raised = 0 < run.size < 0.8 * size
        if raised and mark in notes:
            line.marks.append(mark)
        else:
            remaining.append(run)
    line.runs = remaining


def _groups(lines: Sequence[TextLine], limit: float) -> Iterator[_Group]:
    """Yield the lines of a page, grouped into blocks; ``limit`` is the right edge of the text."""
    group: _Group | None = None
    for line in lines:
        text = line.text.strip()
        if not text or _LEADERS.search(text) or _RULE.fullmatch(text):
            if group:
                yield group
            group = None
            continue
        if group is not None and not _begins_block(line, group.lines[-1], limit):
            group.lines.append(line)
            continue
        if group:
            yield group
        above = group.lines[-1] if group else None
        group = _Group([line], above is None or _has_space_above(line, above))
    if group:
        yield group


def _begins_block(line: TextLine, above: TextLine, limit: float) -> bool:
    """Return whether a line begins a block; otherwise the line continues the block above."""
    style, style_above = line.style, above.style
    if _has_space_above(line, above) or abs(style.size - style_above.size) > 0.6:
        return True
    text = line.text.strip()
    if candidate(text) or _SUB_PARAGRAPH.match(text):
        return True
    if is_caption(text) or is_caption(above.text.strip()):
        return True
    ended = above.right < limit - 0.12 * max(limit - above.left, 1)
    if (style.bold, style.italic) != (style_above.bold, style_above.italic) and ended:
        return True
    return style.bold and ended and bool(HEADING_MARK.match(text))


def _has_space_above(line: TextLine, above: TextLine) -> bool:
    size = max(line.style.size, above.style.size)
    return line.top - above.top > _SPACE_ABOVE * size or line.top < above.top - size


def _join_group(
    group: _Group, notes: Mapping[str, str], body: float, vocabulary: frozenset[str], limit: float
) -> Iterator[Line]:
    """Yield the lines of a group joined into one block; separate lines of a heading stay apart."""
    lines = group.lines
    styles = [line.style for line in lines]
    sizes = [style.size for style in styles]
    style = Style(
        max(set(sizes), key=sizes.count),
        all(style.bold for style in styles),
        all(style.italic for style in styles),
    )
    text = _join(lines, vocabulary)
    small = style.size < body - SMALLER
    heading = not small and (style.bold or style.italic or style.size > body + 0.6)
    parts = _split_heading(lines, limit) if heading and len(text) < 400 else [lines]
    for index, part in enumerate(parts):
        marks = [mark for line in part for mark in line.marks]
        footnotes = tuple(Footnote(mark, notes[mark]) for mark in marks if mark in notes)
        yield Line(
            _join(part, vocabulary),
            style,
            group.space_above if index == 0 else False,
            part[0].page,
            footnotes,
            small,
        )


def _split_heading(lines: Sequence[TextLine], limit: float) -> list[list[TextLine]]:
    """Split the lines of a heading at each line end that had room for the next word."""
    parts = [[lines[0]]]
    widest = max(line.right for line in lines)
    for above, line in pairwise(lines):
        words = line.text.split()
        letter_width = (above.right - above.left) / max(len(above.text.strip()), 1)
        room = max(widest, 0.87 * limit) - above.right
        if words and room > (len(words[0]) + 1) * letter_width:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _join(lines: Iterable[TextLine], vocabulary: frozenset[str]) -> str:
    """Return the lines joined to one text; the halves of hyphenated words are joined too."""
    text = ""
    for line in lines:
        words = " ".join(line.text.split())
        if not text:
            text = words
        elif text.endswith("/") or (text[-2:-1].isdigit() and text.endswith("–")):
            text += words
        else:
            text = join_hyphenated(text, words, vocabulary)
    return text.replace("\u00ad", "-").replace("\x02", "-")
