"""Where kept words are in a report that was built anew."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.output.anchors import anchor, compare
from assistant.output.json import span_to_dict
from corpus import Document, Paragraph, Span
from corpus.document import Footnote, note_paragraph

VISIT = "He visited Qatar in May. The visit was short. He then went home."
P7 = Paragraph("A/1/1", "7", VISIT, footnotes=(Footnote("3", "See the annex on visits."),))
P8 = Paragraph("A/1/1", "8", "States should share vaccines with all peoples.")
REPORT = Document("A/1/1", "A  title", (P7, P8), date(2020, 2, 3), digest="one")


def kept(paragraph: Paragraph = P7, words: str = "The visit was short.") -> dict[str, object]:
    start = paragraph.text.index(words)
    span = Span(paragraph, start, start + len(words))
    return anchor(span_to_dict(span, [REPORT]), [REPORT])


def with_texts(*texts: str, first: int = 7) -> Document:
    paragraphs = (Paragraph("A/1/1", str(first + i), text) for i, text in enumerate(texts))
    return replace(REPORT, paragraphs=tuple(paragraphs), digest="two")


def test_an_anchor_has_all_that_is_needed_to_cite_and_to_find_it_again() -> None:
    assert kept() == {
        "document": "A/1/1", "language": "English", "paragraph": "7", "number": "7", "part": "",
        "position": 0, "start": 25, "end": 45, "text": "The visit was short.",
        "before": "He visited Qatar in May. ", "after": " He then went home.",
        "reference": "A/1/1, para. 7", "title": "A title", "issued": "2020-02-03", "digest": "one",
    }  # fmt: skip


def test_words_that_the_library_does_not_have_are_kept_as_they_were_shown() -> None:
    shown = span_to_dict(Span(P7, 25, 45), [REPORT])
    assert anchor(shown, [])["text"] == "The visit was short."
    assert anchor(shown, [])["title"] == ""


@pytest.mark.parametrize(
    ("document", "state", "reference", "now"),
    [
        (REPORT, "same", "para. 7", "The visit was short."),
        # The words stand earlier in the same paragraph, or it is further down under its number.
        (with_texts("The visit was short. He left."), "same", "para. 7", "The visit was short."),
        (with_texts("New.", VISIT, first=6), "same", "para. 7", "The visit was short."),
        (with_texts("New.", VISIT), "moved", "para. 8", "The visit was short."),
        (with_texts("A visit. The visit was long."), "changed", "para. 7", "The visit was long."),
        (with_texts("New.", "The visit was so short."), "changed", "para. 8",
         "The visit was so short."),
        (with_texts("The visit  was short."), "changed", "para. 7", "The visit  was short."),
        (with_texts("Nothing of the kind."), "gone", "", ""),
        (replace(REPORT, language="French"), "no_report", "", ""),
    ],
)  # fmt: skip
def test_each_change_of_a_report_is_told(
    document: Document, state: str, reference: str, now: str
) -> None:
    found = compare(kept(), [document])
    assert found["state"] == state
    assert found["rebuilt"] == (document.digest == "two")
    if now:
        assert (found["now"]["reference"], found["now"]["text"]) == (f"A/1/1, {reference}", now)
        assert document.paragraphs[found["now"]["position"]].number == reference[6:]
    else:
        assert found["now"] is None


def test_of_the_same_words_in_several_places_those_with_the_same_surroundings_are_taken() -> None:
    document = with_texts("x", "It was. The visit was short. No.", VISIT)
    assert compare(kept(), [document])["now"]["paragraph"] == "9"
    twice = with_texts(f"The visit was short. {VISIT}")
    assert compare(kept(), [twice])["now"]["start"] == 21 + 25


def test_a_footnote_is_found_where_its_paragraph_is_now() -> None:
    note = kept(note_paragraph(P7, P7.footnotes[0]), "See the annex on visits.")
    assert note["reference"] == "A/1/1, para. 7, footnote 3"
    later = replace(REPORT, paragraphs=(P8, replace(P7, number="9")))
    found = compare(note, [later])
    assert (found["state"], found["now"]["reference"]) == ("moved", "A/1/1, para. 9, footnote 3")
    assert found["now"]["position"] == 1


def test_a_part_of_a_sentence_is_compared_with_a_part() -> None:
    part = kept(P8, "should share vaccines with all")
    found = compare(part, [with_texts("x", "States should share treatments with all who ask.")])
    assert found["now"]["text"] == "should share treatments with all"


def test_several_sentences_are_compared_with_several() -> None:
    both = kept(P7, "The visit was short. He then went home.")
    found = compare(both, [with_texts("He came. The visit was brief. He then went home. End.")])
    assert found["now"]["text"] == "The visit was brief. He then went home."
