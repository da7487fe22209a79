"""Blocks, the output of every reader, and the rules that find headings by their style.

A page has no marked headings. It has only larger, bold or italic lines. ``Style`` is the size and
weight of a line. The heading styles of a document, in order, are its heading levels.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Footnote
from corpus.table import Grid

LONGEST_HEADING = 300  # characters
_NUMBERED = (
    r"(?:Annex )?(?:Table|Figure|Chart|Box|Map|Graph|Diagram|Tableau|Encadré|Carte|Graphique|"
    r"Cuadro|Recuadro|Gráfico|Mapa|Tabla|Figura|Таблица|Диаграмма|Рисунок|Вставка|"
    r"الجدول|الشكل|الإطار)s? "
    r"[\dIVXA-Z٠-٩][\w.]*"
)
_CAPTION = re.compile(_NUMBERED + r"(?:\s|$)")
_BARE_CAPTION = re.compile(_NUMBERED + r"[.:]?$")
# A caption on one line. Text does not continue after the number with such a mark.
_TITLED_CAPTION = re.compile(_NUMBERED + r"(?:(?<=\.) | ?[:–—-] )(?=\S)")
# Lines above and below tables: units, sources, notes.
_TABLE_NOTE = re.compile(
    r"\((?:In )?(?:thousands|millions|billions|percentages?|numbers?|hundreds)\b.*\)|"
    r"(?:Abbreviations?|(?:Data )?Sources?|Notes?|Legend|Key): .*",
    re.IGNORECASE,
)
# The mark at the start of a heading shows its level: I., A., 1., (a).
HEADING_MARK = re.compile(
    r"(?:\(?(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.)])\s"
)
_ORDERED_MARK = re.compile(r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,2})\.\s")
# The level of headings in italics. Italics are the lowest of the four heading levels of the
# United Nations. Such a heading applies only to the paragraph below it.
SIDE_HEADING = 9
# Sizes in points. Lines with the same type size can differ by this much in a file.
_SAME_SIZE = 0.6
_LARGER = 1.9
_LONGEST_NUMBERED_HEADING = 100  # characters
# A footnote mark may follow the full stop. "version 3.0" is not the end of a sentence.
_SENTENCE_END = re.compile(r"(?:[.;,:]|(?<!\d)[.;,:][\d*†‡]{1,3})\s*$")
_LONGEST_CAPTION = 200  # characters
# What is between the cells and the rows of a table whose label is ``TABLE``.
CELL_BREAK, ROW_BREAK = " | ", " ‖ "
# The labels of text that belongs to no paragraph.
RUNNING_HEAD, PAGE_NUMBER, CONTENTS = "running head", "page number", "contents"
TABLE, CAPTION, CHART, BOX = "table", "caption", "chart", "box"
SMALL, HIDDEN, STRUCK, FURNITURE = "small type", "hidden", "struck", "page furniture"
# The label of a block without text: its page is a picture, whose text nobody can search.
PICTURE = "page without text"
LABELS = (
    RUNNING_HEAD,
    PAGE_NUMBER,
    CONTENTS,
    TABLE,
    CAPTION,
    CHART,
    BOX,
    SMALL,
    HIDDEN,
    STRUCK,
    FURNITURE,
    PICTURE,
)
# Text of these labels can be between the two halves of a heading or of a paragraph.
_OUTSIDE_TEXT = (RUNNING_HEAD, PAGE_NUMBER, FURNITURE)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a line is printed: the page, from 1, and the edges, in points from its top left corner.

    ``note`` is true for a line of a footnote.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    note: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a part of a paragraph.

    ``level`` is the level of a heading: 1 is the outermost, and ``SIDE_HEADING`` is a heading that
    applies only to the next paragraph. ``level`` is 0 if the block is not a heading. ``notes`` are
    the footnotes that the block refers to. ``page`` is the page of the block's first word.
    ``label`` is empty for text that may be cited. Otherwise it is one of the labels above: the text
    belongs to no paragraph, and the certificate counts it. Readers label text, they never drop it.
    ``areas`` are those of its lines and of its footnotes; only the PDF reader knows them.
    ``grid`` has the cells of a table.
    """

    text: str
    level: int = 0
    page: int | None = None
    notes: tuple[Footnote, ...] = ()
    label: str = ""
    areas: tuple[Area, ...] = field(default=(), compare=False)
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """The type of a line: its size in points, and whether the whole line is bold or italic."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A block that has not been classified as heading or text yet.

    ``space_above`` is true if white space separates the block from the block above it. ``small``
    is true if the type is smaller than the body text. ``label``, ``areas`` and ``grid`` are as in
    ``Block``.
    """

    text: str
    style: Style
    space_above: bool = True
    page: int | None = None
    notes: tuple[Footnote, ...] = ()
    small: bool = False
    label: str = ""
    areas: tuple[Area, ...] = field(default=(), compare=False)
    grid: Grid | None = None


