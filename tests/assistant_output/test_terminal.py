from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.output.shown import quotations
from assistant.output.terminal import to_text
from corpus import Paragraph, Span
from index import Hit

TEXT = "He visited Sweden. He visited Qatar. He left <b>early</b>."
P = Paragraph("A/1/1", "7", TEXT, "", ("I. Visits", 'A. "Two" [x]'))
Q = Paragraph("A/1/1", "8", "Another one.", "", ("I. Visits",))


def citing(*spans: tuple[Paragraph, int, int]) -> Answer:
    citations = tuple(Citation(Span(p, start, end), 0.75) for p, start, end in spans)
    return Answer("Where?", "Where?", citations, (Hit(Span(P, 0, 18), 0.5),))


def test_sentences_that_follow_one_another_are_one_quotation() -> None:
    answer = citing((P, 0, 18), (P, 19, 36), (Q, 0, 12), (P, 37, 58))
    assert [one.span.text for one in quotations(answer.citations)] == [
        "He visited Sweden. He visited Qatar.",
        "Another one.",
        "He left <b>early</b>.",
    ]


def test_text_is_quotation_and_reference() -> None:
    answer = citing((P, 0, 18), (Q, 0, 12))
    assert to_text(answer) == (
        '"He visited Sweden."\n    A/1/1, para. 7\n"Another one."\n    A/1/1, para. 8'
    )


def test_wrapping_breaks_no_word() -> None:
    lines = to_text(citing((P, 0, 36)), width=20).splitlines()
    assert " ".join(lines[:-1]) == '"He visited Sweden. He visited Qatar."'
    assert max(map(len, lines)) <= 20


def test_an_abstention_points_to_what_is_near_and_names_what_is_missing() -> None:
    text = to_text(Answer("Where?", "Where?", (), (Hit(Span(P, 0, 18), 0.5),), ("A/9/9",)))
    assert text.startswith("Not in the reports")
    assert "A/1/1, para. 7" in text
    assert "A/9/9" in text
    assert '"' not in text


def test_a_reply_is_said_in_place_of_an_answer() -> None:
    text = to_text(Answer("hello", "hello", (), reply="greeting"))
    assert text.startswith("Hello!")
    assert "For example" in text
    choices = tuple(f"A/79/{n}" for n in range(1, 13))
    text = to_text(Answer("para. 4", "para. 4", (), reply="which_report", choices=choices))
    assert "A/79/1, A/79/2" in text
    assert "A/79/9" not in text
    assert "and 4 more" in text
    text = to_text(Answer("?", "?", (), missing=("A/HRC/1/2",), reply="not_in_library"))
    assert "not in the library" in text
    assert "A/HRC/1/2" in text


def test_paragraphs_that_are_not_shown_are_counted() -> None:
    answer = replace(citing((P, 0, 18)), omitted=56)
    assert to_text(answer).endswith(
        "Paragraphs that are not shown: 56. Ask for them by their numbers."
    )


def test_what_the_quotations_leave_out_is_named() -> None:
    paragraph = Paragraph("A/1/1", "7", "He visited Sweden.")
    citation = Citation(Span(paragraph, 0, 18), 0.9)
    answer = Answer("?", "?", (citation,), uncovered=("Norway",), unanswered=("and why?",))
    text = to_text(answer)
    assert "The paragraphs quoted do not mention “Norway”." in text
    assert "No sentence answers this part: “and why?”." in text
