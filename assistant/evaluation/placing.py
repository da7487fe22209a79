"""Find the report of the library that each question of a set is about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluation.question_file import Question
from corpus import Document
from corpus.errors import NoSuchReport

_NAMED = 5  # missing reports that an error names


def place(
    questions: Sequence[Question], documents: Iterable[Document], *, skip_missing: bool = False
) -> list[Question]:
    """Return the questions with the symbols that the library's reports have.

    A report is found by the name of the file that it was read from, which is the question's
    ``document``, or else by its symbol: the symbol read from a file may differ from the set's. A
    question that names no report is returned unchanged.

    Args:
        questions: the questions of a set.
        documents: the reports of the library.
        skip_missing: leave out questions whose report is not in the library.

    Raises:
        NoSuchReport: a report is not in the library, and ``skip_missing`` is false.
    """
    by_name: dict[str, str] = {}
    for document in documents:
        by_name[document.symbol] = document.symbol
        by_name[Path(document.source).stem] = document.symbol
    placed: list[Question] = []
    missing: dict[str, None] = {}
    for question in questions:
        name = question.document or question.symbol
        symbol = by_name.get(question.document) or by_name.get(question.symbol)
        if symbol or not name:
            placed.append(replace(question, symbol=symbol or ""))
        else:
            missing[name] = None
    if missing and not skip_missing:
        raise NoSuchReport(_explain(list(missing)))
    return placed


def _explain(missing: Sequence[str]) -> str:
    named = ", ".join(missing[:_NAMED]) + (" and others" if len(missing) > _NAMED else "")
    return (
        f"{len(missing)} of the reports that the questions are about are not in the library: "
        f"{named}. Add them with pilcrow build, or leave their questions out with --skip-missing"
    )
