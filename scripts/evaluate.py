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

from corpus.errors import BadQuestionFile, NotInstalled, PilcrowError
from scripts.command import Bars, add_create, command_parser, guarded, print_json
from scripts.opening import open_assistant

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from assistant.evaluation.estimates import Scores
    from assistant.evaluation.question_file import Question
    from corpus import Document

_RULE = 46  # characters of the name of a rule
_ABLATED = ("hit_1", "full", "answered", "refused")


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
    parser.add_argument(
        "--ablate",
        nargs="*",
        metavar="RULE",
        help="print the measures without each rule of the questions, or without these rules",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_create(parser)
    options = parser.parse_args(argv)
    if options.ablate is not None and options.json:
        parser.error("--ablate prints a table: leave --json out")
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

    if options.ablate is not None:
        return _ablate(options)
    questions = _read(options.questions)
    assistant = open_assistant(options)
    placed = _placed(options, questions, assistant.index.documents)
    answers, seconds = _ask(assistant, placed, everywhere=options.open)
    found = figures.figures_of(placed, answers, seconds, _style(placed))
    print(json.dumps(figures.to_dict(found)) if options.json else figures.to_text(found))
    return 0


def _ablate(options: argparse.Namespace) -> int:
    """Print the measures with all rules, then a line for each rule that is left out."""
    from assistant.web.config import Settings
    from index.models.encoder import DEFAULT
    from scripts.measuring.ablation import RememberingIndex, ablate, rule_names

    known = rule_names()
    if unknown := [name for name in options.ablate if name not in known]:
        raise PilcrowError(f"No such rule: {', '.join(unknown)}. The rules: {', '.join(known)}")
    model = options.model or Settings.from_environment().model or DEFAULT
    index = RememberingIndex.open(options.library, model=model)
    placed = _placed(options, _read(options.questions), index.documents)

    def ask(assistant: "Assistant", questions: "Sequence[Question]") -> "list[Answer]":
        return _ask(assistant, questions, everywhere=options.open)[0]

    titles = ("hit@1", "full", "answered", "refused", "changed")
    print("  ".join(["rule".ljust(_RULE), *(title.rjust(8) for title in titles)]))
    for name, found in ablate(index, placed, ask, options.ablate or known):
        shares = (getattr(found.measures, field) for field in _ABLATED)
        cells = ["-" if share is None else f"{share:.3f}" for share in shares]
        line = [name.ljust(_RULE), *(cell.rjust(8) for cell in (*cells, str(found.changed)))]
        print("  ".join(line), flush=True)
    return 0


def _placed(
    options: argparse.Namespace, questions: "list[Question]", documents: "Sequence[Document]"
) -> "list[Question]":
    """Return the questions on the reports of the library, with the symbols that it has."""
    from assistant.evaluation.placing import place

    placed = place(questions, documents, skip_missing=options.skip_missing)
    if skipped := len(questions) - len(placed):
        left_out = "left out, as their reports are not in the library"
        print(f"pilcrow: {skipped} of {len(questions)} questions {left_out}.", file=sys.stderr)
    if not placed:
        raise BadQuestionFile(f"{options.questions}: no questions to ask")
    return placed


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
