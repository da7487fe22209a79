"""Measure how well the confidence of answers tells answerable questions from unanswerable ones."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from statistics import fmean

import numpy as np

from assistant.answer import Answer
from assistant.evaluation.estimates import (
    Labels,
    Scores,
    auc,
    auc_within,
    fifths,
    refused_below,
    threshold_at,
)
from assistant.evaluation.question_file import Question

_ANSWERED = (0.95, 0.90, 0.85)


@dataclass(frozen=True, slots=True)
class Judging:
    """How well probabilities tell answerable questions from unanswerable ones; shares from 0 to 1.

    ``auc`` is the share of pairs of an answerable and an unanswerable question in which the
    answerable one has the higher probability of an answer, and ``probe_auc`` that of a probe which
    sees the question only. ``auc_in_fifths`` is over the pairs within a fifth of the questions that
    have similar scores of the probe. ``refused_95`` is the share of unanswerable questions refused
    at the threshold at which 95 % of all answerable questions of the set are answered; likewise
    ``refused_90`` and ``refused_85``. A measure is None if it cannot be taken.
    """

    questions: float
    unanswerable: float
    auc: float | None
    probe_auc: float | None
    auc_in_fifths: float | None
    refused_95: float | None
    refused_90: float | None
    refused_85: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The measures of a set, of each of its reports and of each of its writers, in its order."""

    all: Judging
    reports: dict[str, Judging]
    writers: dict[str, Judging]


def judge(
    questions: Sequence[Question], answers: Sequence[Answer], style: Scores | None
) -> Judged | None:
    """Return how well the probabilities of the answers tell the questions apart.

    Args:
        questions: the questions of a set; the letters that begin an ``id`` name its writer.
        answers: the answers to them.
        style: the probe's scores, of shape (questions,); None if there is no probe.

    Returns:
        The measures, or None if all questions are answerable, or none is.
    """
    labels = np.array([question.answerable for question in questions], bool)
    if labels.all() or not labels.any():
        return None
    scores = np.array([answer.probability for answer in answers])
    thresholds = [threshold_at(labels, scores, share) for share in _ANSWERED]

    def measured(rows: Labels) -> Judging:
        return _measured(labels, scores, style, thresholds, rows)

    return Judged(
        measured(np.ones(len(labels), bool)),
        _split((question.document or question.symbol for question in questions), measured),
        _split((_writer(question) for question in questions), measured),
    )


def mean(parts: Iterable[Judging]) -> Judging:
    """Return the mean of each measure over the parts that have it."""
    return _combined(list(parts), fmean)


def worst(parts: Iterable[Judging]) -> Judging:
    """Return the lowest value of each measure; each may be of another part."""
    return _combined(list(parts), min)


def _measured(
    labels: Labels,
    scores: Scores,
    style: Scores | None,
    thresholds: Sequence[float],
    rows: Labels,
) -> Judging:
    """Return the measures of some rows; fifths and thresholds are those of all rows."""
    true, score = labels[rows], scores[rows]
    probe = None if style is None else auc(true, style[rows])
    inside = None if style is None else auc_within(true, score, fifths(style)[rows])
    refused = [refused_below(true, score, threshold) for threshold in thresholds]
    return Judging(len(true), int((~true).sum()), auc(true, score), probe, inside, *refused)


def _split(names: Iterable[str], measured: Callable[[Labels], Judging]) -> dict[str, Judging]:
    every = np.array(list(names))
    return {name: measured(every == name) for name in dict.fromkeys(every.tolist()) if name}


def _writer(question: Question) -> str:
    letters = re.match(r"[A-Za-z]*", question.id)
    return letters[0] if letters else ""


def _combined(parts: Sequence[Judging], combine: Callable[[list[float]], float]) -> Judging:
    values = [
        [getattr(part, field.name) for part in parts if getattr(part, field.name) is not None]
        for field in fields(Judging)
    ]
    combined = [combine(known) if known else None for known in values]
    questions, unanswerable, *measures = combined
    return Judging(questions or 0, unanswerable or 0, *measures)
