"""Statistics of measuring: bounds of shares, and how well scores tell two classes apart."""

import math

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, rankdata

Scores = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]


def lower_bound(right: int, of: int, confidence: float = 0.95) -> float | None:
    """Return the one-sided lower bound of a share (Clopper and Pearson, 1934); None if of is 0.

    If the true share were lower than the bound, at least ``right`` successes of ``of`` would have a
    probability below 1 - ``confidence``.
    """
    if of == 0:
        return None
    return float(beta.ppf(1 - confidence, right, of - right + 1)) if right else 0.0


def auc(labels: Labels, scores: Scores) -> float | None:
    """Return the share of pairs of a true and a false label whose scores are in the right order.

    ``labels`` and ``scores`` have the shape (questions,). Equal scores count one half. Returns None
    if all labels are equal.
    """
    return auc_within(labels, scores, np.zeros(len(labels)))


def auc_within(
    labels: Labels, scores: Scores, strata: npt.NDArray[np.float64] | npt.NDArray[np.intp]
) -> float | None:
    """Return ``auc`` over the pairs whose members have the same value in ``strata``.

    All arrays have the shape (questions,). A pair counts the same in every stratum, so a stratum
    weighs as much as it has pairs. Returns None if there is no pair.
    """
    ordered, pairs = 0.0, 0
    for stratum in np.unique(strata):
        inside = strata == stratum
        true = labels[inside]
        positives, negatives = int(true.sum()), int((~true).sum())
        ranks = rankdata(scores[inside])
        ordered += float(ranks[true].sum()) - positives * (positives + 1) / 2
        pairs += positives * negatives
    return ordered / pairs if pairs else None


def threshold_at(labels: Labels, scores: Scores, answered: float) -> float:
    """Return the highest threshold that at least this share of the true labels' scores reaches.

    ``answered`` is above 0.0 and at most 1.0. Returns minus infinity if no label is true.
    """
    positives = np.sort(scores[labels])[::-1]
    if not len(positives):
        return -math.inf
    return float(positives[math.ceil(answered * len(positives) - 1e-9) - 1])


def refused_below(labels: Labels, scores: Scores, threshold: float) -> float | None:
    """Return the share of the false labels' scores below a threshold; None if no label is false."""
    return None if labels.all() else float((scores[~labels] < threshold).mean())


def fifths(scores: Scores) -> npt.NDArray[np.intp]:
    """Return for each score its fifth, 0 to 4, of about equal size; equal scores stay together."""
    edges = np.quantile(scores, (0.2, 0.4, 0.6, 0.8))
    return np.searchsorted(edges, scores, side="left")
