"""The words that reports use, as they are written."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from corpus import Document

_WORD = re.compile(r"[^\W\d_]+")

# How often a word is there, and how often with a capital; by the word in lower case.
Counts = Mapping[str, tuple[int, int]]


def count_words(documents: Iterable[Document]) -> dict[str, tuple[int, int]]:
    """Count the words of reports, most frequent first."""
    every: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for document in documents:
        for paragraph in document.paragraphs:
            for word in _WORD.findall(paragraph.text):
                every[word.lower()] += 1
                upper[word.lower()] += word[0].isupper()
    ordered = sorted(every, key=lambda word: (-every[word], word))
    return {word: (every[word], upper[word]) for word in ordered}
