"""Read a file of minimal pairs: unanswerable questions, each with what makes them answerable.

Each line is a JSON object with ``id``, ``document``, ``paragraph`` (the label of the tempting
paragraph), ``question``, ``history``, ``answer`` (a sentence that answers, to be inserted ``after``
these words of the paragraph; "" is its beginning), ``distractor`` (one that does not answer),
``twin`` (null, or ``question``: one of the same form that the paragraph answers) and ``split``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Paragraph
from corpus.errors import BadQuestionFile


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pairs.

    ``original`` is the tempting paragraph, ``with_answer`` and ``with_distractor`` the same with a
    sentence inserted. ``history`` are the earlier questions, and ``twin`` is "" if there is none.
    """

    id: str
    document: str
    question: str
    history: tuple[str, ...]
    original: Paragraph
    with_answer: Paragraph
    with_distractor: Paragraph
    twin: str


def read_lines(pairs: Path, paragraphs: Path, split: str) -> Iterator[Line]:
    """Yield the lines of a split; all lines if ``split`` is "".

    Raises:
        BadQuestionFile: a file cannot be read, a line is malformed, or its paragraph or the words
            to insert after are missing.
    """
    try:
        texts = pairs.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise BadQuestionFile(f"{pairs}: cannot be read ({problem.strerror})") from problem
    for number, text in enumerate(texts, start=1):
        try:
            fields = json.loads(text)
            if split in ("", fields["split"]):
                yield _line(fields, paragraphs)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise BadQuestionFile(f"{pairs}, line {number}: {problem!r}") from problem


def _line(fields: dict[str, Any], folder: Path) -> Line:
    document, number = str(fields["document"]), str(fields["paragraph"])
    held = json.loads((folder / f"{document}.json").read_text(encoding="utf-8"))[number]
    text = " ".join(held["text"].split())

    def paragraph(of: str) -> Paragraph:
        return Paragraph(document, number, of, headings=tuple(held["headings"]))

    return Line(
        str(fields["id"]),
        document,
        fields["question"],
        tuple(fields["history"]),
        paragraph(text),
        paragraph(_inserted(text, fields["after"], fields["answer"])),
        paragraph(_inserted(text, fields["after"], fields["distractor"])),
        (fields["twin"] or {}).get("question", ""),
    )


def _inserted(text: str, after: str, sentence: str) -> str:
    """Return the text with a sentence after the first occurrence of ``after``; "" is the start."""
    words = " ".join(after.split())
    before, found, rest = text.partition(words) if words else ("", " ", text)
    if not found:
        raise ValueError(f"the paragraph does not have the words {after!r}")
    return " ".join(filter(None, ((before + found).strip(), sentence, rest.strip())))
