import pytest

from assistant.evidence.background import NO_BACKGROUND
from assistant.evidence.sides import choose_sides, wants_comparison
from assistant.question.entities import find_entities
from corpus import Paragraph, Span


def sentence(number: str, text: str) -> Span:
    return Span(Paragraph("A/1/1", number, text), 0, len(text))


ASKED = find_entities("Malawi versus Nepal: how did the rates change?", frozenset())


def test_each_side_that_a_question_names_gets_its_best_sentence() -> None:
    malawi, chad = sentence("1", "In Malawi it fell."), sentence("2", "In Chad it rose.")
    nepal, more = sentence("3", "In Nepal it fell."), sentence("4", "Nepal did well.")
    chosen = choose_sides([malawi, chad, nepal, more], ASKED, NO_BACKGROUND)
    assert chosen == [malawi, nepal]


def test_the_other_side_in_the_same_paragraph_comes_first() -> None:
    both = Paragraph("A/1/1", "1", "In Malawi it fell. In Nepal it rose.")
    malawi, nepal = Span(both, 0, 18), Span(both, 19, 36)
    better = sentence("2", "Nepal did well.")
    assert choose_sides([malawi, better, nepal], ASKED, NO_BACKGROUND) == [malawi, nepal]


def test_sides_without_names_are_the_best_sentences_of_two_paragraphs() -> None:
    police, army = sentence("1", "There are 55 police."), sentence("2", "There are 3,241 troops.")
    assert choose_sides([police, army], (), NO_BACKGROUND) == [police, army]


@pytest.mark.parametrize(
    ("question", "compares"),
    [
        ("Whose appeal is the more expensive, that of Chad or that of Cameroon?", True),
        ("Where did clashes claim more lives, in Tonj or in Equatoria?", True),
        ("How do India and Indonesia compare?", True),
        ("How many more people came in 2024?", False),
        ("Did he visit Qatar or Sweden?", False),
        ("Which countries did he visit?", False),
    ],
)
def test_a_comparison_is_recognised(question: str, compares: bool) -> None:
    assert wants_comparison(question) == compares
