"""Commands on odd consoles: characters it cannot show, input from a pipe, no library yet."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from assistant.evaluation.question_file import Question, read_questions
from assistant.web.config import Access, canonical_host, check_port, is_loopback
from corpus.errors import BadSetting
from index.storage.location import parse_location
from scripts.command import given_text, guarded, to_json
from scripts.measuring import check_long
from tests.commands import error_sentence, run

VACCINES = "Who hoarded vaccines?"


def console(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("ascii", "¶ “peace”", b"? ?peace?\n"),
        ("cp1252", "“peace” 和平", b"\x93peace\x94 ??\n"),
        ("utf-8", "half a pair: \ud800", b"half a pair: ?\n"),
    ],
)
def test_what_a_console_cannot_show_is_replaced(
    encoding: str, text: str, shown: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    output = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    monkeypatch.setattr(sys, "stdout", output)

    def write(_: argparse.Namespace) -> int:
        return output.write(f"{text}\n")

    assert guarded(write, argparse.Namespace()) == len(text) + 1
    assert raw.getvalue().replace(b"\r\n", b"\n") == shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("text", ["é “peace”", "和平", "\ud800", "\U0001f54a"])
def test_json_loses_no_character_on_any_console(encoding: str, text: str) -> None:
    line = to_json({"text": text}, console(encoding))
    assert json.loads(line.encode(encoding).decode(encoding)) == {"text": text}


@pytest.mark.parametrize(
    "data",
    [
        f"{VACCINES}\n".encode(),
        b"\xef\xbb\xbf" + VACCINES.encode(),
        f"{VACCINES}\r\n".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("words", [[], ["-"]])
def test_a_question_is_read_from_a_pipe(
    data: bytes, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, data)
    assert given_text(words) == VACCINES


def test_words_are_taken_before_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"from the pipe")
    assert given_text(["from", "words"]) == "from words"


@pytest.mark.model
def test_a_piped_question_is_answered_and_an_empty_pipe_is_one_sentence(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command, empty in (("ask", "The question is empty"), ("search", "The query is empty")):
        piped(monkeypatch, VACCINES.encode())
        assert run(command, "--library", str(library)) == 0
        assert "A/78/176, para. 28" in capsys.readouterr().out
        piped(monkeypatch, b"")
        assert run(command, "--library", str(library), "-") == 2
        assert empty in error_sentence(capsys)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_questions_may_have_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": n, "question": "Où ?"}, ensure_ascii=False) for n in "ab"]
    path.write_text("\n".join(lines), encoding=encoding)
    assert list(read_questions(path)) == [Question("a", "Où ?"), Question("b", "Où ?")]


def test_questions_are_read_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b'{"id": "a", "question": "Who?"}\n')
    assert list(read_questions(Path("-"))) == [Question("a", "Who?")]


@pytest.mark.parametrize("command", ["ask", "search", "chat", "evaluate"])
def test_a_misspelt_location_is_not_built_on(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(tmp_path / "mispelt"))
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "a", "question": "Who?"}')
    rest = {"chat": ["--port", "0"], "evaluate": [str(questions)]}.get(command, ["Who?"])
    assert run(command, *rest) == 2
    told = error_sentence(capsys)
    assert str(tmp_path / "mispelt") in told
    assert "(PILCROW_LIBRARY)" in told
    assert "--create" in told
    assert not (tmp_path / "mispelt").exists()


@pytest.mark.model
def test_a_library_is_created_where_the_user_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "own")
    assert run("ask", "--library", place, "--create", VACCINES) == 0
    printed = capsys.readouterr()
    assert "A/78/176, para. 28" in printed.out
    assert f"Building a library of the bundled report in {place}" in printed.err


def test_an_address_that_is_no_engine_is_no_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadSetting, match="milvus://HOST:PORT"):
        parse_location("http://127.0.0.1:19530")
    assert parse_location("C:/library") == Path("C:/library")
    assert parse_location("~/library") == Path.home() / "library"
    monkeypatch.setenv("PILCROW_LIBRARY", "milvus:/typo:19530")
    assert run("ask", "Who?") == 2
    assert "is no location" in error_sentence(capsys)


@pytest.mark.parametrize(
    ("given", "host", "own"),
    [
        ("::1", "[::1]", True),
        ("[::1]", "[::1]", True),
        ("0:0:0:0:0:0:0:1", "[::1]", True),
        ("127.0.0.2", "127.0.0.2", True),
        (" localhost ", "localhost", True),
        ("::", "[::]", False),
        ("0.0.0.0", "0.0.0.0", False),
        ("pilcrow.example.org", "pilcrow.example.org", False),
    ],
)
def test_a_host_is_understood_in_each_form(given: str, host: str, own: bool) -> None:
    assert canonical_host(given) == host
    assert is_loopback(host) is own
    assert Access(host=host).shared is not own
    assert host in Access(host=host).hosts


def test_the_address_to_open_is_one_that_a_browser_opens() -> None:
    assert Access(host="[::]", port=7).url == Access(host="0.0.0.0", port=7).url
    assert Access(host="[::1]", port=7).url == "http://[::1]:7/"


def test_port_0_is_a_free_port_and_a_foreign_address_is_one_sentence() -> None:
    assert check_port("127.0.0.1", 0) > 0
    for host in ("192.0.2.1", "no host", "x" * 300):
        with pytest.raises(BadSetting, match="is no address of this machine"):
            check_port(host, 7860)


def test_an_installed_package_says_that_it_has_no_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.check.ROOT", tmp_path)
    monkeypatch.setattr(check_long, "_REPORT", tmp_path / "docs" / "endurance.json")
    for options in ([], ["--long"], ["--last"]):
        assert run("check", *options) == 2
        assert "checkout of the source" in error_sentence(capsys)
