"""Read the address in a question: numbers of paragraphs, a section, an annex, pages, footnotes.

Only the words of the question are read here; ``lookup`` finds the address in the reports.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.question.lexicon.addresses import (
    ANNEX,
    BARE_NUMBER,
    BARE_SECTION,
    BESIDE,
    END_PARAGRAPHS,
    END_SENTENCES,
    LIST_ITEM,
    NOTES,
    NTH_NOTE,
    NTH_PARAGRAPH,
    NUMBERED_SENTENCE,
    PAGES,
    PARAGRAPHS,
    PATH_ITEM,
    RESOLUTION_PARAGRAPH,
    SECTION,
)
from assistant.question.lexicon.numbers import number_of
from corpus import symbol as symbols

Kind = Literal["paragraph", "section", "part", "page", "note", "sentence"]

_FEW = 3  # "the first few paragraphs"
_PATTERNS = (
    BESIDE, END_SENTENCES, NUMBERED_SENTENCE, RESOLUTION_PARAGRAPH, PARAGRAPHS, END_PARAGRAPHS,
    NTH_PARAGRAPH, PAGES, NOTES, NTH_NOTE, SECTION, BARE_SECTION, ANNEX,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """A range of numbers as printed; ``first`` and ``last`` are equal for a single number."""

    first: str
    last: str

    def has(self, number: str) -> bool:
        """Return whether a number is in the range; "29a.3" is between "29a.2" and "29a.4"."""
        if number.lower() in (self.first, self.last):
            return True
        ends = [_steps(end) for end in (self.first, number.lower(), self.last)]
        if not all(step.isdecimal() for _, step in ends) or len({stem for stem, _ in ends}) > 1:
            return False
        first, middle, last = (int(step) for _, step in ends)
        return first < middle < last

    def missing_from(self, present: set[str]) -> Iterator[str]:
        """Yield the numbers of the range that are not ``present``, consecutive ones as a range."""
        (stem, first), (other, last) = _steps(self.first), _steps(self.last)
        if not (first.isdecimal() and last.isdecimal() and stem == other):
            yield from (end for end in dict.fromkeys((self.first, self.last)) if end not in present)
            return
        start = None
        for number in range(int(first), int(last) + 2):
            gone = number <= int(last) and f"{stem}{number}" not in present
            if gone and start is None:
                start = number
            elif not gone and start is not None:
                until = "" if start == number - 1 else f"-{stem}{number - 1}"
                yield f"{stem}{start}{until}"
                start = None


def _steps(number: str) -> tuple[str, str]:
    """Return a number as what stands before its last step, and its last step: "29a." and "5"."""
    before, dot, last = number.rpartition(".")
    return before + dot, last


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of some things, in order: ``things[start:stop]``; ``name`` is how it was asked for."""

    start: int | None
    stop: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Address:
    """What a question names by its place in a report.

    ``kind`` is what is named last: a footnote, a page, paragraphs, a section or a part. ``numbers``
    are those of paragraphs, pages or footnotes. ``ends`` says which paragraphs are asked for by
    their order, and ``sentences`` which sentences of them. ``section`` is the path of a section,
    ("II", "A", "2"). ``part`` is "annex", "annex II" or "operative para.", in lower case. ``step``
    is 1 for the paragraph after the numbers, -1 for the one before, and 0 for the numbers. ``rest``
    is the question without the address and without symbols of documents.
    """

    kind: Kind
    rest: str
    numbers: tuple[Numbers, ...] = ()
    ends: Slice | None = None
    sentences: Slice | None = None
    section: tuple[str, ...] = ()
    part: str = ""
    step: int = 0


def read_address(question: str) -> Address | None:
    """Return the address in a question, or None if it names no place in a report."""
    text = symbols.ANY_CASE.sub(" ", question)
    part, own = _part(text)
    beside = BESIDE.search(text)
    bare = BARE_NUMBER.match(text)
    if beside:
        own = _single(number_of(beside["number"]))
    elif bare:
        own = _single(number_of(bare[1]))
    numbers: dict[Kind, tuple[Numbers, ...]] = {
        "note": _listed(NOTES, text) + _ordinal_numbers(NTH_NOTE, text),
        "page": _listed(PAGES, text),
        "paragraph": own or _listed(PARAGRAPHS, text),
    }
    ends, sentences, section = _ends(text), _sentences(text), _section(text)
    others: dict[Kind, object] = {
        "paragraph": ends, "section": section, "part": part, "sentence": sentences
    }  # fmt: skip
    named = (kind for found in (numbers, others) for kind, value in found.items() if value)
    kind = next(named, None)
    if kind is None:
        return None
    rest = without_address(question)
    step = (1 if beside["after"] else -1) if beside else 0
    return Address(kind, rest, numbers.get(kind, ()), ends, sentences, section, part, step)


