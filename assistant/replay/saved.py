"""Read saved answers: what the page saves as JSON, and what ``pilcrow ask --json`` prints.

A list is a conversation: each question was asked after those before it. A single object, and each
line of a file of lines, is an answer of its own, with ``history`` if it was asked after others.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import BadQuestionFile


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of an answer and its address.

    ``paragraph`` is the label of its paragraph, and ``reference`` the complete reference.
    """

    document: str
    language: str
    paragraph: str
    reference: str
    text: str

    @property
    def address(self) -> tuple[str, str, str]:
        """The document, its language and the paragraph."""
        return self.document, self.language, self.paragraph


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """A question, the quotations that answered it (none: no answer), and with what it was asked.

    ``reply`` is what was said in place of quotations: see ``assistant.answer.Reply``. ``history``
    are the questions before it. ``only`` are the keys of the reports that were asked, empty if it
    was all. ``library`` is the state of the library, as ``library_state`` returns it; {} in older
    files.
    """

    question: str
    quotes: tuple[Quote, ...]
    reply: str
    history: tuple[str, ...]
    only: tuple[str, ...]
    library: dict[str, Any]


def read_saved(text: str, name: str) -> list[list[SavedAnswer]]:
    """Return the conversations in the text of a file, each as its answers, oldest first.

    Raises:
        BadQuestionFile: the text is no saved conversation; the message names ``name``.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = list(_lines(text, name))
        return [saved_of(one, name) for one in found]
    return [saved_of(found, name)]


def saved_of(found: Any, name: str) -> list[SavedAnswer]:
    """Return the answers of one saved conversation, or of one answer.

    Raises:
        BadQuestionFile: the data is no saved conversation; the message names ``name``.
    """
    turns = found if isinstance(found, list) else [found]
    if not turns:
        raise BadQuestionFile(f"{name}: has no questions")
    answers: list[SavedAnswer] = []
    for number, turn in enumerate(turns, start=1):
        try:
            answers.append(_answer(turn, [one.question for one in answers]))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise BadQuestionFile(
                f"{name}: is no saved conversation ({_fault(problem)} of answer {number}). Give a "
                "JSON file that the page saved or that pilcrow ask --json printed"
            ) from problem
    return answers


def _lines(text: str, name: str) -> Iterator[Any]:
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise BadQuestionFile(f"{name}: is empty")
    for number, line in lines:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise BadQuestionFile(
                f"{name}: is no saved conversation (line {number} is not JSON). Give a JSON file "
                "that the page saved or that pilcrow ask --json printed"
            ) from problem


def _answer(turn: Any, before: Sequence[str]) -> SavedAnswer:
    library = turn.get("library", {})
    return SavedAnswer(
        _text(turn["question"], "question"),
        tuple(_quote(citation) for citation in _list(turn.get("citations", []), "citations")),
        _text(turn.get("reply", ""), "reply"),
        tuple(_text(one, "history") for one in _list(turn.get("history", before), "history")),
        tuple(_text(one, "only") for one in _list(turn.get("only", []), "only")),
        library if _is_state(library) else {},
    )


def _quote(citation: Any) -> Quote:
    names = ("document", "language", "paragraph", "reference", "text")
    return Quote(*(_text(citation[name], name) for name in names))


def _is_state(library: Any) -> bool:
    return (
        isinstance(library, dict)
        and isinstance(library.get("digest"), str)
        and isinstance(library.get("reports"), int)
        and isinstance(library.get("cited"), dict)
    )


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _list(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError(name)
    return value


def _fault(problem: Exception) -> str:
    """Return what is wrong: the name of a field, or that there is no object."""
    known = isinstance(problem, KeyError | TypeError) and problem.args
    name = str(problem.args[0]) if known else ""
    return f"the {name}" if name.isalpha() else "the form"
