"""The cross-encoder: reads question and sentence together, and says whether this answers it."""

from collections.abc import Sequence
from functools import cache, lru_cache

from index.runtime import Transformer
from index.weights import CROSS_ENCODER, locate

NAME = CROSS_ENCODER.name
# Past this the last tokens of a long sentence are not read: it costs time for the square of the
# length.
_MAX_TOKENS = 256


class Reranker:
    """The model, and its scores for pairs: logits, about -11 (no) to 9 (yes)."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissing or ModelDamaged."""
        self._model = Transformer(locate(CROSS_ENCODER), _MAX_TOKENS)
        self._score = lru_cache(maxsize=4096)(self._read)

    def _read(self, question: str, text: str) -> float:
        return float(self._model.run(question, text).values[0])

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a logit for each text, in order."""
        return [self._score(question, text) for text in texts]


@cache
def open_reranker() -> Reranker:
    """Load the model once for the whole process."""
    return Reranker()
