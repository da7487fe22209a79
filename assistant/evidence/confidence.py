"""How likely it is that there is an answer: a few absolute signals, and their fitted weights.

``calibration.json`` beside this module holds the weights, the threshold, and the names of the
models and question sets they were fitted on; ``python -m scripts.training.calibrate`` makes it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from index import Hit
from index.models.reader import Judgement

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer.

    ``answer_logit`` is the reader's logit that one of the paragraphs it read answers; it has learned no
    conversations, so for a question that leans on another this is 0, and ``relevance_logit`` counts, the
    logit that one is relevant, which is 0 elsewhere. ``follow_up`` is 1 there, else 0. ``cosine`` is
    the encoder's for the best paragraph, ``lead`` by how much that surpasses the four behind it.
    ``type_missing`` is 1 where a date, a number or names are asked for and nothing that was chosen has
    any, else 0. None depends on how large the library is, as ranks do.
    """

    answer_logit: float
    relevance_logit: float
    follow_up: float
    cosine: float
    lead: float
    type_missing: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signals, in their order, and the probability below which one abstains."""

    models: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def probability(self, signals: Signals) -> float:
        """Return the probability that what was found answers the question."""
        terms = zip(self.weights, astuple(signals), strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * value for weight, value in terms)))


def signals_of(
    hits: Sequence[Hit], judged: Sequence[Judgement], *, follow_up: bool, type_missing: bool
) -> Signals:
    """Gather the signals of what was found, of which the first hits were read and judged."""
    behind = [hit.score for hit in hits[1:5]]
    lead = hits[0].score - fmean(behind) if behind else 0.0
    answers = max((one.answer_logit for one in judged), default=0.0)
    relevance = max((one.relevance_logit for one in judged), default=0.0)
    cosine = hits[0].cosine
    if follow_up:
        return Signals(0.0, relevance, 1.0, cosine, lead, type_missing)
    return Signals(answers, 0.0, 0.0, cosine, lead, type_missing)


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
