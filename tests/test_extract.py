import pytest

from assistant.answer import Citation
from assistant.confidence import Calibration, Signals, open_calibration, signals_of
from assistant.extract import arrange, quote
from assistant.lookup import Lookup
from corpus import Paragraph, Span
from index import Hit
from index import late as late_module
from index import rerank as rerank_module
from index.encode import DEFAULT


def paragraph(number: str, text: str = "One. Two. Three.", *headings: str) -> Paragraph:
    return Paragraph("A/1/1", number, text, "", headings)


def test_quotations_of_a_paragraph_stand_together_and_in_its_order() -> None:
    a, b = paragraph("1"), paragraph("2")
    given = [Citation(Span(b, 5, 9), 0.9), Citation(Span(a, 0, 4), 0.8), Citation(Span(b, 0, 4), 1)]
    spans = [(c.quote.paragraph.number, c.quote.start) for c in arrange(given)]
    assert spans == [("2", 0), ("2", 5), ("1", 0)]


def test_one_paragraph_is_quoted_whole_and_a_section_by_its_leads() -> None:
    one, two = paragraph("1"), paragraph("2", "First here. Then more.")
    assert [c.quote.text for c in quote(Lookup("section", (one,), ()))] == ["One. Two. Three."]
    leads = quote(Lookup("section", (one, two), ()))
    assert [c.quote.text for c in leads] == ["One.", "First here."]


def test_a_long_chapter_gives_the_first_paragraph_under_each_heading() -> None:
    under = [paragraph(str(n), "Text.", f"{'AB'[n > 6]}. Head") for n in range(1, 13)]
    cited = quote(Lookup("section", tuple(under), ()))
    assert [c.quote.paragraph.number for c in cited] == ["1", "7"]


def test_a_symbol_is_quoted_by_the_sentences_that_name_it() -> None:
    text = "He wrote A/HRC/44/44/Add.1. It was long. In A/HRC/44/44 he said more."
    found = Lookup("symbol", (paragraph("1", text),), (), names=("A/HRC/44/44",))
    assert [c.quote.text for c in quote(found)] == ["In A/HRC/44/44 he said more."]


def test_signals_do_not_depend_on_the_size_of_the_library() -> None:
    p = paragraph("1")
    hits = [Hit(Span(p, 0, 4), score, cosine=0.4) for score in (0.9, 0.8, 0.7, 0.6, 0.5, 0.1, 0.0)]
    found = signals_of(hits, Hit(Span(p, 0, 4), 0.85), 2.5)
    assert (found.logit, found.match, found.cosine) == (2.5, 0.85, 0.4)
    assert found.lead == pytest.approx(0.25)
    assert signals_of(hits[:1], hits[0], 0).lead == 0


def test_every_signal_speaks_for_an_answer() -> None:
    calibration = open_calibration()
    assert calibration.models == (DEFAULT, late_module.NAME, rerank_module.NAME)
    assert all(weight > 0 for weight in calibration.weights)
    low, high = Signals(-11, 0.4, 0.1, 0.0), Signals(8, 0.95, 0.8, 0.2)
    assert calibration.probability(low) < calibration.threshold < calibration.probability(high)


def test_probability_is_logistic() -> None:
    calibration = Calibration((), (1, 2, 0, 0), -3, 0.5)
    assert calibration.probability(Signals(1, 1, 9, 9)) == pytest.approx(0.5)
