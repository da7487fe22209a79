import pytest

from assistant.question.parts import split_question


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Where were mobile courts at work, and what did they decide?",
            ["Where were mobile courts at work", "what did they decide?"],
        ),
        (
            "How many settlers lived on the Golan in 2023 and how many in 2025?",
            ["How many settlers lived on the Golan in 2023", "how many in 2025?"],
        ),
        (
            "What was his first report about? Who asked for it?",
            ["What was his first report about?", "Who asked for it?"],
        ),
    ],
)
def test_a_text_with_several_questions_is_split(text: str, parts: list[str]) -> None:
    assert list(split_question(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "When and where is the group to meet again?",
        "Which countries did he visit and when?",
        "How does he define populism? I need the exact wording.",
        "Officials who vote and who abstain",
        "What does he say about health and education?",
        "and how many of them?",
        "In which of the two, Mali or Chad, did more people need aid, and what are the figures?",
        "",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert split_question(text) == (text,)
