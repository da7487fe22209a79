from assistant.output.report_html import to_html
from corpus import Document, Paragraph
from corpus.document import Footnote

TEXT = "He visited Sweden. He visited Qatar. He left <b>early</b>."
P = Paragraph("A/1/1", "7", TEXT, "", ("I. Visits", 'A. "Two" [x]'))
DOCUMENT = Document("A/1/1", "Title", (P, Paragraph("A/1/1", "8", "One.", "", ("I. Visits",))))


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
    assert found["key"] == "A/1/1#Arabic"
