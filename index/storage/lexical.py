"""Rank passages by the words that they share with a query (BM25).

bm25s computes the index of a build. Queries are scored from the files of the index without
importing bm25s, because the import takes half a second in a process that answers one question.
"""

import json
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.arrays import map_array
from index.types import Matrix, Rows

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\b\w\w+\b")  # the token pattern of bm25s
# The stop words of Lucene, which bm25s calls "en".
STOPWORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it",
     "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
     "they", "this", "to", "was", "will", "with")
)  # fmt: skip
# The file names of a bm25s index: a sparse matrix of weights, with a column for each word.
_WEIGHTS, _ROWS, _STARTS = (f"{name}.csc.index.npy" for name in ("data", "indices", "indptr"))
_VOCABULARY, _PARAMETERS = "vocab.index.json", "params.index.json"


@dataclass(frozen=True, slots=True)
class Lexical:
    """BM25 (Robertson et al., 1994; Lucene's variant) over stemmed English words.

    ``vocabulary`` has the column of each stem. ``weights`` is float32 and ``rows`` is int32, both
    of shape (pairs of passage and word,); ``starts`` is an integer array, shape (words + 1,). The
    passages with the word of column ``i`` are ``rows[starts[i]:starts[i + 1]]``; the same slice of
    ``weights`` has the weights of the word there. ``size`` is the number of passages.
    """

    vocabulary: dict[str, int]
    weights: Matrix
    rows: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    size: int

    @classmethod
    def index(cls, texts: Iterable[str]) -> Self:
        """Return the BM25 index of ``texts``; row ``i`` is the text ``i``.

        A word of a text is held as a number of 4 bytes: as strings, the words of 250,000 passages
        take gigabytes.
        """
        import bm25s

        # The empty word is in no text. bm25s needs it if the texts have no words.
        vocabulary = {"": 0}
        columns = [
            array("i", (vocabulary.setdefault(stem, len(vocabulary)) for stem in stems(text)))
            for text in texts
        ]
        ranker = bm25s.BM25()
        ranker.index((columns, vocabulary), show_progress=False)
        matrix = ranker.scores
        return cls(vocabulary, matrix["data"], matrix["indices"], matrix["indptr"], len(columns))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index that ``save`` wrote; its arrays are mapped from the disk.

        Raises OSError, ValueError, KeyError or TypeError if the files are missing or damaged.
        """
        parameters = json.loads((folder / _PARAMETERS).read_text(encoding="utf-8"))
        return cls(
            json.loads((folder / _VOCABULARY).read_text(encoding="utf-8")),
            map_array(folder / _WEIGHTS),
            map_array(folder / _ROWS),
            map_array(folder / _STARTS),
            int(parameters["num_docs"]),
        )

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        folder.mkdir(exist_ok=True)
        for name, values in (
            (_WEIGHTS, self.weights),
            (_ROWS, self.rows),
            (_STARTS, self.starts),
        ):
            np.save(folder / name, values)
        for name, value in ((_VOCABULARY, self.vocabulary), (_PARAMETERS, {"num_docs": self.size})):
            (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def by_row(self) -> Iterator[tuple[Rows, Matrix]]:
        """Yield the words of each passage, as positions in the vocabulary, and their weights."""
        order = np.argsort(self.rows, kind="stable")
        words = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))[order]
        weights = self.weights[order]
        ends = np.searchsorted(self.rows[order], np.arange(self.size + 1))
        for first, last in pairwise(ends.tolist()):
            yield words[first:last], weights[first:last]

    def search(self, query: str, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """Return the ``k`` best rows that share a word with the query, and their scores.

        The best row comes first; ties are ordered by row. ``among`` restricts the rows.
        """
        scores = np.zeros(self.size, np.float32)
        for word in stems(query):
            if word in self.vocabulary:
                column = self.vocabulary[word]
                start, end = self.starts[column : column + 2].tolist()
                scores[self.rows[start:end]] += self.weights[start:end]
        if among is not None:
            allowed = np.zeros(len(scores), bool)
            allowed[among] = True
            scores = np.where(allowed, scores, 0)
        threshold = np.float32(0)
        if 0 < k < len(scores):
            # Most of a million rows may share a word with the query, so only the best are sorted.
            threshold = np.partition(scores, -k)[-k]
        rows = np.flatnonzero(scores >= threshold if threshold > 0 else scores > 0)
        rows = rows[np.lexsort((rows, -scores[rows]))][:k]
        return rows, scores[rows]


def longest_phrase(query: str, text: str) -> int:
    """Return the length of the longest phrase that is in both texts.

    The length is the number of words that are not stop words:
    "second report to the General Assembly" has four: second, report, General, Assembly.

    The time is proportional to the number of pairs of equal words, at most the product of both
    lengths, whatever the words are: ``ending`` has, for each position in the text, the length of
    the longest common phrase that ends there and at the current word of the query.
    """
    places: dict[str, list[int]] = {}
    for position, word in enumerate(_ALPHANUMERIC.findall(text.lower())):
        places.setdefault(word, []).append(position)
    best = 0
    ending: dict[int, int] = {}
    for word in _ALPHANUMERIC.findall(query.lower()):
        counted = word not in STOPWORDS
        ending = {
            position: ending.get(position - 1, 0) + counted for position in places.get(word, ())
        }
        best = max(best, max(ending.values(), default=0))
    return best


def stem(word: str) -> str:
    """Return the stem of a word (Snowball, Porter, 2001) in lower case."""
    stemmed: str = _stemmer().stemWord(word.lower())
    return stemmed


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text, in order, without stop words."""
    words = [word for word in _WORD.findall(text.lower()) if word not in STOPWORDS]
    stemmed: list[str] = _stemmer().stemWords(words)
    return stemmed


def _stemmer() -> Any:
    # Each call makes a new stemmer, because two threads must not share a stemmer.
    import Stemmer

    return Stemmer.Stemmer("english")
