"""How likely it is that a question has an answer: a few signals and their fitted weights.

``calibration.json`` beside this module holds the weights, the threshold, and the names of the
models and question sets they were fitted on; ``python -m scripts.training.calibrate`` makes it.
"""

import json
import math
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "calibration.json"
# Probabilities from which an answer is called likely, and possible. A look-up has 1. No word claims
# more than was measured: docs/quality.md has the share of right answers for each.
_LIKELY, _POSSIBLE = 0.8, 0.6

Certainty = Literal["look-up", "likely", "possible", "doubtful"]
CERTAINTIES: tuple[Certainty, ...] = ("look-up", "likely", "possible", "doubtful")


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals from which the probability of an answer is worked out.

    None depends on the size of the library, as ranks do.

    ``answer_logit`` is the reader's highest logit that a paragraph answers. ``uncovered`` is the
    share of the question's entities that the chosen paragraphs do not mention, and ``unknown`` is 1
    if no report asked mentions one of them, else 0. ``type_missing`` is 1 if the question asks for
    a date, a number or names and no chosen sentence has any, else 0.
    """

    answer_logit: float
    uncovered: float
    unknown: float
    type_missing: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signals, in their order, and the probability below which to abstain."""

    models: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def probability(self, signals: Signals) -> float:
        """Return the probability, from 0 to 1, that the chosen sentences answer the question."""
        terms = zip(self.weights, astuple(signals), strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * value for weight, value in terms)))


def certainty(probability: float, *, covered: bool = True) -> Certainty:
    """Return the word for how sure an answer of this probability is.

    An answer of probability 1 is a look-up; it is shown without a word. No answer is likely that is
    not ``covered``: the question names something that the quoted paragraphs do not mention.
    """
    if probability == 1:
        return "look-up"
    if probability >= _LIKELY and covered:
        return "likely"
    return "possible" if probability >= _POSSIBLE else "doubtful"


@cache
def open_calibration(path: Path = FILE) -> Calibration:
    """Return the fitted weights."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        tuple(fields["models"]),
        tuple(fields["weights"].values()),
        fields["bias"],
        fields["threshold"],
    )
