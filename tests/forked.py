"""Run commands of pilcrow in processes that begin with PyTorch loaded, which takes ten seconds.

A process that has imported the libraries, and done nothing else, forks each of them
(``multiprocessing``, "forkserver"). They can be killed as any other process.
"""

import contextlib
import multiprocessing
import resource
import traceback
from multiprocessing.process import BaseProcess
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["sentence_transformers", "index.library", "scripts.pilcrow"])


def start_command(
    arguments: list[str], errors: Path, longest_file: int | None = None
) -> BaseProcess:
    """Start a command of pilcrow, which writes what it says of errors into a file.

    With ``longest_file``, the kernel refuses to write more than so many bytes into any file.
    """
    process = _CONTEXT.Process(target=_run, args=(arguments, errors, longest_file))
    process.start()
    return process


def _run(arguments: list[str], errors: Path, longest_file: int | None) -> None:
    from scripts import pilcrow

    status = 1
    with errors.open("w", encoding="utf-8") as file, contextlib.redirect_stderr(file):
        if longest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (longest_file, longest_file))
        with Path("/dev/null").open("w") as nowhere, contextlib.redirect_stdout(nowhere):
            try:
                status = pilcrow.main(arguments)
            except Exception:
                traceback.print_exc()
    raise SystemExit(status)
