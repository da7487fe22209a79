import pytest

from assistant.answer import Citation
from assistant.evidence.context import antecedents
from assistant.evidence.report_facts import ReportFacts
from corpus import Document, Paragraph
from corpus.split import sentences
from index.storage.vocabulary import count_words


def _needs(text: str, *before: str) -> list[str]:
    """Return what the last sentence of a text needs before it."""
    paragraphs = [Paragraph("A/1/1", str(i + 1), one) for i, one in enumerate(before)]
    own = Paragraph("A/1/1", str(len(before) + 1), text)
    return [span.text for span in antecedents(sentences(own)[-1], paragraphs)]


@pytest.mark.parametrize(
    "text",
    [
        "The Independent Expert visited Qatar in 2019.",
        "The Special Rapporteur said that he would return.",
        "In his first report, the Independent Expert spoke of migration.",
        "Nobody came. It is important to note that States must act.",
        "Nobody came. In the present report, States are thanked.",
        "Nobody came. The Council, in that year, met twice.",
    ],
)
def test_a_sentence_that_stands_alone_needs_nothing(text: str) -> None:
    assert _needs(text) == []


def test_he_needs_a_name_and_the_nearest_one() -> None:
    text = "Mr. Okafor came late. The High Commissioner left. He was grateful."
    assert _needs(text) == ["The High Commissioner"]


def test_he_is_looked_for_in_the_paragraphs_before_and_only_in_this_chapter() -> None:
    assert _needs("He was grateful.", "The Independent Expert came.") == ["The Independent Expert"]
    other = Paragraph("A/1/1", "1", "The Independent Expert came.", headings=("I. Introduction",))
    own = Paragraph("A/1/1", "2", "He was grateful.", headings=("II. Visits",))
    assert antecedents(sentences(own)[0], [other]) == ()


def test_that_report_is_the_one_a_paragraph_opens_with_not_one_it_mentions() -> None:
    opening = (
        "In 2020 he dedicated his third report to the Human Rights Council to climate change. "
        "This subject was promised in his first report to the Council (A/HRC/38/40)."
    )
    needed = _needs("In the report, the background was discussed.", opening)
    assert needed == ["his third report to the Human Rights Council"]


def test_these_need_the_sentence_before_and_whoever_is_he_in_it() -> None:
    text = "The Independent Expert met ministers. He named two themes. These included migration."
    assert _needs(text) == ["The Independent Expert", "He named two themes."]


def test_two_that_point_back_in_a_row_are_told_from_where_sense_begins() -> None:
    text = "Vaccines were hoarded. This cost lives. Such conduct was deplored."
    assert _needs(text) == ["Vaccines were hoarded. This cost lives."]


def test_every_context_is_verbatim_and_ahead_of_its_quotation(report: Document) -> None:
    found = 0
    for i, paragraph in enumerate(report.paragraphs):
        for sentence in sentences(paragraph):
            for span in antecedents(sentence, report.paragraphs[:i]):
                found += 1
                assert span.paragraph in report.paragraphs[: i + 1]
                assert span.text in span.paragraph.text
                assert span.paragraph != paragraph or span.end <= sentence.start
    assert found > 60


def test_a_paragraph_of_a_build_published_meanwhile_has_no_context_and_no_error(
    report: Document,
) -> None:
    background = ReportFacts([report], count_words([report]))
    other = Paragraph("A/1/1", "2", "He was grateful.")
    (cited,) = background.with_context([Citation(sentences(other)[0], 1.0)])
    assert cited.context == ()
    assert background.around(other) == []
