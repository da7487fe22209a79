import json

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from assistant.output.markdown import escape, to_html, to_markdown, why
from assistant.output.terminal import quotations, to_dict, to_text
from corpus import Document, Paragraph, Span
from corpus.document import Footnote
from index import Hit
from index.trace import Trace

TEXT = "He visited Sweden. He visited Qatar. He left <b>early</b>."
P = Paragraph("A/1/1", "7", TEXT, "", ("I. Visits", 'A. "Two" [x]'))
Q = Paragraph("A/1/1", "8", "Another one.", "", ("I. Visits",))
DOCUMENT = Document("A/1/1", "Title", (P, Q))


def citing(*spans: tuple[Paragraph, int, int]) -> Answer:
    citations = tuple(Citation(Span(p, start, end), 0.75) for p, start, end in spans)
    return Answer("Where?", "Where?", citations, (Hit(Span(P, 0, 18), 0.5),))


ABSTAINED = Answer("Where?", "Where?", (), (Hit(Span(P, 0, 18), 0.5),), ("A/9/9",))


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
    text = to_text(ABSTAINED)
    assert text.startswith("Not in the reports")
    assert "A/1/1, para. 7" in text
    assert "A/9/9" in text
    assert '"' not in text


def test_json_holds_offsets_that_give_the_text() -> None:
    fields = json.loads(json.dumps(to_dict(citing((P, 19, 36)))))
    assert fields["answer"] == "He visited Qatar."
    (citation,) = fields["citations"]
    assert citation == {
        "document": "A/1/1",
        "paragraph": "7",
        "start": 19,
        "end": 36,
        "text": TEXT[19:36],
        "score": 0.75,
        "context": [],
    }
    assert fields["hits"] == [{"document": "A/1/1", "paragraph": "7", "score": 0.5}]
    assert fields["abstained"] is False
    assert to_dict(ABSTAINED)["answer"] == ""


def test_a_chip_says_which_words_of_which_paragraph() -> None:
    markdown, first = to_markdown(citing((P, 19, 36)), [DOCUMENT])
    assert first == "#c/A_1_1/0/19-36"
    chip = "[¶7](#c/A_1_1/0/19-36 \"A/1/1, para. 7 – A. 'Two' 'x'\")"
    assert (
        markdown
        == f"> He visited Qatar. {chip}\n\n*Clear answer* · [1 paragraph found](#f/A_1_1/0)"
    )
    other = Document("A/2/2", "", ())
    assert "[A/1/1 ¶7]" in to_markdown(citing((P, 19, 36)), [DOCUMENT, other])[0]


def test_the_page_says_how_a_follow_up_was_read() -> None:
    answer = Answer("and Qatar?", "When Qatar?", citing((P, 19, 36)).citations)
    assert to_markdown(answer, [DOCUMENT])[0].startswith("*Read as: When Qatar?*\n\n> ")


def test_an_abstention_on_the_page_opens_no_source() -> None:
    markdown, first = to_markdown(ABSTAINED, [DOCUMENT])
    assert first == ""
    assert markdown.startswith("## Not in the reports")
    assert "- [¶7](#c/A_1_1/0/0-18" in markdown


def test_the_panel_escapes_whatever_a_report_holds() -> None:
    found = to_html(DOCUMENT)
    assert "<b>" not in found["html"]
    assert "&lt;b&gt;early&lt;/b&gt;" in found["html"]
    assert found["html"].count('<h3 dir="auto">I. Visits</h3>') == 1
    heading = '<h4 dir="auto">A. &quot;Two&quot; [x]</h4>'
    assert f'{heading}<div class="p" id="p-0"' in found["html"]
    assert found["outline"] == [(0, "I. Visits", 0), (1, 'A. "Two" [x]', 0)]


def test_the_panel_knows_where_sentences_are_and_shows_footnotes_as_text() -> None:
    noted = Paragraph("A/1/1", "7", TEXT, footnotes=(Footnote("1", "See <i>A/2/2</i>."),))
    found = to_html(Document("A/1/1", "Title", (noted,), language="Arabic"))
    assert 'data-sentences="0-18 19-36 37-58"' in found["html"]
    assert "See &lt;i&gt;A/2/2&lt;/i&gt;." in found["html"]
    assert found["direction"] == "rtl"


def test_a_chip_brings_the_context_along() -> None:
    quote = Span(P, 19, 36)
    citation = Citation(quote, 0.75, (Span(Q, 0, 7), Span(P, 0, 18)))
    _, first = to_markdown(Answer("Where?", "Where?", (citation,)), [DOCUMENT])
    assert first == "#c/A_1_1/0/19-36/1.0-7+0.0-18"


@pytest.mark.parametrize(
    ("score", "said"),
    [(0.7, "Clear answer"), (0.5, "Probable answer"), (0.3, "Possible answer: read its paragraph")],
)
def test_how_sure_an_answer_is_is_said_in_words(score: float, said: str) -> None:
    answer = Answer("Where?", "Where?", (Citation(Span(P, 0, 18), score),))
    assert to_markdown(answer, [DOCUMENT])[0].endswith(f"*{said}*")
    looked_up = Answer("Where?", "Where?", (Citation(Span(P, 0, 18), 1.0),))
    assert "answer" not in to_markdown(looked_up, [DOCUMENT])[0]


def test_only_what_is_not_quoted_is_said_in_the_reader_s_language() -> None:
    markdown, _ = to_markdown(citing((P, 19, 36)), [DOCUMENT], "fr")
    assert "> He visited Qatar." in markdown
    assert "*Réponse claire*" in markdown
    assert to_markdown(ABSTAINED, [DOCUMENT], "ru")[0].startswith("## В докладах этого нет")
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
