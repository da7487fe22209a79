"""Measure answers to a question set: retrieval, quotations and abstentions, by question kind.

With --feedback, print the feedback of users of the web chat as lines of a question set.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from corpus.errors import BadQuestionFile
from scripts.command import command_parser, guarded, open_assistant

if TYPE_CHECKING:
    from assistant import Answer
    from assistant.evaluation.measures import Measures


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("evaluate", __doc__)
    parser.add_argument("questions", nargs="?", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument(
        "--feedback",
        type=Path,
        metavar="FEEDBACK.jsonl",
        help="print this feedback file of a library as questions",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(argv)
    if (options.questions is None) == (options.feedback is None):
        parser.error("name a file of questions, or a file of feedback with --feedback")
    return guarded(_convert if options.feedback else _run, options)


def _convert(options: argparse.Namespace) -> int:
    from assistant.web.feedback import to_questions

    for line in to_questions(options.feedback):
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _run(options: argparse.Namespace) -> int:
    from assistant.evaluation.measures import measure
    from assistant.evaluation.question_file import Question, read_questions

    questions: list[Question] = []
    for line in read_questions(options.questions):
        if isinstance(line, BadQuestionFile):
            raise line
        questions.append(line)
    if not questions:
        raise BadQuestionFile(f"{options.questions}: no questions in it")
    assistant = open_assistant(options)
    assistant.ask("What is this report about?")  # loads the models; its time is not counted
    answers, seconds = [], []
    for question in questions:
        history: list[Answer] = []
        for turn in question.history:
            history.append(assistant.ask(turn, history))
        started = time.perf_counter()
        answers.append(assistant.ask(question.question, history))
        seconds.append(time.perf_counter() - started)
    measures = measure(questions, answers)
    milliseconds = [1000 * second for second in seconds]
    speed = {"median_ms": median(milliseconds), "p95_ms": _percentile_95(milliseconds)}
    if options.json:
        print(
            json.dumps(
                {kind: asdict(values) for kind, values in measures.items()} | {"speed": speed}
            )
        )
    else:
        print(_table(measures))
        print(f"\na question: {speed['median_ms']:.0f} ms median, {speed['p95_ms']:.0f} ms p95")
    return 0


def _table(measures: Mapping[str, "Measures"]) -> str:
    first = next(iter(measures.values()))
    names = [field.name for field in fields(first)]
    rows = [["kind", *(name.replace("_", "@") for name in names)]]
    for kind, values in measures.items():
        rows.append([kind, *(_cell(name, getattr(values, name)) for name in names)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for kind, *cells in rows:
        padded = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        lines.append("  ".join([kind.ljust(widths[0]), *padded]))
    return "\n".join(lines)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if name in ("questions", "words") else f"{value:.3f}"


def _percentile_95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    raise SystemExit(main())
