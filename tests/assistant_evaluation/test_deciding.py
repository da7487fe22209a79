import pytest

from assistant.answer import Answer, Citation
from assistant.evaluation.deciding import Certain, UnknownNames, by_certainty, unknown_names
from assistant.evaluation.question_file import Question
from corpus import Paragraph, Span

TEXT = Paragraph("A/1/1", "1", "Sweden came first.")


def answer(score: float | None) -> Answer:
    span = Span(TEXT, 0, len(TEXT.text))
    return Answer("?", "?", () if score is None else (Citation(span, score),))


def asked(*, answerable: bool = True, span: str = "Sweden", kind: str = "") -> Question:
    return Question("q", "?", kind=kind, answerable=answerable, spans=((span,),))


def test_each_word_has_its_share_of_right_answers() -> None:
    questions = [asked(), asked(span="Qatar"), asked(answerable=False), asked(), asked(), asked()]
    answers = [answer(score) for score in (0.99, 0.95, 0.9, 0.6, 1.0, None)]
    found = by_certainty(questions, answers)
    assert list(found) == ["look-up", "likely", "possible", "doubtful"]
    likely = found["likely"]
    assert (likely.answers, likely.right) == (3, 1)
    assert likely.share == pytest.approx(1 / 3)
    assert likely.bound == pytest.approx(1 - 0.95 ** (1 / 3))
    assert (found["look-up"].right, found["possible"].right) == (1, 1)
    assert found["doubtful"] == Certain(0, 0, None, None)


def test_answers_to_questions_about_unknown_names_are_counted() -> None:
    direct = asked(answerable=False, kind="unknown_name")
    follow_up = Question("q", "and X?", ("Who?",), "unknown_name", answerable=False)
    questions = [direct, direct, follow_up, asked()]
    found = unknown_names(questions, [answer(score) for score in (0.9, None, 0.3, 0.9)])
    every = found["all"]
    assert every.questions == 3
    assert every.answered == pytest.approx(2 / 3)
    assert every.likely == pytest.approx(1 / 3)
    assert found["direct"] == UnknownNames(2, 0.5, 0.5)
    assert found["follow-up"] == UnknownNames(1, 1.0, 0.0)
    assert unknown_names([asked()], [answer(0.9)]) == {}
