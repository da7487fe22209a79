"""Count the words of reports, without stemming."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from corpus import Document

_WORD = re.compile(r"[^\W\d_]+")

# For each word in lower case: its count, and its count with a capital first letter.
Counts = Mapping[str, tuple[int, int]]


def count_words(documents: Iterable[Document]) -> dict[str, tuple[int, int]]:
    """Return the count of each word in the paragraphs, the most frequent word first."""
    total: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for document in documents:
        for paragraph in document.paragraphs:
            for word in _WORD.findall(paragraph.text):
                total[word.lower()] += 1
                upper[word.lower()] += word[0].isupper()
    ordered = sorted(total, key=lambda word: (-total[word], word))
    return {word: (total[word], upper[word]) for word in ordered}
