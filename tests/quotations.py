"""True and false quotations of reports, made by chance from a seed, as lines of a draft."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus import Document, Paragraph

_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,4}(?![\w/.,-])")
_NEGATION = re.compile(r"\b(?:not|no|nor|never|without|neither|none)\b ")
_WORD = re.compile(r"(?<= )[a-z]{5,}(?= )")
_OTHER_WORDS = ("bananas", "submarine", "yesterday", "accordions", "purple")
_LEAST, _MOST = 8, 40  # words of a quotation
_MARKS = ("“{}”", '"{}"', "«{}»", "« {} »", "„{}“", "„{}”", "「{}」")
_LIGATURES = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a draft with one quotation, and what is wrong with it; "" if nothing is."""

    text: str
    quotation: str
    error: str


def true_lines(documents: Sequence[Document], count: int, seed: int) -> list[Line]:
    """Return lines whose quotations are true, each with some changes of the typography."""
    chance = random.Random(seed)
    lines: list[Line] = []
    for paragraph, words in _segments(documents, chance):
        quotation = _inner_marks(words)
        for change in chance.sample(_CHANGES, chance.randint(1, 4)):
            quotation = change(quotation, chance)
        mark = chance.choice(_MARKS)
        text = f"The report says: {mark.format(quotation)} ({paragraph.reference})."
        lines.append(Line(text, quotation, ""))
        if len(lines) == count:
            return lines
    raise AssertionError("the reports have too few paragraphs")


def false_lines(documents: Sequence[Document], count: int, seed: int) -> list[Line]:
    """Return lines whose quotations are false, of five kinds in turn."""
    chance = random.Random(seed)
    lines: list[Line] = []
    kinds = list(_ERRORS)
    everything = " ".join(p.text for document in documents for p in document.paragraphs)
    for paragraph, words in _segments(documents, chance):
        kind = kinds[len(lines) % len(kinds)]
        others = [
            p
            for document in documents
            if document.symbol == paragraph.symbol
            for p in document.paragraphs
            if p.number and p.reference != paragraph.reference and words not in p.text
        ]
        false = _ERRORS[kind](words, chance.choice(others), chance) if others else None
        if false is None or (kind != "wrong paragraph" and false in everything):
            continue
        cited = chance.choice(others) if kind == "wrong paragraph" else paragraph
        quotation = _inner_marks(false)
        lines.append(Line(f"It says “{quotation}” ({cited.reference}).", quotation, kind))
        if len(lines) == count:
            return lines
    raise AssertionError("the reports have too few paragraphs")


def _segments(
    documents: Sequence[Document], chance: random.Random
) -> Iterator[tuple[Paragraph, str]]:
    """Yield runs of words of numbered paragraphs, each with its paragraph."""
    paragraphs = [p for document in documents for p in document.paragraphs if p.number]
    paragraphs = [p for p in paragraphs if len(p.text.split()) >= _LEAST]
    for _ in range(100_000):
        paragraph = chance.choice(paragraphs)
        words = paragraph.text.split(" ")
        length = chance.randint(_LEAST, min(_MOST, len(words)))
        first = chance.randint(0, len(words) - length)
        run = " ".join(words[first : first + length])
        if sum(word[:1].isalpha() for word in run.split()) >= _LEAST:
            yield paragraph, run


def _inner_marks(text: str) -> str:
    """Return a text as it is quoted: double marks become single ones, without odd marks."""
    text = text.replace("“", "‘").replace("”", "’").replace('"', "'")
    return re.sub(r"[«»„「」]", "", text)


def _lower_first(text: str, chance: random.Random) -> str:
    return text[:1].swapcase() + text[1:]


def _bracket_first(text: str, chance: random.Random) -> str:
    return f"[{text[:1].swapcase()}]{text[1:]}" if text[:2].isalpha() else text


def _ellipsis(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    middle = len(words) // 2
    if middle < 4:
        return text
    mark = chance.choice(("…", "...", "[…]", "[...]", ". . .", "(...)"))
    return " ".join([*words[: middle - 1], mark, *words[middle + 1 :]])


def _line_break(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    place = chance.randint(1, len(words) - 1)
    return " ".join(words[:place]) + "\n" + " ".join(words[place:])


def _final(text: str, chance: random.Random) -> str:
    return text.rstrip(".;:,") + chance.choice((".", ",", "", "…"))


def _dashes(text: str, chance: random.Random) -> str:
    return re.sub("[–—]", chance.choice(("–", "—", "-")), text)


def _ligatures(text: str, chance: random.Random) -> str:
    for letters, ligature in _LIGATURES:
        text = text.replace(letters, ligature)
    return text


def _soft_hyphens(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\u00ad", text)


def _spaces(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(("\u00a0", "  ", " ", "\u2009")) if c == " " else c for c in text)


def _apostrophes(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=\w)’(?=\w)", "'", text)


def _sic(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join([*words[:3], "[sic]", *words[3:]])


_Change = Callable[[str, random.Random], str]
_CHANGES: tuple[_Change, ...] = (
    _lower_first, _bracket_first, _ellipsis, _line_break, _final, _dashes, _ligatures,
    _soft_hyphens, _spaces, _apostrophes, _sic,
)  # fmt: skip


def _changed_word(text: str, other: Paragraph, chance: random.Random) -> str | None:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + chance.choice(_OTHER_WORDS) + text[match.end() :]


def _swapped_number(text: str, other: Paragraph, chance: random.Random) -> str | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + str(int(match[0]) + 1) + text[match.end() :]


def _dropped_negation(text: str, other: Paragraph, chance: random.Random) -> str | None:
    found = [
        match for match in _NEGATION.finditer(text) if match.start() and match.end() < len(text)
    ]
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + text[match.end() :]


def _merged(text: str, other: Paragraph, chance: random.Random) -> str | None:
    words = other.text.split(" ")
    if len(words) < _LEAST:
        return None
    return f"{text} {' '.join(words[:_LEAST])}"


def _unchanged(text: str, other: Paragraph, chance: random.Random) -> str | None:
    return text


_ERRORS: dict[str, Callable[[str, Paragraph, random.Random], str | None]] = {
    "changed word": _changed_word,
    "swapped number": _swapped_number,
    "wrong paragraph": _unchanged,
    "merged quotations": _merged,
    "dropped negation": _dropped_negation,
}