def body_size(lines: Iterable[tuple[float, int]]) -> float:
    """Return the type size of a document's body text, in points; 0 if there are no lines.

    The result is the largest size that is used for much of the text. Tables use smaller sizes, and
    titles are too short to count.

    Args:
        lines: the type size in points and the length in characters of each line.
    """
    lengths: Counter[float] = Counter()
    for size, length in lines:
        lengths[round(size * 2) / 2] += length
    if not lengths:
        return 0.0
    enough = max(lengths.values()) / 3
    return max(size for size, length in lengths.items() if length >= enough)


def pages_without_text(blocks: Iterable[Block]) -> tuple[int, ...]:
    """Return the numbers of the pages that are only pictures."""
    return tuple(block.page for block in blocks if block.label == PICTURE and block.page)


def is_caption(text: str) -> bool:
    """Return whether a line is only the number of a table or figure: "Table 3", "Figure 24.I"."""
    return bool(_BARE_CAPTION.match(text))


def is_table_note(text: str) -> bool:
    """Return whether a text is the unit, the source or a note of a table: "Source: ..."."""
    return bool(_TABLE_NOTE.fullmatch(text))


def to_blocks(lines: Sequence[Line], body: float) -> list[Block]:
    """Return the lines as blocks, with a level for each heading.

    Two headings of the same style, one directly below the other ("Subprogramme 1" and its name),
    are joined into one heading with a dash, as in United Nations tables of contents.

    Args:
        lines: the lines of the whole document, in reading order.
        body: the type size of the body text, in points.
    """
    styles = {line.style for line in lines if _is_heading(line, body)}
    ordered = sorted(styles, key=lambda style: (-style.size, not style.bold, style.italic))
    levels = {
        style: SIDE_HEADING if style.italic and not style.bold else level
        for level, style in enumerate(ordered, start=1)
    }
    blocks: list[Block] = []
    # The heading directly above and its index, if a second line may continue it.
    above: tuple[Line, int] | None = None
    below_caption = False
    unlabelled = [line for line in lines if not line.label]
    following = iter([*unlabelled[1:], Line("", Style(body))])
    for line in lines:
        if line.label:
            block = Block(line.text, 0, line.page, line.notes, line.label, line.areas, line.grid)
            blocks.append(block)
            # A heading and a caption continue on the next page, not below a table.
            if line.label not in _OUTSIDE_TEXT:
                above, below_caption = None, False
            continue
        below = next(following)
        heading = _is_heading(line, body)
        if heading and above and line.style == above[0].style and not HEADING_MARK.match(line.text):
            last = blocks[above[1]]
            blocks[above[1]] = replace(
                last,
                text=f"{last.text} – {line.text}",
                notes=last.notes + line.notes,
                areas=last.areas + line.areas,
            )
            above = None
            continue
        caption = bool(_CAPTION.match(line.text) if heading else _BARE_CAPTION.match(line.text))
        caption |= heading and not below.space_above and bool(_TABLE_NOTE.fullmatch(below.text))
        continues_caption = (
            below_caption
            and not line.space_above
            and (heading or len(line.text) < _LONGEST_CAPTION)
        )
        caption |= len(line.text) < _LONGEST_CAPTION and bool(_TITLED_CAPTION.match(line.text))
        caption |= continues_caption or bool(_TABLE_NOTE.fullmatch(line.text))
        label = CAPTION if caption else SMALL if line.small else ""
        level = levels[line.style] if heading and not label else 0
        blocks.append(Block(line.text, level, line.page, line.notes, label, line.areas))
        above = (line, len(blocks) - 1) if level and not _ORDERED_MARK.match(line.text) else None
        below_caption = bool(_BARE_CAPTION.match(line.text)) or continues_caption
    return blocks


def _is_heading(line: Line, body: float) -> bool:
    style, text = line.style, line.text
    if line.small or line.label or len(text) > LONGEST_HEADING or style.size < body - _SAME_SIZE:
        return False
    if not any(letter.isalpha() for letter in text):
        return False
    if style.size > body + _LARGER:
        return True
    # Conclusions are often printed in bold, but they are paragraphs.
    is_text = (
        bool(_SENTENCE_END.search(text))
        or not (text[0].isupper() or text[0].isdigit() or text[0] in '(“"‘')
        or (len(text) > _LONGEST_NUMBERED_HEADING and text[0].isdigit())
    )
    return (style.bold or style.italic) and not is_text
