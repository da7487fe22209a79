from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from assistant.output.markdown import escape, to_markdown, why
from assistant.output.shown import shown_data
from corpus import Document, Paragraph, Span
from index import Hit
from index.trace import Trace

TEXT = "He visited Sweden. He visited Qatar. He left <b>early</b>."
P = Paragraph("A/1/1", "7", TEXT, "", ("I. Visits", 'A. "Two" [x]'))
Q = Paragraph("A/1/1", "8", "Another one.", "", ("I. Visits",))
DOCUMENT = Document("A/1/1", "Title", (P, Q))
OTHER = Document("A/2/2", "", ())
ABSTAINED = Answer("Where?", "Where?", (), (Hit(Span(P, 0, 18), 0.5),), ("A/9/9",))


def citing(*spans: tuple[Paragraph, int, int], score: float = 0.9) -> Answer:
    citations = tuple(Citation(Span(p, start, end), score) for p, start, end in spans)
    return Answer("Where?", "Where?", citations, (Hit(Span(P, 0, 18), 0.5),))


def markdown(answer: Answer, *documents: Document, number: int = 0, language: str = "en") -> str:
    return to_markdown(shown_data(answer, documents or [DOCUMENT]), number, language)


def test_a_link_names_the_answer_and_the_quotation() -> None:
    link = "[¶7](#c/3.0 \"A/1/1, para. 7 – A. 'Two' 'x'\")"
    assert markdown(citing((P, 19, 36)), number=3) == (
        f"> He visited Qatar. {link}\n\n*Likely answer* · [1 paragraph found](#f/3)"
    )
    assert "[A/1/1 ¶7]" in markdown(citing((P, 19, 36)), DOCUMENT, OTHER)


def test_the_data_has_where_each_link_leads() -> None:
    answer = citing((P, 0, 18), (P, 19, 36), (Q, 0, 12))
    data = shown_data(answer, [DOCUMENT])
    places = [(one["position"], one["start"], one["end"]) for one in data["shown"]]
    assert places == [(0, 0, 36), (1, 0, 12)]
    found = {"document": "A/1/1", "language": "English", "positions": [0]}
    assert data["found"] == found


def test_the_page_says_how_a_follow_up_was_read() -> None:
    answer = Answer("and Qatar?", "When Qatar?", citing((P, 19, 36)).citations)
    assert markdown(answer).startswith("*Read as: When Qatar?*\n\n> ")


def test_an_abstention_links_what_is_nearest() -> None:
    text = markdown(ABSTAINED)
    assert text.startswith("## I found no sentence that answers this.\n\n")
    assert "No report here has “A/9/9”." in text
    assert "\n\nClosest passages; please judge:\n\n> He visited Sweden. [¶7](#c/0.0 " in text


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (0.9, "Likely answer"),
        (0.7, "Possible answer: please read the paragraph"),
        (0.5, "Doubtful answer: please read the paragraph"),
    ],
)
def test_how_sure_an_answer_is_is_said_in_words(score: float, said: str) -> None:
    assert f"*{said}*" in markdown(citing((P, 0, 18), score=score))
    assert "answer" not in markdown(citing((P, 0, 18), score=1.0))


def test_only_what_is_not_quoted_is_in_the_language_of_the_page() -> None:
    text = markdown(citing((P, 19, 36)), language="fr")
    assert "> He visited Qatar." in text
    assert "*Réponse probable*" in text
    assert markdown(ABSTAINED, language="ru").startswith("## Я не нашёл предложения")
    assert "<summary>为何如此回答</summary>" in why(Trace(), "zh-CN")


def shown(markdown: str) -> str:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or []}
    assert kinds <= {"text", "text_special"}
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    return "".join(child.content for token in inline for child in token.children or [])


@given(st.text(st.sampled_from("ab1. *_`~#+-=|<>[](){}!$&\\\"'”é"), min_size=1, max_size=40))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    plain = " ".join(text.split())
    if plain:
        assert shown(escape(plain)) == plain


@pytest.mark.parametrize("text", ["1. One", "# No heading", "- no", "$x$", "![a](b)", "&amp;"])
def test_markup_in_a_report_stays_text(text: str) -> None:
    assert shown(escape(text)) == text


def test_a_reply_is_said_in_the_language_of_the_page() -> None:
    text = markdown(Answer("hello", "hello", (), reply="greeting"), language="fr")
    assert text.startswith("Bonjour")
    assert "What is the report about?" in text
    text = markdown(Answer("4", "4", (), reply="which_report", choices=("A/1/1", "A/1/2")))
    assert "A/1/1, A/1/2" in text


def test_paragraphs_that_are_not_shown_are_counted() -> None:
    text = markdown(replace(citing((P, 0, 18)), omitted=56), DOCUMENT)
    assert "Paragraphs that are not shown: 56" in text


def test_what_the_quotations_leave_out_is_named_and_no_such_answer_is_likely() -> None:
    answer = replace(citing((P, 19, 36)), uncovered=("Norway",), unanswered=("and why?",))
    text = markdown(answer)
    assert "*The paragraphs quoted do not mention “Norway”.*" in text
    assert "No sentence answers this part: “and why?”." in text
    assert "Likely answer" not in text
    assert "Norway" not in markdown(replace(answer, uncovered=()))


def test_a_name_that_no_report_has_is_named_once() -> None:
    answer = replace(citing((P, 19, 36)), uncovered=("Norway",), missing=("Norway",))
    assert markdown(answer).count("Norway") == 1
