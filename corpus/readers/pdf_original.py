"""The pages of a PDF file as they look, and where the words of a paragraph stand on them.

A page is drawn upright, as it is read: see ``corpus.readers.pdf_letters``. The words are found by
their letters and digits alone, because spaces, hyphens, line ends and the order of accents differ
between a paragraph and its file. Footnote marks, notes and running heads cut the words of a
paragraph on the page, so that the words are found in pieces.
"""

import hashlib
import io
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import LibraryDamaged, UnreadableReport
from corpus.readers.pdf_letters import Rectangle, open_pdf, read_page, turn_upright

# A page is drawn with about this many pixels: 1,360 by 1,760 for a letter page.
_PIXELS, _LARGEST_SCALE = 2_400_000, 4.0
# A page of text is stored with so few colours in a quarter of the bytes, and looks the same.
_COLOURS, _FAST_OCTREE = 64, 2
# A piece has at least this many letters. A sequence of letters that stands more often than this on
# the pages begins no piece: it would only cost time.
_SHORTEST, _OFTEN = 12, 50
_MOST_PIECES = 400
# A paragraph of this many characters reaches over at least one more page.
_PAGEFUL = 1200
_LONGEST = 50_000  # characters of a paragraph that are looked for
_ALEF = "\N{ARABIC LETTER ALEF}"
_PAGE_END = "\f"
# Letters between two pieces that belong to the words, such as a footnote mark; letters of notes and
# running heads before the last letters of a paragraph.
_GAP, _FAR = 20, 400


@dataclass(frozen=True, slots=True)
class Box:
    """Words of one line: left, top, width and height as shares of those of the page."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a file.

    ``pages`` is the number of its pages, ``share`` the share of the letters that were found, from
    0.0 to 1.0, ``boxes`` the lines in reading order.
    """

    pages: int
    share: float
    boxes: tuple[Box, ...]


def draw_page(path: Path, digest: str, number: int) -> bytes:
    """Return a page of a file as a PNG picture; ``number`` counts from 1.

    ``digest`` is the SHA-256 of the file. Raises LibraryDamaged if the file has another digest, and
    UnreadableReport if there is no such page or PDFium cannot draw it.
    """
    with open_pdf(_content(path, digest), "The original") as document:
        if not 1 <= number <= len(document):
            raise UnreadableReport(f"The original has {len(document)} pages, not {number}")
        page = document[number - 1]
        turn_upright(page)[0].close()
        width, height = page.get_size()
        scale = min(_LARGEST_SCALE, math.sqrt(_PIXELS / max(width * height, 1.0)))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.quantize(_COLOURS, method=_FAST_OCTREE).save(file, "PNG")
    return file.getvalue()


