"""A probe that tells answerable from unanswerable questions by the question alone.

The probe never sees a report. What it gets right, a model can get right without reading: from the
form of the question, or from its writer's habits. A model that reads does better than chance among
questions that look alike to the probe.
"""

from collections.abc import Sequence

import numpy as np

from assistant.evaluation.estimates import Labels, Scores
from assistant.evaluation.question_file import Question
from corpus.errors import NotInstalled

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold
    from sklearn.pipeline import make_pipeline, make_union
except ImportError:
    raise NotInstalled(
        "The probe of the style of questions needs an extra: pip install 'pilcrow[train]'"
    ) from None

_FOLDS = 10


def style_scores(questions: Sequence[Question]) -> Scores:
    """Return the probe's probability that each question is answerable, of shape (questions,).

    The probability of a question comes from a probe that was fitted on the questions of other
    reports; on other questions, if all are about one report. It is 0.5 if all of those are
    answerable, or none is.
    """
    labels = np.array([question.answerable for question in questions], bool)
    texts = np.array([question.question for question in questions], object)
    names = [question.document or question.symbol for question in questions]
    groups = np.unique(names, return_inverse=True)[1]
    if len(set(names)) < 2:
        groups = np.arange(len(questions))
    scores = np.full(len(questions), 0.5)
    folds = min(_FOLDS, len(np.unique(groups)))
    if folds < 2:
        return scores
    for fitted, held_out in GroupKFold(folds).split(texts, labels, groups):
        if len(np.unique(labels[fitted])) == 2:
            scores[held_out] = _fitted(texts[fitted], labels[fitted], texts[held_out])
    return scores


def _fitted(
    texts: "np.typing.NDArray[np.object_]", labels: Labels, others: Sequence[str]
) -> Scores:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    probe = make_pipeline(
        make_union(words, characters),
        LogisticRegression(class_weight="balanced", max_iter=1000),
    )
    probabilities: Scores = probe.fit(texts, labels).predict_proba(others)[:, 1]
    return probabilities
