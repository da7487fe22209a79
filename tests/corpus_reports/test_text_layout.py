"""Plain text: where paragraphs begin, words cut at line ends, pages and their furniture."""

from pathlib import Path

import pytest

from corpus.block import CONTENTS, PAGE_NUMBER, RUNNING_HEAD
from corpus.characters import normalise_characters
from corpus.dehyphenate import join_lines, printed_words
from corpus.readers.formats import read_blocks
from corpus.readers.wrapped import text_blocks

FIRST = "1. The Panel visited the northern wells in March and\nfound eleven of them dry."
SECOND = "2. Farmers told the Panel, as it says in paragraph\n1. above, that the pumps were gone."


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n   ", "\r\n"])
def test_numbers_at_line_starts_begin_paragraphs_without_blank_lines(between: str) -> None:
    texts = [block.text for block in text_blocks(between.join(["A/1/2", FIRST, SECOND]))]
    assert texts == ["A/1/2", *(paragraph.replace("\n", " ") for paragraph in (FIRST, SECOND))]


def test_short_lines_end_their_paragraph() -> None:
    lines = ["Report of the Panel", "II. Findings", FIRST, "The Council,", SECOND]
    texts = [block.text for block in text_blocks("\n".join(lines))]
    assert texts == [line.replace("\n", " ") for line in lines]


def test_pages_are_counted_and_their_heads_and_numbers_labelled() -> None:
    text = (
        "A/HRC/1/2\n\n1. It saw the wells of the inter-\n\fA/HRC/1/2\nPage 2\n\n"
        "national agency.\n\n2. It closed.\n\fA/HRC/1/2\nPage 3\n\n3. The end."
    )
    blocks = text_blocks(text)
    assert [(b.text, b.page) for b in blocks if not b.label] == [
        ("A/HRC/1/2", 1),
        ("1. It saw the wells of the international agency.", 1),
        ("2. It closed.", 2),
        ("3. The end.", 3),
    ]
    labelled = [(b.text, b.label) for b in blocks if b.label]
    assert labelled == [
        (text, label)
        for page in (2, 3)
        for text, label in (("A/HRC/1/2", RUNNING_HEAD), (f"Page {page}", PAGE_NUMBER))
    ]


def test_lines_of_the_contents_are_labelled() -> None:
    entry = "I. Introduction ............ 3"
    labels = [(b.text, b.label) for b in text_blocks(f"Contents\n{entry}\n\n1. Text.")]
    assert labels == [("Contents", ""), (entry, CONTENTS), ("1. Text.", "")]


@pytest.mark.parametrize(
    ("text", "rest", "whole"),
    [
        ("the inter-", "national agency", "the international agency"),
        ("its exami-", "nation of", "its examination of"),
        ("a co-", "operation plan", "a cooperation plan"),
        ("of twenty-", "five wells", "of twenty-five wells"),
        ("the well-", "being of", "the well-being of"),
        ("a long-", "term plan", "a long-term plan"),
        ("the Asia-", "Pacific region", "the Asia-Pacific region"),
        ("one-", "and two-year plans", "one- and two-year plans"),
        ("in 2019-", "2020", "in 2019-2020"),
        ("chol\u00ad", "era", "cholera"),
        ("the hard-", "ship of", "the hardship of"),
        ("a dash -", "and more", "a dash - and more"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_made_whole(text: str, rest: str, whole: str) -> None:
    assert (
        join_lines(text, rest, printed_words("cooperation, well-being, inter-\nnational")) == whole
    )


def test_the_same_words_have_the_same_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "1. Heavy ﬂooding\u00a0of \ufb01elds; vac\u00adcines, Elec\u200btricity; Co\u0302te."
    )
    assert read_blocks(path)[0].text == "1. Heavy flooding of fields; vaccines, Electricity; Côte."
    assert normalise_characters("ﻻ ⼀ 10⁶ ｶ １．") == "لا 一 10⁶ ｶ １．"
