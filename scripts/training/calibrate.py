"""Calibrate when to abstain: fit the weights of the signals on question sets.

Some questions of each set must have no answer. A set is written QUESTIONS.jsonl=LIBRARY, or
QUESTIONS.jsonl for the library that the options or the environment name; lines with ``symbol`` are
asked inside that report. A set NAME.questions.jsonl has its paragraphs in NAME.paragraphs.jsonl in
the same folder (JSON lines with ``id`` and ``text``); a library is built of them for the time of
the command.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from scripts.command import command_parser, guarded
from scripts.measuring.pictures import draw
from scripts.training.samples import Labels, Matrix, Sample, gather

# The weights are fitted without the reports of one fold and tested on these, for each fold.
_FOLDS = 5
# A signal against an answer never counts for one.
_AGAINST = ("uncovered", "unknown")
# The signal that no sentence has the date, number or names asked for is too rare to be fitted. Its
# weight is the logarithm of the ratio of two shares: of answers and of near misses with the signal,
# among our own questions on other reports (0 of 45, 59 of 80; see docs/retrieval.md).
_TYPE_MISSING = -4.0
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)  # figures are printed for each
_REGULARISATION = 0.3  # the inverse strength of the penalty on the weights, as in scikit-learn


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("calibrate", __doc__)
    parser.prog = "python -m scripts.training.calibrate"
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS.jsonl[=LIBRARY]")
    parser.add_argument(
        "--threshold",
        type=float,
        default=0.5,
        help="lowest probability of an answer that is not refused (0.5)",
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="FOLDER",
        help="folder for the reliability and risk-coverage curves",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="file for the weights (JSON); without it, figures are only printed",
    )
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.evidence.confidence import Signals

    names = [field.name for field in fields(Signals)]
    paths = [Path(text.partition("=")[0]) for text in options.sets]
    samples = [
        gather(path, text.partition("=")[2], options)
        for path, text in zip(paths, options.sets, strict=True)
    ]
    fitted = weights, bias = _fit(samples)
    for path, sample in zip(paths, samples, strict=True):
        shares = _shares(probability(fitted, sample.rows), sample.labels, options.threshold)
        print(f"{path.name}, fitted: {shares}")
    held_out = _held_out(samples)
    for threshold in _THRESHOLDS:
        each = [_shares(p, s.labels, threshold) for p, s in zip(held_out, samples, strict=True)]
        print(f"threshold {threshold:.2f}, held out: {'; '.join(map(str, each))}")
    if options.output:
        from index.models import late_interaction as late
        from index.models import reader
        from index.models.encoder import DEFAULT

        written = {
            "models": [DEFAULT, late.NAME, reader.NAME],
            "sets": [path.name for path in paths],
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
            "bias": round(float(bias), 4),
            "threshold": options.threshold,
        }
        options.output.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if options.pictures:
        draw(options.pictures, [path.name for path in paths], held_out, [s.labels for s in samples])
    return 0


@dataclass(frozen=True, slots=True)
class _Shares:
    """The share of answerable questions answered, and of unanswerable questions refused."""

    answered: float
    refused: float

    def __str__(self) -> str:
        mean = (self.answered + self.refused) / 2
        return f"answered {self.answered:.3f}, refused {self.refused:.3f}, mean {mean:.3f}"


def _shares(probabilities: Matrix, labels: Labels, threshold: float) -> _Shares:
    answered = probabilities >= threshold
    return _Shares(float(answered[labels].mean()), float(1 - answered[~labels].mean()))


def _held_out(samples: Sequence[Sample]) -> list[Matrix]:
    """Return the probability of each question by weights fitted without its report."""
    probabilities = [np.zeros(len(sample.labels)) for sample in samples]
    for fold in range(_FOLDS):
        parts = [sample.groups % _FOLDS == fold for sample in samples]
        fitted = _fit(
            [
                Sample(s.rows[~part], s.labels[~part], s.groups[~part])
                for s, part in zip(samples, parts, strict=True)
            ]
        )
        for found, sample, part in zip(probabilities, samples, parts, strict=True):
            found[part] = probability(fitted, sample.rows[part])
    return probabilities


def _fit(samples: Sequence[Sample]) -> tuple[Matrix, float]:
    """Fit a logistic regression in which each set, and each of both classes, has the same weight.

    The weights of ``_AGAINST`` are at most 0; that of ``type_missing`` is given.
    """
    from scipy.optimize import minimize

    from assistant.evidence.confidence import Signals

    x = np.concatenate([sample.rows for sample in samples])
    y = np.concatenate([sample.labels for sample in samples])
    counts = [
        np.where(s.labels, 1 / max(s.labels.sum(), 1), 1 / max((~s.labels).sum(), 1))
        for s in samples
    ]
    weight = np.concatenate(counts)
    weight /= weight.mean()
    scale = x.std(axis=0) + 1e-9
    signs = np.where(y, 1.0, -1.0)

    def loss(theta: Matrix) -> float:
        margin = signs * ((x / scale) @ theta[:-1] + theta[-1])
        penalty = (theta[:-1] ** 2).sum() / (2 * _REGULARISATION)
        return float((weight * np.logaddexp(0, -margin)).sum() + penalty)

    names = [field.name for field in fields(Signals)]
    given = _TYPE_MISSING * scale[names.index("type_missing")]
    bounds = [(None, 0.0) if name in _AGAINST else (None, None) for name in names]
    bounds[names.index("type_missing")] = (given, given)
    start = np.zeros(x.shape[1] + 1)
    found = minimize(loss, start, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return found.x[:-1] / scale, float(found.x[-1])


def probability(fitted: tuple[Matrix, float], rows: Matrix) -> Matrix:
    """Return the probability that each question, a row of signals, has an answer."""
    weights, bias = fitted
    probabilities: Matrix = 1 / (1 + np.exp(-(rows @ weights + bias)))
    return probabilities


if __name__ == "__main__":
    raise SystemExit(main())
