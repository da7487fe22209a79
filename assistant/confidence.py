"""How likely it is that a sentence answers: a few absolute signals, and their fitted weights.

``calibration.json`` beside this module holds the weights, the threshold, and the names of the
models and question sets they were fitted on; ``python -m scripts.calibrate`` makes it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from pathlib import Path
from statistics import fmean

from assistant.words import words_of
from index import Hit
from index.lexical import stem
from index.reader import Judgement

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence.

    ``answers`` and ``relevance`` are the reader's logits for the passage, ``logit`` that for the
    sentence, ``match`` the sentence's late interaction with the question, ``cosine`` the encoder's
    for the best paragraph, ``lead`` by how much the best paragraph surpasses the four behind it,
    ``missing`` the share of the question's words that the paragraph does not have. None depends on
    how large the library is, as ranks do.
    """

    answers: float
    relevance: float
    logit: float
    match: float
    cosine: float
    lead: float
    missing: float


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


def signals_of(
    question: str, hits: Sequence[Hit], sentence: Hit, logit: float, judged: Judgement
) -> Signals:
    """Gather the signals for one sentence of what was found."""
    behind = [hit.score for hit in hits[1:5]]
    lead = hits[0].score - fmean(behind) if behind else 0.0
    paragraph = sentence.passage.paragraph
    missing = _missing(question, f"{' '.join(paragraph.headings[-1:])} {paragraph.text}")
    return Signals(
        judged.answers,
        judged.relevance,
        logit,
        sentence.score,
        hits[0].cosine,
        lead,
        missing,
    )


def _missing(question: str, text: str) -> float:
    """Return the share of a question's words that say something and that a text does not have."""
    wanted = {stem(word) for word in words_of(question)}
    if not wanted:
        return 0.0
    return len(wanted - _stems(text)) / len(wanted)


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text))


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
