"""Pair the texts of two versions: in order by likeness, then those that moved.

Texts are given as tokens. Two texts are like each other by the tokens that they have in common, in
order: 1.0 for equal texts, 0.0 for nothing in common. Greedy pairing joins paragraphs that share
only phrases of the genre; the best sum over all paragraphs does not.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

# In order, texts are versions of each other from LIKE. Elsewhere, only from SAME.
LIKE, SAME = 0.5, 0.8
# What equal numbers add to the likeness of two texts, and what a pair is worth beside none.
_EQUAL_NUMBER, _PAIRED = 0.1, 0.05
_LEAST_MOVED = 6  # tokens: a shorter text may stand in several places
_MOST_COMPARED = 1_000_000  # pairs of texts that are compared at once
_SURROGATES = 0xD800, 0x800  # the first, and how many: no text may have them

Step = tuple[str, int, int, int, int]


class Text(NamedTuple):
    """A text to be paired: its tokens, and its printed number or another address."""

    tokens: Sequence[str]
    number: str


class Paired(NamedTuple):
    """The indices of two texts that belong together; ``moved`` if the order of others differs."""

    old: int
    new: int
    moved: bool


def align(old: Sequence[Text], new: Sequence[Text]) -> list[Paired]:
    """Return which texts belong together, each at most once, by the index of the new text."""
    codes: dict[str, str] = {}
    before, after = (["".join(_codes(text, codes)) for text in texts] for texts in (old, new))
    pairs = [
        Paired(first + i, second + j, moved=False)
        for first, last, second, end in _segments(before, after)
        for i, j in _in_order(
            _worth(
                before[first:last],
                after[second:end],
                [text.number for text in old[first:last]],
                [text.number for text in new[second:end]],
            )
        )
    ]
    pairs += _moved(before, after, pairs)
    return sorted(pairs, key=lambda pair: pair.new)


def align_by_number(old: Sequence[Text], new: Sequence[Text]) -> list[Paired]:
    """Return which texts belong together by their numbers and order alone, as of two languages."""
    worth = np.zeros((len(old), len(new)), np.float64)
    numbers = np.array([text.number for text in new], object)
    for i, text in enumerate(old):
        worth[i] = (numbers == text.number) * (1.0 if text.number else 0.3)
    return [Paired(i, j, moved=False) for i, j in _in_order(worth)]


def likeness(old: Sequence[str], new: Sequence[str]) -> Any:
    """Return how like each other texts are: float32 (old, new), 0.0 where it is below ``LIKE``."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    if not old or not new:
        return np.zeros((len(old), len(new)), np.float32)
    return cdist(
        old, new, scorer=Indel.normalized_similarity, score_cutoff=LIKE, dtype=np.float32, workers=1
    )


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Return how one list of tokens becomes another, with the fewest tokens changed.

    Each step is "equal", "replace", "delete" or "insert", and the ranges of tokens in both.
    """
    from rapidfuzz.distance import Levenshtein

    codes: dict[str, str] = {}
    before, after = ("".join(_codes(Text(tokens, ""), codes)) for tokens in (old, new))
    found = Levenshtein.opcodes(before, after)
    return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in found]


def _codes(text: Text, codes: dict[str, str]) -> Iterator[str]:
    """Yield one character for each token: strings are compared much faster than lists."""
    first, count = _SURROGATES
    for token in text.tokens:
        code = codes.get(token)
        if code is None:
            number = len(codes) + 1
            codes[token] = code = chr(number if number < first else number + count)
        yield code


def _worth(
    old: Sequence[str], new: Sequence[str], numbers: Sequence[str], others: Sequence[str]
) -> Any:
    """Return what it is worth to pair two texts; 0.0 if they must not be paired.

    Args:
        old, new: the texts.
        numbers, others: the printed number of each; "" for none.
    """
    likenesses = likeness(old, new)
    places: dict[str, list[int]] = {}
    for j, number in enumerate(others):
        places.setdefault(number, []).append(j)
    equal = np.zeros(likenesses.shape, bool)
    for i, number in enumerate(numbers):
        for j in places.get(number, ()) if number else ():
            equal[i, j] = True
            if likenesses[i, j] < LIKE and _contains(old[i], new[j]):
                likenesses[i, j] = LIKE
    worth = likenesses - LIKE + _PAIRED + equal * _EQUAL_NUMBER
    return np.where(likenesses >= LIKE, worth, 0.0)


def _contains(old: str, new: str) -> bool:
    """Return whether the longer text has most of the shorter, in order: something was added."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(old), len(new))
    return shorter >= _LEAST_MOVED and LCSseq.similarity(old, new) >= SAME * shorter


def _in_order(worth: Any) -> list[tuple[int, int]]:
    """Return the pairs of increasing indices whose worth has the greatest sum."""
    rows, columns = worth.shape
    best = np.zeros((rows + 1, columns + 1), np.float64)
    for row in range(rows):
        best[row + 1, 1:] = np.maximum(best[row, 1:], best[row, :-1] + worth[row])
        best[row + 1] = np.maximum.accumulate(best[row + 1])
    pairs: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _moved(old: Sequence[str], new: Sequence[str], paired: Sequence[Paired]) -> Iterator[Paired]:
    """Yield the texts that are paired with none in order, but are much like one elsewhere."""
    taken_old, taken_new = {pair.old for pair in paired}, {pair.new for pair in paired}
    left = [i for i, text in enumerate(old) if i not in taken_old and len(text) >= _LEAST_MOVED]
    other = [j for j, text in enumerate(new) if j not in taken_new and len(text) >= _LEAST_MOVED]
    likenesses = likeness([old[i] for i in left], [new[j] for j in other])
    candidates = np.argwhere(likenesses >= SAME)
    # The likest first; of equal ones, the first.
    for i, j in sorted(candidates.tolist(), key=lambda pair: -likenesses[tuple(pair)]):
        if left[i] not in taken_old and other[j] not in taken_new:
            taken_old.add(left[i])
            taken_new.add(other[j])
            yield Paired(left[i], other[j], moved=True)


def _segments(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the ranges of texts that are compared with each other.

    It is one range, unless there are so many texts that equal ones must divide them first.
    """
    if len(old) * len(new) <= _MOST_COMPARED:
        return [(0, len(old), 0, len(new))]
    found: list[tuple[int, int, int, int]] = []
    first = second = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        found += [(first, i, second, j), (i, min(i + 1, len(old)), j, min(j + 1, len(new)))]
        first, second = i + 1, j + 1
    return [one for one in found if one[0] < one[1] and one[2] < one[3]]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return most of the texts that are equal and stand only once, in an order that is in both."""
    places = {text: j for j, text in enumerate(new)}
    counts, others = Counter(old), Counter(new)
    once = {text for text in places if counts[text] == 1 == others[text]}
    pairs = [(i, places[text]) for i, text in enumerate(old) if text in once]
    # The longest increasing sequence: the ends of the best sequences of each length.
    ends: list[int] = []
    chains: list[Any] = []  # the last pair of each sequence, and the sequence before it
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        ends[length : length + 1] = [pair[1]]
        chains[length : length + 1] = [(pair, chains[length - 1] if length else None)]
    chain = chains[-1] if chains else None
    found: list[tuple[int, int]] = []
    while chain is not None:
        found.append(chain[0])
        chain = chain[1]
    return found[::-1]
