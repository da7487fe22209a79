"""pilcrow verify: its exit status, its output, and what it refuses."""

import io
import json
import re
from pathlib import Path

import docx
import pytest

from tests.commands import error_sentence, run
from tests.paths import ROOT

RIGHT = "He “visited Qatar from 2 to 10 September 2019” (A/78/176, para. 61)."
WRONG = "He “visited Qatar from 2 to 10 September 2019” (A/78/176, para. 60)."

EXAMPLE = re.compile(r"\$ echo '(?P<draft>[^']*)' \| pilcrow verify -\n(?P<output>.*?)```", re.S)

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("text", "status"), [(RIGHT, 0), (WRONG, 1), ("No quotation.", 0)])
def test_the_status_is_1_if_a_quotation_is_not_where_it_is_cited(
    library: Path, tmp_path: Path, text: str, status: int
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(text, encoding="utf-8")
    assert run("verify", "--library", str(library), str(draft)) == status


def test_reads_standard_input_and_prints_json(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert run("verify", "--library", str(library), "--json", "-") == 1
    (found,) = json.loads(capsys.readouterr().out)["quotations"]
    assert (found["verdict"], found["places"][0]["reference"]) == (
        "elsewhere", "A/78/176, para. 61",
    )  # fmt: skip
    assert WRONG[found["start"] : found["end"]] == found["quotation"]


def test_the_page_shows_what_the_command_prints(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = EXAMPLE.search((ROOT / "docs" / "verify.md").read_text("utf-8"))
    assert example is not None
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(example["draft"].encode())))
    assert run("verify", "--library", str(library), "-") == 1
    assert capsys.readouterr().out == example["output"]


def test_writes_a_word_document_with_comments(library: Path, tmp_path: Path) -> None:
    draft, output = tmp_path / "draft.docx", tmp_path / "checked.docx"
    document = docx.Document()
    document.add_paragraph(WRONG)
    document.save(str(draft))
    assert run("verify", "--library", str(library), str(draft), "--output", str(output)) == 1
    (comment,) = docx.Document(str(output)).comments
    assert comment.text.startswith("FOUND ELSEWHERE\nThe draft says: A/78/176, para. 60\n")
    assert "A/78/176, para. 61" in comment.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("absent.md", None, "there is no such file"),
        ("empty.md", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture.png"),
        ("broken.docx", b"PK\x03\x04", "broken.docx"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    reason: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert run("verify", str(path)) == 2
    assert reason in error_sentence(capsys)
