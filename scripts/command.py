"""What all commands share: options, the boundary where errors become a sentence, bars."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import PilcrowError


def parser(command: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every command over a library has."""
    made = argparse.ArgumentParser(
        prog=f"pilcrow {command}", description=(description or "").splitlines()[0]
    )
    made.add_argument(
        "--library", type=Path, metavar="FOLDER", help="where the library lies (PILCROW_LIBRARY)"
    )
    made.add_argument("--model", metavar="NAME", help="encoder, by name or folder (PILCROW_MODEL)")
    return made


def guarded(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; what the user can act on is printed as one sentence, with exit status 2."""
    try:
        return run(options)
    except PilcrowError as problem:
        print(f"pilcrow: {problem}.".replace("..", "."), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough.
        sys.stderr.close()
        return 0


def open_assistant(options: argparse.Namespace) -> Any:
    """Open the assistant on the library that the options or the environment name."""
    from assistant import Assistant
    from assistant.settings import Settings

    settings = Settings.from_environment()
    with Bars() as bars:
        assistant = Assistant.open(
            options.library, model=options.model or settings.model, progress=bars.tell
        )
    if not assistant.calibrated:
        print(
            f"pilcrow: when to abstain was not fitted for the model {assistant.index.model}; "
            "fit it with python -m scripts.calibrate",
            file=sys.stderr,
        )
    return assistant


class Bars:
    """Progress bars, one for each stage; silent where standard error is no terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        from tqdm import tqdm

        if stage != self._stage:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, unit=" passages", disable=None)
        self._bar.update(done - self._bar.n)
