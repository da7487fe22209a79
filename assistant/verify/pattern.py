"""What a quotation says a report has: runs of words, with gaps and insertions between them.

An ellipsis stands for any words of the paragraph. Words in square brackets are an insertion that
may stand in place of a few words; letters in brackets that are part of a word change its case or
its ending. What ellipses and insertions leave out is returned, so that it can be shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import GAP, Token, fold, joined, swapped

_MOST_REPLACED = 6  # words that an insertion may stand for
_MOST_INSERTIONS = 12  # in a quotation
_LONGEST_INSERTION = 30  # tokens between two brackets
# Remarks of the author of the draft, which replace nothing.
_REMARK = re.compile(
    r"sic(?: !)?|(?:emphas[ei]s|italics|underlining|footnotes?|notes?|references?|citations?)"
    r"(?: \w+){0,2} (?:added|omitted|supplied|original|mine|removed)",
    re.IGNORECASE,
)
_FINAL = frozenset(".,;:!?،؛؟。，；：！？")
_CLOSING = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class _Altered:
    """A word with letters in brackets, as an expression for the word of the report."""

    expression: str
    end: int


@dataclass(frozen=True, slots=True)
class _Inserted:
    """Words in brackets that stand in place of words of the report, or beside them."""


_Element = Token | _Altered | _Inserted


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quotation as expressions for the ``pieces`` between its ellipses.

    ``tokens`` are the tokens of each piece without insertions and final punctuation, and ``words``
    is how many words they are. ``anchors`` are the longest run of tokens, joined by spaces, and how
    else it may be written: a report that has the quotation has one of them.
    """

    pieces: tuple[re.Pattern[str], ...]
    tokens: tuple[tuple[Token, ...], ...]
    words: float
    anchors: tuple[str, ...]


def patterns(text: str) -> tuple[Pattern, ...]:
    """Return what a quotation may mean, the most literal first; nothing if it has no words.

    The report itself may have brackets and ellipses.
    """
    tokens = fold(text)
    read = _split(_elements(text, tokens))
    if sum(isinstance(one, _Inserted) for piece in read for one in piece) > _MOST_INSERTIONS:
        read = []
    literal = _split([tokens])
    found = [_pattern(pieces) for pieces in (literal, read) if pieces]
    return tuple(found[:1] if len(found) == 2 and found[0].pieces == found[1].pieces else found)


@dataclass(frozen=True, slots=True)
class Omission:
    """Tokens that a quotation does not have; they are ``replaced`` by words in brackets or not."""

    tokens: str
    replaced: bool


def match(pattern: Pattern, tokens: str) -> tuple[int, int, tuple[Omission, ...]] | None:
    """Return where a text has a pattern, and what ellipses and insertions leave out; or None.

    Args:
        pattern: the quotation.
        tokens: the tokens of the text, each after a space, with a space at the end.

    Returns:
        The start and end in ``tokens``, and what is left out.
    """
    place, start = 0, -1
    left_out: list[Omission] = []
    for piece in pattern.pieces:
        found = piece.search(tokens, place)
        if found is None:
            return None
        if start < 0:
            start = found.start()
        else:
            left_out.append(Omission(tokens[place : found.start()].strip(), replaced=False))
        left_out += [Omission(group.strip(), replaced=True) for group in found.groups() if group]
        place = found.end()
    return start, place, tuple(one for one in left_out if one.tokens)


def count_words(tokens: Sequence[Token]) -> float:
    """Return how many words tokens are; two characters of Chinese count as a word."""
    return sum(
        0.5 if len(token.text) == 1 and token.text >= "\u3040" else 1
        for token in tokens
        if token.kind == "word"
    )


def _elements(text: str, tokens: Sequence[Token]) -> list[list[_Element]]:
    """Return the tokens between two ellipses, with what brackets mean in place of the brackets."""
    pieces: list[list[_Element]] = [[]]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        closing = _closing(tokens, index)
        if token.text == GAP:
            pieces.append([])
        elif closing:
            index = _bracket(text, tokens, (index, closing), pieces[-1])
            continue
        else:
            pieces[-1].append(token)
        index += 1
    return pieces


