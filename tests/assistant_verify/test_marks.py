import pytest

from assistant.verify.marks import quoted_ranges


def quoted(*paragraphs: str) -> list[str]:
    return [
        paragraphs[number][start:end]
        for number, (start, end, closed) in quoted_ranges(paragraphs)
        if closed
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He says “one two” here.",
        'He says "one two" here.',
        "He says ‘one two’ here.",
        "He says 'one two' here.",
        "Il dit «one two» ici.",
        "Er sagt „one two“ hier.",
        "Mówi „one two” tu.",
        "Han säger ”one two” här.",
        "Hun siger »one two« her.",
        "他说“one two”了",
        "他說「one two」了",
        "قال ”one two“ هنا",
    ],
)
def test_the_marks_of_each_language(text: str) -> None:
    assert quoted(text) == ["one two"]


def test_only_the_outermost_quotation_counts() -> None:
    assert quoted("“a ‘b’ c” and “d “e” f”") == ["a ‘b’ c", "d “e” f"]


@pytest.mark.parametrize(
    "text",
    [
        "An odd “ mark, then “one” and “two”.",
        "An odd end” here, then “one” and “two”.",
        'A pipe of 12" and "one" and "two".',
        "It's the State's, “one” and “two”.",
        "The States’ ’tis “one” and “two”.",
    ],
)
def test_an_odd_mark_shifts_no_other(text: str) -> None:
    assert [words for words in quoted(text) if words in ("one", "two")] == ["one", "two"]


def test_an_apostrophe_does_not_end_a_quotation_in_single_marks() -> None:
    assert quoted("He says ‘the States’ rights are.’ So") == ["the States’ rights are."]
    assert quoted("He says 'own words' and 'see it'.") == ["own words", "see it"]


def test_a_long_quotation_opens_anew_in_each_paragraph() -> None:
    assert quoted("He: “One.", "“Two.", "“Three.” And “four”.") == [
        "One.",
        "Two.",
        "Three.",
        "four",
    ]
    assert quoted("He: “One.", "Two.” And “three”.") == ["One.", "Two.", "three"]


def test_a_quotation_that_is_never_closed_is_told() -> None:
    found = list(quoted_ranges(["He says: “never closed.", "Other words, “one”."]))
    assert [closed for _, (_, _, closed) in found] == [False, True]
