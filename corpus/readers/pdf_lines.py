"""The lines of a PDF page, joined into paragraphs and headings, with their footnotes.

A paragraph ends at white space, at a number or at a change of type. Positions are in points.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.block import (
    BOX,
    CAPTION,
    CELL_BREAK,
    CHART,
    HEADING_MARK,
    PAGE_NUMBER,
    ROW_BREAK,
    RUNNING_HEAD,
    SMALL,
    TABLE,
    Line,
    Style,
    is_caption,
)
from corpus.dehyphenate import Words, join_hyphenated
from corpus.document import Footnote
from corpus.readers.pdf_columns import Body, is_outside
from corpus.readers.pdf_grid import parts, read_grid
from corpus.readers.pdf_letters import Rectangle
from corpus.readers.pdf_notes import Notes, is_item, is_prose, take_marks, with_printed_marks
from corpus.readers.pdf_page import SMALLER, Page, TextLine

# The small type below these is a note to them.
_DRAWN = (TABLE, CHART, CAPTION, BOX)
# After these words the line of a heading continues on the next line.
_GOES_ON = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|its|of|on|or|the|their|through|to|under|with)|[,–-])$"
)
# White space is above a block if the tops of two lines are further apart than this many type sizes.
_SPACE_ABOVE = 1.45


@dataclass(slots=True)
class _Group:
    """The lines of one block, and whether white space is above the block.

    ``outside`` is true if the block is directly below a table, a chart or a caption, or if it
    begins left of the text.
    """

    lines: list[TextLine]
    space_above: bool
    outside: bool = False


def gather(page: Page, body: Body, words: Words, notes: Notes) -> list[Line]:
    """Return the blocks of a page in order, with the footnotes that each block refers to.

    Consecutive lines with the same label are one block. Footnotes to which no block refers are the
    last blocks, in small type.

    Args:
        page: the page with the labels of its lines.
        body: the body text of the page.
        words: the words of the document. They decide whether a hyphen at the end of a line is
            removed.
        notes: the footnotes of the page.
    """
    for line in notes.text_lines:
        take_marks(line, notes.texts)
    body_lines = (line for line in notes.text_lines if abs(line.style.size - body.size) < SMALLER)
    limit = max((line.right for line in body_lines), default=0)
    place = {id(line): index for index, line in enumerate(page.lines)}
    drawn = {index for index, line in enumerate(page.lines) if line.label in _DRAWN}
    blocks: list[tuple[int, Line]] = []
    introduced = False
    for group in _groups(notes.text_lines, limit):
        first, last = group.lines[0], group.lines[-1]
        small = first.style.size < body.size - SMALLER
        # On a page without tables, text can begin further left than on the other pages.
        aside = bool(drawn) and is_outside(first, body)
        group.outside = small and (place[id(first)] - 1 in drawn or aside)
        if group.outside:
            # A table can have several notes.
            drawn.add(place[id(last)])
        joined = list(_join_group(group, notes, body.size, words, limit))
        if small and introduced and not group.outside and is_item(first.text.strip()):
            begin, above = blocks.pop()
            blocks.append((begin, _with_items(above, joined)))
            continue
        introduced = last.text.rstrip().endswith(":")
        blocks.extend((place[id(group.lines[0])], line) for line in joined)
    blocks.extend(
        (place[id(labelled[0])], _join_labelled(labelled, words, page.drawings))
        for labelled in _labelled(page.lines)
    )
    # Sorting is stable: the parts of a heading stay in order.
    lines = [line for _, line in sorted(blocks, key=lambda block: block[0])]
    lines = [with_printed_marks(line, notes) for line in lines]
    referred = {note for line in lines for note in line.notes}
    style = Style(body.size - SMALLER)
    for mark, text in notes.texts.items():
        if Footnote(mark, text) not in referred:
            number = page.lines[0].page
            areas = tuple(notes.areas[mark])
            text = f"{mark} {text}".strip()
            lines.append(Line(text, style, True, number, label=SMALL, areas=areas))
    return lines


def _with_items(above: Line, items: Iterable[Line]) -> Line:
    """Return the block "the following:" with the items in smaller type below it."""
    for item in items:
        above = replace(
            above,
            text=f"{above.text} {item.text}",
            notes=above.notes + item.notes,
            areas=above.areas + item.areas,
        )
    return above


def _labelled(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines that have a label, in groups of consecutive lines with the same label."""
    for label, group in groupby(lines, key=lambda line: line.label):
        if label in (RUNNING_HEAD, PAGE_NUMBER):
            yield from ([line] for line in group)
        elif label == TABLE:
            yield from parts(list(group))
        elif label:
            yield list(group)


def _join_labelled(lines: Sequence[TextLine], words: Words, drawings: Sequence[Rectangle]) -> Line:
    """Return lines with the same label as one block; rows and cells of a table are marked."""
    text, grid = _join(lines, words, by_hand=True), None
    if lines[0].label == TABLE:
        grid = read_grid(lines, drawings, words)
        text = CELL_BREAK.join(lines[0].cells)
        for above, line in pairwise(lines):
            beside = line.top < above.middle < line.bottom or above.top < line.middle < above.bottom
            text += (CELL_BREAK if beside else ROW_BREAK) + CELL_BREAK.join(line.cells)
    areas = tuple(line.area for line in lines)
    first = lines[0]
    return Line(text, first.style, True, first.page, label=first.label, areas=areas, grid=grid)


def _groups(lines: Sequence[TextLine], limit: float) -> Iterator[_Group]:
    """Yield the lines of a page, grouped into blocks; ``limit`` is the right edge of the text."""
    group: _Group | None = None
    for line in lines:
        text = line.text.strip()
        if not text:
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
    if is_item(text):
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
    group: _Group, notes: Notes, body: float, words: Words, limit: float
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
    text = _join(lines, words)
    small = style.size < body - SMALLER and (group.outside or not is_prose(text))
    heading = not small and (style.bold or style.italic or style.size > body + 0.6)
    parts = _split_heading(lines, limit) if heading and len(text) < 400 else [lines]
    for index, part in enumerate(parts):
        marks = [mark for line in part for mark in line.marks if mark in notes.texts]
        areas = [line.area for line in part]
        areas += [area for mark in marks for area in notes.areas[mark]]
        yield Line(
            _join(part, words),
            style,
            group.space_above if index == 0 else False,
            part[0].page,
            tuple(Footnote(mark, notes.texts[mark]) for mark in marks),
            small,
            areas=tuple(areas),
        )


def _split_heading(lines: Sequence[TextLine], limit: float) -> list[list[TextLine]]:
    """Split the lines of a heading at each line end that had room for the next word."""
    parts = [[lines[0]]]
    widest = max(line.right for line in lines)
    for above, line in pairwise(lines):
        words = line.text.split()
        letter_width = (above.right - above.left) / max(len(above.text.strip()), 1)
        room = max(widest, 0.87 * limit) - above.right
        goes_on = _GOES_ON.search(above.text.rstrip()) or line.text.lstrip()[:1].islower()
        if words and not goes_on and room > (len(words[0]) + 1) * letter_width:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _join(lines: Iterable[TextLine], words: Words, *, by_hand: bool = False) -> str:
    """Return the lines joined to one text; the halves of hyphenated words are joined too."""
    text = ""
    for line in lines:
        more = " ".join(line.text.split())
        if not text:
            text = more
        elif text.endswith("/") or (text[-2:-1].isdigit() and text.endswith("–")):
            text += more
        else:
            text = join_hyphenated(text, more, words, by_hand=by_hand)
    return text.replace("\u00ad", "-").replace("\x02", "-")
