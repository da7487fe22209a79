"""What a reader makes of a file: blocks, in reading order, and how headings are told by their style.

A page has no headings, only type: larger, bold or italic lines. ``Style`` is that; the styles of one
document, ordered, are its levels of headings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import Footnote

LONGEST_HEADING = 300
_CAPTION = re.compile(r"(?:Table|Figure|Chart|Box|Map|Graph|Diagram)s? [\dIVXA-Z][\w.]*(?:\s|$)")
_CAPTION_ALONE = re.compile(_CAPTION.pattern.replace(r"(?:\s|$)", r"[.:]?$"))
# What stands above and below tables.
_OF_TABLE = re.compile(
    r"\((?:In )?(?:thousands|millions|billions|percentages?|numbers?|hundreds)\b.*\)|"
    r"(?:Abbreviations?|Sources?|Notes?|Legend|Key): .*",
    re.IGNORECASE,
)
# A line that says by itself where it stands: I., A., 1., (a).
MARKED = re.compile(r"(?:\(?(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)])\s")
_ORDERED = re.compile(r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,2})\.\s")
# Headings in italics, the least of the United Nations' four, stand over one paragraph.
SIDE = 9
# Type of the same size differs by this much on paper.
_SAME_SIZE = 0.6
_LARGER = 1.9
_LONGEST_FIGURED = 100
# The mark of a note may stand behind the full stop; "version 3.0" is no end.
_SENTENCE_END = re.compile(r"(?:[.;,:]|(?<!\d)[.;,:][\d*†‡]{1,3})\s*$")
_LONGEST_CAPTION = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a piece of one.

    ``level`` is a heading's, 1 the outermost, ``SIDE`` one that stands over the next paragraph
    alone, else 0. ``notes`` are the footnotes that it points to, ``page`` that of its first word.
    ``excluded`` is what belongs to no paragraph: captions, notes to tables.
    """

    text: str
    level: int = 0
    page: int | None = None
    notes: tuple[Footnote, ...] = ()
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: its size in points, and whether all of it is bold or italic."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A block before it is known whether it is a heading; ``apart``: white space stands above."""

    text: str
    style: Style
    apart: bool = True
    page: int | None = None
    notes: tuple[Footnote, ...] = ()
    small: bool = False


def body_size(lines: Iterable[tuple[float, int]]) -> float:
    """Return the size in which a document is set, of the sizes and lengths of its lines.

    That is the largest of those that much is set in: tables are smaller, titles are few.
    """
    lengths: Counter[float] = Counter()
    for size, length in lines:
        lengths[round(size * 2) / 2] += length
    if not lengths:
        return 0.0
    much = max(lengths.values()) / 3
    return max(size for size, length in lengths.items() if length >= much)


def is_caption(text: str) -> bool:
    """Whether a line is nothing but "Table 3" or "Figure 24.I"."""
    return bool(_CAPTION_ALONE.match(text))


def to_blocks(lines: Sequence[Line], body: float) -> list[Block]:
    """Tell headings from text by their style, order them into levels, and join what is one heading.

    Two headings alike, one directly below the other, "Subprogramme 1" and its name, are one: joined
    by a dash, as United Nations lists of contents do.
    """
    styles = {line.style for line in lines if _is_heading(line, body)}
    order = sorted(styles, key=lambda style: (-style.size, not style.bold, style.italic))
    levels = {
        style: SIDE if style.italic and not style.bold else level
        for level, style in enumerate(order, start=1)
    }
    blocks: list[Block] = []
    # The heading that stands directly above, if it may take a second line.
    above: Line | None = None
    below_caption = False
    for line, below in pairwise([*lines, Line("", Style(body))]):
        heading = _is_heading(line, body)
        if heading and above and line.style == above.style and not MARKED.match(line.text):
            last = blocks[-1]
            blocks[-1] = replace(
                last, text=f"{last.text} – {line.text}", notes=last.notes + line.notes
            )
            above = None
            continue
        caption = bool(_CAPTION.match(line.text) if heading else _CAPTION_ALONE.match(line.text))
        caption |= heading and not below.apart and bool(_OF_TABLE.fullmatch(below.text))
        titled = below_caption and not line.apart and (heading or len(line.text) < _LONGEST_CAPTION)
        aside = line.small or caption or titled or bool(_OF_TABLE.fullmatch(line.text))
        level = levels[line.style] if heading and not aside else 0
        blocks.append(Block(line.text, level, line.page, line.notes, aside))
        above = line if level and not _ORDERED.match(line.text) else None
        below_caption = bool(_CAPTION_ALONE.match(line.text)) or (titled and not line.apart)
    return blocks


def _is_heading(line: Line, body: float) -> bool:
    style, text = line.style, line.text
    if line.small or len(text) > LONGEST_HEADING or style.size < body - _SAME_SIZE:
        return False
    if not any(letter.isalpha() for letter in text):
        return False
    if style.size > body + _LARGER:
        return True
    # Conclusions are often set in bold, and are paragraphs all the same.
    is_text = (
        bool(_SENTENCE_END.search(text))
        or not (text[0].isupper() or text[0].isdigit() or text[0] in '(“"‘')
        or (len(text) > _LONGEST_FIGURED and text[0].isdigit())
    )
    return (style.bold or style.italic) and not is_text
