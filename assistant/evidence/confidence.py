"""How likely it is that a question has an answer, and that the quotations are it.

Both probabilities are logistic functions of a few signals. ``calibration.json`` beside this module
holds the fitted weights, the threshold below which to abstain, and the names of the models and
question sets; ``python -m scripts.training.calibrate`` makes it.
"""

import json
import math
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "calibration.json"
# Probabilities of being a full answer from which quotations are called likely, and possible. A
# look-up has 1. No word claims more than was measured: docs/quality.md has the share of right
# answers for each.
_LIKELY, _POSSIBLE = 0.9, 0.6
# A lead counts as at most this many logits.
MOST_LEAD = 6.0

Certainty = Literal["look-up", "likely", "possible", "doubtful"]
CERTAINTIES: tuple[Certainty, ...] = ("look-up", "likely", "possible", "doubtful")


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals from which both probabilities are worked out.

    None depends on the size of the library, as ranks do.

    ``answer_logit`` is the reader's highest logit that a paragraph answers. ``uncovered`` is the
    share of the question's entities that the chosen paragraphs do not mention, and ``unknown`` is 1
    if no report asked mentions one of them, else 0. ``type_missing`` is 1 if the question asks for
    a date, a number or names and no chosen sentence has any, else 0. ``beside`` is 1 if the best
    sentence itself does not mention every entity, else 0. ``lead`` is how far the best sentence
    leads those that are not chosen, in logits from 0 to ``MOST_LEAD``.
    """

    answer_logit: float
    uncovered: float
    unknown: float
    type_missing: float
    beside: float = 0.0
    lead: float = MOST_LEAD


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic function of the signals: a weight for each, in their order, and the bias."""

    weights: tuple[float, ...]
    bias: float

    def of(self, signals: Signals) -> float:
        """Return the probability, from 0 to 1, for these signals."""
        terms = zip(self.weights, astuple(signals), strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * value for weight, value in terms)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The two probabilities, and that of an answer below which to abstain.

    ``answerable`` is that the reports answer the question, and ``right`` that the chosen sentences
    are a full answer.
    """

    models: tuple[str, ...]
    answerable: Logistic
    right: Logistic
    threshold: float


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
    answerable, right = (
        Logistic(tuple(fields[name]["weights"].values()), fields[name]["bias"])
        for name in ("answerable", "right")
    )
    return Calibration(tuple(fields["models"]), answerable, right, fields["threshold"])
