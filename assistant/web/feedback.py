"""What readers think of answers: one line of JSON each, in a file that only the operator has."""

import json
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from corpus.errors import BadQuestionFile

NAME = "feedback.jsonl"
# What can be wrong with an answer, as the page's menu has it, and what it says of the question.
# The keys of its words in other languages come with it.
REASONS = {
    "Wrong paragraph": "reason_wrong",
    "Not complete": "reason_part",
    "No answer at all": "reason_none",
    "The report does say": "reason_says",
}
_writing = threading.Lock()


def note(library: Path, questions: Sequence[str], answer: Answer, opinion: str) -> None:
    """Add an opinion ("Like", "Dislike" or a reason) on the answer to the last question."""
    line = {"opinion": opinion} | told(questions, answer)
    with _writing, (library / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def told(questions: Sequence[str], answer: Answer) -> dict[str, Any]:
    """Return what is kept of the answer to the last question, as JSON can hold it."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": questions[-1],
        "history": list(questions[:-1]),
        "abstained": answer.abstained,
        "citations": [
            {"document": c.quote.paragraph.symbol, "paragraph": c.quote.paragraph.label}
            for c in answer.citations
        ],
    }


def to_questions(path: Path) -> Iterator[dict[str, Any]]:
    """Yield question lines for an evaluation: see ``assistant.evaluation.question_file``.

    Of an answer that was liked, the cited paragraphs are its gold, or it has no answer; of another,
    what is known is that it was wrong: ``gold`` is empty, for a person to fill in, and ``note`` has
    the reason.

    Raises:
        BadQuestionFile: the file cannot be read, or a line is no opinion.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
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
    cited = list(dict.fromkeys(one["paragraph"] for one in line["citations"]))
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
