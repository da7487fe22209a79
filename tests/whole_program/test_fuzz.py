"""Files and questions with any content are read, or refused with a PilcrowError."""

import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.evaluation.question_file import read_questions
from assistant.question.lookup import look_up
from assistant.question.rewrite import rewrite
from assistant.web.feedback import to_questions
from corpus import Document, Paragraph, PilcrowError
from corpus.errors import BadQuestionFile, UnreadableReport
from corpus.read import read
from corpus.readers.docx import read_docx
from corpus.split import passages, sentences
from tests.longer import FIGURES, at_length
from tests.report_files import write_html, write_markdown, write_word

FUZZ = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=at_length(150, 2_000)
)
# What documents are made of, and what breaks those who read them.
ODD = st.sampled_from(
    ["1.", "(a)", "\n\n", "\n1. ", "I.", "A.", "101.13", "\0", "\u202e", "\u2028", "\ufeff", "<p>",
     "</p>", "&amp;", "<!--", "<ol start=99999999>", "<li>", "# ", "* ", "| a | b |", "$", "\\",
     "A/78/176", "[^1]", "\t", "\x1b[31m", "é", "𝄞", " ", "word", "United Nations"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(ODD, st.text(max_size=20)), max_size=40).map("".join)


def read_or_refuse(data: bytes, name: str) -> None:
    """Read a file; it is refused with a PilcrowError, or each paragraph has a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        FIGURES["files made to break their reader"] += 1
        with suppress(PilcrowError):
            assert all(p.text for p in read(path).document.paragraphs)


@pytest.mark.parametrize("name", ["A_1_1.txt", "A_1_1.md", "A_1_1.html", "A_1_1.xml"])
@FUZZ
@given(text=TEXTS)
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    marks = {"A_1_1.html": "<html>", "A_1_1.xml": "<akomaNtoso>"}
    read_or_refuse((marks.get(name, "") + text).encode("utf-8", "surrogatepass"), name)


@FUZZ
@given(data=st.binary(max_size=400), name=st.sampled_from(["A_1_1.txt", "A_1_1.docx", "A_1_1.htm"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refuse(data, name)


@pytest.mark.parametrize("write", [write_markdown, write_html, write_word])
def test_a_report_with_wrong_bytes_is_read_or_refused(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = write(tmp_path)
    sound, places = path.read_bytes(), random.Random(5)
    for _ in range(at_length(12, 150)):
        data = bytearray(sound)
        for _ in range(places.choice((1, 10, 200))):
            data[places.randrange(len(data))] = places.randrange(256)
        if places.random() < 0.3:
            del data[places.randrange(len(data)) :]
        read_or_refuse(bytes(data), path.name)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "A_1_1.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in ("[Content_Types].xml", "word/document.xml"):
            with packed.open(part, "w") as file:
                for _ in range(200):
                    file.write(b" " * 1_000_000)
    assert path.stat().st_size < 1_000_000
    unpacked: list[str] = []
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda _, name, *__, **___: unpacked.append(str(name))
    )
    with pytest.raises(UnreadableReport, match="unpacks to more than"):
        read_docx(path)
    assert unpacked == []


LONG_LINES: dict[str, Callable[[int], str]] = {
    "one long word": lambda size: "1. " + "a" * size,
    "a word before the first paragraph": lambda size: "a" * (size // 1_000) + "!\n\n1. One.",
    "the same number": lambda size: "1. a\n\n" * (size // 20),
    "brackets": lambda size: "(" * (size // 10),
    "numbers": lambda size: "1." * (size // 10),
    "symbols": lambda size: "A/" * (size // 10),
}


@pytest.mark.timing
@pytest.mark.parametrize("name", LONG_LINES)
def test_the_time_to_read_long_lines_grows_with_their_length(name: str) -> None:
    """A text of 16 times the length takes at most 64 times as long: 256 times if quadratic.

    What else the machine does can only lengthen a time, so one short time is enough.
    """

    def seconds(size: int) -> float:
        text = LONG_LINES[name](size).encode()
        start = time.perf_counter()
        read_or_refuse(text, "A_1_1.txt")
        return time.perf_counter() - start

    allowed = 64 * min(seconds(1_000_000 // 16) for _ in range(3))
    assert any(seconds(1_000_000) < allowed for _ in range(2))


DOCUMENT = Document(
    "A/1/1", "Report", (Paragraph("A/1/1", "1", "Peasants.", headings=("I. Part",)),)
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), ODD),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["id", "question", "history", "kind", "gold", "needed", "spans", "opinion", "citations"]
)
LINES = st.one_of(
    TEXTS,
    st.sampled_from(["[" * 3_000, '{"id": ' * 2_000, "9" * 5_000]),
    st.dictionaries(NAMES, VALUES).map(json.dumps),
    st.dictionaries(NAMES, VALUES).map(
        lambda found: json.dumps({"id": 1, "question": "Who?", "opinion": "Like"} | found)
    ),
)
QUESTIONS_TRIED = "questions made to break what reads them"


@FUZZ
@given(text=TEXTS)
def test_any_paragraph_is_split_into_sentences_and_passages_that_are_its_own(text: str) -> None:
    paragraph = Paragraph("A/1/1", "1", text)
    FIGURES["paragraphs made to break their splitter"] += 1
    for spans in (sentences(paragraph), passages(paragraph, 170)):
        ends = [0, *(end for span in spans for end in (span.start, span.end)), len(text)]
        assert ends == sorted(ends)
        kept = "".join(span.text for span in spans)
        assert "".join(kept.split()) == "".join(text.split())


@FUZZ
@given(question=TEXTS, earlier=st.lists(TEXTS, max_size=3))
def test_any_question_is_read_after_any_others(question: str, earlier: list[str]) -> None:
    FIGURES[QUESTIONS_TRIED] += 1
    found = rewrite(question, [Answer(one, one, ()) for one in earlier], frozenset(["peasants"]))
    assert isinstance(found.context, str)
    assert found.query == question or found.names <= {"peasants"}


@FUZZ
@given(lines=st.lists(LINES, max_size=6))
def test_any_file_of_questions_is_read_or_refused(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.jsonl"
        path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        FIGURES["files of questions made to break their reader"] += 1
        for one in read_questions(path):
            assert isinstance(one, BadQuestionFile) or isinstance(one.question, str)
        with suppress(BadQuestionFile):
            assert all(isinstance(one["id"], str) for one in to_questions(path))


@FUZZ
@given(question=TEXTS)
def test_any_question_is_looked_up_or_not(question: str) -> None:
    FIGURES[QUESTIONS_TRIED] += 1
    found = look_up(question, [DOCUMENT])
    assert found is None or set(found.paragraphs) <= set(DOCUMENT.paragraphs)
