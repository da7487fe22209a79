"""How likely it is that a sentence answers: a few absolute signals, and their fitted weights.

``calibration.json`` beside this module holds the weights, the threshold, and the names of the
models and question sets they were fitted on; ``python -m scripts.calibrate`` makes it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from index import Hit

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence.

    ``answers`` is the reader's logit for the passage, ``logit`` that for the sentence, ``match``
    the sentence's late interaction with the question, ``cosine`` the encoder's for the best
    paragraph, ``lead`` by how much the best paragraph surpasses the four behind it. None depends on
    how large the library is, as ranks do.
    """

    answers: float
    logit: float
    match: float
    cosine: float
    lead: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signals, in their order, and the probability below which one abstains."""

    models: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def probability(self, signals: Signals) -> float:
        """Return the probability that the sentence answers the question."""
        terms = zip(self.weights, astuple(signals), strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * value for weight, value in terms)))


def signals_of(hits: Sequence[Hit], sentence: Hit, logit: float, answers: float) -> Signals:
    """Gather the signals for one sentence of what was found."""
    behind = [hit.score for hit in hits[1:5]]
    lead = hits[0].score - fmean(behind) if behind else 0.0
    return Signals(answers, logit, sentence.score, hits[0].cosine, lead)


@cache
def open_calibration(path: Path = FILE) -> Calibration:
    """Read the weights that were fitted."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        tuple(fields["models"]),
        tuple(fields["weights"].values()),
        fields["bias"],
        fields["threshold"],
    )
