"""Compare a quotation with a paragraph word by word, and say what of the differences matters.

The whole quotation is aligned with that part of the paragraph to which it has the smallest
distance, counted in words and marks that are changed, left out or added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.question.lexicon.rows import word_list
from assistant.verify.types import Difference, Weight
from corpus.fold import Token, swapped

_NEGATIONS = word_list(
    "words of negation",
    """
    not no nor neither never none nobody nothing nowhere without cannot non un
    ne pas non jamais aucun aucune sans ni
    no nunca ningún ninguna ninguno sin
    не нет ни никогда без
    不 没 無 无 未 非
    لا لم لن ليس ليست دون غير
    """,
    "not",
    "note",
)
_MODALS = word_list(
    "modal verbs",
    """
    may might can could shall should must will would ought need needs required
    peut peuvent pourrait pourraient doit doivent devrait devraient
    puede pueden podría podrían debe deben debería deberían deberá deberán
    может могут должен должна должно должны следует
    可 应 應 须 須 必须
    يجوز يجب ينبغي يمكن
    """,
    "shall",
    "shalt",
)
_NUMERALS = word_list(
    "numerals",
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion first second third half
    """,
    "three",
    "tree",
)
_EQUAL, _CHANGED, _LEFT_OUT, _ADDED = range(4)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The part of a text that is most like a quotation: its tokens ``first`` to before ``last``.

    ``steps`` has a row for each step of the alignment: what it is, the index in the quotation and
    the index in the text. ``similarity`` is 1.0 for equal tokens and 0.0 for nothing in common.
    """

    first: int
    last: int
    similarity: float
    steps: tuple[tuple[int, int, int], ...]


def align(quotation: Sequence[str], text: Sequence[str]) -> Alignment:
    """Return how a quotation is best aligned with a part of a text, both given as tokens."""
    costs = _costs(quotation, text)
    # Of equal distances the last: a word that is left out before the end is not one that is added.
    row, column = len(quotation), len(text) - int(np.argmin(costs[-1, ::-1]))
    distance, last = int(costs[-1, column]), column
    steps: list[tuple[int, int, int]] = []
    while row:
        cost = costs[row, column]
        equal = bool(column) and quotation[row - 1] == text[column - 1]
        if column and cost == costs[row - 1, column - 1] + (not equal):
            row, column = row - 1, column - 1
            steps.append((_EQUAL if equal else _CHANGED, row, column))
        elif column and cost == costs[row, column - 1] + 1:
            column -= 1
            steps.append((_LEFT_OUT, row, column))
        else:
            row -= 1
            steps.append((_ADDED, row, column))
    similarity = 1 - distance / max(len(quotation), 1)
    return Alignment(column, last, similarity, tuple(reversed(steps)))


def _costs(quotation: Sequence[str], text: Sequence[str]) -> Any:
    """Return the distances: int32 (tokens of the quotation + 1, tokens of the text + 1)."""
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers)) for word in text], np.int32)
    columns = np.arange(len(text) + 1, dtype=np.int32)
    costs = np.zeros((len(quotation) + 1, len(text) + 1), np.int32)
    for row, word in enumerate(quotation, start=1):
        costs[row, 0] = row
        other = words != numbers.get(word, -1)
        costs[row, 1:] = np.minimum(costs[row - 1, :-1] + other, costs[row - 1, 1:] + 1)
        # A word that is left out costs one more than the cell to the left of it.
        costs[row] = np.minimum.accumulate(costs[row] - columns) + columns
    return costs


def differences(
    alignment: Alignment,
    quotation: Sequence[Token],
    quoted: str,
    tokens: Sequence[Token],
    text: str,
) -> tuple[Difference, ...]:
    """Return the differences of an alignment, neighbouring ones as one.

    Args:
        alignment: of the quotation with the text.
        quotation, quoted: the tokens of the quotation, and its text.
        tokens, text: the tokens of the report's text, and the text.
    """
    found: list[Difference] = []
    for first, last in _groups(alignment.steps):
        own = [quotation[i] for kind, i, _ in alignment.steps[first:last] if kind != _LEFT_OUT]
        other = [tokens[j] for kind, _, j in alignment.steps[first:last] if kind != _ADDED]
        place = quotation[min(alignment.steps[first][1], len(quotation) - 1)].start
        start, end = (own[0].start, own[-1].end) if own else (place, place)
        found.append(
            Difference(
                "changed" if own and other else "added" if own else "left out",
                quoted[start:end],
                text[other[0].start : other[-1].end] if other else "",
                _weight(own, other),
                start,
                end,
            )
        )
    return tuple(found)


def weight_of(words: Sequence[str]) -> Weight:
    """Return what of some words changes the meaning most."""
    plain = [word.lower() for word in words]
    if any(word[:1].isdigit() or word in _NUMERALS for word in plain):
        return "number"
    if any(word in _NEGATIONS or word.endswith("n't") for word in plain):
        return "negation"
    return "modal verb" if any(word in _MODALS for word in plain) else ""


def _weight(own: Sequence[Token], other: Sequence[Token]) -> Weight:
    words, others = [one.text for one in own], [one.text for one in other]
    changed = [word for word in words if word not in others]
    changed += [word for word in others if word not in words]
    return weight_of(changed)


def _groups(steps: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of steps that are differences."""
    first = -1
    for index, (kind, _, _) in enumerate((*steps, (_EQUAL, 0, 0))):
        if kind != _EQUAL and first < 0:
            first = index
        elif kind == _EQUAL and first >= 0:
            yield first, index
            first = -1


def with_case_of(quotation: Sequence[str], text: str) -> list[str]:
    """Return tokens, the first in the case that the text has, as a quotation may change it."""
    if quotation and f" {quotation[0]} " not in text and f" {swapped(quotation[0])} " in text:
        return [swapped(quotation[0]), *quotation[1:]]
    return list(quotation)
