import pytest

from corpus.block import Block
from corpus.dehyphenate import count_words, join_hyphenated
from corpus.structure.parse import parse_blocks

WORDS = count_words(["An international and intergovernmental matter."])


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


NATURAL = ["The inter-agency and counter-terrorism units.", "A counterterrorism unit."]


@pytest.mark.parametrize(
    ("lines", "text", "rest", "joined"),
    [
        # Both forms are printed: the more frequent is meant.
        ([*NATURAL, "Counter-terrorism."], "on counter-", "terrorism", "on counter-terrorism"),
        (
            ["Cyber attacks.", "Cyberattacks, cyberattacks."],
            "a cyber-",
            "attacks",
            "a cyberattacks",
        ),
        # The prefix can be part of both forms, but the second word is far more usual alone.
        (
            ["intercommunity talks", *["of the community"] * 6],
            "the inter-",
            "community talks",
            "the inter-community talks",
        ),
        # Part of a longer compound.
        (["from day to day", "today"], "the day-to-", "day work", "the day-to-day work"),
        (["well-being"], "for well-", "being-related aims", "for well-being-related aims"),
        # Between parts of one word without a second word.
        (["the Convention"], "the conven-", "tion", "the convention"),
        ([], "the easy-to-", "use site", "the easy-to-use site"),
    ],
)
def test_the_words_of_the_document_decide_whether_a_hyphen_was_printed(
    lines: list[str], text: str, rest: str, joined: str
) -> None:
    assert join_hyphenated(text, rest, count_words(lines)) == joined


def test_a_document_that_divides_words_between_syllables_has_no_hyphens_at_line_ends() -> None:
    divided = ["the implementa-", "tion of interna-", "tional law; long-"]
    words = count_words([*divided, "The implementation of international law.", "A long term."])
    assert words.cuts
    assert join_hyphenated("of liberaliza-", "tion", words) == "of liberalization"
    assert join_hyphenated("a long-", "term plan", words) == "a long-term plan"
    whole = count_words(["the long-", "term plan of self-", "reliance and inter-", "agency work"])
    assert not whole.cuts
    assert join_hyphenated("of inter-", "island trade", whole) == "of inter-island trade"


def test_a_word_divided_by_hand_in_a_narrow_column_is_made_whole() -> None:
    words = count_words(["International staff", *["the national staff"] * 9])
    assert join_hyphenated("Inter-", "national", words, by_hand=True) == "International"
