from pathlib import Path

import pytest

from assistant.evaluation.question_file import Question, read_questions
from corpus.errors import BadQuestionFile
from tests.paths import QUESTIONS

GOOD = '{"id": "a", "question": "Who?", "history": ["What?"]}'


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": "a"}', "'question' is missing"),
        ('{"question": "Who?"}', "'id' is missing"),
        ('{"id": "a", "question": 5}', "question is not a string"),
        ('{"id": "a", "question": "Who?", "history": "What?"}', "history is not a list"),
        ('{"id": "a", "question": "Who?", "history": [3]}', "history is not a list of strings"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_is_read(
    tmp_path: Path, line: str, what: str
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n{GOOD}\n")
    first, bad, last = read_questions(path)
    assert first == last == Question("a", "Who?", ("What?",))
    assert isinstance(bad, BadQuestionFile)
    assert "line 3" in str(bad)
    assert what in str(bad)


def test_bytes_that_are_not_utf_8_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'{"id": "a", "question": "caf\xe9"}\n')
    (bad,) = read_questions(path)
    assert str(bad).endswith("line 1: not UTF-8")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionFile, match="No such file"):
        list(read_questions(tmp_path / "none.jsonl"))


def test_the_development_set_is_read_whole() -> None:
    path = QUESTIONS
    questions = [line for line in read_questions(path) if isinstance(line, Question)]
    assert len(questions) == 120
    assert sum(question.answerable for question in questions) == 105
    ten = next(question for question in questions if question.id == "d010")
    assert ten.spans == (("reactionary form", "reactionary populism"),)
    assert ten.relevant == {"19"}
