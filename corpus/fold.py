"""The words and marks of a text, without what a quotation may change: the typography.

Two texts have the same tokens if they differ only in quotation marks, dashes, spaces, line breaks,
ligatures, soft hyphens, marks of emphasis and raised marks of footnotes. Figures, words, capitals,
hyphens and all other punctuation are kept.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.characters import normalise_characters

Kind = Literal["word", "gap", "dash", "mark"]

GAP, DASH = "…", "-"
_SHAPELESS = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"  # soft hyphens, joiners, marks of direction
_EAST = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # scripts without spaces between words
_RAISED = "¹²³⁰⁴-⁹"
# A letter, a figure, or what is drawn on the letter before.
_LETTER = rf"(?:[^\W_{_EAST}{_RAISED}]|[\u0300-\u036f\u064b-\u0652{_SHAPELESS}])"
_DOTS = r"(?:…|\.(?:\s{0,3}\.){2,3})"
_TOKEN = re.compile(
    rf"(?P<gap>\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}\.?)"
    # The mark of a footnote follows a long word or a punctuation mark; "km²" is no such word.
    rf"|(?P<note>(?:(?<=[.,;:!?)\]”’»\"])|(?<=[^\W\d_]{{4}}))[{_RAISED}]+)"
    rf"|(?P<word>[{_EAST}{_RAISED}]|{_LETTER}+(?:['’ʼ](?=[^\W\d_]){_LETTER}+)*)"
    r"|(?P<dash>--?|[‐-―−﹘﹣－])"
    r"|(?P<quote>[\"“”„‟«»‹›'‘’‚‛`´「」『』*_\ue000-\uf8ff])"
    r"|(?P<mark>\S)"
)
_APOSTROPHES = str.maketrans("’ʼ", "''")


class Token(NamedTuple):
    """A word or a mark; the token was made from ``text[start:end]`` of the text it is in."""

    text: str
    start: int
    end: int
    kind: Kind


def fold(text: str) -> list[Token]:
    """Return the tokens of a text in order. Quotation marks and marks of footnotes have none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("quote", "note"):
            continue
        folded = match[0]
        if kind == "word":
            if not folded.isascii():
                folded = normalise_characters(folded).replace("\u00ad", "")
                folded = folded.translate(_APOSTROPHES)
            if not folded:
                continue
            tokens.append(Token(folded, match.start(), match.end(), "word"))
        elif kind == "gap":
            tokens.append(Token(GAP, match.start(), match.end(), "gap"))
        elif kind == "dash":
            tokens.append(Token(DASH, match.start(), match.end(), "dash"))
        else:
            tokens.append(Token(folded, match.start(), match.end(), "mark"))
    return tokens


def joined(tokens: Sequence[Token]) -> str:
    """Return the texts of tokens, with a space between any two."""
    return " ".join([token.text for token in tokens])


def swapped(word: str) -> str:
    """Return a word with the other case of its first letter."""
    return word[:1].swapcase() + word[1:]
