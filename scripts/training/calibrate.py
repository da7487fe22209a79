"""Calibrate when to abstain and how sure an answer is: fit the weights of the signals.

Some questions of each set must have no answer. A set is written QUESTIONS.jsonl=LIBRARY, or
QUESTIONS.jsonl for the library that the options or the environment name; lines with ``symbol`` are
asked inside that report. A set NAME.questions.jsonl has its paragraphs in NAME.paragraphs.jsonl in
the same folder (JSON lines with ``id`` and ``text``); a library is built of them for the time of
the command.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from scripts.command import command_parser, guarded
from scripts.measuring.pictures import draw
from scripts.training.samples import Labels, Matrix, Sample, gather

# The weights are fitted without the reports of one fold and tested on these, for each fold.
_FOLDS = 5
# A signal against an answer never counts for one.
_AGAINST = ("uncovered", "unknown", "beside")
# The signal that no sentence has the date, number or names asked for is too rare to be fitted. Its
# weight is the logarithm of the ratio of two shares: of answers and of near misses with the signal,
# among our own questions on other reports (0 of 45, 59 of 80; see docs/retrieval.md).
_TYPE_MISSING = -4.0
# Where several sentences answer, none leads: a lead says which one answers, not whether one does.
_ANSWERABLE: dict[str, float] = {"type_missing": _TYPE_MISSING, "lead": 0.0}
_RIGHT: dict[str, float] = {"type_missing": _TYPE_MISSING}
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)  # figures are printed for each
_SURE = (0.6, 0.7, 0.8, 0.85, 0.87, 0.9, 0.93)
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
    graded = [replace(s, labels=s.right) for s in samples if s.right is not None]
    fitted, right = _fit(samples, _ANSWERABLE), _fit(graded, _RIGHT, balanced=False)
    for path, sample in zip(paths, samples, strict=True):
        shares = _shares(probability(fitted, sample.rows), sample.labels, options.threshold)
        print(f"{path.name}, fitted: {shares}")
    held_out = _held_out(samples, _ANSWERABLE)
    for threshold in _THRESHOLDS:
        each = [_shares(p, s.labels, threshold) for p, s in zip(held_out, samples, strict=True)]
        print(f"threshold {threshold:.2f}, held out: {'; '.join(map(str, each))}")
    _print_sureness(graded)
    if options.output:
        from index.models import late_interaction as late
        from index.models import reader
        from index.models.encoder import DEFAULT

        written = {
            "models": [DEFAULT, late.NAME, reader.NAME],
            "sets": [path.name for path in paths],
            "answerable": _written(fitted, names),
            "right": _written(right, names),
            "threshold": options.threshold,
        }
        options.output.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if options.pictures:
        draw(options.pictures, [path.name for path in paths], held_out, [s.labels for s in samples])
    return 0


def _written(fitted: tuple[Matrix, float], names: Sequence[str]) -> dict[str, Any]:
    weights, bias = fitted
    rounded = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return {"weights": rounded, "bias": round(float(bias), 4)}


def _print_sureness(samples: Sequence[Sample]) -> None:
    """Print how many of the answers from each probability on are full, by weights held out."""
    probabilities = np.concatenate(_held_out(samples, _RIGHT, balanced=False))
    right = np.concatenate([sample.labels for sample in samples])
    for bound in _SURE:
        chosen = probabilities >= bound
        share = right[chosen].mean() if chosen.any() else 0.0
        print(f"full from {bound:.2f} on, held out: {share:.3f} of {chosen.sum()}")


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


def _held_out(
    samples: Sequence[Sample], given: dict[str, float], *, balanced: bool = True
) -> list[Matrix]:
    """Return the probability of each question by weights fitted without its report."""
    probabilities = [np.zeros(len(sample.labels)) for sample in samples]
    for fold in range(_FOLDS):
        parts = [sample.groups % _FOLDS == fold for sample in samples]
        rest = [sample.where(~part) for sample, part in zip(samples, parts, strict=True)]
        fitted = _fit(rest, given, balanced=balanced)
        for found, sample, part in zip(probabilities, samples, parts, strict=True):
            found[part] = probability(fitted, sample.rows[part])
    return probabilities


def _fit(
    samples: Sequence[Sample], given: dict[str, float], *, balanced: bool = True
) -> tuple[Matrix, float]:
    """Fit a logistic regression in which each set, if balanced also each class, has one weight.

    The weights of ``_AGAINST`` are at most 0; those of ``given`` are not fitted.
    """
    from scipy.optimize import minimize

    from assistant.evidence.confidence import Signals

    x = np.concatenate([sample.rows for sample in samples])
    y = np.concatenate([sample.labels for sample in samples])
    weight = np.concatenate([_weights(s.labels, balanced=balanced) for s in samples])
    weight /= weight.mean()
    scale = x.std(axis=0) + 1e-9
    signs = np.where(y, 1.0, -1.0)

    def loss(theta: Matrix) -> float:
        margin = signs * ((x / scale) @ theta[:-1] + theta[-1])
        penalty = (theta[:-1] ** 2).sum() / (2 * _REGULARISATION)
        return float((weight * np.logaddexp(0, -margin)).sum() + penalty)

    names = [field.name for field in fields(Signals)]
    bounds = [(None, 0.0) if name in _AGAINST else (None, None) for name in names]
    for name, value in given.items():
        fixed = value * scale[names.index(name)]
        bounds[names.index(name)] = (fixed, fixed)
    start = np.zeros(x.shape[1] + 1)
    found = minimize(loss, start, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return found.x[:-1] / scale, float(found.x[-1])


def _weights(labels: Labels, *, balanced: bool) -> Matrix:
    """Return the weight of each question of a set, all of which together have the same."""
    if not balanced:
        return np.full(len(labels), 1 / len(labels))
    weights: Matrix = np.where(labels, 1 / max(labels.sum(), 1), 1 / max((~labels).sum(), 1))
    return weights


def probability(fitted: tuple[Matrix, float], rows: Matrix) -> Matrix:
    """Return the probability that each question, a row of signals, has an answer."""
    weights, bias = fitted
    probabilities: Matrix = 1 / (1 + np.exp(-(rows @ weights + bias)))
    return probabilities


if __name__ == "__main__":
    raise SystemExit(main())