def place_words(path: Path, digest: str, first: int, text: str, start: int, end: int) -> Place:
    """Return where a range of the characters of a paragraph stands in a file.

    The whole paragraph is looked for, so that words that stand twice are found in this one.

    Args:
        path: the file.
        digest: its SHA-256.
        first: the page on which the paragraph begins, from 1.
        text: the paragraph.
        start: the first character of the range.
        end: the character after the range.

    Raises:
        LibraryDamaged: the file has another digest.
        UnreadableReport: PDFium cannot read the file.
    """
    text = text[:_LONGEST]
    with open_pdf(_content(path, digest), "The original") as document:
        pages = len(document)
        first = min(max(first, 1), pages)
        last = min(pages, first + 1 + len(text) // _PAGEFUL)
        found = [mark for number in range(first, last + 1) for mark in _marks(document, number)]
    wanted = [(letter, i) for i, character in enumerate(text) for letter in _letters(character)]
    begin = sum(i < start for _, i in wanted)
    stop = sum(i < end for _, i in wanted)
    there = _pieces("".join(letter for letter, _ in wanted), "".join(mark[0] for mark in found))
    share, ranges = _ranges(there, begin, stop, [number for _, number, _ in found])
    return Place(pages, share, tuple(_boxes(found[at] for begun in ranges for at in begun)))


_Mark = tuple[str, int, Rectangle]  # a letter, its page, its rectangle in shares of the page
_Piece = tuple[int, int, int]  # equal letters: the first in the paragraph, on the pages, how many


def _content(path: Path, digest: str) -> bytes:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise LibraryDamaged(
            "The copy of the original file was changed. Add the report again from its file"
        )
    return content


def _letters(character: str) -> str:
    """Return the letters and digits of a character without accents, in lower case.

    Alef is left out: files have the ligature of lam and alef in either order.
    """
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(letter for letter in plain if letter.isalnum() and letter != _ALEF)


def _marks(document: Any, number: int) -> Iterator[_Mark]:
    page = document[number - 1]
    letters = read_page(page)
    page.close()
    width, height = max(letters.width, 1.0), max(letters.height, 1.0)
    for code, (left, top, right, bottom) in zip(letters.codes, letters.boxes, strict=True):
        share = left / width, top / height, right / width, bottom / height
        inside = all(0.0 <= side <= 1.0 for side in share) and right > left and bottom > top
        for letter in _letters(chr(code)) if inside else "":
            yield letter, number, share
    yield _PAGE_END, number, (0.0, 0.0, 0.0, 0.0)  # no piece goes on over it into a running head


def _pieces(wanted: str, pages: str) -> list[_Piece]:
    """Return the pieces of ``wanted`` that stand on the pages, in the order of both texts."""
    length = min(_SHORTEST, len(wanted))
    if not length:
        return []
    places = defaultdict(list)
    for j in range(len(pages) - length + 1):
        places[pages[j : j + length]].append(j)
    reached: dict[int, int] = {}  # by how far the pages are ahead: the end of the last piece
    pieces: list[_Piece] = []
    for i in range(len(wanted) - length + 1):
        here = places.get(wanted[i : i + length], ())
        for j in here if len(here) <= _OFTEN else ():
            if i < reached.get(j - i, 0):
                continue
            size = length
            while wanted[i + size : i + size + 1] == pages[j + size : j + size + 1] != "":
                size += 1
            reached[j - i] = i + size
            pieces.append((i, j, size))
    chain = _chain(sorted(sorted(pieces, key=lambda one: -one[2])[:_MOST_PIECES]))
    return sorted([*chain, *_between(chain, wanted, pages)])


def _between(chain: Sequence[_Piece], wanted: str, pages: str) -> Iterator[_Piece]:
    """Yield pieces too short to be found alone, by what stands before them."""
    end = [(len(wanted), j + size + _FAR, 0) for _, j, size in chain[-1:]]
    for (i, j, size), (after, beyond, _) in pairwise([*chain, *end]):
        rest = wanted[i + size : after]
        at = pages.find(rest, j + size, beyond) if rest else -1
        if at >= 0:
            yield i + size, at, len(rest)


def _chain(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces, one after the other in both texts, that have the most letters."""
    best: list[tuple[float, int, int]] = []  # the worth, the piece before, the letters cut off
    for k, (i, j, size) in enumerate(pieces):
        choice = (float(size), -1, 0)
        for m, (before, there, length) in enumerate(pieces[:k]):
            cut = max(0, before + length - i, there + length - j)
            if before >= i or there >= j or cut >= size:
                continue
            # Of equal chains, the one whose pieces are closer together is better.
            gap = abs((j - there) - (i - before)) / 1000
            choice = max(choice, (best[m][0] + size - cut - min(gap, 5.0), m, cut))
        best.append(choice)
    chained: list[_Piece] = []
    k = max(range(len(pieces)), key=lambda one: best[one][0], default=-1)
    while k >= 0:
        (i, j, size), (_, before, cut) = pieces[k], best[k]
        chained.append((i + cut, j + cut, size - cut))
        k = before
    return chained[::-1]


def _ranges(
    pieces: Sequence[_Piece], begin: int, end: int, numbers: Sequence[int]
) -> tuple[float, list[range]]:
    """Return the share of the letters from ``begin`` to ``end`` that were found, and where."""
    ranges: list[range] = []
    found = last = 0
    for i, j, size in pieces:
        start, stop = max(i, begin), min(i + size, end)
        if start >= stop:
            continue
        here = range(j + start - i, j + stop - i)
        before = ranges[-1].stop if ranges else 0
        near = ranges and start - last <= _GAP and here.start - before <= _GAP
        if near and numbers[before - 1] == numbers[here.start]:
            here = range(ranges.pop().start, here.stop)
        ranges.append(here)
        found += stop - start
        last = stop
    return found / max(end - begin, 1), ranges


def _boxes(marks: Iterator[_Mark]) -> Iterator[Box]:
    """Yield the lines of some letters."""
    line: list[float] = []
    page = 0
    for _, number, (left, top, right, bottom) in marks:
        middle, reach = (top + bottom) / 2, 3 * (bottom - top)
        near = line and left - line[2] < reach and line[0] - right < reach
        if near and number == page and line[1] <= middle <= line[3]:
            line = [
                min(line[0], left),
                min(line[1], top),
                max(line[2], right),
                max(line[3], bottom),
            ]
            continue
        yield from _box(page, line)
        line, page = [left, top, right, bottom], number
    yield from _box(page, line)


def _box(page: int, line: Sequence[float]) -> Iterator[Box]:
    if line:
        sides = line[0], line[1], line[2] - line[0], line[3] - line[1]
        yield Box(page, *(round(side, 4) for side in sides))
