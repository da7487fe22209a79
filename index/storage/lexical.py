"""Ranking by words: BM25.

bm25s counts the words of a build. Questions are scored from its files without importing it: its
imports take half a second of a process that answers one question.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.types import Matrix, Rows

_PLAIN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\b\w\w+\b")  # as bm25s cuts words
# Words that say nothing of a text: Lucene's, which bm25s has as "en".
STOPWORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it",
     "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
     "they", "this", "to", "was", "will", "with")
)  # fmt: skip
# How bm25s names the files of its index: a matrix of weights, a column for each word.
_WEIGHTS, _ROWS, _STARTS = (f"{name}.csc.index.npy" for name in ("data", "indices", "indptr"))
_VOCABULARY, _PARAMETERS = "vocab.index.json", "params.index.json"


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25 (Robertson et al., 1994; Lucene's variant) over stemmed English words.

    Word ``i`` of ``vocabulary`` is in the passages ``rows[starts[i]:starts[i + 1]]``, where it has
    the ``weights`` of the same places; ``size`` is the number of passages.
    """

    vocabulary: dict[str, int]
    weights: Matrix
    rows: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    size: int

    @classmethod
    def index(cls, texts: Sequence[str]) -> Self:
        """Count the words of ``texts``."""
        import bm25s

        ranker = bm25s.BM25()
        ranker.index([stems(text) for text in texts], show_progress=False)
        found = ranker.scores
        return cls(
            {str(word): int(place) for word, place in ranker.vocab_dict.items()},
            found["data"],
            found["indices"],
            found["indptr"],
            len(texts),
        )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what ``save`` wrote, mapped from the disk."""
        parameters = json.loads((folder / _PARAMETERS).read_text(encoding="utf-8"))
        return cls(
            json.loads((folder / _VOCABULARY).read_text(encoding="utf-8")),
            np.load(folder / _WEIGHTS, mmap_mode="r"),
            np.load(folder / _ROWS, mmap_mode="r"),
            np.load(folder / _STARTS, mmap_mode="r"),
            int(parameters["num_docs"]),
        )

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        folder.mkdir(exist_ok=True)
        for name, array in (
            (_WEIGHTS, self.weights),
            (_ROWS, self.rows),
            (_STARTS, self.starts),
        ):
            np.save(folder / name, array)
        for name, value in ((_VOCABULARY, self.vocabulary), (_PARAMETERS, {"num_docs": self.size})):
            (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def by_row(self) -> Iterator[tuple[Rows, Matrix]]:
        """Yield the words of each passage, by their places in the vocabulary, and their weights."""
        order = np.argsort(self.rows, kind="stable")
        words = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))[order]
        weights = self.weights[order]
        ends = np.searchsorted(self.rows[order], np.arange(self.size + 1))
        for first, last in pairwise(ends.tolist()):
            yield words[first:last], weights[first:last]

    def search(self, query: str, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return at most ``k`` rows that share a word with the query, best first, ties by row."""
        scores = np.zeros(self.size, np.float32)
        for word in stems(query):
            if word in self.vocabulary:
                place = self.vocabulary[word]
                start, end = self.starts[place : place + 2].tolist()
                scores[self.rows[start:end]] += self.weights[start:end]
        if among is not None:
            allowed = np.zeros(len(scores), bool)
            allowed[among] = True
            scores = np.where(allowed, scores, 0)
        least = np.float32(0)
        if 0 < k < len(scores):
            # Of a million rows most may share a word: only the best are put in order.
            least = np.partition(scores, -k)[-k]
        rows = np.flatnonzero(scores >= least if least > 0 else scores > 0)
        rows = rows[np.lexsort((rows, -scores[rows]))][:k]
        return rows, scores[rows]


def longest_phrase(query: str, text: str) -> int:
    """Return how many words that say something the longest phrase of both has.

    "second report to the General Assembly" has four: report, second, General, Assembly.
    """
    words = _PLAIN.findall(query.lower())
    haystack = f" {' '.join(_PLAIN.findall(text.lower()))} "
    best = 0
    for first in range(len(words)):
        for last in range(len(words), first + best, -1):
            phrase = words[first:last]
            count = sum(word not in STOPWORDS for word in phrase)
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


def stems(text: str) -> list[str]:
    """Return the words of a text that say something, stemmed, in order."""
    said = [word for word in _WORD.findall(text.lower()) if word not in STOPWORDS]
    found: list[str] = _stemmer().stemWords(said)
    return found


def _stemmer() -> Any:
    # One for each use: two threads must not share one.
    import Stemmer

    return Stemmer.Stemmer("english")
