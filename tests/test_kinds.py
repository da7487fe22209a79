import pytest

from assistant.kinds import GAIN, gain


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
    assert gain(question, answers) == GAIN
    assert gain(question, does_not) == 0


def test_a_question_of_no_kind_gains_nothing() -> None:
    assert gain("Which island did he travel to?", "He should go in May 2019.") == 0
