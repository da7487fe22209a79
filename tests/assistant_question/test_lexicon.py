"""Every row of the lexicon matches its example and does not match its counterexample."""

import pytest

from assistant.question.lexicon import (
    addresses,
    answers,
    comparisons,
    facts,
    numbers,
    overview,
    searches,
    small_talk,
    turns,
    words,
)
from assistant.question.lexicon.numbers import number_of, roman
from assistant.question.lexicon.rows import ROWS, Row

MODULES = (
    addresses,
    answers,
    comparisons,
    facts,
    numbers,
    overview,
    searches,
    small_talk,
    turns,
    words,
)


def test_the_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS) > 10 * len(MODULES) // 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_matches_its_example_only(row: Row) -> None:
    assert row.matches(row.example)
    assert not row.matches(row.counterexample)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one", "1"), ("twelve", "12"), ("twenty-three", "23"), ("twenty third", "23"),
        ("fiftieth", "50"), ("a hundred", "100"), ("one hundred and two", "102"),
        ("two hundredth", "200"), ("23rd", "23"), ("2.4", "2.4"), ("12 bis", "12 bis"),
        ("few", "0"),
    ],
)  # fmt: skip
def test_numbers_in_words_are_numbers(words: str, number: str) -> None:
    assert number_of(words) == number


def test_roman_numerals_are_those_of_headings() -> None:
    assert [roman(n) for n in (0, 1, 4, 9, 14, 40, 89, 90)] == [
        "", "I", "IV", "IX", "XIV", "XL", "LXXXIX", "",
    ]  # fmt: skip