def _single(number: str) -> tuple[Numbers, ...]:
    return (Numbers(number, number),)


def without_address(question: str) -> str:
    """Return the question without numbers of paragraphs and sections, and without symbols."""
    for pattern in (symbols.ANY_CASE, *_PATTERNS):
        question = pattern.sub(" ", question)
    return " ".join(question.split())


def _listed(pattern: re.Pattern[str], text: str) -> tuple[Numbers, ...]:
    """Return the numbers after each match; "10-12 and 15" are the ranges 10 to 12 and 15 to 15."""
    numbers: dict[Numbers, None] = {}
    for match in pattern.finditer(text):
        is_range = False
        found = False
        for item in LIST_ITEM.finditer(match[1]):
            if item["range"]:
                is_range = found
                continue
            number = number_of(item["number"])
            last = next(reversed(numbers), None)
            if is_range and last:
                del numbers[last]
                numbers[_range(last.first, number)] = None
            else:
                numbers[Numbers(number, number)] = None
            is_range, found = False, True
        if not found:
            numbers[Numbers(match[1].lower(), match[1].lower())] = None  # footnote a, footnote *
    return tuple(numbers)


def _range(first: str, last: str) -> Numbers:
    backwards = first.isdecimal() and last.isdecimal() and int(first) > int(last)
    return Numbers(last, first) if backwards else Numbers(first, last)


def _ordinal_numbers(pattern: re.Pattern[str], text: str) -> tuple[Numbers, ...]:
    found = (number_of(match[1]) for match in pattern.finditer(text))
    return tuple(Numbers(number, number) for number in found)


def _ends(text: str) -> Slice | None:
    """Return which paragraphs are asked for by their order: the last three, the twenty-third."""
    match = END_PARAGRAPHS.search(text)
    if match:
        return _end(match)
    match = NTH_PARAGRAPH.search(text)
    return _nth(number_of(match[1]), match[0]) if match else None


def _sentences(text: str) -> Slice | None:
    match = END_SENTENCES.search(text)
    if match and match["nth"] is None:
        return _end(match)
    numbered = match or NUMBERED_SENTENCE.search(text)
    if numbered is None:
        return None
    return _nth(number_of(numbered["nth"] if match else numbered[1]), numbered[0])


def _end(match: re.Match[str]) -> Slice:
    count = _count(match["count"])
    if match["before"]:
        return Slice(-2, -1, match[0])
    return Slice(None, count, match[0]) if match["first"] else Slice(-count, None, match[0])


def _count(words: str | None) -> int:
    if words is None:
        return 1
    number = int(number_of(words))  # 0 for a word that is no number
    return number or (2 if words.lower().startswith("couple") else _FEW)


def _nth(number: str, name: str) -> Slice:
    return Slice(max(int(number) - 1, 0), int(number), name)


def _section(text: str) -> tuple[str, ...]:
    match = SECTION.search(text) or BARE_SECTION.search(text)
    if not match:
        return ()
    return tuple(_mark(step.strip("()")).upper() for step in PATH_ITEM.findall(match[1]))


def _part(text: str) -> tuple[str, tuple[Numbers, ...]]:
    """Return the part that is named, and the numbers of its paragraphs if they belong to its name.

    Parts are an annex, "annex II", and the paragraphs of resolutions that have no number, whose
    parts are "operative para. 1", "operative para. 2" and so on.
    """
    match = RESOLUTION_PARAGRAPH.search(text)
    if match:
        number = number_of(match[2])
        return f"{match[1].lower()} para.", (Numbers(number, number),)
    match = ANNEX.search(text)
    if not match:
        return "", ()
    name = {"annexes": "annex", "appendices": "appendix"}.get(match[1].lower(), match[1].lower())
    return (f"{name} {_mark(match[2])}" if match[2] else name), ()


def _mark(mark: str) -> str:
    """Return the mark of a section or annex: "3" for "three", "ii" for "II"."""
    value = number_of(mark)
    return mark.lower() if value == "0" else value
