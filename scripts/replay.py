"""Ask the questions of saved conversations again, and say which answers changed."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BadQuestionFile
from scripts.command import (
    Bars,
    add_create,
    command_parser,
    guarded,
    print_json,
)
from scripts.opening import open_assistant, open_documents

if TYPE_CHECKING:
    from assistant.replay.outcome import Replayed
    from assistant.replay.saved import SavedAnswer
    from index.models.kept import KeptReader

_ENDINGS = (".json", ".jsonl")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 if every answer is the same, else 1.

    It is 2 if a file cannot be read.
    """
    parser = command_parser("replay", __doc__)
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="JSON that the page saved or pilcrow ask --json printed; or a folder of such files",
    )
    parser.add_argument(
        "--quotes-only",
        action="store_true",
        help="ask nothing: check whether the quoted words still stand where they were",
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help="read every passage anew, not only those that no earlier replay has read",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file")
    add_create(parser)
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.replay.outcome import all_same
    from assistant.replay.output import to_dict, to_text

    # All files are read before anything is asked: a file that cannot be read is told at once.
    files = [(path, _read(path)) for path in _expanded(options.files)]
    total = sum(len(answers) for _, talks in files for answers in talks)
    status = 0
    with Bars("answers") as bars:
        done = 0
        for path, replayed in _replayed(files, options):
            found: list[Replayed] = []
            for one in replayed:
                found.append(one)
                done += 1
                if total > 1:
                    bars.update("Replaying answers", done, total)
            status = status if all_same(found) else 1
            if options.json:
                print_json({"file": str(path)} | to_dict(found))
            else:
                print(f"{path}\n{to_text(found)}" if len(files) > 1 else to_text(found))
    return status


def _replayed(
    files: Sequence[tuple[Path, "list[list[SavedAnswer]]"]], options: argparse.Namespace
) -> "Iterator[tuple[Path, Iterator[Replayed]]]":
    from assistant.replay.asking import ask_again
    from assistant.replay.quotes import Shelf, look_up
    from index.library import encoders_of

    if options.quotes_only:
        shelf = Shelf(open_documents(options))
        for path, talks in files:
            yield path, (one for answers in talks for one in look_up(answers, shelf))
        return
    assistant, reader = open_assistant(options), None
    if not options.anew:
        folder = encoders_of(assistant.index.library)
        assistant, reader = assistant.keeping_judgements(folder)
    try:
        for path, talks in files:
            yield path, (one for answers in talks for one in ask_again(answers, assistant))
    finally:
        if reader:
            reader.close()
            print(_readings(reader), file=sys.stderr)


def _readings(reader: "KeptReader") -> str:
    """Return what was read, in a sentence: a replay says what it did not do again."""
    total = reader.made + reader.known
    return (
        f"Every question was asked again. Of {total:,} passages to read for them, {reader.known:,} "
        "had been read before by the same models, and were not read again (--anew reads them)."
    )


def _read(path: Path) -> "list[list[SavedAnswer]]":
    from assistant.replay.saved import read_saved

    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not text"
        raise BadQuestionFile(f"{path}: cannot be read ({reason})") from problem
    return read_saved(text, path.name)


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(p for p in path.rglob("*") if p.suffix in _ENDINGS and p.is_file())
        if not found:
            raise BadQuestionFile(f"{path}: no saved conversation in this folder (.json, .jsonl)")
        yield from found


if __name__ == "__main__":
    raise SystemExit(main())
