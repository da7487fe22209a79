"""Late interaction: compare each token vector of a question with those of passages (MaxSim).

The method is ColBERT (Khattab and Zaharia, 2020). A passage is encoded once, with its headings in
front, so that each sentence is encoded in its context. The score of a sentence is a weighted mean
over the tokens of the question: each token counts with its highest cosine to a token of the
sentence. Tokens of one sentence whose vectors are nearly equal are stored as one token. Vectors are
stored in 64 dimensions: the first principal components of the encoder's 384, which lose no hit@1
(``docs/retrieval.md``). Punctuation of passages is not stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from corpus import Span
from index.arrays import map_array
from index.models.onnx import Transformer
from index.models.weights import COLBERT, PROJECTION, digest_of, locate
from index.types import Matrix, Rows

# The width of a stored token vector. It is part of the name, because vectors of different width
# cannot be compared.
WIDTH = 64
NAME = f"{COLBERT.name}, {WIDTH} dimensions"
DIGEST = digest_of((COLBERT, PROJECTION))
_MAX_TOKENS = 510
# Tokens closer than this cosine distance are merged: 27 % fewer tokens at the same hit@1.
_MERGE_DISTANCE = 0.05
_SCALE = 127
# The weight of a token of an earlier question; a token of the current question has weight 1. Among
# 0.2, 0.35, 0.5 and 0.75, 0.2 was best on iKAT 2023 and CAsT 2021. It was also better than joining
# the questions (hit@5 0.62 against 0.55).
_CONTEXT_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Tokens:
    """The stored token vectors of all passages.

    ``vectors`` is int8, shape (tokens, width). ``segments`` is int32, one row for each sentence of
    each passage and one row for the headings of the passage. The columns are the passage row, the
    start and end in the text of the paragraph (-1, -1 for headings), and the number of tokens.
    The segments of a passage are consecutive, and so are the tokens of a segment. ``ends`` has the
    end of the tokens of each segment.
    """

    vectors: npt.NDArray[np.int8]
    segments: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", np.cumsum(self.segments[:, 3], dtype=np.int64))

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """Return the tokens of all parts; part ``i`` becomes passage row ``i``."""
        vectors = [part.vectors for part in parts]
        segments = [part.segments.copy() for part in parts]
        for row, segment in enumerate(segments):
            segment[:, 0] = row
        return cls(
            np.concatenate(vectors or [np.zeros((0, WIDTH), np.int8)]),
            np.concatenate(segments or [np.zeros((0, 4), np.int32)]),
        )

    def split(self, passages: int) -> list[Self]:
        """Return one part for each passage; the inverse of ``join``."""
        firsts = np.searchsorted(self.segments[:, 0], np.arange(passages + 1))
        return [self.part(first, last) for first, last in pairwise(firsts.tolist())]

    def part(self, first: int, last: int) -> Self:
        """Return the segments from ``first`` to before ``last``, with their tokens."""
        start, end = (int(self.ends[row - 1]) if row else 0 for row in (first, last))
        return type(self)(self.vectors[start:end], self.segments[first:last])


@dataclass(frozen=True, slots=True)
class Match:
    """The scores of a passage and of each of its sentences: mean cosines, at most 1.0."""

    passage: float
    sentences: tuple[tuple[int, int, float], ...]  # start and end in the paragraph, score


class LateInteraction:
    """The token encoder, and the comparison of questions with passages."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissing or ModelDamaged."""
        folder = locate(COLBERT)
        self._model = Transformer(folder / "model.onnx", folder / "tokenizer.json", _MAX_TOKENS)
        self._encode_question = lru_cache(maxsize=256)(self._encode_query)

    def _encode_query(self, query: str, context: str) -> tuple[Matrix, Matrix]:
        """Return the token vectors of a question after its context, and the token weights."""
        output = self._model.run(f"{context} {query}" if context else query)
        ends = output.offsets[:, 1]
        weights = np.where((ends > 0) & (ends <= len(context)), _CONTEXT_WEIGHT, 1)
        vectors = _projected(output.values)
        return vectors, (weights / weights.sum()).astype(np.float32)

    def unprojected(self, heading: str, passage: Span) -> Matrix:
        """Return the encoder's own token vectors of a passage: float32, shape (tokens, 384)."""
        return _unit(self._model.run(heading + passage.text).values)

    def encode(self, heading: str, passage: Span, sentences: Sequence[Span]) -> Tokens:
        """Return the tokens of one passage, encoded with its headings, one segment per sentence."""
        whole = heading + passage.text
        output = self._model.run(whole)
        vectors = _projected(output.values)
        shift = len(heading) - passage.start
        starts, ends = output.offsets[:, 0] - shift, output.offsets[:, 1] - shift
        # Special tokens have empty offsets. Punctuation says nothing about the subject.
        is_text = np.array(
            [any(map(str.isalnum, whole[a:b])) for a, b in output.offsets.tolist()], bool
        )
        parts: list[Matrix] = []
        segments: list[tuple[int, int, int, int]] = []
        outside = is_text | (output.offsets[:, 1] == output.offsets[:, 0])
        for sentence in sentences:
            inside = is_text & (starts >= sentence.start) & (ends <= sentence.end)
            outside &= ~inside
            if inside.any():
                parts.append(_pool(vectors[inside]))
                segments.append((0, sentence.start, sentence.end, len(parts[-1])))
        parts.append(_pool(vectors[outside]))
        segments.append((0, -1, -1, len(parts[-1])))
        quantised = np.rint(np.concatenate(parts) * _SCALE).astype(np.int8)
        return Tokens(quantised, np.array(segments, np.int32))

    def match(self, query: str, tokens: Tokens, rows: Rows, context: str = "") -> list[Match]:
        """Return how well the passages of ``rows`` match a question, in the order of ``rows``.

        ``context`` is the text of earlier questions. It is encoded before the question, and its
        tokens have a low weight.
        """
        vectors, weights = self._encode_question(query, context)
        question = vectors.T / _SCALE
        firsts = np.searchsorted(tokens.segments[:, 0], rows)
        lasts = np.searchsorted(tokens.segments[:, 0], rows, side="right")
        ends = tokens.ends
        matches = []
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            segments = tokens.segments[first:last]
            begin = ends[first] - segments[0, 3]
            cosines = tokens.vectors[begin : ends[last - 1]].astype(np.float32) @ question
            best = np.maximum.reduceat(cosines, ends[first:last] - segments[:, 3] - begin)
            scored = zip(segments.tolist(), (best @ weights).tolist(), strict=True)
            sentences = tuple(
                (start, end, score) for (_, start, end, _), score in scored if start >= 0
            )
            matches.append(Match(float(best.max(axis=0) @ weights), sentences))
        return matches


@cache
def _open_projection() -> Matrix:
    """Return the projection of token vectors: float32, shape (384, WIDTH), orthonormal columns."""
    path = locate(PROJECTION) / PROJECTION.digests[0][0]
    return np.asarray(map_array(path), np.float32)


@cache
def open_late() -> LateInteraction:
    """Return the model; it is loaded once per process."""
    return LateInteraction()


def _projected(values: Matrix) -> Matrix:
    """Return the unit vectors that are stored and compared: float32, shape (tokens, WIDTH)."""
    return _unit(_unit(values) @ _open_projection())


def _unit(values: Matrix) -> Matrix:
    unit: Matrix = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


def _pool(vectors: Matrix) -> Matrix:
    """Merge tokens whose vectors are nearly equal (token pooling, Clavié et al., 2024)."""
    if len(vectors) < 2:
        return vectors
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(vectors, "average", metric="cosine"), _MERGE_DISTANCE, "distance")
    return _unit(np.stack([vectors[labels == label].mean(axis=0) for label in np.unique(labels)]))
