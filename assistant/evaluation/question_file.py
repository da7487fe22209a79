"""Read files of questions: JSON Lines, one object in each line.

Each object has ``id`` and ``question``, and may have ``history`` (a list of earlier questions). The
objects of a question set also have ``kind``, ``answerable``, ``gold`` (the paragraphs that each
answer alone), ``needed`` (the paragraphs that only answer together) and ``spans`` (the strings that
a full answer contains; a list of strings holds alternatives). A set on several reports has
``document`` (the name of the report's file without its ending) or ``symbol`` in each line.
"""

import codecs
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadQuestionFile


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a file; the module docstring describes the fields."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    kind: str = ""
    answerable: bool = True
    gold: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    spans: tuple[tuple[str, ...], ...] = ()
    document: str = ""
    symbol: str = ""

    @property
    def relevant(self) -> frozenset[str]:
        """The labels of all paragraphs that answer, alone or together."""
        return self.gold | self.needed


def read_questions(path: Path) -> Iterator[Question | BadQuestionFile]:
    """Yield for each line its question, or an error that names the line and what is wrong.

    The file is UTF-8 or, with a byte order mark, UTF-16. The path "-" is standard input.

    Raises:
        BadQuestionFile: the file cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as problem:
        raise BadQuestionFile(f"{path}: cannot be read ({problem.strerror})") from problem
    for number, line in enumerate(_lines(data), start=1):
        if line.strip():
            try:
                yield _parse(line)
            except (ValueError, KeyError, TypeError, RecursionError) as problem:
                yield BadQuestionFile(f"{path}, line {number}: {_explain(problem)}")


def _lines(data: bytes) -> list[bytes]:
    """Return the lines of a file in UTF-8, without its byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8).splitlines()


def _parse(line: bytes) -> Question:
    fields = json.loads(line.decode("utf-8"))
    if not isinstance(fields, dict):
        raise TypeError("not a JSON object")
    history = fields.get("history") or []
    if not isinstance(fields["question"], str):
        raise TypeError("question is not a string")
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise TypeError("history is not a list of strings")
    return Question(
        id=str(fields["id"]),
        question=fields["question"],
        history=tuple(history),
        kind=str(fields.get("kind", "")),
        answerable=bool(fields.get("answerable", True)),
        gold=_numbers(fields.get("gold", ())),
        needed=_numbers(fields.get("needed", ())),
        spans=tuple(alternatives(span) for span in fields.get("spans", ())),
        document=str(fields.get("document") or ""),
        symbol=str(fields.get("symbol") or ""),
    )


def _numbers(values: Sequence[Any]) -> frozenset[str]:
    return frozenset(str(value) for value in values)


def alternatives(span: str | Sequence[str]) -> tuple[str, ...]:
    """Return the strings of which a full answer contains one: a list, or one string alone."""
    return (span,) if isinstance(span, str) else tuple(span)


def _explain(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"{problem} is missing"
    if isinstance(problem, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(problem, json.JSONDecodeError):
        return f"not JSON ({problem.msg} at column {problem.colno})"
    if isinstance(problem, RecursionError):
        return "nested too deeply"
    return str(problem)
