"""Print questions about names that a library lacks, as lines of a question set.

The names are States, made-up persons, bodies and years. They are put in the place of names in real
questions, asked about directly, and asked about in follow-ups ("and Bhutan?"). No report can answer
such a question, so `pilcrow evaluate` should find that none is answered.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import Document
from corpus.errors import BadQuestionFile
from scripts.command import guarded
from scripts.measuring.names import Kind, Name, lacking_names, name_in

if TYPE_CHECKING:
    from assistant.evaluation.question_file import Question

_DIRECT: Mapping[Kind, Sequence[str]] = {
    "state": (
        "When did he visit {name}?",
        "What did he recommend to {name}?",
        "What did {name} say about {topic}?",
        "What has {name} done about {topic}?",
        "How many people in {name} are affected?",
        "Which steps has {name} taken with regard to {topic}?",
    ),
    "person": (
        "What did {name} say about {topic}?",
        "Who is {name}?",
        "When did he meet {name}?",
        "When was {name} appointed?",
    ),
    "body": (
        "What did {name} recommend on {topic}?",
        "When did he meet {name}?",
        "What does {name} say about {topic}?",
        "What did {name} decide?",
    ),
    "year": (
        "What happened in {name}?",
        "What was done about {topic} in {name}?",
        "How many people were there in {name}?",
    ),
}
_FOLLOWING: Mapping[Kind, Sequence[str]] = {
    "state": ("and {name}?", "What about {name}?", "And in {name}?", "What did {name} do?"),
    "person": ("and {name}?", "What did {name} say about it?", "Did {name} agree?"),
    "body": ("and {name}?", "What did {name} say about it?", "What about {name}?"),
    "year": ("and in {name}?", "What about {name}?", "How was it in {name}?"),
}
# Headings of parts that are not about a subject.
_NO_SUBJECT = re.compile(r"introduc|conclu|recommend|observ|annex|summary|background|general|other")
_AFTER_NAME = 0.7  # share of follow-ups to a question with a name
_MOST_WORDS = 8  # of a heading that is used as a subject

Probe = tuple[list[str], str, Name]  # history, question, and the name that is in no report


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.probes",
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("library", metavar="LIBRARY", help="location of the library")
    parser.add_argument(
        "questions", type=Path, metavar="QUESTIONS.jsonl", help="real questions on its reports"
    )
    parser.add_argument("--count", type=int, default=300, help="number of questions (300)")
    parser.add_argument("--seed", type=int, default=1, help="seed of all choices (1)")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.evaluation.placing import place
    from assistant.evaluation.question_file import Question, read_questions
    from index.library import open_store
    from index.storage.location import parse_location

    documents = open_store(parse_location(options.library)).documents
    read = [line for line in read_questions(options.questions) if isinstance(line, Question)]
    placed = place(read, documents, skip_missing=True)
    lines = list(probes(documents, placed, options.count, options.seed))
    if not lines:
        raise BadQuestionFile(f"{options.questions}: no answerable question on a report with one")
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))
    print(f"pilcrow: {len(lines)} of {options.count} questions made.", file=sys.stderr)
    return 0


def probes(
    documents: Sequence[Document], questions: "Sequence[Question]", count: int, seed: int
) -> Iterator[dict[str, Any]]:
    """Yield at most ``count`` lines of a question set, about as many for each report.

    Args:
        documents: the reports of the library, in none of which the names occur.
        questions: real questions with the symbols of their reports; the answerable ones without
            history are used. In a library of one report, a question needs no symbol.
        count: the number of lines.
        seed: the same seed gives the same lines.
    """
    names = {kind: found for kind, found in lacking_names(documents).items() if found}
    real = [question for question in questions if question.answerable and not question.history]
    only = documents[0].symbol if len(documents) == 1 else ""
    asked = {
        document.symbol: [q for q in real if (q.symbol or only) == document.symbol]
        for document in documents
    }
    reports = [document for document in documents if asked[document.symbol]]
    number = 0
    for position, document in enumerate(reports):
        quota = count // len(reports) + (position < count % len(reports))
        chosen = random.Random(f"{seed} {document.symbol}")
        maker = _Maker(document, asked[document.symbol], names, chosen)
        for history, text, name in maker.make(quota):
            number += 1
            yield _line(number, asked[document.symbol][0].document, document, history, text, name)


class _Maker:
    """Makes the probes of one report."""

    def __init__(
        self,
        document: Document,
        questions: "Sequence[Question]",
        names: Mapping[Kind, Sequence[Name]],
        chosen: random.Random,
    ) -> None:
        self._questions = [question.question for question in questions]
        self._named = [question for question in self._questions if name_in(question)]
        self._topics = _topics(document) or ["this"]
        self._names = names
        self._chosen = chosen

    def make(self, quota: int) -> list[Probe]:
        """Return at most ``quota`` different probes, a third of each way to ask."""
        made: dict[tuple[str, ...], Probe] = {}
        ways: Iterator[Callable[[], Probe | None]] = cycle(
            (self._replaced, self._direct, self._following)
        )
        for _ in range(20 * quota):  # a short report may not have so many different probes
            if len(made) == quota:
                break
            probe = next(ways)()
            if probe:
                history, text, _name = probe
                made.setdefault((*history, text), probe)
        return list(made.values())

    def _replaced(self) -> Probe | None:
        """Return a real question with its name replaced; None if it has no name to replace."""
        question = self._chosen.choice(self._questions)
        found = name_in(question)
        if found is None or found[0] not in self._names:
            return None
        kind, start, end = found
        name = self._chosen.choice(self._names[kind])
        return [], question[:start] + name.text + question[end:], name

    def _direct(self) -> Probe:
        name = self._name()
        topic = self._chosen.choice(self._topics)
        text = self._chosen.choice(_DIRECT[name.kind]).format(name=name.text, topic=topic)
        return [], text, name

    def _following(self) -> Probe:
        """Return a follow-up to a real question, which asks the same of another name if it can."""
        # Mostly after a question with a name, as users do.
        named = self._named and self._chosen.random() < _AFTER_NAME
        question = self._chosen.choice(self._named if named else self._questions)
        found = name_in(question)
        name = self._name(found[0] if found else None)
        text = self._chosen.choice(_FOLLOWING[name.kind]).format(name=name.text)
        return [question], text, name

    def _name(self, kind: Kind | None = None) -> Name:
        kinds = list(self._names)
        asked = kind if kind and kind in kinds else self._chosen.choice(kinds)
        return self._chosen.choice(self._names[asked])


def _topics(document: Document) -> list[str]:
    """Return the headings of a report that can stand in a question, without ordinals."""
    from index.building.embed import heading_text

    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    topics: dict[str, None] = {}
    for paragraph in document.paragraphs:
        heading = heading_text(paragraph, innermost=True).rstrip(". ")
        usable = 0 < len(heading.split()) <= _MOST_WORDS and "?" not in heading
        if usable and not _NO_SUBJECT.search(heading.lower()):
            first = re.split(r"\W", heading, maxsplit=1)[0]
            is_common = re.search(rf"\b{re.escape(first.lower())}\b", text)
            topics[heading[0].lower() + heading[1:] if is_common else heading] = None
    return list(topics)


def _line(
    number: int, stem: str, document: Document, history: list[str], text: str, name: Name
) -> dict[str, Any]:
    return {
        "id": f"un{number:03}",
        "document": stem or Path(document.source).stem,
        "symbol": document.symbol,
        "kind": "unknown_name",
        "history": history,
        "question": text,
        "answerable": False,
        "gold": [],
        "needed": [],
        "spans": [],
        "name": name.text,
        "style": name.kind,
    }


if __name__ == "__main__":
    raise SystemExit(main())
