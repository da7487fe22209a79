"""Calibrate when to abstain: fit the weights of the signals on question sets.

Some questions of each set must have no answer. A set is a file NAME.questions.jsonl. Its
paragraphs are in NAME.paragraphs.jsonl in the same folder (JSON lines with ``id`` and ``text``). If
there is no such file, the questions are about the library.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus import Document, Paragraph
from scripts.command import Bars, command_parser, guarded, open_assistant
from scripts.measuring.pictures import draw

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
Sample = tuple[Matrix, Labels]

# The weights are fitted on one half of each set and tested on the other half, _HALVINGS times. The
# weights that are written are fitted on the whole sets.
_HALVINGS, _FOLDS = 40, 5
# The reader was trained on one half of this set, so that half is not used to fit or test.
_TRAINED_SET, _SEED = "clapnq.questions.jsonl", 78176
# The weight of the signal that no sentence has the date, number or names that the question asks
# for. The signal is too rare in the sets to be fitted. The weight is the logarithm of a ratio: the
# share of answers with the signal, to the share of near misses with it, among our own questions on
# other reports (0 of 45, 59 of 80; see docs/retrieval.md).
_TYPE_MISSING = -4.0
_THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.5)  # figures are printed for each
_LOOKUPS = ("paragraph", "section", "symbol")
_MAX_CHARACTERS = 900


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("calibrate", __doc__)
    parser.prog = "python -m scripts.training.calibrate"
    parser.add_argument("sets", nargs="+", type=Path, metavar="QUESTIONS.jsonl")
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
    samples = [_gather(path, options) for path in options.sets]
    for path, (held_out, fitted) in zip(
        options.sets, _cross_validate(samples, options.threshold), strict=True
    ):
        print(f"{path.name}, fitted:   {fitted}")
        print(f"{path.name}, held out: {held_out}")
    weights, bias = _fit(samples)
    for threshold in _THRESHOLDS:
        shares = [_shares(probability((weights, bias), x) >= threshold, y) for x, y in samples]
        print(f"threshold {threshold:.2f}: {'; '.join(map(str, shares))}")
    if options.output:
        from index.models import late_interaction as late
        from index.models import reader
        from index.models.encoder import DEFAULT

        written = {
            "models": [DEFAULT, late.NAME, reader.NAME],
            "sets": [path.name for path in options.sets],
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
            "bias": round(float(bias), 4),
            "threshold": options.threshold,
        }
        options.output.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if options.pictures:
        draw(options.pictures, [path.name for path in options.sets], *_held_out(samples))
    return 0


@dataclass(frozen=True, slots=True)
class _Shares:
    """The share of answerable questions answered, and of unanswerable questions refused."""

    answered: float
    refused: float

    def __str__(self) -> str:
        mean = (self.answered + self.refused) / 2
        return f"answered {self.answered:.3f}, refused {self.refused:.3f}, mean {mean:.3f}"


def _cross_validate(samples: Sequence[Sample], threshold: float) -> list[tuple[_Shares, _Shares]]:
    """Return, for each set, the mean shares on halves held out, and on halves fitted on."""
    shares: list[list[list[tuple[float, float]]]] = [[[], []] for _ in samples]
    for seed in range(_HALVINGS):
        halves = [_half(len(labels), seed) for _, labels in samples]
        fitted = _fit([(x[half], y[half]) for (x, y), half in zip(samples, halves, strict=True)])
        for position, ((x, y), half) in enumerate(zip(samples, halves, strict=True)):
            for part, rows in enumerate((~half, half)):
                share = _shares(probability(fitted, x[rows]) >= threshold, y[rows])
                shares[position][part].append((share.answered, share.refused))
    return [
        (_Shares(*np.mean(held_out, axis=0)), _Shares(*np.mean(fitted, axis=0)))
        for held_out, fitted in shares
    ]


def _shares(answered: Labels, labels: Labels) -> _Shares:
    return _Shares(float(answered[labels].mean()), float(1 - answered[~labels].mean()))


def _held_out(samples: Sequence[Sample]) -> tuple[list[Matrix], list[Labels]]:
    """Return labels, and the probability of each question by weights fitted without it."""
    probabilities = [np.zeros(len(y)) for _, y in samples]
    for fold in range(_FOLDS):
        parts = [np.arange(len(y)) % _FOLDS == fold for _, y in samples]
        fitted = _fit([(x[~part], y[~part]) for (x, y), part in zip(samples, parts, strict=True)])
        for position, ((x, _), part) in enumerate(zip(samples, parts, strict=True)):
            probabilities[position][part] = probability(fitted, x[part])
    return probabilities, [y for _, y in samples]


def _gather(path: Path, options: argparse.Namespace) -> Sample:
    """Return the signals of each question's best sentence, and whether there is an answer."""
    from assistant.evidence.select import rank_sentences
    from assistant.question.resolve import ResolvedQuestion
    from index.models.reader import open_reader

    texts = path.with_name(path.name.replace(".questions.", ".paragraphs."))
    with tempfile.TemporaryDirectory() as folder:
        if texts != path and texts.exists():
            options = argparse.Namespace(library=_build(texts, Path(folder)), model=options.model)
        index = open_assistant(options).index
        rows, labels = [], []
        lines = list(_lines(path))
        if path.name == _TRAINED_SET:
            trained = trained_half(len(lines))
            lines = [line for line, seen in zip(lines, trained, strict=True) if not seen]
        for line in lines:
            # Other sets have both sides of a conversation; our set has only the questions.
            turns = line.get("history") or []
            history = turns[::2] if texts != path else turns
            context = " ".join(dict.fromkeys([*history[:1], *history[-1:]]))[:_MAX_CHARACTERS]
            last = history[-1] if history else ""
            text = " ".join(line["question"].split())[:_MAX_CHARACTERS]
            resolved = ResolvedQuestion(text, text, context, last)
            ranking = rank_sentences(
                resolved, index.search(resolved.query, context=context), open_reader()
            )
            if ranking:
                rows.append(astuple(ranking.signals))
                labels.append(line["answerable"])
    return np.array(rows), np.array(labels, bool)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for text in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        # Look-ups are answered without the signals.
        if line["answerable"] is not None and line.get("kind") not in _LOOKUPS:
            yield line


