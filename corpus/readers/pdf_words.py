"""The letters of a PDF page, joined to the words and lines that are printed.

PDFium adds a space wherever two letters are further apart than it expects, also inside words.
pdftext joins the letters to lines. This is the only module that names pdftext.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from corpus.readers.pdf_letters import Letters
from corpus.readers.pdf_page import CELL, MARK, Piece, Run, TextLine
from corpus.readers.pdf_spaces import NO_SPACE, SPACE
from corpus.readers.symbols import raised

# A page has printed spaces if at least this share of its characters are printed spaces. On such a
# page, a space that PDFium added and that is narrower than this share of the type size is no space:
# in 81 reports such gaps inside words are up to .16 wide, nearly all between words at least .17.
# Between the two shares of _DOUBTFUL the words of the file decide.
# Letters that overlap by more than the last share are on two lines.
_SPACED, _NARROW, _OVERLAP = 0.04, 0.165, 0.1
_DOUBTFUL = 0.12, 0.25
# A space that is wider than this many type sizes separates the cells of a row.
_WIDE = 1.25
# A space that is wider than this many type sizes can separate two cells of a table.
_BETWEEN_COLUMNS = 0.55
_GAP = "gap"  # the name of the font of such spaces
_RAISED = 0.8  # raised marks are smaller than this share of the type
_SPACES = frozenset(map(ord, " \t\xa0"))
_BREAKS = frozenset(map(ord, "\r\n\x02"))
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# In a line that runs from right to left, PDFium puts the stop before its number.
_STOP_FIRST = re.compile(r"^(\s*)([.\-–)])\s?([\d\u0660-\u0669]{1,4})(?=\s|$)")
# PDFium spells the ligature of lam and alef from left to right: alef first.
_ALEFS, _LAM = frozenset(map(ord, "\u0622\u0623\u0625\u0627")), ord("\u0644")


def text_lines(letters: Letters, number: int) -> list[TextLine]:
    """Return the lines of a page in reading order; ``number`` is the page number, from 1."""
    from pdftext.pdf.chars import deduplicate_chars
    from pdftext.pdf.pages import get_lines, get_spans

    if not letters.codes:
        return []
    spans = get_spans(deduplicate_chars(_spaced(letters)), need_chars=False)
    lines: list[TextLine] = []
    for found in get_lines(spans):
        words = [span for span in found["spans"] if span["text"].strip("\r\n")]
        for group in _split_line(words):
            line = _text_line(group, number)
            if not line.text.strip():
                continue
            if not lines or not _continue_line(lines[-1], line):
                lines.append(line)
    return lines


def _spaced(letters: Letters) -> Any:
    """Return the characters as pdftext stores them, with spaces as printed, and ``CELL``."""
    import numpy as np
    from pdftext.pdf.chars import PageChars

    codes = _ligatures(letters)
    keep, fonts = [True] * len(codes), list(letters.font_of)
    pairs = zip(codes, letters.added, strict=True)
    printed = sum(code in _SPACES and not added for code, added in pairs) >= _SPACED * len(codes)
    for before, index, after in _gaps(codes):
        left, right = letters.boxes[before], letters.boxes[after]
        size = letters.fonts[letters.font_of[before]][1]
        gap = max(right[0] - left[2], left[0] - right[2])
        if gap > _WIDE * size:
            # With a font of its own, the gap is a span of its own.
            codes[index], fonts[index] = ord(CELL), len(letters.fonts)
        elif gap > _BETWEEN_COLUMNS * size:
            fonts[index] = len(letters.fonts)
        elif letters.added[index] and -_OVERLAP * size < gap:
            no_space = printed and gap < _NARROW * size
            if _is_doubtful(gap / size if size else 0.0, chr(codes[before]), chr(codes[after])):
                codes[index] = ord(NO_SPACE if no_space else SPACE)
            else:
                keep[index] = not no_space
    kept = np.array(keep)
    return PageChars(
        "".join(chr(code) for code, is_kept in zip(codes, keep, strict=True) if is_kept),
        np.array(codes, np.uint32)[kept],
        np.where(letters.vertical, math.pi / 2, 0.0)[kept],
        np.array(letters.boxes)[kept],
        np.array(fonts, np.int32)[kept],
        [{"name": name, "size": size} for name, size in [*letters.fonts, (_GAP, 0.0)]],
        np.arange(len(codes))[kept],
    )


def _is_doubtful(share: float, before: str, after: str) -> bool:
    """Return whether a gap of that share of the type size can be in a word, or between two."""
    narrow, wide = _DOUBTFUL
    return narrow < share < wide and before.isalpha() and after.isalpha() and after.islower()


def _ligatures(letters: Letters) -> list[int]:
    """Return the characters; those of a ligature of lam and alef in the order of reading."""
    codes = list(letters.codes)
    if _LAM not in codes:
        return codes
    for index in range(1, len(codes)):
        # The alef is on the left of the lam: it is read after the lam.
        turned = letters.boxes[index - 1][0] < letters.boxes[index][0]
        if codes[index] == _LAM and codes[index - 1] in _ALEFS and turned:
            codes[index - 1], codes[index] = codes[index], codes[index - 1]
    return codes


def _gaps(codes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the index of each space, between those of the letters before and after it."""
    before = None
    for index, code in enumerate(codes):
        if code in _BREAKS:
            before = None
        elif code not in _SPACES:
            before = index
        elif before is not None and index + 1 < len(codes):
            after = index + 1
            while after < len(codes) - 1 and codes[after] in _SPACES:
                after += 1
            if codes[after] not in _BREAKS:
                yield before, index, after


