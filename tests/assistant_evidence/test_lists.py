from assistant.evidence.lists import list_siblings, with_items
from corpus import Paragraph, Span

TEXTS = (
    "The expert carried out his first country visit, to Sweden, from 23 to 27 April 2018.",
    "The expert conducted his second country visit, to the Netherlands, in November 2018.",
    "The expert carried out a visit to Qatar, from 2 to 10 September 2019.",
    "In Sweden he met officials who spoke of the budget, of schools and of hospitals.",
    "Poverty in Qatar is measured by other means than in most countries.",
)
PARAGRAPHS = [Paragraph("A/1/1", str(n), text) for n, text in enumerate(TEXTS, start=1)]


def numbers(question: str, best: int) -> list[str]:
    paragraph = PARAGRAPHS[best - 1]
    found = list_siblings([Span(paragraph, 0, len(paragraph.text))], question, PARAGRAPHS)
    return [span.paragraph.number for span in found]


def test_a_question_for_countries_is_answered_by_a_sentence_for_each() -> None:
    assert numbers("Which countries did he visit and when?", 1) == ["1", "2", "3"]


def test_other_questions_need_sentences_that_are_more_alike() -> None:
    assert numbers("What did he do?", 2) == []


def test_a_sentence_that_introduces_items_brings_them() -> None:
    text = "He chose the following priorities: (a) climate; (b) debt. He thanked all."
    paragraph = Paragraph("A/1/1", "9", text)
    intro = Span(paragraph, 0, text.index("(a)") - 1)
    assert with_items(intro).text == text
    thanks = Span(paragraph, text.index("He thanked"), len(text))
    assert with_items(thanks) == thanks


def test_items_that_are_too_long_are_left_out() -> None:
    text = f"They asked for the following: {'more and more of it ' * 80}."
    paragraph = Paragraph("A/1/1", "9", text)
    intro = Span(paragraph, 0, 29)
    assert len(with_items(intro).text.split()) < 250
