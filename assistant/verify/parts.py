"""Tell whether a quotation is several quotations that are joined without a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify.texts import Texts

_MOST_PARTS = 5
_LEAST_TOKENS = 4  # of a part; shorter runs are in many texts by chance


@dataclass(frozen=True, slots=True)
class Part:
    """The tokens ``first`` to before ``last`` of a quotation, and the texts that have them."""

    first: int
    last: int
    numbers: tuple[int, ...]


def parts_of(texts: Texts, tokens: Sequence[str]) -> tuple[Part, ...]:
    """Return the fewest parts that a quotation consists of, each somewhere in the library.

    There are none if it does not wholly consist of a few parts.
    """
    parts: list[Part] = []
    place = 0
    while place < len(tokens):
        length, numbers = texts.longest_start(tokens[place:])
        if length < _LEAST_TOKENS or len(parts) == _MOST_PARTS:
            return ()
        parts.append(Part(place, place + length, tuple(numbers)))
        place += length
    return tuple(parts) if len(parts) > 1 else ()
