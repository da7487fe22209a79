"""Find what stands between quotation marks, in the marks of the six languages of the reports.

Only the outermost quotations are found. A mark without its pair must not shift the others, so each
paragraph is read by itself, and a mark that begins or ends a quotation is told by its shape and by
what is beside it.
"""

import re
from collections.abc import Iterator, Sequence

# The mark that begins a quotation, and those that may end it.
_PAIRS = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "‹": "›", "「": "」", "『": "』", "”": "”“", '"': '"',
    "»": "«", "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip
# Marks of which the first and the last look alike, or that also are apostrophes: what is beside
# them must say that a quotation begins or ends.
_AMBIGUOUS = frozenset("\"”»‘'‚")
_SINGLE = frozenset("‘'‚")
_BEFORE = re.compile(r"[\s(\[{—–/:،，。；：-]")  # or the beginning of the paragraph
_ENDS_IN_PUNCTUATION = re.compile(r"[.,;:!?…)\]]")

# The first character of the quotation, and the one after its last; and whether it is closed.
Range = tuple[int, int, bool]


def quoted_ranges(paragraphs: Sequence[str]) -> Iterator[tuple[int, Range]]:
    """Yield the number of the paragraph and the range of each quotation, without its marks.

    A quotation of several paragraphs is yielded paragraph by paragraph: each of them opens anew, or
    only the first opens, and the last closes.
    """
    open_mark = ""  # of the quotation that goes on from the paragraph before
    for number, text in enumerate(paragraphs):
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        place = 0
        if open_mark:
            begin = _after_mark(text, open_mark)
            end = _continued_until(text, open_mark)
            yield number, (begin, len(text) if end is None else end, True)
            if end is None:
                open_mark = open_mark if _goes_on(open_mark, after) else ""
                continue
            place = end + 1
        open_mark = ""
        for found, mark in _in_paragraph(text, place):
            if mark and _goes_on(mark, after):
                open_mark, found = mark, (*found[:2], True)
            yield number, found


def _in_paragraph(text: str, place: int) -> Iterator[tuple[Range, str]]:
    """Yield the quotations that begin in a paragraph; the last with its mark if it may go on."""
    while (start := _next_opening(text, place)) is not None:
        mark = text[start]
        end = _closing(text, start)
        place = start + 1 if end is None else end + 1
        if end is not None:
            yield (start + 1, end, True), ""
        elif mark in _SINGLE:
            continue  # an apostrophe
        elif mark in text[place:]:
            yield (place, text.index(mark, place), False), ""
        else:
            yield (place, len(text), False), mark
            return


def whole(text: str) -> tuple[int, int] | None:
    """Return the range of a quotation that is the whole of a text, without its marks, or None."""
    begin = len(text) - len(text.lstrip())
    if begin == len(text) or text[begin] not in _PAIRS or not _opens(text, begin):
        return None
    end = _closing(text, begin)
    rest = text[end + 1 :].strip() if end is not None else "rest"
    return (begin + 1, end) if end is not None and not rest.strip(".,;") else None


def _next_opening(text: str, place: int) -> int | None:
    for index in range(place, len(text)):
        if text[index] in _PAIRS and _opens(text, index):
            return index
    return None


def _opens(text: str, index: int) -> bool:
    if index + 1 >= len(text):
        return False
    if text[index] not in _AMBIGUOUS:
        return True
    before = not index or bool(_BEFORE.match(text[index - 1])) or text[index - 1] in _PAIRS
    return before and not text[index + 1].isspace()


def _closes(text: str, index: int) -> bool:
    """Return whether a mark may end a quotation by what is beside it."""
    if text[index] not in "\"“’'‘«":
        return True
    return not text[index - 1].isspace() and not text[index + 1 : index + 2].isalpha()


def _closing(text: str, start: int) -> int | None:
    """Return the index of the mark that ends the quotation which begins at ``start``, or None."""
    mark = text[start]
    ends = _PAIRS[mark]
    if mark in _SINGLE:
        return _closing_single(text, start)
    depth, first = 1, None
    for index in range(start + 1, len(text)):
        letter = text[index]
        if letter in ends and (letter != mark or _closes(text, index)) and _closes(text, index):
            first = index if first is None and depth == 1 else first
            depth -= 1
            if not depth:
                return index
        elif letter == mark and _opens(text, index):
            if mark in ends:
                return None  # marks of one shape cannot be nested
            depth += 1
            first = first if first is not None else -1
    return first if first is not None and first > 0 else None


def _closing_single(text: str, start: int) -> int | None:
    """Return the end of a quotation in single marks, which apostrophes must not end.

    "the States’ rights" has an apostrophe that could be such an end. Of several, the first that
    follows or precedes a punctuation mark is the end, else the first that does not follow an s.
    """
    ends = _PAIRS[text[start]]
    others = range(start + 1, len(text))
    limit = next((i for i in others if text[i] == text[start] and _opens(text, i)), len(text))
    candidates = [i for i in range(start + 2, limit) if text[i] in ends and _closes(text, i)]
    for index in candidates:
        beside = text[index - 1] + text[index + 1 : index + 2]
        if index + 1 == len(text) or _ENDS_IN_PUNCTUATION.search(beside):
            return index
    sure = [index for index in candidates if text[index - 1] != "s"]
    return next(iter(sure or candidates), None)


def _goes_on(mark: str, after: str) -> bool:
    """Return whether the next paragraph continues a quotation: it opens anew, or it closes."""
    text = after.lstrip()
    if text.startswith(mark):
        return True
    closing = min((i for end in _PAIRS[mark] if (i := text.find(end)) >= 0), default=-1)
    opening = text.find(mark)
    return closing > 0 and _closes(text, closing) and not 0 <= opening < closing


def _after_mark(text: str, mark: str) -> int:
    begin = len(text) - len(text.lstrip())
    return begin + 1 if text[begin : begin + 1] == mark else begin


def _continued_until(text: str, mark: str) -> int | None:
    """Return the index of the mark that ends a quotation which goes on in a paragraph, or None."""
    begin = _after_mark(text, mark)
    if text[begin - 1 : begin] == mark:
        return _closing(text, begin - 1)
    ends = (i for i in range(begin, len(text)) if text[i] in _PAIRS[mark] and _closes(text, i))
    return next(ends, None)
