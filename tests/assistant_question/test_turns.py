"""The words with which a question leaves a topic or takes one up are no part of what is asked."""

import pytest

from assistant.question.turns import read_turn


@pytest.mark.parametrize(
    ("text", "question", "is_new"),
    [
        ("Different topic. Who wrote it?", "Who wrote it?", True),
        ("OK, one more thing, on something else: who wrote it?", "who wrote it?", True),
        ("Let us change the subject – who wrote it?", "who wrote it?", True),
        ("Moving on, who wrote it?", "who wrote it?", True),
        ("Thanks, that is enough on Japan. Who wrote it?", "Who wrote it?", True),
        ("ok leaving migration aside, who wrote it?", "who wrote it?", True),
        ("By the way: who wrote it?", "who wrote it?", True),
        ("Fine. Now something about Kenya: who wrote it?", "Kenya: who wrote it?", True),
        (
            "Right, let's turn to Western Sahara: who wrote it?",
            "Western Sahara: who wrote it?",
            True,
        ),
        ("Let me ask about Mali instead: who wrote it?", "Mali: who wrote it?", True),
        ("Okay, now hospitals: what is hard to find?", "hospitals: what is hard to find?", True),
        ("Back to the camp for a moment: who runs it?", "the camp: who runs it?", False),
        ("Returning to the first ones, who wrote them?", "the first ones: who wrote them?", False),
    ],
)
def test_a_turn_is_read(text: str, question: str, is_new: bool) -> None:
    assert read_turn(text) == (question, is_new)


@pytest.mark.parametrize(
    "text",
    [
        "And what about the second?",
        "What else did he say about other matters: vaccines, trade, debt?",
        "Who moved on to another topic, and why?",
        "Now, who wrote it?",  # no topic is left; "now" does no harm
        "Something else?",
        "Another question: which?",  # what is left is too short to be a question
        "Turning to money is what he did; why?",
        "What happened to those going back to Mali, and to others?",
        "In Burkina Faso, how many clinics shut?",
        "As to how?",
    ],
)
def test_other_questions_are_left_as_they_are(text: str) -> None:
    assert read_turn(text).question == text


def test_reading_a_turn_takes_time_in_proportion_to_the_text() -> None:
    for text in ("ok, " * 250, "let us leave " * 80, "now something about " * 50, "back to " * 120):
        assert read_turn(text + "x?").question.endswith("x?")
