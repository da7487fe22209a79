"""Commands do what they are asked to do, and print it."""

import json
from pathlib import Path

import pytest

from assistant import Answer
from assistant.output.json import to_dict
from assistant.web.feedback import record_feedback
from scripts import ask, build, evaluate, search
from tests.commands import run
from tests.libraries import link_encoder
from tests.paths import QUESTIONS


@pytest.mark.model
def test_asks_one_question(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Which countries did the Independent Expert visit?"
    assert run("ask", "--library", str(library), question) == 0
    shown = capsys.readouterr().out
    assert shown.startswith('"The Independent Expert on human rights and')
    assert "Qatar and Costa Rica." in shown
    assert shown.endswith("\n    A/78/176, para. 50\n")


@pytest.mark.model
def test_asks_with_json_and_history(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--library", str(library), "--json", "--after", "When did he visit Sweden?"]
    assert ask.main([*arguments, "and", "Qatar?"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert fields["question"] == "and Qatar?"
    assert fields["query"] == "When did he visit Qatar?"
    assert fields["citations"][0]["paragraph"] == "61"
    assert fields["abstained"] is False


@pytest.mark.model
def test_answers_a_file_of_questions_and_reports_bad_lines(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, written = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({"id": "a", "question": "Who hoarded vaccines?"}),
        "{broken",
        json.dumps({"id": "b", "question": "and Qatar?", "history": ["When did he visit Sweden?"]}),
        json.dumps({"id": "c", "question": "x" * 10_000}),
        json.dumps({"id": "d", "question": "Who won the World Cup?"}),
    ]
    given.write_text("\n".join(lines))
    arguments = ["--library", str(library), "--questions", str(given)]
    assert ask.main([*arguments, "--output", str(written)]) == 1
    error = capsys.readouterr().err
    assert "line 2: not JSON" in error
    assert "c: The question has 10,000 characters" in error
    out = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    assert [line["id"] for line in out] == ["a", "b", "d"]
    assert set(out[0]) >= {
        "id", "question", "query", "abstained", "answer", "citations", "hits"
    }  # fmt: skip
    for line in out:
        assert line["answer"] == " ".join(c["text"] for c in line["citations"])
        assert line["abstained"] == (not line["citations"])
        assert len({hit["paragraph"] for hit in line["hits"]}) == len(line["hits"]) == 20
    assert out[0]["hits"][0]["paragraph"] == "28"
    assert (out[2]["answer"], out[2]["abstained"]) == ("", True)

    given.write_text(lines[0])
    assert ask.main([*arguments, "--output", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == out[0]


@pytest.mark.model
def test_searches(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--library", str(library), "-k", "2", "vaccine", "hoarding"]
    assert search.main(arguments) == 0
    assert "A/78/176, para. 28" in capsys.readouterr().out.splitlines()[0]
    assert search.main([*arguments, "--json", "--mode", "lexical"]) == 0
    first, _ = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (first["document"], first["paragraph"]) == ("A/78/176", "28")
    assert first["text"].startswith("The hoarding of vaccines")


@pytest.mark.model
def test_builds_adds_lists_and_removes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, reports = str(tmp_path / "library"), tmp_path / "reports"
    link_encoder(tmp_path / "library")
    (reports / "deeper").mkdir(parents=True)
    (reports / "A_1_2.txt").write_text("1. Solidarity is a duty.\n\n2. It is also a right.")
    (reports / "deeper" / "A_3_4.md").write_text("# Report\n\n1. States hoarded vaccines.")
    (reports / "notes.xyz").write_text("not a report")
    assert build.main(["--library", place, str(reports)]) == 0
    assert "2 reports, 3 passages" in capsys.readouterr().out
    assert build.main(["--library", place, "--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in listed] == [["A/1/2", "2"], ["A/3/4", "1"]]
    assert ask.main(["--library", place, "What", "is", "in", "para.", "2?"]) == 0
    assert "It is also a right." in capsys.readouterr().out
    assert build.main(["--library", place, "--remove", "A/1/2"]) == 0
    assert "1 reports, 1 passages" in capsys.readouterr().out


@pytest.mark.model
def test_evaluates_by_kind(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "few.jsonl"
    lines = QUESTIONS.read_text("utf-8").splitlines()
    few.write_text("\n".join(lines[16:20] + lines[107:109]))
    assert evaluate.main(["--library", str(library), str(few)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == [
        "kind", "questions", "hit@1", "hit@3", "hit@5", "mrr@10", "spans", "full", "precision",
        "words",
    ]  # fmt: skip
    assert [row.split()[0] for row in table[1:4]] == ["all", "date", "unanswerable_far"]
    assert table[2].split()[1:4] == ["4", "1.000", "1.000"]
    assert table[5].split()[:4] == ["kind", "questions", "answered", "refused"]
    assert table[8].split()[:4] == ["unanswerable_far", "2", "-", "1.000"]
    assert [row.split()[0] for row in table if row][8:13] == [
        "called", "look-up", "likely", "possible", "doubtful"
    ]  # fmt: skip
    assert max(map(len, table)) <= 100
    assert evaluate.main(["--library", str(library), "--json", str(few)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["unanswerable_far"]["refused"] == 1
    assert figures["judging"]["all"]["auc"] == 1
    assert figures["unknown_names"] == {}
    assert figures["speed"]["median_ms"] > 0


def test_opinions_of_readers_are_printed_as_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record_feedback(
        tmp_path / "r.sqlite", ["Why?"], to_dict(Answer("Why?", "Why?", ()), []), "Like"
    )
    assert evaluate.main(["--feedback", str(tmp_path / "r.sqlite")]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["question"], line["answerable"]) == ("Why?", False)
    with pytest.raises(SystemExit):
        evaluate.main([])
    assert "name a file of questions" in capsys.readouterr().err


def test_explain_tells_the_stages_and_their_times(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask.main(["--library", str(library), "--explain", "When did he visit Qatar?"]) == 0
    told = capsys.readouterr().out
    for stage in ("read the question", "dense search", "late interaction", "choose sentences"):
        assert f"{stage} (" in told
    assert "A/78/176, para. 61" in told.split("late interaction")[1]
