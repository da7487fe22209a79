from pathlib import Path
from time import perf_counter

import bm25s
import numpy as np
import pytest
import Stemmer

from corpus import Document
from index.storage.lexical import STOPWORDS, Lexical, longest_phrase, stem

TEXTS = ["Vaccines were hoarded.", "He visited Qatar.", "Qatar, Qatar: visits to Qatar.", "Other."]


def test_ranks_by_stemmed_words_and_leaves_out_what_shares_none() -> None:
    rows, scores = Lexical.index(TEXTS).search("the visit to Qatar", 10)
    assert rows.tolist() == [2, 1]
    assert scores[0] > scores[1] > 0


def test_restricts_to_given_rows() -> None:
    rows, _ = Lexical.index(TEXTS).search("Qatar", 10, np.array([1, 3]))
    assert rows.tolist() == [1]


def test_a_query_of_unknown_words_finds_nothing() -> None:
    assert Lexical.index(TEXTS).search("xyzzy", 10)[0].tolist() == []
    assert Lexical.index(TEXTS).search("the", 10)[0].tolist() == []


def test_survives_saving(tmp_path: Path) -> None:
    made = Lexical.index(TEXTS)
    made.save(tmp_path)
    for query in ("qatar visits", "vaccine", "nothing"):
        one, two = made.search(query, 3), Lexical.open(tmp_path).search(query, 3)
        assert one[0].tolist() == two[0].tolist()
        np.testing.assert_array_equal(one[1], two[1])


def test_words_and_scores_are_those_of_bm25s(report: Document) -> None:
    assert set(bm25s.stopwords.STOPWORDS_EN) == STOPWORDS
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            texts, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )
        return found

    texts = [paragraph.text for paragraph in report.paragraphs]
    plain, ours = bm25s.BM25(), Lexical.index(texts)
    plain.index(tokens(texts), show_progress=False)
    for query in ("vaccine hoarding", "Which reports? Which reports!", "l’État A/HRC/53/32 d_1 é"):
        rows, scores = ours.search(query, len(texts))
        expected = plain.get_scores(tokens([query])[0])
        found = np.zeros(len(texts), np.float32)
        found[rows] = scores
        np.testing.assert_array_equal(found, expected)


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("Recommendations") == stem("recommended")


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        (
            "the second report to the General Assembly?",
            "In his Second report to the general assembly",
            4,
        ),
        ("second report to the General Assembly", "the second report to the Council", 2),
        ("of it and the", "of it and the", 0),
        ("", "text", 0),
        ("report", "reports", 0),
        ("wage protection system", "of the wage-protection system.", 3),
    ],
)
def test_the_longest_common_phrase_counts_words_that_say_something(
    query: str, text: str, words: int
) -> None:
    assert longest_phrase(query, text) == words


@pytest.mark.parametrize("words", ["of the ", "a b ", "solidarity ", "in the light of article "])
def test_the_longest_phrase_of_texts_that_repeat_themselves_is_found_at_once(words: str) -> None:
    query, text = words * (998 // len(words)), words * (6000 // len(words))
    start = perf_counter()
    longest_phrase(query, text)
    assert perf_counter() - start < 2
