from assistant.answer import Answer, Citation
from assistant.evidence.joined import join_answers
from corpus import Paragraph, Span
from index import Hit

FIRST = Paragraph("A/1/1", "1", "The courts sat in Goma. They heard 12 cases.")
SECOND = Paragraph("A/1/1", "2", "They ruled in May.")


def answer(question: str, span: Span | None, probability: float) -> Answer:
    citations = (Citation(span, probability),) if span else ()
    hits = (Hit(Span(FIRST, 0, 10), 1.0), Hit(Span(SECOND, 0, 10), 0.5))
    return Answer(question, question, citations, hits, probability=probability)


WHOLE = Answer("Where, and when?", "Where, and when?", ())


def test_answers_are_quoted_one_after_the_other_with_the_lowest_probability() -> None:
    answers = [answer("Where?", Span(FIRST, 0, 23), 0.9), answer("When?", Span(SECOND, 0, 18), 0.6)]
    joined = join_answers(WHOLE, answers)
    assert [c.quote.text for c in joined.citations] == ["The courts sat in Goma.", SECOND.text]
    assert {c.score for c in joined.citations} == {0.6} == {joined.probability}
    assert joined.unanswered == ()
    assert [hit.passage.paragraph for hit in joined.hits] == [FIRST, SECOND]


def test_a_question_without_an_answer_is_named_and_a_sentence_is_quoted_once() -> None:
    span = Span(FIRST, 0, 23)
    answers = [
        answer("Where?", span, 0.9),
        answer("Where in it?", span, 0.8),
        answer("Why?", None, 0.1),
    ]
    joined = join_answers(WHOLE, answers)
    assert [c.quote for c in joined.citations] == [span]
    assert joined.unanswered == ("Why?",)
    assert joined.probability == 0.8
