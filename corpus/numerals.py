"""Numbers as they are written: of paragraphs, of headings, of items of lists."""

import re
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


def format_number(number: int, form: str) -> str:
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
