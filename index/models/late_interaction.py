"""Late interaction: a vector for each token, compared one by one with the question's (MaxSim).

ColBERT (Khattab and Zaharia, 2020). A passage is encoded once, with its headings in front; the sum
over the question's tokens of the best match among a sentence's tokens tells how well that sentence,
read in its context, speaks to the question. Tokens of one sentence that say nearly the same are
stored as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from corpus import Span
from index.models.onnx import Transformer
from index.models.weights import COLBERT, locate
from index.types import Matrix, Rows

NAME = COLBERT.name
_MAX_TOKENS = 510
# Tokens nearer than this (cosine distance) become one: 27 % fewer tokens at the same hit@1.
_SAME = 0.05
_SCALE = 127
# What a token of an earlier question counts beside one of this: 0.2 did best on iKAT 2023 and CAsT
# 2021 among 0.2, 0.35, 0.5 and 0.75, and better than joining the questions (hit@5 0.62 against
# 0.55).
_CONTEXT_COUNTS = 0.2


@dataclass(frozen=True, slots=True)
class Tokens:
    """The stored token vectors of all passages.

    ``vectors`` is int8, shape (tokens, width). ``segments`` is int32, one row for each sentence of
    each passage and one for a passage's headings: passage row, start and end in the paragraph's
    text (-1, -1 for headings), number of tokens. Segments of a passage follow one another, as do
    tokens; ``ends`` has where each segment's tokens end.
    """

    vectors: npt.NDArray[np.int8]
    segments: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", np.cumsum(self.segments[:, 3], dtype=np.int64))

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """Put passages one after the other: part ``i`` becomes passage row ``i``."""
        vectors = [part.vectors for part in parts]
        segments = [part.segments.copy() for part in parts]
        for row, segment in enumerate(segments):
            segment[:, 0] = row
        return cls(
            np.concatenate(vectors or [np.zeros((0, 384), np.int8)]),
            np.concatenate(segments or [np.zeros((0, 4), np.int32)]),
        )

    def split(self, passages: int) -> list[Self]:
        """Undo ``join``: one part for each of the passages."""
        firsts = np.searchsorted(self.segments[:, 0], np.arange(passages + 1))
        return [self.part(first, last) for first, last in pairwise(firsts.tolist())]

    def part(self, first: int, last: int) -> Self:
        """Return some of the segments, and their tokens."""
        start, end = (int(self.ends[place - 1]) if place else 0 for place in (first, last))
        return type(self)(self.vectors[start:end], self.segments[first:last])


@dataclass(frozen=True, slots=True)
class Match:
    """How well a passage and each of its sentences match: means of cosines, 1.0 at most."""

    passage: float
    sentences: tuple[tuple[int, int, float], ...]  # start and end in the paragraph, score


class LateInteraction:
    """The token encoder and its comparison."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissing or ModelDamaged."""
        folder = locate(COLBERT)
        self._model = Transformer(folder / "model.onnx", folder / "tokenizer.json", _MAX_TOKENS)
        self._question = lru_cache(maxsize=256)(self._read)

    def _read(self, query: str, context: str) -> tuple[Matrix, Matrix]:
        """Encode a question after its context; return its token vectors and what each counts."""
        output = self._model.run(f"{context} {query}" if context else query)
        ends = output.offsets[:, 1]
        counts = np.where((ends > 0) & (ends <= len(context)), _CONTEXT_COUNTS, 1)
        return _unit(output.values), (counts / counts.sum()).astype(np.float32)

    def encode(self, heading: str, passage: Span, sentences: Sequence[Span]) -> Tokens:
        """Encode one passage under its headings, its sentences apart."""
        output = self._model.run(heading + passage.text)
        vectors = _unit(output.values)
        shift = len(heading) - passage.start
        starts, ends = output.offsets[:, 0] - shift, output.offsets[:, 1] - shift
        is_text = output.offsets[:, 1] > output.offsets[:, 0]
        parts, segments, left = [], [], np.ones(len(vectors), bool)
        for sentence in sentences:
            inside = is_text & (starts >= sentence.start) & (ends <= sentence.end)
            left &= ~inside
            if inside.any():
                parts.append(_pool(vectors[inside]))
                segments.append((0, sentence.start, sentence.end, len(parts[-1])))
        parts.append(_pool(vectors[left]))
        segments.append((0, -1, -1, len(parts[-1])))
        quantised = np.rint(np.concatenate(parts) * _SCALE).astype(np.int8)
        return Tokens(quantised, np.array(segments, np.int32))

    def match(self, query: str, tokens: Tokens, rows: Rows, context: str = "") -> list[Match]:
        """Compare a question with the passages of ``rows``, in the order of ``rows``.

        ``context`` are earlier questions, read before this one and counted little.
        """
        vectors, counts = self._question(query, context)
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
            scored = zip(segments.tolist(), (best @ counts).tolist(), strict=True)
            found = tuple((start, end, score) for (_, start, end, _), score in scored if start >= 0)
            matches.append(Match(float(best.max(axis=0) @ counts), found))
        return matches


@cache
def open_late() -> LateInteraction:
    """Load the model once for the whole process."""
    return LateInteraction()


def _unit(values: Matrix) -> Matrix:
    unit: Matrix = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit


def _pool(vectors: Matrix) -> Matrix:
    """Merge the tokens that say nearly the same (Clavié et al., 2024, token pooling)."""
    if len(vectors) < 2:
        return vectors
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(vectors, "average", metric="cosine"), _SAME, "distance")
    return _unit(np.stack([vectors[labels == label].mean(axis=0) for label in np.unique(labels)]))
