"""What a quotation may change, and what it may not."""

import pytest

from assistant.verify.pattern import match, patterns
from corpus.fold import fold, joined

REPORT = (
    "The State’s so-called “plan” – see paras. 36–41 – shall not affect 1,500 of its citizens, "
    "and it must be final by 2027."
)


def has(quotation: str, report: str = REPORT) -> bool:
    tokens = f" {joined(fold(report))} "
    return any(match(pattern, tokens) is not None for pattern in patterns(quotation))


@pytest.mark.parametrize(
    "quotation",
    [
        "The State's so-called 'plan' - see paras. 36-41 - shall not affect",
        "the State’s so-called «plan»—see paras. 36–41—shall not affect",
        "shall not af\u00adfect 1,500\u00a0of its\ncitizens",
        "aﬀect 1,500 of its citizens.",
        "The State’s … shall not affect […] citizens",
        "The State’s . . . shall not affect",
        "[t]he State’s so-called “plan”",
        "it must [sic] be final by 2027",
        "[The plan] must be final by 2027",
        "and [the plan] must be final",
        "citizens[,] and it must be final (emphasis added)",
        "shall not affect 1,500 of its citizen[s]",
        "shall *not* affect 1,500 of its citizens",
        "… and it must be final by 2027 …",
        "affect 1,500 of its citizens,¹² and it must",
    ],
)
def test_typography_is_no_difference(quotation: str) -> None:
    assert has(quotation)


@pytest.mark.parametrize(
    "quotation",
    [
        "shall affect 1,500 of its citizens",
        "should not affect 1,500 of its citizens",
        "shall not affect 1,600 of its citizens",
        "shall not affect 1.500 of its citizens",
        "shall not affect 1500 of its citizens",
        "The State’s socalled “plan”",
        "The State’s so called “plan”",
        "The state’s so-called “plan”",
        "The States so-called “plan”",
        "citizens and it must be final",
        "must be final … shall not affect",
        "[un]affect 1,500 of its citizens",
        "and [this is] must be final of 2027",
    ],
)
def test_words_figures_and_marks_are_differences(quotation: str) -> None:
    assert not has(quotation)


def test_an_insertion_stands_for_few_words_only() -> None:
    assert has("The State’s [plan] shall not affect", "The State’s own good plan shall not affect")
    assert not has(
        "The State’s [plan] shall not affect", f"The State’s {'very ' * 9}plan shall not affect"
    )


def test_what_is_left_out_is_told() -> None:
    (_, read) = patterns("The State’s … affect 1,500 of [their] citizens")
    found = match(read, f" {joined(fold(REPORT))} ")
    assert found is not None
    assert [(one.tokens[-9:], one.replaced) for one in found[2]] == [
        ("shall not", False),
        ("its", True),
    ]


def test_brackets_and_ellipses_of_the_report_may_be_quoted() -> None:
    report = "It “[c]alls upon … the State [of X] to act”."
    assert has("“[c]alls upon … the State [of X] to act”", report)


def test_many_brackets_do_not_take_long() -> None:
    quotation = "the a the " + "[x] the " * 60 + "end"
    assert not has(quotation, "the a " * 500)
