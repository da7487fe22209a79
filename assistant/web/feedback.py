"""Users' opinions of answers, and the records of questions: see ``assistant.web.records``."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.web.records import is_records, read_records, write_record
from corpus.errors import BadQuestionFile

# The reasons for a bad answer in the menu of the page, and the keys of their translations.
REASONS = {
    "Wrong paragraph": "reason_wrong",
    "Not complete": "reason_part",
    "No answer at all": "reason_none",
    "The report does say": "reason_says",
}


def record_feedback(
    path: Path, questions: Sequence[str], data: Mapping[str, Any], opinion: str
) -> None:
    """Record an opinion ("Like", "Dislike" or a reason) on the answer to the last question.

    ``path`` is the file of records, and ``data`` the answer as ``assistant.output.json.to_dict``
    returns it. Raises LibraryUnwritable if the file cannot be written.
    """
    record = _record(questions, data["abstained"], data["citations"])
    write_record(path, "feedback", {"opinion": opinion} | record)


def answer_record(questions: Sequence[str], answer: Answer) -> dict[str, Any]:
    """Return the record of the answer to the last question, as values that JSON supports."""
    cited = (citation.quote.paragraph for citation in answer.citations)
    citations = [
        {"document": paragraph.symbol, "paragraph": paragraph.label} for paragraph in cited
    ]
    return _record(questions, answer.abstained, citations)


def _record(
    questions: Sequence[str], abstained: bool, citations: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    addresses = ("document", "paragraph", "language")
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": questions[-1],
        "history": list(questions[:-1]),
        "abstained": abstained,
        "citations": [
            {name: citation[name] for name in addresses if name in citation}
            for citation in citations
        ],
    }


def to_questions(path: Path) -> Iterator[dict[str, Any]]:
    """Yield question lines for an evaluation: see ``assistant.evaluation.question_file``.

    The file is one of records, or one of JSON Lines, which earlier versions wrote.

    If the user liked an answer, ``gold`` has the paragraphs that the answer cites. If the user
    liked that there was no answer, the question is not answerable. Any other opinion says only that
    the answer was wrong: ``gold`` is empty, for a person to fill in, and ``note`` has the reason.

    Raises:
        BadQuestionFile: the file cannot be read, or a line of it is malformed.
    """
    try:
        if is_records(path):
            for number, record in enumerate(read_records(path, "feedback"), start=1):
                yield _question(number, record)
            return
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadQuestionFile(f"{path}: cannot be read ({problem})") from problem
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            yield _question(number, json.loads(text))
        except (ValueError, KeyError, TypeError, RecursionError) as problem:
            raise BadQuestionFile(f"{path}, line {number}: no opinion ({problem!r})") from problem


def _question(number: int, line: dict[str, Any]) -> dict[str, Any]:
    liked = line["opinion"] == "Like"
    cited = list(dict.fromkeys(citation["paragraph"] for citation in line["citations"]))
    answerable = not line["abstained"] if liked else line["opinion"] != "No answer at all"
    return {
        "id": f"f{number:04}",
        "question": line["question"],
        "history": line["history"],
        "kind": "feedback",
        "answerable": answerable,
        "gold": cited if liked and answerable else [],
        "note": line["opinion"],
    }
