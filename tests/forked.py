"""Run commands of pilcrow in processes that begin with the libraries loaded, which takes long.

A process that has imported PyTorch, Gradio and the others, and done nothing else, forks each of
them (``multiprocessing``, "forkserver"). They can be killed as any other process.
"""

import contextlib
import multiprocessing
import os
import resource
import traceback
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["index.library", "scripts.pilcrow", "sentence_transformers", "assistant.web.server"]
)


def start_command(
    arguments: list[str], errors: Path, longest_file: int | None = None
) -> BaseProcess:
    """Start a command of pilcrow, which writes what it says of errors into a file.

    With ``longest_file``, the kernel refuses to write more than so many bytes into any file.
    """
    process = _CONTEXT.Process(target=_run, args=(arguments, errors, longest_file))
    process.start()
    return process


def start_server(
    arguments: list[str], log: Path, folder: Path, environment: Mapping[str, str]
) -> BaseProcess:
    """Start a command of pilcrow in a folder, which writes all that it says into a file.

    The variables of ``environment`` are set before the command begins, but after the libraries
    were imported.
    """
    process = _CONTEXT.Process(target=_serve, args=(arguments, log, folder, {**environment}))
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


def _serve(arguments: list[str], log: Path, folder: Path, environment: dict[str, str]) -> None:
    from scripts import pilcrow

    with log.open("wb") as file:
        for output in (1, 2):
            os.dup2(file.fileno(), output)
    os.chdir(folder)
    os.environ.update(environment)
    raise SystemExit(pilcrow.main(arguments))
