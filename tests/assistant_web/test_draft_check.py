"""What the server answers to a draft, and that a file is read in a separate process."""

import ast
import tempfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import docx
import pytest

from assistant.output.i18n import words
from assistant.verify import Verifier, apart, check, similar
from assistant.verify.word import WordDraft
from assistant.web.draft_check import DraftChecks
from assistant.web.verdict_remarks import _PATTERNS, remark_in
from index import Index

RIGHT = "He “visited Qatar from 2 to 10 September 2019” (A/78/176, para. 61)."


@pytest.fixture
def checks(index: Index) -> DraftChecks:
    return DraftChecks(index, Verifier(index))


def test_tells_how_far_it_is_and_then_what_it_found(checks: DraftChecks) -> None:
    text = f"{RIGHT} And “visited Qatar from 2 to 12 September 2019”."
    *before, last = checks.events(text.encode(), "")
    assert before == [{"quotations": 2}, {"done": 1}, {"done": 2}]
    assert [one["verdict"] for one in last["found"]] == ["found", "drift"]
    (place,) = last["found"][0]["places"]
    assert (place["paragraph"], place["position"] > 0) == ("61", True)


def test_a_file_is_read_elsewhere_and_nothing_of_it_is_left(
    checks: DraftChecks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(WordDraft, "open", _not_here)
    monkeypatch.setattr(apart, "draft_of_file", _not_here)
    content = BytesIO()
    document = docx.Document()
    document.add_paragraph(RIGHT)
    document.save(content)
    for name, data in (("a.docx", content.getvalue()), ("a.html", f"<p>{RIGHT}</p>".encode())):
        *_, last = checks.events(data, name)
        assert [one["verdict"] for one in last["found"]] == ["found"], name
        *_, last = checks.events(data, name, "fr", word=True)
        assert last["name"] == "a-checked.docx"
    assert list(tmp_path.iterdir()) == []


def test_a_check_that_is_broken_off_leaves_nothing_and_lets_others_begin(
    checks: DraftChecks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(3):  # more than are checked at once
        events = checks.events(RIGHT.encode(), "a.txt")
        assert next(events) == {"quotations": 1}
        assert list(tmp_path.iterdir())
        events.close()  # type: ignore[attr-defined]  # a generator
        assert list(tmp_path.iterdir()) == []


def _not_here(*_: object) -> None:
    raise AssertionError("A draft of unknown origin is read in this process")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"PK\x03\x04 nonsense", "a.docx", "a.docx"),
        (b"", "a.pdf", "a.pdf"),
        (b"", f"../../{'x' * 300}.pdf", "x.pdf: "),
        (b"\xff", "..", "draft: "),
        (b" ", "", "The text is empty"),
        (b"\n", "a.txt", "a.txt: the file is empty"),
        (b"x " * 200_001, "a.txt", "The draft has 400,00"),
        ("“one two three four five” ".encode() * 501, "", "The text has 501 quotations"),
    ],
)
def test_says_in_a_sentence_what_is_wrong(
    checks: DraftChecks, content: bytes, name: str, said: str
) -> None:
    (event,) = checks.events(content, name)
    assert said in event["error"]
    assert event["error"].endswith(".")
    assert "/tmp" not in event["error"]


def sentences(module: ModuleType) -> set[str]:
    """Return the sentences in a module that are no docstrings; what is put in is "is"."""
    found: set[str] = set()
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "is" for part in node.values)
            found.add("".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and node not in alone | inside:
            found.add(str(node.value))
    return {text for text in found if text.endswith(".") and " " in text}


def test_every_remark_is_said_in_every_language() -> None:
    remarks = sentences(check) | sentences(similar)
    assert len(remarks) >= len(_PATTERNS) - 1
    for remark in remarks - {"is are in the places named here.", "is the places named here."}:
        assert any(pattern.fullmatch(remark) for pattern in _PATTERNS.values()), remark
    for words_found in ("The same words", "Similar words"):
        assert remark_in(f"{words_found} are in the places named here.", "fr").endswith("ici.")
    assert remark_in("A/1/1 is not in the library.", "fr") == "Absent de la bibliothèque : A/1/1."
    assert remark_in("Something new.", "fr") == "Something new."
    assert set(_PATTERNS) <= set(words())