def _bracket(
    text: str, tokens: Sequence[Token], ends: tuple[int, int], piece: list[_Element]
) -> int:
    """Add what a bracket means to a piece, and return the index of the next token."""
    opened, closed = tokens[ends[0]], tokens[ends[1]]
    after = ends[1] + 1
    if _REMARK.fullmatch(joined(tokens[ends[0] + 1 : ends[1]])):
        return after
    inside = text[opened.end : closed.start]
    before = piece[-1] if piece else None
    left = isinstance(before, Token | _Altered) and before.end == opened.start
    if isinstance(before, Token) and before.kind != "word":
        left = False
    right = after < len(tokens) and tokens[after].start == closed.end
    right = right and tokens[after].kind == "word"
    if not inside.isalpha() or not (left or right):
        # Insertions side by side are one: many would be tried in all combinations.
        if not isinstance(before, _Inserted):
            piece.append(_Inserted())
        return after
    expression = ""
    if left:
        piece.pop()
        expression = before.expression if isinstance(before, _Altered) else re.escape(before.text)  # type: ignore[union-attr]
    # At the end of a word the brackets stand for its ending, elsewhere for the case of letters.
    expression += f"(?i:{re.escape(inside)})" if right else r"\w{0,4}"
    end = closed.end
    if right:
        expression += re.escape(tokens[after].text)
        end = tokens[after].end
        after += 1
    piece.append(_Altered(expression, end))
    return after


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the bracket that closes an insertion at ``start``; 0 if none begins.

    Round brackets are text of the report, unless they contain a remark.
    """
    closing = _CLOSING.get(tokens[start].text)
    if closing is None:
        return 0
    for index in range(start + 1, min(start + _LONGEST_INSERTION, len(tokens))):
        if tokens[index].text == closing:
            inside = joined(tokens[start + 1 : index])
            return index if closing == "]" or _REMARK.fullmatch(inside) else 0
    return 0


def _split(pieces: Sequence[Sequence[_Element]]) -> list[list[_Element]]:
    """Return the pieces with words, without what may be dropped at their ends."""
    trimmed = [piece for piece in map(_trimmed, pieces) if piece]
    has_token = any(isinstance(one, Token) for piece in trimmed for one in piece)
    return trimmed if has_token else []


def _trimmed(piece: Sequence[_Element]) -> list[_Element]:
    first, last = 0, len(piece)
    while first < last and _is_droppable(piece[first], frozenset()):
        first += 1
    while last > first and _is_droppable(piece[last - 1], _FINAL):
        last -= 1
    return list(piece[first:last])


def _is_droppable(one: _Element, marks: frozenset[str]) -> bool:
    if isinstance(one, Token):
        return one.kind in ("gap", "dash") or one.text in marks
    return isinstance(one, _Inserted)


def _pattern(pieces: Sequence[Sequence[_Element]]) -> Pattern:
    tokens = tuple(tuple(one for one in piece if isinstance(one, Token)) for piece in pieces)
    runs = [run for piece in pieces for run in _runs(piece)]
    longest = max(runs, key=lambda run: sum(len(token.text) + 1 for token in run))
    anchor = joined(longest)
    begins = longest is runs[0] and pieces[0][0] is longest[0]
    anchors = (anchor, swapped(anchor)) if begins and swapped(anchor) != anchor else (anchor,)
    expressions = tuple(_expression(piece, first=not n) for n, piece in enumerate(pieces))
    altered = sum(isinstance(one, _Altered) for piece in pieces for one in piece)
    words = sum(map(count_words, tokens)) + altered
    return Pattern(expressions, tokens, words, anchors)


def _runs(piece: Sequence[_Element]) -> list[list[Token]]:
    runs: list[list[Token]] = [[]]
    for one in piece:
        if isinstance(one, Token):
            runs[-1].append(one)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _expression(piece: Sequence[_Element], *, first: bool) -> re.Pattern[str]:
    parts: list[str] = []
    for number, one in enumerate(piece):
        if isinstance(one, _Inserted):
            parts.append(rf"((?: \S+){{0,{_MOST_REPLACED}}}?)")
        elif isinstance(one, _Altered):
            parts.append(f" {one.expression}")
        elif first and not number:
            parts.append(f" (?i:{re.escape(one.text[:1])}){re.escape(one.text[1:])}")
        else:
            parts.append(f" {re.escape(one.text)}")
    return re.compile("".join(parts) + "(?= )")
