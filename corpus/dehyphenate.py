"""Functions that join words that were hyphenated at the end of a line or a page."""

import re
from collections.abc import Iterable

# Word writes some visible hyphens as soft hyphens (U+00AD).
_HYPHEN_AT_END = re.compile("(?<=\\w) ?[-\u00ad\x02\u2010\u2011]$")
_TAIL = 3  # the number of characters at the end of a text that can match _HYPHEN_AT_END
_PRINTED_HYPHENS = "-\u2010\u2011"
# A suspended hyphen, as in "one- and two-year plans", ends a complete word.
_AFTER_SUSPENDED_HYPHEN = frozenset(["and", "or", "to", "nor"])


def whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of at least four letters in the texts, in lower case."""
    words: set[str] = set()
    for text in texts:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]{4,}", text))
    return frozenset(words)


def join_hyphenated(text: str, rest: str, vocabulary: frozenset[str]) -> str:
    """Return two texts joined; a word that a hyphen divided between them is made whole.

    Args:
        text: the first text.
        rest: the text that follows it.
        vocabulary: words that are printed undivided somewhere in the document, in lower case. If
            the joined word is in ``vocabulary``, the hyphen is removed. Otherwise the hyphen is
            kept as a part of the word.
    """
    hyphen = _HYPHEN_AT_END.search(text[-_TAIL:])  # texts grow long and are joined many times
    if not hyphen or not rest[:1].isalnum():
        return f"{text} {rest}"
    stem = text[: hyphen.start() - min(_TAIL, len(text))]
    head, tail = stem.rsplit(" ", 1)[-1], rest.split(" ", 1)[0]
    if tail in _AFTER_SUSPENDED_HYPHEN:
        return f"{text} {rest}"
    whole = re.sub(r"\W", "", head + tail).lower()
    if whole in vocabulary and rest[:1].islower():
        return stem + rest
    return stem + (text[-1] if text[-1] in _PRINTED_HYPHENS else "-") + rest
