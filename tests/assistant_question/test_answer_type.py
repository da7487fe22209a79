import pytest

from assistant import Assistant
from assistant.question.answer_type import TYPE_BONUS, type_bonus, type_missing


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("When did he visit?", "He came from 2 to 10 September.", "He came with others."),
        ("and when was it?", "It was in 2019.", "It was late."),
        ("How many States took part?", "Twelve of 30 States did.", "Some States did."),
        ("What share is that?", "Half of them.", "Most of them."),
        ("What did he ask Qatar to do?", "Qatar should ratify it.", "He met officials."),
        ("What was recommended?", "He urged restraint.", "He thanked them."),
    ],
)
def test_a_sentence_gains_by_the_kind_of_answer_it_has(
    question: str, answers: str, does_not: str
) -> None:
    assert type_bonus(question, answers) == TYPE_BONUS
    assert type_bonus(question, does_not) == 0


def test_a_question_of_no_kind_gains_nothing() -> None:
    assert type_bonus("Which island did he travel to?", "He should go in May 2019.") == 0


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("When did he visit?", "It was in the nineteenth century.", "He came with others."),
        ("By when?", "By May.", "Soon."),
        ("How many articles does it have?", "It has twelve.", "See A/HRC/53/32, para. 4 (2023)."),
        ("How many moved theirs?", "Twelve did.", "Most did (A/79/696, paras. 84–87 and 90)."),
        ("Can I get the names of the experts?", "Among them was Jane Doe.", "Experts advised him."),
        ("Name the countries that he visited.", "He visited Qatar.", "He visited the countries."),
    ],
)
def test_without_the_date_number_or_name_that_is_asked_for_there_is_no_answer(
    question: str, answers: str, does_not: str
) -> None:
    assert type_missing(question, [does_not, does_not])
    assert not type_missing(question, [does_not, answers])


@pytest.mark.parametrize(
    "question",
    [
        "When he began, whom did he ask first?",
        "Who hoarded vaccines?",
        "Which States were named after him?",
        "What should Qatar do?",
    ],
)
def test_other_questions_may_be_answered_by_any_words(question: str) -> None:
    assert not type_missing(question, ["Some of them did."])


def test_its_author_and_what_the_question_names_are_no_names() -> None:
    question = "Name the towns in Sweden that he visited."
    assert type_missing(question, ["In Sweden, the Independent Expert visited towns."])
    assert not type_missing(question, ["In Sweden, the Independent Expert visited Malmö."])


def test_names_that_are_asked_for_and_not_given_are_no_answer(assistant: Assistant) -> None:
    assert assistant.ask("What are the names of the advisers who helped him?").abstained
