import math

import numpy as np
import pytest

from assistant.evaluation.estimates import (
    auc,
    auc_within,
    fifths,
    lower_bound,
    refused_below,
    threshold_at,
)

YES_YES_NO_NO = np.array([True, True, False, False])


@pytest.mark.parametrize("right", [(99, 99), (155, 156), (206, 208)])
def test_the_bound_is_the_share_at_which_so_many_successes_have_five_per_cent(
    right: tuple[int, int],
) -> None:
    found, of = right
    bound = lower_bound(found, of)
    assert bound is not None
    tail = sum(math.comb(of, k) * bound**k * (1 - bound) ** (of - k) for k in range(found, of + 1))
    assert tail == pytest.approx(0.05)


def test_a_bound_of_nothing_right_is_0_and_of_nothing_is_none() -> None:
    assert lower_bound(0, 5) == 0
    assert lower_bound(0, 0) is None


def test_the_auc_is_the_share_of_pairs_in_order() -> None:
    assert auc(YES_YES_NO_NO, np.array([0.9, 0.4, 0.5, 0.1])) == pytest.approx(3 / 4)
    assert auc(YES_YES_NO_NO, np.array([0.5, 0.5, 0.5, 0.5])) == pytest.approx(1 / 2)
    assert auc(np.array([True, True]), np.array([0.9, 0.4])) is None


def test_pairs_of_different_strata_do_not_count() -> None:
    scores = np.array([0.9, 0.4, 0.5, 0.1])
    assert auc_within(YES_YES_NO_NO, scores, np.array([0, 1, 1, 0])) == pytest.approx(1 / 2)
    assert auc_within(YES_YES_NO_NO, scores, np.array([0, 0, 1, 1])) is None


def test_what_is_refused_where_a_share_is_answered() -> None:
    scores = np.array([*np.arange(1, 21) / 20, 0.04, 0.08, 0.3, 0.9])
    labels = np.arange(24) < 20
    threshold = threshold_at(labels, scores, 0.95)
    assert threshold == pytest.approx(0.1)  # 19 of 20 reach it
    assert refused_below(labels, scores, threshold) == pytest.approx(2 / 4)
    assert threshold_at(labels, scores, 1) == pytest.approx(0.05)
    assert refused_below(labels[:20], scores[:20], 0.5) is None
    assert threshold_at(~labels[:20], scores[:20], 0.95) == -math.inf


def test_fifths_are_of_equal_size_and_equal_scores_stay_together() -> None:
    assert np.bincount(fifths(np.linspace(0, 1, 50))).tolist() == [10, 10, 10, 10, 10]
    assert len(set(fifths(np.array([0.5] * 9 + [0.7])).tolist())) == 2
