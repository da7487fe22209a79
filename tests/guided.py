"""Fuzzing that is led by what the program does (atheris): reads files, looks questions up.

    python -m tests.guided -max_total_time=60 SEEDS

The first byte of an input tells what reads it, the others are what is read.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corpus", "assistant"]):
    from assistant.evaluation.question_file import read_questions
    from assistant.question.lookup import look_up
    from corpus import Document, Paragraph, PilcrowError
    from corpus.read import read

NAMES = ("A_1_1.txt", "A_1_1.md", "A_1_1.html", "A_1_1.xml")
DOCUMENT = Document(
    "A/1/1", "Report", (Paragraph("A/1/1", "1", "Peasants.", headings=("I. Part",)),)
)
FOLDER = Path(tempfile.mkdtemp())


def try_one(data: bytes) -> None:
    """Read one input; whatever is raised but PilcrowError is a fault."""
    kind, rest = data[:1], data[1:]
    reader = kind[0] % (len(NAMES) + 2) if kind else 0
    if reader == len(NAMES):
        look_up(rest.decode("utf-8", "surrogateescape"), [DOCUMENT])
        return
    path = FOLDER / (NAMES[reader] if reader < len(NAMES) else "questions.jsonl")
    path.write_bytes(rest)
    if reader > len(NAMES):
        list(read_questions(path))
        return
    try:
        document = read(path).document
    except PilcrowError:
        return
    if not all(paragraph.text for paragraph in document.paragraphs):
        raise AssertionError("a paragraph without words")


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
