"""What a command cannot do is one sentence and the status 2."""

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import UnknownSymbol
from corpus.read import read_document
from scripts import chat, pilcrow
from tests.commands import error_sentence, run
from tests.libraries import link_encoder


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
    assert what in error_sentence(capsys)


def test_a_missing_library_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("ask", "search", "chat"):
        words = [] if command == "chat" else ["Who?"]
        port = ["--port", "0"] if command == "chat" else []
        assert run(command, "--library", str(tmp_path / "none"), *port, *words) == 2
        assert "pilcrow build" in error_sentence(capsys)


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
    assert "is damaged (vectors.npy)" in error_sentence(capsys)
    assert run("build", "--library", str(place), "--fresh", str(report)) == 0
    assert run("ask", "--library", str(place), "para. 1") == 0


@pytest.mark.model
def test_an_unknown_model_to_build_with_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "A_1_2.txt"
    report.write_text("1. Solidarity is a duty.")
    assert run("build", "--library", str(tmp_path / "l"), "--model", "nope", str(report)) == 2
    assert "No model 'nope'" in error_sentence(capsys)
    assert not (tmp_path / "l" / "CURRENT").exists()


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("empty", None, "no report"),
        ("A_1_2.txt", "A title", "no paragraph of running text"),
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
    assert what in error_sentence(capsys)
    assert not (tmp_path / "library" / "CURRENT").exists()


def test_a_port_in_use_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert chat.main(["--port", str(other.getsockname()[1])]) == 2
    assert "is in use" in error_sentence(capsys)


def test_without_accounts_the_page_is_served_to_this_machine_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert chat.main(["--host", "0.0.0.0"]) == 2
    refused = error_sentence(capsys)
    assert "must sign in" in refused
    assert "pilcrow password NAME" in refused


def test_a_setting_that_is_no_number_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_PORT", "many")
    assert chat.main([]) == 2
    assert "PILCROW_PORT" in error_sentence(capsys)


def test_only_the_command_line_speaks_of_its_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.md"
    path.write_text("1. One text.\n\n2. Another text.\n", encoding="utf-8")
    with pytest.raises(UnknownSymbol) as problem:
        read_document(path)
    assert "--symbol" not in str(problem.value)
    assert pilcrow.main(["read", str(path)]) == 1
    assert capsys.readouterr().err.rstrip().endswith("or give --symbol.")
