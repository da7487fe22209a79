"""Numbers of paragraphs and ordinals of headings: what a text begins with, and what can come next.

United Nations paragraphs are numbered 1, 2, 3 ... through a report, or by section: 12.1, 12.2;
recommendations below a paragraph 101.1, 101.2. So a number counts only where it can be the next
one: any other is a reference that a line happens to begin with.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Number = tuple[int, ...]

_PLAIN = re.compile(r"[\"“«]?(\d{1,4})\.\s+(?=\S)")
_PARTED = re.compile(
    r"[\"“«]?(\d{1,4}[A-Z]?(?:\.(?:\d{1,4}|[IVX]{1,5})){1,3})\.?\s+(?=[A-ZÀ-Þ“\"(\[«])"
)
_ORDINAL = re.compile(
    r"(?:(?P<bare>[IVXLC]{1,7}|[A-Z]|\d{1,2})\.|\((?P<round>[a-z]|[ivx]{1,5}|\d{1,2})\))\s+"
    r"(?=[A-ZÀ-Þ“‘\"«(])"
)
# How far a number may lie beyond the one expected and still show that paragraphs are missing.
_FARTHEST_GAP = 60
_COUNTED = re.compile(r"([A-Z][a-z]+) (\d{1,2}|[IVX]{1,5})\b")
# Headings of one look are ordered so, outermost first: I., A., 1., those without a mark, (a). One
# that is counted by name, "Result 2", is of that name's kind.
ROMAN, LETTER, FIGURE, UNMARKED, ROUND = range(1, 6)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that a block begins with, and where the text after it starts."""

    number: Number
    written: str
    end: int

    @property
    def follows(self) -> Number:
        """The number that comes next, where nothing is begun or ended."""
        return (*self.number[:-1], self.number[-1] + 1)


def candidate(text: str) -> Candidate | None:
    """Return the number that a text begins with, if it looks like a paragraph's."""
    found = _PLAIN.match(text) or _PARTED.match(text)
    if found is None:
        return None
    return Candidate(tuple(map(_value, found[1].split("."))), found[1], found.end())


def _value(part: str) -> int:
    """Return what a part of a number counts; that of "29A" or "3.II", a section's, is its own."""
    if part.isdigit():
        return int(part)
    return int(part[:-1]) + 10_000 * ord(part[-1]) if part[0].isdigit() else 10_000 + _roman(part)


def can_follow(number: Number, last: Number | None) -> bool:
    """Whether a number can be the next: the first of all, one more, or a level down or up."""
    if last is None:
        return number == (1,) or (len(number) > 1 and number[-1] == 1)
    deeper = (*last, 1)
    onward = [(*last[:i], last[i] + 1) for i in range(len(last))]
    next_section = [(*last[:-2], last[-2] + 1, 1)] if len(last) > 1 else []
    return number in [deeper, *onward, *next_section]


def shows_a_gap(found: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Whether paragraphs are missing before this one: the numbers go on from here, not from there.

    ``later`` are the numbers that the following blocks begin with.
    """
    number = found.number
    if last is not None and (len(number) != len(last) or number[:-1] != last[:-1]):
        return False
    expected = last[-1] + 1 if last is not None else 1
    if not expected < number[-1] <= expected + _FARTHEST_GAP:
        return False
    if not later:
        return number[-1] <= expected + 2 and last is not None
    wanted = (*number[:-1], expected)
    for one in later:
        if one == found.follows:
            return True
        if one == wanted:
            return False
    return False


def restarts(found: Candidate, later: Sequence[Number]) -> bool:
    """Whether the numbering begins anew here: with 1, and 2 comes next."""
    return (
        can_follow(found.number, None)
        and bool(later)
        and later[0] in (found.follows, (*found.number, 1))
    )


def repeats(found: Candidate, last: Number | None, later: Sequence[Number]) -> bool:
    """Whether a number was given twice."""
    return found.number == last and bool(later) and later[0] == found.follows


def ordinals(text: str) -> list[tuple[int, int, int]]:
    """Return what the mark of a heading can be: kind, value, and where the words begin.

    "C." is the third letter, or a hundred.
    """
    found = _ORDINAL.match(text)
    if found is None:
        return []
    mark, end = found["bare"] or found["round"], found.end()
    if found["round"]:
        return [(ROUND, int(mark) if mark.isdigit() else ord(mark[0]) - ord("a") + 1, end)]
    if mark.isdigit():
        return [(FIGURE, int(mark), end)]
    readings = [(ROMAN, _roman(mark), end)] if set(mark) <= set("IVXLC") else []
    if len(mark) == 1:
        readings.append((LETTER, ord(mark) - ord("A") + 1, end))
    return readings


def written(number: int, form: str) -> str:
    """Write a number as lists do, in one of the forms "1", "01", "a", "A", "i", "I"."""
    if form in ("a", "A"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "a" else letter.upper()
    if form in ("i", "I"):
        numeral = _numeral(number)
        return numeral if form == "I" else numeral.lower()
    return f"{number:02}" if form == "01" else str(number)


def _numeral(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    letters = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    numeral = ""
    for value, letter in zip(values, letters, strict=True):
        numeral += letter * (number // value)
        number %= value
    return numeral


def counted(text: str) -> str:
    """Return what a heading counts: "Subprogramme" of "Subprogramme 2"; empty if nothing."""
    found = _COUNTED.match(text)
    return found[1] if found else ""


def _roman(mark: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in mark]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))
