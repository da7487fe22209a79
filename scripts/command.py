"""What all commands share: options, the boundary where errors become a sentence, bars."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import PilcrowError, UnreadableReport


def command_parser(command: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every command over a library has."""
    parser = argparse.ArgumentParser(
        prog=f"pilcrow {command}", description=(description or "").splitlines()[0]
    )
    parser.add_argument(
        "--library",
        type=_place,
        metavar="PLACE",
        help="where the library lies: a folder, or milvus://HOST:PORT (PILCROW_LIBRARY)",
    )
    parser.add_argument(
        "--model", metavar="NAME", help="encoder, by name or folder (PILCROW_MODEL)"
    )
    return parser


def _place(text: str) -> Any:
    from index.storage.location import parse_location

    return parse_location(text)


def guarded(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; what the user can act on is printed as one sentence, with exit status 2."""
    try:
        return run(options)
    except PilcrowError as problem:
        print_error(problem)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough.
        sys.stderr.close()
        return 0


def print_error(problem: PilcrowError) -> None:
    """Print what went wrong as one sentence."""
    print(f"pilcrow: {str(problem).rstrip('.')}.", file=sys.stderr)


def expand(paths: Iterable[Path]) -> list[Path]:
    """Return files, and the reports in folders; raises PilcrowError where there is none."""
    from corpus.readers.formats import readable

    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and readable(file))
            if not inside:
                raise UnreadableReport(
                    f"{path}: no report in this folder (.pdf, .docx, .html, .xml, .md, .txt)"
                )
            files.extend(inside)
        elif path.exists():
            files.append(path)
        else:
            raise PilcrowError(f"{path}: there is no such file or folder")
    return files


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose among reports."""
    parser.add_argument(
        "--symbol", action="append", default=[], metavar="SYMBOL", help="this report; repeatable"
    )
    parser.add_argument("--body", default="", help="reports of this body: A/HRC, S")
    parser.add_argument("--year", type=int, help="reports issued in this year")
    parser.add_argument("--language", default="", help="reports in this language: English, French")


def selected_keys(options: argparse.Namespace, documents: Sequence[Any]) -> list[str] | None:
    """Return the keys of the reports that the options choose; None where they choose none."""
    from corpus.select import Filter, select_documents

    wanted = Filter(tuple(options.symbol), options.body, options.year, options.language)
    return [document.key for document in select_documents(documents, wanted)] if wanted else None


def open_assistant(options: argparse.Namespace) -> Any:
    """Open the assistant on the library that the options or the environment name."""
    from assistant import Assistant
    from assistant.web.config import Settings

    settings = Settings.from_environment()
    with Bars() as bars:
        assistant = Assistant.open(
            options.library, model=options.model or settings.model, progress=bars.update
        )
    if not assistant.calibrated:
        print(
            f"pilcrow: when to abstain was not fitted for the model {assistant.index.model}; "
            "fit it with python -m scripts.training.calibrate",
            file=sys.stderr,
        )
    return assistant


class Bars:
    """Progress bars, one for each stage; silent where standard error is no terminal."""

    def __init__(self, unit: str = "passages") -> None:
        """Count what ``unit`` names."""
        self._unit = unit
        self._stage = ""
        self._bar: Any = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def update(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        from tqdm import tqdm

        if stage != self._stage:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, unit=f" {self._unit}", disable=None)
        self._bar.update(done - self._bar.n)
