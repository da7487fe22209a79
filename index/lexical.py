"""Ranking by words: BM25."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.encode import Matrix
from index.vectors import Rows

_PLAIN = re.compile(r"[^\W_]+")


class Lexical:
    """BM25 (Robertson et al., 1994; Lucene's variant) over stemmed English words."""

    def __init__(self, ranker: Any) -> None:
        """Wrap a ranker that ``index`` or ``open`` made; row ``i`` is passage ``i``."""
        self._ranker = ranker

    @classmethod
    def index(cls, texts: Sequence[str]) -> Self:
        """Count the words of ``texts``."""
        import bm25s

        ranker = bm25s.BM25()
        ranker.index(_words(texts), show_progress=False)
        return cls(ranker)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what ``save`` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(folder, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        self._ranker.save(folder, show_progress=False)

    def search(self, query: str, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return at most ``k`` rows that share a word with the query, best first, ties by row."""
        words = [word for word in _words([query])[0] if word in self._ranker.vocab_dict]
        if not words:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores = self._ranker.get_scores(words)
        if among is not None:
            allowed = np.zeros(len(scores), bool)
            allowed[among] = True
            scores = np.where(allowed, scores, 0)
        rows = np.flatnonzero(scores > 0)
        rows = rows[np.lexsort((rows, -scores[rows]))][:k]
        return rows, scores[rows]


def longest_phrase(query: str, text: str) -> int:
    """Return how many words that say something the longest phrase of both has.

    "second report to the General Assembly" has four: report, second, General, Assembly.
    """
    from bm25s.stopwords import STOPWORDS_EN

    words = _PLAIN.findall(query.lower())
    haystack = f" {' '.join(_PLAIN.findall(text.lower()))} "
    best = 0
    for first in range(len(words)):
        for last in range(len(words), first + best, -1):
            phrase = words[first:last]
            count = sum(word not in STOPWORDS_EN for word in phrase)
            if count <= best:
                break
            if f" {' '.join(phrase)} " in haystack:
                best = count
                break
    return best


def stem(word: str) -> str:
    """Return what a word has in common with its other forms (Porter, 2001), in lower case."""
    stemmed: str = _stemmer().stemWord(word.lower())
    return stemmed


def _words(texts: Sequence[str]) -> list[list[str]]:
    import bm25s

    words: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=_stemmer(), return_ids=False, show_progress=False
    )
    return words


def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
