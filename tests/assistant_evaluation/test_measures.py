import pytest

from assistant.answer import Answer, Citation
from assistant.evaluation.measures import measure
from assistant.evaluation.question_file import Question
from corpus import Paragraph, Span
from index import Hit

ONE = Paragraph("A/1/1", "1", "Sweden came first, resolution 53/5 says.")
TWO = Paragraph("A/1/1", "2", "Qatar came second.")
THREE = Paragraph("A/1/1", "3", "Others did not come.")


def answer(cited: list[Paragraph], found: list[Paragraph]) -> Answer:
    citations = tuple(Citation(Span(p, 0, len(p.text)), 0.9) for p in cited)
    return Answer("?", "?", citations, tuple(Hit(Span(p, 0, 1), 0.5) for p in found))


def question(kind: str, gold: set[str], *spans: tuple[str, ...]) -> Question:
    return Question("q", "?", (), kind, bool(gold), frozenset(gold), frozenset(), spans)


def test_measures_are_what_they_say() -> None:
    questions = [
        question("who", {"1"}, ("Sweden",), ("[53/5](#)", "nothing")),  # all spans, one right
        question("who", {"2"}, ("Qatar",), ("absent",)),  # half the spans, second hit
        question("date", {"3"}, ("came",)),  # abstained, third hit
        question("far", set()),  # rightly refused
        question("far", set()),  # wrongly answered
    ]
    answers = [
        answer([ONE, THREE], [ONE, TWO, THREE]),
        answer([TWO], [ONE, TWO]),
        answer([], [ONE, TWO, THREE]),
        answer([], [ONE]),
        answer([ONE], [ONE]),
    ]
    found = measure(questions, answers)
    every = found["all"]
    assert every.questions == 5
    assert every.hit_1 == pytest.approx(1 / 3)
    assert every.hit_3 == pytest.approx(1)
    assert every.mrr_10 == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert every.spans == pytest.approx((1 + 0.5 + 0) / 3)
    assert every.full == pytest.approx(1 / 3)
    assert every.precision == pytest.approx((0.5 + 1) / 2)
    assert every.words == pytest.approx((10 + 3) / 2)
    assert every.answered == pytest.approx(2 / 3)
    assert every.refused == pytest.approx(1 / 2)
    assert every.balanced == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert list(found) == ["all", "who", "date", "far"]
    assert found["who"].hit_1 == pytest.approx(0.5)
    assert found["far"].hit_1 is None
    assert found["far"].answered is None


def test_equal_scores_rank_in_the_order_of_the_hits() -> None:
    many = [Paragraph("A/1/1", str(n), "x") for n in range(1, 9)]
    found = measure([question("who", {"5"})], [answer([], many)])["all"]
    assert found.mrr_10 == pytest.approx(1 / 5)
    assert (found.hit_3, found.hit_5) == (0, 1)


def test_a_paragraph_of_the_same_number_in_another_report_is_not_right() -> None:
    other = Paragraph("A/2/2", "1", "Sweden came last.")
    asked = Question("q", "?", gold=frozenset("1"), spans=(("Sweden",),), symbol="A/1/1")
    wrong = measure([asked], [answer([other], [other, ONE])])["all"]
    assert (wrong.hit_1, wrong.mrr_10, wrong.precision, wrong.full) == (0, 0.5, 0, 0)
    right = measure([asked], [answer([ONE], [ONE, other])])["all"]
    assert (right.hit_1, right.mrr_10, right.precision, right.full) == (1, 1, 1, 1)


def test_answers_called_clear_are_counted_right_and_wrong() -> None:
    questions = [
        question("who", {"1"}, ("Sweden",)),
        question("who", {"2"}, ("Qatar",)),
        question("who", {"3"}, ("came",)),
        question("far", set()),
    ]
    answers = [answer([ONE], []), answer([ONE], []), answer([], []), answer([ONE], [])]
    found = measure(questions, answers)
    every = found["all"]
    assert every.likely == pytest.approx(2 / 3)
    assert every.likely_right == pytest.approx(1 / 3)
    assert every.likely_bound == pytest.approx(1 - 0.95 ** (1 / 3))
    assert every.likely_wrong == 2
    assert (found["far"].likely, found["far"].likely_right, found["far"].likely_wrong) == (
        None,
        0,
        1,
    )
