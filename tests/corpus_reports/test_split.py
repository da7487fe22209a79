from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from corpus import Document, Paragraph
from corpus.split import passages, sentences


def split(text: str) -> list[str]:
    return [span.text for span in sentences(Paragraph("A/1/1", "1", text))]


@pytest.mark.parametrize(
    "whole",
    [
        "They invoked arts. 6 and 7 of the Covenant, and Art. 5 of the Charter.",
        "It was Obiora C. Okafor who said so in para. 12 (see A/HRC/41/44/Add.1, paras. 3–5).",
        "The right (see arts. 2 (1) and 11 (1) and 11 (2)), such as that to work, was vital.",
        "Mr. Okafor and Dr. Who et al. met in St. Petersburg with Ms. Dandan.",
        "Document No. 4 and Corr. 1 were withdrawn.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(whole: str) -> None:
    assert split(f"{whole} Then they left.") == [whole, "Then they left."]


def test_a_quotation_ends_with_its_closing_mark() -> None:
    assert split("He spoke of “the crisis of solidarity”. She said: “Act now.” They did.") == [
        "He spoke of “the crisis of solidarity”.",
        "She said: “Act now.”",
        "They did.",
    ]


def test_a_sentence_may_begin_with_a_figure() -> None:
    assert split("They fled. 285 million people did.") == ["They fled.", "285 million people did."]


def test_the_report_splits_into_whole_sentences(report: Document) -> None:
    body = [p for p in report.paragraphs if p.number]
    found = [span for paragraph in body for span in sentences(paragraph)]
    assert len(found) == 217
    assert all(span.text.endswith((".", "”")) and not span.text[0].islower() for span in found)


@given(st.text(st.sampled_from("ab .?!AB“”()1\n…é"), max_size=80))
def test_sentences_cover_the_text_but_for_white_space(text: str) -> None:
    paragraph = Paragraph("A/1/1", "1", text)
    found = sentences(paragraph)
    assert "".join("".join(span.text.split()) for span in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(span.text == text[span.start : span.end] != "" for span in found)


@pytest.mark.parametrize("words", [20, 60, 170, 1000])
def test_passages_hold_every_sentence_whole(report: Document, words: int) -> None:
    for paragraph in report.paragraphs:
        runs = passages(paragraph, words)
        for sentence in sentences(paragraph):
            assert any(run.start <= sentence.start and sentence.end <= run.end for run in runs)
        longest = max((len(s.text.split()) for s in sentences(paragraph)), default=0)
        assert all(len(run.text.split()) <= max(words, longest) for run in runs)
