"""Two versions of one text, word by word; typography is no difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.alignment import Step, steps
from corpus.fold import Token, fold

Status = Literal["same", "gone", "new"]

_SEPARATORS = (",", ".")  # within a figure: of thousands and of decimals


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words as both versions print it.

    ``old`` is empty if the run is "new", and ``new`` is empty if it is "gone". If the run is
    "same", both have it, perhaps with other spaces, dashes or quotation marks.
    """

    status: Status
    old: str
    new: str


def words_of(text: str) -> list[str]:
    """Return the words, figures and marks of a text by which it is compared."""
    return [token.text for token in _tokens(text)]


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of two versions of a text, in order.

    The ``old`` of all pieces are together the old text, character by character, and the ``new`` the
    new text.
    """
    before, after = _tokens(old), _tokens(new)
    cuts, other = _cuts(old, before), _cuts(new, after)
    pieces: list[Piece] = []
    for same, i, j, k, m in _runs([one.text for one in before], [one.text for one in after]):
        here, there = old[cuts[i] : cuts[j]], new[other[k] : other[m]]
        if same:
            pieces.append(Piece("same", here, there))
            continue
        if here:
            pieces.append(Piece("gone", here, ""))
        if there:
            pieces.append(Piece("new", "", there))
    return tuple(pieces)


def _tokens(text: str) -> list[Token]:
    """Return the tokens of a text; a figure with its separators, "48,004,100", is one."""
    tokens: list[Token] = []
    for token in fold(text):
        if len(tokens) > 1 and token.text[0].isdecimal():
            first, mark = tokens[-2:]
            beside = first.end == mark.start and mark.end == token.start
            if beside and mark.text in _SEPARATORS and first.text[-1].isdecimal():
                figure = first.text + mark.text + token.text
                tokens[-2:] = [Token(figure, first.start, token.end, "word")]
                continue
        tokens.append(token)
    return tokens


def _cuts(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return where each token begins, with the quotation marks before it; and the end."""
    cuts = [0]
    for before, token in pairwise(tokens):
        between = text[before.end : token.start]
        spaces = [place for place, letter in enumerate(between, 1) if letter.isspace()]
        cuts.append(before.end + spaces[-1] if spaces else token.start)
    return [*cuts, len(text)] if tokens else [0, len(text)]


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield the ranges of tokens that are the same, and those that differ.

    A few equal words between longer differences are no help to a reader: they are a part of the
    difference.
    """
    if not old or not new:
        # Without tokens, the whole text is one range: see ``_cuts``.
        same = not old and not new
        yield same, 0, max(len(old), 1), 0, max(len(new), 1)
        return
    merged: list[Step] = []
    found = steps(old, new)
    for number, step in enumerate(found):
        last = merged[-1] if merged else None
        after = found[number + 1] if number + 1 < len(found) else None
        absorbed = step[0] == "equal" and last and after and _size(step) < _least(last, after)
        if last and last[0] != "equal" and (step[0] != "equal" or absorbed):
            merged[-1] = ("replace", last[1], step[2], last[3], step[4])
        else:
            merged.append(step)
    for tag, i, j, k, m in merged:
        yield tag == "equal", i, j, k, m


def _size(step: Step) -> int:
    return max(step[2] - step[1], step[4] - step[3])


def _least(step: Step, other: Step) -> int:
    return min(_size(step), _size(other)) if "equal" not in (step[0], other[0]) else 0
