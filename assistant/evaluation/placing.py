"""Find the report of the library that each question of a set is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluation.question_file import Question
from corpus import Document
from corpus import symbol as symbols
from corpus.contents import contents
from corpus.errors import NoSuchReport

_NAMED = 5  # missing reports that an error names


def place(
    questions: Sequence[Question], documents: Iterable[Document], *, skip_missing: bool = False
) -> list[Question]:
    """Return the questions with the symbols that the library's reports have.

    A report is found by the name of the file that it was read from, which is the question's
    ``document``, or else by its symbol: the symbol read from a file may differ from the set's. If
    the body of the report has no paragraph of a number, and one part has, the number is that of the
    part: a report that is annexed to a letter has its numbers in the annex. A question that names
    no report is returned unchanged.

    Args:
        questions: the questions of a set.
        documents: the reports of the library.
        skip_missing: leave out questions whose report is not in the library.

    Raises:
        NoSuchReport: a report is not in the library, and ``skip_missing`` is false.
    """
    by_name: dict[str, Document] = {}
    for document in documents:
        for symbol in symbols.names(document.symbol):
            by_name.setdefault(symbol, document)
        by_name[Path(document.source).stem] = document
    labels: dict[str, Mapping[str, str]] = {}
    placed: list[Question] = []
    missing: dict[str, None] = {}
    for question in questions:
        name = question.document or question.symbol
        found = by_name.get(question.document) or by_name.get(question.symbol)
        if found:
            known = labels.setdefault(found.key, _labels(found))
            gold, needed = (
                frozenset(known.get(label, label) for label in given)
                for given in (question.gold, question.needed)
            )
            placed.append(replace(question, symbol=found.symbol, gold=gold, needed=needed))
        elif name:
            missing[name] = None
        else:
            placed.append(replace(question, symbol=""))
    if missing and not skip_missing:
        raise NoSuchReport(_explain(list(missing)))
    return placed


def _labels(document: Document) -> dict[str, str]:
    """Return the labels of the paragraphs whose numbers are not in the body, by their numbers."""
    table = contents(document)
    paragraphs = document.paragraphs
    numbers = {number for number in table.numbers if number}
    found = {number: list(table.numbered(number)) for number in numbers}
    return {
        number: paragraphs[indices[0]].label
        for number, indices in found.items()
        if len(indices) == 1 and paragraphs[indices[0]].part
    }


def _explain(missing: Sequence[str]) -> str:
    named = ", ".join(missing[:_NAMED]) + (" and others" if len(missing) > _NAMED else "")
    return (
        f"{len(missing)} of the reports that the questions are about are not in the library: "
        f"{named}. Add them with pilcrow build, or leave their questions out with --skip-missing"
    )
