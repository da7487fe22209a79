"""Words that were cut at the end of a line or a page, made whole."""

import re
from collections.abc import Iterable

# Word writes hyphens as soft ones, which are no less to be seen.
_CUT = re.compile("(?<=\\w) ?[-\u00ad\x02\u2010\u2011]$")
_SEEN = 3  # characters at the end that tell
_PLAIN = "-\u2010\u2011"
# "one- and two-year plans": such a hyphen stands at the end of a word.
_AFTER_SUSPENDED = frozenset(["and", "or", "to", "nor"])


def whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand whole somewhere in the texts."""
    words: set[str] = set()
    for text in texts:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]{4,}", text))
    return frozenset(words)


def join_hyphenated(text: str, rest: str, vocabulary: frozenset[str]) -> str:
    """Join two stretches of text; a word that was cut between them is made whole.

    ``vocabulary`` has words that stand whole somewhere, by which hyphens that cut are told from
    those within words.
    """
    found = _CUT.search(text[-_SEEN:])  # texts grow long, and are joined many times
    if not found or not rest[:1].isalnum():
        return f"{text} {rest}"
    stem = text[: found.start() - min(_SEEN, len(text))]
    head, tail = stem.rsplit(" ", 1)[-1], rest.split(" ", 1)[0]
    if tail in _AFTER_SUSPENDED:
        return f"{text} {rest}"
    whole = re.sub(r"\W", "", head + tail).lower()
    if whole in vocabulary and rest[:1].islower():
        return stem + rest
    return stem + (text[-1] if text[-1] in _PLAIN else "-") + rest
