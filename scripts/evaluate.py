"""Measure answers to a question set: retrieval, quotations, abstentions and confidence.

A question whose line names its report is asked in this report. With --feedback, print the feedback
of users of the web chat as lines of a question set.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BadQuestionFile, NotInstalled
from scripts.command import Bars, add_create, command_parser, guarded, open_assistant, print_json

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from assistant.evaluation.estimates import Scores
    from assistant.evaluation.question_file import Question


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("evaluate", __doc__)
    parser.add_argument("questions", nargs="?", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument(
        "--feedback",
        type=Path,
        metavar="FILE",
        help="print the feedback in this file (records.sqlite of a library) as questions",
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="ask the whole library, also if a line names its report",
    )
    parser.add_argument(
        "--skip-missing",
        action="store_true",
        help="leave out questions on reports that are not in the library",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_create(parser)
    options = parser.parse_args(argv)
    if (options.questions is None) == (options.feedback is None):
        parser.error("name a file of questions, or a file of feedback with --feedback")
    return guarded(_convert if options.feedback else _run, options)


def _convert(options: argparse.Namespace) -> int:
    from assistant.web.feedback import to_questions

    for line in to_questions(options.feedback):
        print_json(line)
    return 0


def _run(options: argparse.Namespace) -> int:
    from assistant.evaluation import figures
    from assistant.evaluation.placing import place

    questions = _read(options.questions)
    assistant = open_assistant(options)
    placed = place(questions, assistant.index.documents, skip_missing=options.skip_missing)
    if skipped := len(questions) - len(placed):
        left_out = "left out, as their reports are not in the library"
        print(f"pilcrow: {skipped} of {len(questions)} questions {left_out}.", file=sys.stderr)
    if not placed:
        raise BadQuestionFile(f"{options.questions}: no questions to ask")
    answers, seconds = _ask(assistant, placed, everywhere=options.open)
    found = figures.figures_of(placed, answers, seconds, _style(placed))
    print(json.dumps(figures.to_dict(found)) if options.json else figures.to_text(found))
    return 0


def _read(path: Path) -> "list[Question]":
    from assistant.evaluation.question_file import read_questions

    questions = []
    for line in read_questions(path):
        if isinstance(line, BadQuestionFile):
            raise line
        questions.append(line)
    if not questions:
        raise BadQuestionFile(f"{path}: no questions in it")
    return questions


def _ask(
    assistant: "Assistant", questions: "Sequence[Question]", *, everywhere: bool
) -> "tuple[list[Answer], list[float]]":
    """Return the answer to each question, and how many seconds it took without its history."""
    assistant.ask("What is this report about?")  # loads the models; its time is not counted
    answers, seconds = [], []
    with Bars("questions") as bars:
        for done, question in enumerate(questions, start=1):
            symbols = [question.symbol] if question.symbol and not everywhere else None
            history: list[Answer] = []
            for turn in question.history:
                history.append(assistant.ask(turn, history, symbols=symbols))
            started = time.perf_counter()
            answers.append(assistant.ask(question.question, history, symbols=symbols))
            seconds.append(time.perf_counter() - started)
            bars.update("Asking", done, len(questions))
    return answers, seconds


def _style(questions: "Sequence[Question]") -> "Scores | None":
    """Return the scores of the probe of style; None if scikit-learn is not installed."""
    try:
        from assistant.evaluation.probe import style_scores
    except NotInstalled as problem:
        print(f"pilcrow: {problem}.", file=sys.stderr)
        return None
    return style_scores(questions)


if __name__ == "__main__":
    raise SystemExit(main())
