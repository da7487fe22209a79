from dataclasses import replace

from assistant.evidence.background import NO_BACKGROUND
from assistant.evidence.coverage import Coverage, cover
from assistant.question.entities import find_entities
from corpus import Paragraph, Span

VISIT = Paragraph("A/1/1", "51", "He went there in April 2018. It was cold.", "", ("A. Sweden",))
QUOTE = Span(VISIT, 0, 28)


def test_a_heading_and_the_rest_of_the_paragraph_cover_what_is_asked() -> None:
    entities = find_entities("When did he visit Sweden in 2018?", frozenset())
    assert cover(entities, [QUOTE], NO_BACKGROUND) == Coverage()


def test_what_no_quoted_paragraph_mentions_is_named() -> None:
    entities = find_entities("Did he visit Sweden and Norway?", frozenset())
    found = cover(entities, [QUOTE], NO_BACKGROUND)
    assert (found.uncovered, found.unknown, found.share) == (("Norway",), (), 0.5)


def test_what_no_report_mentions_is_unknown() -> None:
    entities = find_entities("Did he visit Norway?", frozenset())
    background = replace(NO_BACKGROUND, is_known=lambda entity: False)
    assert cover(entities, [QUOTE], background).unknown == ("Norway",)


def test_the_subject_of_the_report_covers_what_the_paragraph_leaves_out() -> None:
    entities = find_entities("What did Cambodia promise?", frozenset())
    background = replace(NO_BACKGROUND, subject=lambda paragraph: "Visit to Cambodia")
    assert cover(entities, [QUOTE], background) == Coverage()


def test_a_name_that_only_the_rest_of_the_paragraph_has_stands_beside_the_sentence() -> None:
    text = "The centre in Abyei received 2,172 refugees. The camp at Wedweil received others."
    paragraph = Paragraph("S/1", "42", text, "", ())
    entities = find_entities("How many refugees did the camp at Wedweil receive?", frozenset())
    of_abyei, of_wedweil = Span(paragraph, 0, 44), Span(paragraph, 45, len(text))
    assert cover(entities, [of_abyei], NO_BACKGROUND) == Coverage(beside=True)
    assert cover(entities, [of_wedweil, of_abyei], NO_BACKGROUND) == Coverage()
