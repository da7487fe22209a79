from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Citation
from assistant.output.suggestions import examples, follow_ups
from corpus import Document, Paragraph, Span

OTHER = Document(
    "A/80/1",
    "Title",
    (
        Paragraph("A/80/1", "1", "Text.", "", ("I. Penguins",)),
        Paragraph("A/80/1", "2", "See A/HRC/1/2.", "", ("II. " + "Long " * 30,)),
    ),
)


@pytest.mark.model
def test_what_is_suggested_is_answered(assistant: Assistant) -> None:
    documents = assistant.index.documents
    question = "When did he visit Qatar?"
    suggested = follow_ups(assistant.ask(question), [question], documents)
    assert len(suggested) == 3
    assert all(not assistant.ask(one).abstained for one in suggested)


def test_examples_are_made_from_the_headings_of_the_reports_in_turn(report: Document) -> None:
    assert "Which countries did the Independent Expert visit?" in examples([report])
    assert examples([OTHER]) == ["What does the report say about penguins?"]
    both = examples([report, OTHER])
    # An introduction says little of what is in a report, so none is asked for.
    assert both[0].startswith("What does A/78/176 say about ")
    assert "ntroduction" not in "".join(both)
    assert both[1] == "What does A/80/1 say about penguins?"
    assert len(both) == 4
    # Reports of one kind have the same headings.
    like = replace(OTHER, symbol="A/80/2")
    assert sum("penguins" in one for one in examples([OTHER, like])) == 1


def test_a_report_without_a_topic_is_asked_for_its_paragraphs() -> None:
    texts = tuple(Paragraph("A/80/3", f"{n}", "Texte.", "", ("I. Introduction",)) for n in (1, 2))
    french = Document("A/80/3", "Titre", texts, language="French")
    asked = ["What does paragraph 1 say?", "What does paragraph 2 say?"]
    assert examples([french])[:2] == asked
    named = replace(french, symbol="A/80/4")
    assert "What does paragraph 1 of A/80/3 say?" in examples([french, named])


@pytest.mark.model
def test_every_example_of_several_reports_is_answered(report: Document) -> None:
    from assistant.evidence.quote import quote_lookup
    from assistant.question.lookup import look_up

    for question in examples([report, OTHER]):
        lookup = look_up(question, [report, OTHER])
        assert lookup is not None
        assert quote_lookup(lookup)


def test_what_was_asked_is_not_suggested_again() -> None:
    first = OTHER.paragraphs[0]
    answer = Answer("?", "?", (Citation(Span(first, 0, 5), 0.9),))
    assert follow_ups(answer, [], [OTHER]) == [
        "What does paragraph 2 say?",
        "What does the report say about penguins?",
    ]
    assert follow_ups(answer, ["what does paragraph 2 say?"], [OTHER]) == [
        "What does the report say about penguins?"
    ]
    assert follow_ups(Answer("?", "?", ()), [], [OTHER]) == []


def test_the_last_paragraph_has_none_after_it() -> None:
    last = OTHER.paragraphs[1]
    suggested = follow_ups(Answer("?", "?", (Citation(Span(last, 0, 5), 0.9),)), [], [OTHER])
    assert not any("paragraph 3" in one for one in suggested)
