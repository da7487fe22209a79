from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.answer import Citation
from assistant.evidence.confidence import Logistic, Signals, certainty, open_calibration
from assistant.evidence.lists import wants_list
from assistant.evidence.quote import quote_lookup
from assistant.evidence.rank import rank_sentences
from assistant.evidence.select import arrange, select_cross_lingual
from assistant.question.lookup import Lookup
from assistant.question.resolve import ResolvedQuestion
from corpus import Paragraph, Span
from index import Hit
from index.models import late_interaction as late_module
from index.models import reader as reader_module
from index.models.encoder import DEFAULT
from index.models.reader import Judgement


def paragraph(number: str, text: str = "One. Two. Three.", *headings: str) -> Paragraph:
    return Paragraph("A/1/1", number, text, "", headings)


def test_quotations_of_a_paragraph_stand_together_and_in_its_order() -> None:
    a, b = paragraph("1"), paragraph("2")
    given = [Citation(Span(b, 5, 9), 0.9), Citation(Span(a, 0, 4), 0.8), Citation(Span(b, 0, 4), 1)]
    spans = [(c.quote.paragraph.number, c.quote.start) for c in arrange(given)]
    assert spans == [("2", 0), ("2", 5), ("1", 0)]


def test_one_paragraph_is_quoted_whole_and_a_section_by_its_leads() -> None:
    one, two = paragraph("1"), paragraph("2", "First here. Then more.")
    assert [c.quote.text for c in quote_lookup(Lookup("section", (one,), ()))] == [
        "One. Two. Three."
    ]
    leads = quote_lookup(Lookup("section", (one, two), ()))
    assert [c.quote.text for c in leads] == ["One.", "First here."]


def test_a_long_chapter_gives_the_first_paragraph_under_each_heading() -> None:
    under = [paragraph(str(n), "Text.", f"{'AB'[n > 6]}. Head") for n in range(1, 13)]
    cited = quote_lookup(Lookup("section", tuple(under), ()))
    assert [c.quote.paragraph.number for c in cited] == ["1", "7"]


def test_a_symbol_is_quoted_by_the_sentences_that_name_it() -> None:
    text = "He wrote A/HRC/44/44/Add.1. It was long. In A/HRC/44/44 he said more."
    found = Lookup("symbol", (paragraph("1", text),), (), names=("A/HRC/44/44",))
    assert [c.quote.text for c in quote_lookup(found)] == ["In A/HRC/44/44 he said more."]


@pytest.mark.parametrize(
    ("probability", "word"),
    [(1, "look-up"), (0.99, "likely"), (0.9, "likely"), (0.89, "possible"), (0.59, "doubtful")],
)
def test_an_answer_is_called_by_its_probability(probability: float, word: str) -> None:
    assert certainty(probability) == word


def test_what_is_surely_an_answer_passes_and_what_is_surely_none_does_not() -> None:
    calibration = open_calibration()
    assert calibration.models == (DEFAULT, late_module.NAME, reader_module.NAME)
    low, high = Signals(-4, 0, 0, 0), Signals(3, 0, 0, 0)
    answerable, right = calibration.answerable.of, calibration.right.of
    assert answerable(low) < calibration.threshold < answerable(high)
    for against in ("unknown", "type_missing"):  # a name that no report has; the date asked for
        without = replace(high, **{against: 1})
        assert answerable(without) < answerable(high)
        assert right(without) < right(high)
    unsure = Signals(0.5, 0, 0, 0)
    assert answerable(unsure) > calibration.threshold
    assert answerable(replace(unsure, uncovered=1, unknown=1, beside=1)) < calibration.threshold


def test_a_lead_says_which_sentence_answers_and_not_whether_one_does() -> None:
    calibration = open_calibration()
    close, ahead = Signals(2, 0, 0, 0, lead=0), Signals(2, 0, 0, 0, lead=5)
    assert calibration.right.of(close) < calibration.right.of(ahead)
    assert calibration.answerable.of(close) == calibration.answerable.of(ahead)


def test_no_answer_is_likely_that_leaves_out_what_is_asked_about() -> None:
    assert certainty(0.99) == "likely"
    assert certainty(0.99, covered=False) == "possible"


def test_probability_is_logistic() -> None:
    logistic = Logistic((3, 0, 0, 0, 0, 0), -3)
    assert logistic.of(Signals(1, 9, 9, 9, 9, 9)) == pytest.approx(0.5)


def test_a_list_that_runs_through_the_report_is_quoted_whole_and_in_order(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Which reports did he present to the General Assembly?")
    numbers = [citation.quote.paragraph.number for citation in answer.citations]
    assert numbers == ["8", "12", "15", "27", "36"]


def test_a_question_for_one_thing_is_no_list(assistant: Assistant) -> None:
    assert len(assistant.ask("When did the Independent Expert visit Sweden?").citations) == 1


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which countries did he visit?", True),
        ("List the rights that were lost", True),
        ("When did he visit Sweden?", False),
        ("What is its status?", False),
    ],
)
def test_a_list_is_asked_for_by_a_plural(question: str, several: bool) -> None:
    assert wants_list(question) is several


def test_the_best_sentence_of_another_language_is_taken_only_where_it_is_near() -> None:
    p = paragraph("1")
    sentences = (Hit(Span(p, 0, 4), 0.85), Hit(Span(p, 5, 9), 0.80))
    near, far = (Hit(Span(p, 0, 16), score, sentences) for score in (0.84, 0.74))
    assert [c.quote.text for c in select_cross_lingual([near])[0]] == ["One."]
    assert select_cross_lingual([]) == ((), 0.0)
    citations, probability = select_cross_lingual([far])
    assert citations == ()
    assert 0 < probability < 0.5


class CountingReader:
    """Judges all alike, and counts."""

    def __init__(self) -> None:
        self.read = 0

    def judge(
        self, question: str, heading: str, passage: Span, sentences: Sequence[Span]
    ) -> Judgement:
        self.read += 1
        return Judgement(0.0, (0.0,) * len(sentences))


@pytest.mark.parametrize(("second", "read"), [(0.89, 2), (0.75, 1)])
def test_paragraphs_are_read_only_as_long_as_they_could_matter(second: float, read: int) -> None:
    def hit(number: str, score: float) -> Hit:
        span = Span(paragraph(number), 0, 4)
        return Hit(span, score, sentences=(Hit(span, score),))

    reader = CountingReader()
    hits = [hit("1", 0.9), hit("2", second), hit("3", 0.5)]
    ranking = rank_sentences(ResolvedQuestion("Which?", "Which?"), hits, reader)  # type: ignore[arg-type]
    assert ranking is not None
    assert reader.read == read
    assert [one.passage.paragraph.number for one in ranking.order] == ["1", "2", "3"]
