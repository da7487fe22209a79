"""The written forms of numbers: of paragraphs, of headings and of list items."""

import re
from dataclasses import dataclass

Number = tuple[int, ...]

# The digits of other scripts, and the ASCII digits for them.
_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "012345678901234567890123456789"
)
_OPENING = r"[\"“«‘(\[]"
# A capital letter, or a letter of a script without capital letters.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ſЀ-Я\u0590-\uffdc]"
_SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
_SUFFIX = rf"(?:{'|'.join(_SUFFIXES)})"
# The forms of paragraph numbers, most usual first.
PLAIN, DOTTED, TIGHT, DASHED, IDEOGRAPHIC, SUFFIXED, PAREN, BARE = range(8)
FORMS = {
    PLAIN: re.compile(r"[\"“«]?(?:[§¶]\s?)?(\d{1,4})\.(?:\s*[-–—])?\s+(?=\S)"),
    DOTTED: re.compile(
        r"[\"“«]?(\d{1,4}[A-Z]?(?:\.(?:\d{1,4}|[IVX]{1,5})){1,3})\.?\s+(?=[A-ZÀ-Þ“\"(\[«]"
        r"|[\u0400-\u042f\u0590-\uffdc])"
    ),
    TIGHT: re.compile(rf"[\"“«]?(\d{{1,4}})\.(?={_OPENING}?{_CAPITAL})"),
    DASHED: re.compile(
        rf"(\d{{1,4}})(?: ?[-–—] (?={_OPENING}?{_CAPITAL})|\s?[-–—]\s?(?=[\u0590-\uffdc]))"
    ),
    IDEOGRAPHIC: re.compile(r"(\d{1,4})[．、。]\s*(?=\S)"),
    SUFFIXED: re.compile(
        rf"(\d{{1,4}}(?:[ .-]?(?i:{_SUFFIX}|\({_SUFFIX}\))|[A-Z]|[a-z](?=[.)])))[.)]?\s+"
        rf"(?={_OPENING}?{_CAPITAL})"
    ),
    PAREN: re.compile(rf"(\d{{1,4}})\)\s*(?={_OPENING}?{_CAPITAL})"),
    BARE: re.compile(rf"(\d{{1,4}})\s+(?={_OPENING}?{_CAPITAL})"),
}
_SUFFIXED = re.compile(r"(\d+)[ .-]?\(?([A-Za-z]+)\)?")
_LONGEST = 40  # characters of a number and what follows it
# A number in one of these forms is one only if the numbers of the whole document are.
UNUSUAL = (PAREN, BARE)
_ORDINAL = re.compile(
    r"(?:(?P<bare>[IVXLC]{1,7}|[A-Z]|\d{1,2})\.|\((?P<bracketed>[a-z]|[ivx]{1,5}|\d{1,2})\))\s+"
    r"(?=[A-ZÀ-Þ“‘\"«(])"
)
_COUNTED_NAME = re.compile(r"([A-Z][a-z]+) (\d{1,2}|[IVX]{1,5})\b")
# The kinds of heading marks, outermost first: I., A., 1., no mark, (a). The kinds order headings of
# the same style. A heading with a counted name, "Result 2", has that name as its kind.
ROMAN, LETTER, FIGURE, UNMARKED, BRACKETED = range(1, 6)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible paragraph number at the start of a block.

    ``written`` is the number as printed, in ASCII digits. ``end`` is the index at which the text
    after the number starts. ``form`` is one of the forms above.
    """

    number: Number
    written: str
    end: int
    form: int = PLAIN

    @property
    def next_number(self) -> Number:
        """The next number at the same depth."""
        return (*self.number[:-1], self.number[-1] + 1)


def candidate(text: str) -> Candidate | None:
    """Return the number at the start of a text if it looks like a paragraph number, or None.

    The forms in ``UNUSUAL`` are left out: they look like sums or items of lists.
    """
    found = any_candidate(text)
    return None if found is None or found.form in UNUSUAL else found


def any_candidate(text: str) -> Candidate | None:
    """Return the number at the start of a text, in any form, or None."""
    head = text[:_LONGEST].translate(_DIGITS)
    for form, pattern in FORMS.items():
        if match := pattern.match(head):
            return Candidate(_value(match[1]), match[1], match.end(), form)
    return None


def _value(written: str) -> Number:
    """Return the value of a number; "2 bis" is (2, -1) and "2 ter" is (2, -2), like "2A" and "2B".

    So they come after paragraph 2 and before paragraph 3.
    """
    if match := _SUFFIXED.fullmatch(written):
        suffix = match[2].lower()
        order = _SUFFIXES.index(suffix) if suffix in _SUFFIXES else ord(suffix) - ord("a")
        return int(match[1]), -1 - order
    return tuple(map(_part_value, written.split(".")))


def _part_value(part: str) -> int:
    """Return the value of one part of a number.

    A section such as "29A" or the "II" of "3.II" gets a value above 10,000, so that it equals no
    plain number.
    """
    if part.isdigit():
        return int(part)
    return int(part[:-1]) + 10_000 * ord(part[-1]) if part[0].isdigit() else 10_000 + _roman(part)


def ordinals(text: str) -> list[tuple[int, int, int]]:
    """Return the possible readings of a heading's mark; an empty list if there is no mark.

    Each reading is the kind of the mark, its value, and the index at which the words begin. "C."
    has two readings: the Roman numeral 100 and the third letter.
    """
    match = _ORDINAL.match(text)
    if match is None:
        return []
    mark, end = match["bare"] or match["bracketed"], match.end()
    if match["bracketed"]:
        return [(BRACKETED, int(mark) if mark.isdigit() else ord(mark[0]) - ord("a") + 1, end)]
    if mark.isdigit():
        return [(FIGURE, int(mark), end)]
    readings = [(ROMAN, _roman(mark), end)] if set(mark) <= set("IVXLC") else []
    if len(mark) == 1:
        readings.append((LETTER, ord(mark) - ord("A") + 1, end))
    return readings


def format_number(number: int, form: str) -> str:
    """Return a number as a list shows it, in the form "1", "01", "a", "A", "i" or "I"."""
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


def counted_name(text: str) -> str:
    """Return the name that a heading counts ("Subprogramme" of "Subprogramme 2"), or ""."""
    match = _COUNTED_NAME.match(text)
    return match[1] if match else ""


def _roman(mark: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in mark]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))
