import pytest

from corpus.block import Block
from corpus.dehyphenate import join_hyphenated, whole_words
from corpus.structure.parse import parse_blocks

WORDS = whole_words(["An international and intergovernmental matter."])


@pytest.mark.parametrize(
    ("text", "rest", "whole"),
    [
        ("for interna-", "tional law", "for international law"),
        ("held in-", "person talks", "held in-person talks"),
        ("the Asia-", "Pacific region", "the Asia-Pacific region"),
        ("of one-", "and two-year plans", "of one- and two-year plans"),
        ("of one-", "to-one talks", "of one-to-one talks"),
        ("held in\u2011", "person talks", "held in\u2011person talks"),
        ("held in\u00ad", "person talks", "held in-person talks"),
        ("a dash -", "and more", "a dash - and more"),
        ("a word", "and more", "a word and more"),
        ("see A/78/176-", "(a) of", "see A/78/176- (a) of"),
    ],
)
def test_a_word_that_was_cut_is_made_whole(text: str, rest: str, whole: str) -> None:
    assert join_hyphenated(text, rest, WORDS) == whole


def test_a_word_that_was_cut_by_a_page_is_made_whole() -> None:
    blocks = [
        Block("1. He held in-", page=1),
        Block("person talks on interna-", page=2),
        Block("tional law.", page=3),
        Block("2. All international law.", page=3),
    ]
    first, _ = parse_blocks(blocks, "A/1/1", "test")
    assert first.text == "He held in-person talks on international law."
