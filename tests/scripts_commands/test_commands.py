import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pytest

from assistant import Answer
from assistant.output.json import to_dict
from assistant.web.feedback import record_feedback
from scripts import ask, build, chat, check, evaluate, pilcrow, search
from scripts.pilcrow import COMMANDS, MODULES
from tests.libraries import link_encoder
from tests.paths import QUESTIONS, ROOT

BAD = "pilcrow: "
# The module of each command of pilcrow.
HELPED = {
    "": "scripts.pilcrow",
    **{name: MODULES.get(name, f"scripts.{name}") for name in COMMANDS},
}
# The commands of developers, which are run with python -m.
DEVELOPERS = (
    "scripts.measuring.reading",
    "scripts.measuring.readme",
    "scripts.measuring.screenshots",
    "scripts.training.calibrate",
    "scripts.training.train",
)


def run(*arguments: str) -> int:
    return pilcrow.main(list(arguments))


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one sentence that was printed for the user."""
    error = capsys.readouterr().err
    lines = [line for line in error.splitlines() if line.startswith(BAD)]
    assert len(lines) == 1, error
    assert "Traceback" not in error
    return lines[0]


@pytest.mark.parametrize("command", HELPED)
def test_each_command_prints_its_help(command: str) -> None:
    usage = f"usage: pilcrow {command}".strip().encode()
    assert output_and_seconds("-m", HELPED[command], "--help")[0].startswith(usage)


@pytest.mark.parametrize("module", DEVELOPERS)
def test_each_command_of_developers_names_itself_in_its_help(module: str) -> None:
    shown = output_and_seconds("-m", module, "--help")[0]
    assert b" ".join(shown.split()).startswith(f"usage: python -m {module} ".encode())


@pytest.mark.timing
@pytest.mark.parametrize("command", sorted(HELPED))
def test_help_takes_at_most_eight_times_as_long_as_starting_python(command: str) -> None:
    bare = min(output_and_seconds("-c", "")[1] for _ in range(3))
    help_seconds = min(output_and_seconds("-m", HELPED[command], "--help")[1] for _ in range(3))
    assert help_seconds < 8 * bare


def output_and_seconds(*arguments: str) -> tuple[bytes, float]:
    """Run Python, and return what it prints and how many seconds that took."""
    start = perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=True, cwd=ROOT)
    return done.stdout, perf_counter() - start


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    for name in COMMANDS:
        assert (ROOT / f"{HELPED[name].replace('.', '/')}.py").exists()


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aks") == 2
    assert "ask" in told(capsys)


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
        "called", "look-up", "clear", "probable", "possible"
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
    record_feedback(tmp_path, ["Why?"], to_dict(Answer("Why?", "Why?", ()), []), "Like")
    assert evaluate.main(["--feedback", str(tmp_path / "feedback.jsonl")]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["question"], line["answerable"]) == ("Why?", False)
    with pytest.raises(SystemExit):
        evaluate.main([])
    assert "name a file of questions" in capsys.readouterr().err


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["ask", " "], "The question is empty"),
        (["ask", "x" * 10_000], "10,000 characters"),
        (["ask", "--model", "no-such-model", "Who?"], "not no-such-model"),
        (["search", " "], "The query is empty"),
        (["evaluate", "none.jsonl"], "No such file"),
        (["ask", "--questions", "none.jsonl"], "No such file"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], what: str
) -> None:
    assert run(arguments[0], "--library", str(library), *arguments[1:]) == 2
    assert what in told(capsys)


def test_a_missing_library_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("ask", "search", "chat"):
        words = [] if command == "chat" else ["Who?"]
        port = ["--port", "0"] if command == "chat" else []
        assert run(command, "--library", str(tmp_path / "none"), *port, *words) == 2
        assert "pilcrow build" in told(capsys)


@pytest.mark.model
def test_a_damaged_library_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "A_1_2.txt"
    report.write_text("1. Solidarity is a duty.")
    place = tmp_path / "library"
    link_encoder(place)
    assert run("build", "--library", str(place), str(report)) == 0
    (vectors,) = place.rglob("vectors.npy")
    vectors.write_bytes(b"")
    capsys.readouterr()
    assert run("ask", "--library", str(place), "Who?") == 2
    assert "is damaged (vectors.npy)" in told(capsys)
    assert run("build", "--library", str(place), "--fresh", str(report)) == 0
    assert run("ask", "--library", str(place), "para. 1") == 0


@pytest.mark.model
def test_an_unknown_model_to_build_with_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "A_1_2.txt"
    report.write_text("1. Solidarity is a duty.")
    assert run("build", "--library", str(tmp_path / "l"), "--model", "nope", str(report)) == 2
    assert "No model 'nope'" in told(capsys)
    assert not (tmp_path / "l" / "CURRENT").exists()


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("empty", None, "no report"),
        ("A_1_2.txt", "Prose without numbers.", "no numbered paragraphs"),
        ("A_1_2.pdf", "%PDF-1.4", "damaged"),
        ("A_1_2.png", "picture", "no reader"),
        ("report.txt", "1. One.", "--symbol"),
        ("missing.txt", None, "no such file"),
    ],
)
def test_a_report_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, what: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    elif name == "empty":
        path.mkdir()
    assert run("build", "--library", str(tmp_path / "library"), str(path)) == 2
    assert what in told(capsys)
    assert not (tmp_path / "library" / "CURRENT").exists()


def test_a_port_in_use_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert chat.main(["--port", str(other.getsockname()[1])]) == 2
    assert "is in use" in told(capsys)


def test_without_accounts_the_page_is_served_to_this_machine_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert chat.main(["--host", "0.0.0.0"]) == 2
    refused = told(capsys)
    assert "must sign in" in refused
    assert "pilcrow password NAME" in refused


def test_a_setting_that_is_no_number_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_PORT", "many")
    assert chat.main([]) == 2
    assert "PILCROW_PORT" in told(capsys)


def test_every_check_is_run() -> None:
    names = [name for name, *_ in check.CHECKS]
    assert names == ["ruff", "ruff", "mypy"]


def test_explain_tells_the_stages_and_their_times(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask.main(["--library", str(library), "--explain", "When did he visit Qatar?"]) == 0
    told = capsys.readouterr().out
    for stage in ("read the question", "dense search", "late interaction", "choose sentences"):
        assert f"{stage} (" in told
    assert "A/78/176, para. 61" in told.split("late interaction")[1]