def _build(texts: Path, library: Path) -> Path:
    from index.building.build import build
    from index.models.encoder import open_encoder
    from index.models.late_interaction import open_late

    lines = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    paragraphs = tuple(
        Paragraph(texts.name, line["id"], " ".join(line["text"].split()) or "-") for line in lines
    )
    document = Document(texts.name, texts.name, paragraphs)
    with Bars() as bars:
        build(library, [document], encoder=open_encoder(), late=open_late(), progress=bars.update)
    return library


def trained_half(size: int) -> Labels:
    """Return which questions of a set of this size are in the half that trains the reader."""
    return _half(size, _SEED)


def _half(size: int, seed: int) -> Labels:
    order = np.random.default_rng(seed).permutation(size)
    half: Labels = order < size // 2
    return half


def _fit(samples: Sequence[Sample]) -> tuple[Matrix, float]:
    """Fit a logistic regression in which each set, and each of both classes, has the same weight.

    The weight of the last signal, ``type_missing``, is not fitted.
    """
    from sklearn.linear_model import LogisticRegression

    x = np.concatenate([rows[:, :-1] for rows, _ in samples])
    y = np.concatenate([labels for _, labels in samples])
    counts = [np.where(y, 1 / max(y.sum(), 1), 1 / max((~y).sum(), 1)) for _, y in samples]
    weights = np.concatenate(counts)
    scale = x.std(axis=0)
    model = LogisticRegression(C=0.3).fit(x / scale, y, sample_weight=weights / weights.mean())
    return np.append(model.coef_[0] / scale, _TYPE_MISSING), float(model.intercept_[0])


def probability(fitted: tuple[Matrix, float], rows: Matrix) -> Matrix:
    """Return the probability that each question has an answer.

    ``rows`` are signals, of shape (questions, signals).
    """
    weights, bias = fitted
    probabilities: Matrix = 1 / (1 + np.exp(-(rows @ weights + bias)))
    return probabilities


if __name__ == "__main__":
    raise SystemExit(main())
