"""The words of a table on a PDF page by height, and the columns in which they stand.

The columns are those of the rules, which are drawn in pieces, one piece for each column, or else
the strips of the page in which the words of the fullest rows stand. Positions are in points from
the top left corner of the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.pdf_letters import Rectangle
from corpus.readers.pdf_page import Piece, TextLine

Strip = tuple[float, float]  # the left and the right edge of a column

_THIN = 3.0  # a drawing that is thinner than this is a rule
TOUCHES = 3.0  # edges that are closer than this are one edge
# In at most this share of the rows, words stand across columns: headings of groups of rows.
_ACROSS = 0.34
# The mark of a heading or of an item, and the widest gap after it, in type sizes.
_MARK, _AFTER_MARK = re.compile(r"\(?(?:[A-Za-z]|[ivxIVX]{2,5}|\d{1,2})[.)]"), 3.0
_NAME = re.compile(r"[^\W\d_]{2}")
_FULL = 0.7  # a row with at least this share of the most cells of a row is full


@dataclass(slots=True)
class Words:
    """Words that no wide gap divides, and the rectangle in which they stand."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    plain: bool  # neither bold nor italic

    @property
    def middle(self) -> float:
        """The height of the middle of the words."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Band:
    """Words at the same height."""

    words: list[Words] = field(default_factory=list)

    @property
    def top(self) -> float:
        """The top of the highest words."""
        return min(words.top for words in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of the lowest words."""
        return max(words.bottom for words in self.words)

    @property
    def size(self) -> float:
        """The size of the largest words."""
        return max(words.size for words in self.words)


def gather_bands(lines: Sequence[TextLine]) -> list[Band]:
    """Return the words of a table by height, from the top."""
    words = [
        Words(piece.text, piece.left, piece.right, line.top, line.bottom, line.style.size,
               not (line.style.bold or line.style.italic))
        for line in lines
        for piece in _with_marks(line)
    ]  # fmt: skip
    bands: list[Band] = []
    for one in sorted(words, key=lambda one: (one.middle, one.left)):
        if bands and one.middle - bands[-1].words[0].middle < one.size / 2:
            bands[-1].words.append(one)
        else:
            bands.append(Band([one]))
    for band in bands:
        band.words.sort(key=lambda one: one.left)
    return bands


def _with_marks(line: TextLine) -> Sequence[Piece]:
    """Return the words of a line; a mark at its start ("A.") and the words beside it are one."""
    if len(line.pieces) < 2:
        return line.pieces
    mark, words, *rest = line.pieces
    near = words.left - mark.right < _AFTER_MARK * line.style.size
    if not (near and _MARK.fullmatch(mark.text) and _NAME.search(words.text)):
        return line.pieces
    return [Piece(f"{mark.text} {words.text}", mark.left, words.right), *rest]


def is_rule(area: Rectangle) -> bool:
    """Return whether a drawing is a horizontal rule."""
    left, top, right, bottom = area
    return bottom - top <= _THIN < right - left


def ruled_columns(rules: Sequence[Rectangle], bands: Sequence[Band]) -> list[Strip]:
    """Return the columns that the pieces of the rules show, or none if words stand across them."""
    edges: dict[int, set[float]] = {}
    for left, top, right, bottom in rules:
        edges.setdefault(round((top + bottom) / 2), set()).update((left, right))
    best: list[float] = []
    for found in edges.values():
        merged: list[float] = []
        for edge in sorted(found):
            if not merged or edge - merged[-1] > TOUCHES:
                merged.append(edge)
        if len(merged) > len(best):
            best = merged
    columns = list(pairwise(best))
    return columns if len(columns) > 1 and _fit(bands, columns) else []


def _fit(bands: Sequence[Band], columns: Sequence[Strip]) -> bool:
    """Return whether the words of nearly all rows stand within the columns."""
    outside = sum(
        any(column_of(words, columns) is None for words in band.words)
        for band in bands
        if len(band.words) > 1
    )
    return outside <= _ACROSS * len(bands)


def strips_of(bands: Sequence[Band]) -> list[Strip]:
    """Return the strips in which the words of the fullest rows stand, or none."""
    most = max(len(band.words) for band in bands)
    full = [band for band in bands if len(band.words) >= max(2, _FULL * most)]
    edges = sorted((words.left, words.right) for band in full for words in band.words)
    strips: list[Strip] = []
    for left, right in edges:
        if strips and left < strips[-1][1] + TOUCHES:
            strips[-1] = strips[-1][0], max(strips[-1][1], right)
        else:
            strips.append((left, right))
    return strips if _fit(bands, strips) else []


def column_of(words: Words, columns: Sequence[Strip]) -> int | None:
    """Return the column of words: the only one that they touch; None if they touch several."""
    touched = [
        index
        for index, (left, right) in enumerate(columns)
        if min(words.right, right) - max(words.left, left) > TOUCHES / 2
    ]
    if len(touched) == 1:
        return touched[0]
    if touched:
        return None
    middle = (words.left + words.right) / 2
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
