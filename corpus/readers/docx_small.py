"""Small type in Word documents: notes and captions of tables, or text like any other."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.block import CAPTION, CHART, SMALL, TABLE, Line, is_caption
from corpus.numerals import candidate
from corpus.readers.symbols import starts_raised

_SMALLER = 1.0  # points; smaller type than this below the body's is small
_SAME_SIZE = 0.6  # points
_SHORTEST_TEXT = 60  # characters of a line that shows the size of the text around it
_LONGEST_CAPTION = 200  # characters
_CAPTION_LINES = 4  # the most lines of a caption
_SENTENCE_ENDS = (".", ";", ":", "!", "?", "”", '"')


def place_small(lines: Sequence[Line], anchors: Collection[int], body: float) -> list[Line]:
    """Return the lines; small lines are part of a table or figure, or they are text.

    Lines directly below a table or figure are its notes, and short lines directly above are its
    caption, if they are smaller than the text before or begin with a raised mark. They are
    labelled. Other small lines, for instance those of an annex in small type, are set in the size
    that they have in comparison with the text around them, so that their headings are found.

    Args:
        lines: the lines of the document.
        anchors: the indices of the lines below a picture.
        body: the type size of the body text, in points.
    """
    above = _text_sizes(lines, body)
    small = [
        _is_small(line, min(body, size)) or (starts_raised(line.text) and not line.label)
        for line, size in zip(lines, above, strict=True)
    ]
    placed = list(lines)
    beside = False  # only small lines are between the last table or figure and this line
    for index, line in enumerate(lines):
        beside = beside or index in anchors or line.label in (TABLE, CHART)
        if beside and small[index]:
            placed[index] = replace(line, label=SMALL)
        elif not line.label:
            beside = False
    beside = False
    for index in range(len(lines) - 1, -1, -1):
        line = placed[index]
        beside = beside or index + 1 in anchors or line.label in (TABLE, CHART)
        if beside and small[index] and _is_caption(line.text):
            placed[index] = replace(line, label=SMALL)
        elif not line.label:
            beside = False
    return _scale(_label_captions(placed, anchors), body)


def _label_captions(lines: Sequence[Line], anchors: Collection[int]) -> list[Line]:
    """Return the lines with the titles between "Figure 3" and the figure labelled as captions."""
    labelled = list(lines)
    below_number: list[int] | None = None  # the lines from "Figure 3" on
    for index, line in enumerate(lines):
        if below_number and (index in anchors or line.label in (TABLE, CHART)):
            for place in below_number:
                labelled[place] = replace(lines[place], label=CAPTION)
        if is_caption(line.text) and not line.label:
            below_number = [index]
        elif line.label in (TABLE, CHART) or candidate(line.text):
            below_number = None
        elif below_number and not line.label:
            below_number = [*below_number, index] if len(below_number) < _CAPTION_LINES else None
    return labelled


def _text_sizes(lines: Sequence[Line], body: float) -> list[float]:
    """Return for each line the size of the last line of text before it."""
    sizes: list[float] = []
    size = body
    for line in lines:
        sizes.append(size)
        if _shows_size(line):
            size = line.style.size
    return sizes


def _scale(lines: Sequence[Line], body: float) -> list[Line]:
    """Return the lines with the sizes of small text raised to those of the body."""
    scaled: list[Line] = []
    around = body
    for line in reversed(lines):
        if _shows_size(line):
            around = line.style.size
        style = line.style
        if not line.label and style.size < body - _SAME_SIZE and around < body - _SAME_SIZE:
            style = replace(style, size=style.size + body - around)
        scaled.append(replace(line, style=style))
    return scaled[::-1]


def _shows_size(line: Line) -> bool:
    is_long = len(line.text) >= _SHORTEST_TEXT and line.text.endswith(_SENTENCE_ENDS)
    return not line.label and (is_long or candidate(line.text) is not None)


def _is_small(line: Line, text_size: float) -> bool:
    small = line.style.size < text_size - _SMALLER
    return small and not line.label and candidate(line.text) is None


def _is_caption(text: str) -> bool:
    return len(text) < _LONGEST_CAPTION and not text.endswith(_SENTENCE_ENDS)
