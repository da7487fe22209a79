"""Answer a question, or each question of a file, and print the quotations from the reports."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from corpus.errors import BadQuestion, BadQuestionFile
from scripts.command import (
    add_create,
    add_filters,
    command_parser,
    given_text,
    guarded,
    is_given,
    print_json,
    selected_keys,
    to_json,
)
from scripts.opening import open_assistant

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.evaluation.question_file import Question


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = command_parser("ask", __doc__)
    parser.add_argument(
        "question",
        nargs="*",
        help="the question, with or without quotes; - or no question reads standard input",
    )
    parser.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question of the conversation; repeatable",
    )
    add_filters(parser)
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print what each stage found and dropped, and its time",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="IN.jsonl",
        help="answer each question of a file; - is standard input",
    )
    parser.add_argument(
        "--output",
        metavar="OUT.jsonl",
        default="-",
        help="file for the answers of --questions; - is standard output",
    )
    add_create(parser)
    options = parser.parse_args(argv)
    is_clear = not options.question if options.questions else is_given(options.question)
    if not is_clear:
        parser.error("give a question, or --questions FILE")
    return guarded(_ask_many if options.questions else _ask_one, options)


def _ask_one(options: argparse.Namespace) -> int:
    from assistant.output.json import to_dict
    from assistant.output.terminal import explain, to_text
    from index.trace import Trace

    assistant = open_assistant(options)
    trace = Trace(wanted=options.explain)
    question = given_text(options.question)
    symbols = selected_keys(options, assistant.index.documents)
    answer = assistant.ask(question, options.after, symbols=symbols, trace=trace)
    if options.json:
        stages = {"stages": [asdict(stage) for stage in trace.stages]} if options.explain else {}
        asked = _asked(options.after, symbols)
        print_json(to_dict(answer, assistant.index.documents) | asked | stages)
        return 0
    print(to_text(answer, _width()))
    if options.explain:
        print(f"\n{explain(trace)}")
    return 0


def _ask_many(options: argparse.Namespace) -> int:
    from assistant.evaluation.question_file import read_questions

    lines = list(read_questions(options.questions))
    assistant = open_assistant(options)
    symbols = selected_keys(options, assistant.index.documents)
    failures = 0
    with _open_output(options.output) as output:
        for line in lines:
            try:
                if isinstance(line, BadQuestionFile):
                    raise line
                fields = _answer(assistant, line, symbols)
            except (BadQuestion, BadQuestionFile) as problem:
                failures += 1
                name = "" if isinstance(line, BadQuestionFile) else f"{line.id}: "
                print(f"pilcrow: {name}{problem}", file=sys.stderr)
                continue
            output.write(to_json(fields, output) + "\n")
    return 1 if failures else 0


def _answer(
    assistant: "Assistant", line: "Question", symbols: Sequence[str] | None
) -> dict[str, Any]:
    from assistant.output.json import to_dict

    answer = assistant.ask(line.question, line.history, symbols=symbols)
    fields = to_dict(answer, assistant.index.documents)
    return {"id": line.id} | fields | _asked(line.history, symbols)


def _asked(history: Sequence[str], symbols: Sequence[str] | None) -> dict[str, Any]:
    """Return what a question was asked with, without which ``pilcrow replay`` cannot ask it."""
    after: dict[str, Any] = {"history": list(history)} if history else {}
    return after | ({"only": list(symbols)} if symbols else {})


@contextmanager
def _open_output(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdout
        return
    with ExitStack() as stack:
        try:
            output = stack.enter_context(Path(name).open("w", encoding="utf-8"))
        except OSError as problem:
            raise BadQuestionFile(f"{name}: cannot be written ({problem.strerror})") from problem
        yield output


def _width() -> int | None:
    """Return the number of columns to wrap at; None if standard output is not a terminal.

    PILCROW_COLUMNS overrides the width of the terminal.
    """
    columns = os.environ.get("PILCROW_COLUMNS", "")
    if columns.isdecimal():
        return int(columns)
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


if __name__ == "__main__":
    raise SystemExit(main())
