import json
from pathlib import Path

import pytest

from assistant import Answer, Citation
from assistant.evaluation.question_file import read_questions
from assistant.output.json import to_dict
from assistant.web.feedback import record_feedback, to_questions
from assistant.web.records import NAME, read_records
from corpus import Paragraph, Span
from corpus.errors import BadQuestionFile

P = Paragraph("A/1/1", "7", "He visited Qatar.")
CITED = to_dict(Answer("And Qatar?", "And Qatar?", (Citation(Span(P, 0, 17), 0.9),) * 2), [])
SILENT = to_dict(Answer("Why?", "Why?", ()), [])


def test_opinions_become_question_lines(tmp_path: Path) -> None:
    record_feedback(tmp_path / NAME, ["Sweden?", "And Qatar?"], CITED, "Like")
    record_feedback(tmp_path / NAME, ["Why?"], SILENT, "Like")
    record_feedback(tmp_path / NAME, ["And Qatar?"], CITED, "Wrong paragraph")
    record_feedback(tmp_path / NAME, ["And Qatar?"], CITED, "No answer at all")
    lines = list(to_questions(tmp_path / NAME))
    assert lines[0] == {
        "id": "f0001",
        "question": "And Qatar?",
        "history": ["Sweden?"],
        "kind": "feedback",
        "answerable": True,
        "gold": ["7"],
        "note": "Like",
    }
    assert [line["answerable"] for line in lines] == [True, False, True, False]
    assert [line["gold"] for line in lines[1:]] == [[], [], []]

    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    assert [type(line).__name__ for line in read_questions(path)] == ["Question"] * 4


def test_it_holds_what_is_needed_and_nothing_of_the_reader(tmp_path: Path) -> None:
    record_feedback(tmp_path / NAME, ["Why?"], SILENT, "Like")
    (record,) = read_records(tmp_path / NAME, "feedback")
    assert set(record) == {
        "time", "opinion", "question", "history", "abstained", "citations",
    }  # fmt: skip


def test_opinions_of_earlier_versions_are_read(tmp_path: Path) -> None:
    old = {"opinion": "Like", "question": "Why?", "history": [], "abstained": True, "citations": []}
    (tmp_path / "feedback.jsonl").write_text(f"{json.dumps(old)}\n", encoding="utf-8-sig")
    (line,) = to_questions(tmp_path / "feedback.jsonl")
    assert (line["question"], line["answerable"]) == ("Why?", False)


@pytest.mark.parametrize("text", ["[]", "no JSON", '{"opinion": "Like"}'])
def test_what_is_no_opinion_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / NAME
    path.write_text(f"\n{text}\n")
    with pytest.raises(BadQuestionFile, match="line 2"):
        list(to_questions(path))
    with pytest.raises(BadQuestionFile, match="cannot be read"):
        list(to_questions(tmp_path / "absent"))
