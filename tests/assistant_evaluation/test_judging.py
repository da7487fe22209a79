import sys

import numpy as np
import pytest

from assistant.answer import Answer
from assistant.evaluation.judging import judge, mean, worst
from assistant.evaluation.probe import style_scores
from assistant.evaluation.question_file import Question
from corpus.errors import NotInstalled


def question(name: str, document: str, text: str, *, answerable: bool) -> Question:
    return Question(name, text, answerable=answerable, document=document)


def answer(probability: float) -> Answer:
    return Answer("?", "?", (), probability=probability)


QUESTIONS = [
    question("ta1", "A", "Who?", answerable=True),
    question("ta2", "A", "How many?", answerable=False),
    question("tb1", "B", "Why?", answerable=True),
    question("tb2", "B", "How much?", answerable=False),
]
ANSWERS = [answer(0.9), answer(0.2), answer(0.4), answer(0.5)]


def test_measures_of_all_of_each_report_and_of_each_writer() -> None:
    judged = judge(QUESTIONS, ANSWERS, np.array([0.8, 0.3, 0.8, 0.3]))
    assert judged is not None
    every = judged.all
    assert (every.questions, every.unanswerable) == (4, 2)
    assert (every.auc, every.probe_auc, every.auc_in_fifths) == (0.75, 1.0, None)
    assert (every.refused_95, every.refused_85) == (0.5, 0.5)  # those below 0.4
    assert list(judged.reports) == ["A", "B"]
    assert list(judged.writers) == ["ta", "tb"]
    assert (judged.reports["A"].auc, judged.reports["B"].auc) == (1.0, 0.0)
    # The threshold is that of the whole set, not of each report.
    assert (judged.writers["ta"].refused_95, judged.writers["tb"].refused_95) == (1.0, 0.0)
    assert mean(judged.reports.values()).auc == 0.5
    assert worst(judged.reports.values()).auc == 0.0
    assert worst(judged.reports.values()).auc_in_fifths is None


def test_pairs_that_look_alike_to_the_probe_are_compared() -> None:
    judged = judge(QUESTIONS, ANSWERS, np.array([0.1, 0.1, 0.9, 0.9]))
    assert judged is not None
    assert judged.all.auc_in_fifths == 0.5


def test_without_a_probe_or_without_both_labels_there_is_less_to_measure() -> None:
    judged = judge(QUESTIONS, ANSWERS, None)
    assert judged is not None
    assert (judged.all.auc, judged.all.probe_auc, judged.all.auc_in_fifths) == (0.75, None, None)
    assert judge(QUESTIONS[:1], ANSWERS[:1], None) is None


def test_the_probe_finds_what_the_form_of_a_question_gives_away() -> None:
    topics = ["the mission", "the fund", "the council", "the project", "women", "water"]
    questions = [
        question(f"q{n}{topic}", f"report {n}", f"{form} {topic}?", answerable=answerable)
        for n in range(4)
        for topic in topics
        for form, answerable in (("Why was there concern for", True), ("How many were in", False))
    ]
    scores = style_scores(questions)
    answerable = np.array([one.answerable for one in questions])
    assert scores[answerable].min() > scores[~answerable].max()
    assert scores.tolist() == style_scores(questions).tolist()


def test_the_probe_of_one_report_or_of_one_question_can_be_taken() -> None:
    assert style_scores(QUESTIONS[:1]).tolist() == [0.5]
    assert style_scores(QUESTIONS[:2]).shape == (2,)


def test_the_probe_names_the_extra_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.pipeline", None)
    monkeypatch.delitem(sys.modules, "assistant.evaluation.probe")
    with pytest.raises(NotInstalled, match=r"pilcrow\[train\]"):
        import assistant.evaluation.probe  # noqa: F401