def _split_line(spans: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the spans of a line, split before each span that goes back to the left edge."""
    if _RIGHT_TO_LEFT.search("".join(span["text"] for span in spans)):
        yield list(spans)
        return
    group: list[Any] = []
    for span in spans:
        if group and span["text"].strip() and span["bbox"][0] < group[0]["bbox"][0] - 1:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _text_line(spans: Sequence[Any], number: int) -> TextLine:
    # The boxes of spaces and line ends are unreliable.
    boxes = [span["bbox"].bbox for span in spans if span["text"].strip()]
    lefts, tops, rights, bottoms = zip(*(boxes or [spans[0]["bbox"].bbox]), strict=True)
    runs = [_run(span) for span in spans]
    if _RIGHT_TO_LEFT.search("".join(run.text for run in runs)):
        runs[0] = replace(runs[0], text=_STOP_FIRST.sub(r"\1\3\2", runs[0].text))
    line = TextLine(runs, min(lefts), min(tops), max(rights), max(bottoms), number)
    line.upright = not any(span["rotation"] for span in spans)
    line.columns = [
        after["bbox"][0] for gap, after in pairwise(spans) if gap["text"] == CELL != after["text"]
    ]
    line.pieces = list(_pieces(spans, line.style.size))
    return line


def _pieces(spans: Sequence[Any], size: float) -> Iterator[Piece]:
    """Yield the words between gaps; raised figures stay raised."""
    for is_gap, words in groupby(spans, key=_is_gap):
        inside = [span for span in words if span["text"].strip()]
        if not is_gap and inside:
            text = ""
            for span in inside:
                run = _run(span)
                is_mark = run.size < _RAISED * size and MARK.fullmatch(run.text.strip())
                text += raised(run.text, text) if is_mark else run.text
            boxes = [span["bbox"].bbox for span in inside]
            yield Piece(
                " ".join(text.split()), min(box[0] for box in boxes), max(box[2] for box in boxes)
            )


def _is_gap(span: Any) -> bool:
    return bool(span["font"]["name"] == _GAP)


def _run(span: Any) -> Run:
    from pdftext.postprocessing import handle_hyphens, postprocess_text

    font = span["font"]
    name = font["name"].lower()
    text = handle_hyphens(postprocess_text(span["text"]), keep_hyphens=True)
    text = unicodedata.normalize("NFC", text.replace("\r", "").replace("\n", " "))
    bold = "bold" in name or "black" in name
    return Run(text, round(font["size"] * 2) / 2, bold, "italic" in name or "oblique" in name)


def _continue_line(above: TextLine, line: TextLine) -> bool:
    """Add a line to the line before if it continues it; return whether it does.

    PDFium ends a line at each raised mark.
    """
    size = max(line.style.size, above.style.size)
    gap = line.left - above.right
    level = above.top - 4 <= line.top <= above.bottom and line.middle < above.bottom
    is_mark = line.style.size < 0.8 * above.style.size and MARK.fullmatch(line.text.strip())
    if not level or gap < -2 or not (is_mark or gap < _WIDE * size):
        return False
    if gap > _NARROW * size and not is_mark and not above.text.endswith(" "):
        line.runs[0] = replace(line.runs[0], text=f" {line.runs[0].text}")
    above.extend(line)
    return True
