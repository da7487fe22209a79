"""Run commands of pilcrow where no folder can be written, and print what each said.

    unshare --mount python -m tests.read_only LIBRARY WRITABLE

Each line of the output is a JSON list: the name of the command, its status, what it wrote to its
output, and to its errors. The last command is a web chat, which may write temporary files into
WRITABLE, and is asked a question. A mount that is read-only holds for root too.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.request import Request, urlopen

from scripts import pilcrow

QUESTION = "Which countries did the Independent Expert visit?"


def main(library: str, writable: str) -> None:
    """Make the folders read-only and run the commands."""
    for folder in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp", "/")):
        if folder != "/":
            subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    tempfile.tempdir = None
    report = Path(library) / "A_1_1.txt"
    _run("ask", "ask", "--library", library, QUESTION)
    _run("search", "search", "--library", library, "vaccines")
    _run("read", "read", str(report))
    _run("build", "build", "--library", library, str(report))
    _run("first", "ask", QUESTION)
    _run("no temporary folder", "chat", "--library", library, "--port", "0")
    subprocess.run(["mount", "-t", "tmpfs", "none", writable], check=True)
    os.environ["TMPDIR"] = writable
    tempfile.tempdir = None
    _chat(library)


def _run(name: str, *arguments: str) -> None:
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            status = pilcrow.main(list(arguments))
        except BaseException as problem:  # the test sees it in what was said
            status, _ = 1, errors.write(repr(problem))
    _print(name, status, output.getvalue(), errors.getvalue())


def _chat(library: str) -> None:
    """Serve the page, ask it a question, and end this process."""
    output = io.StringIO()
    said = sys.stdout

    def ask() -> None:
        while not (found := re.search(r"http://\S+", output.getvalue())):
            time.sleep(0.1)
        body = json.dumps({"data": [QUESTION, None]}).encode()
        request = Request(
            f"{found[0]}gradio_api/run/ask", body, {"content-type": "application/json"}
        )
        try:
            with urlopen(request, timeout=600) as answer:
                text = answer.read().decode()
        finally:
            sys.stdout = said
            _print("chat", 0, text, "")
            os._exit(0)

    threading.Thread(target=ask, daemon=True).start()
    sys.stdout = output
    status = pilcrow.main(["chat", "--library", library, "--port", "0"])  # serves, or has failed
    sys.stdout = said
    _print("chat", status, output.getvalue(), "")


def _print(name: str, status: int, output: str, errors: str) -> None:
    sys.stdout.write(f"{json.dumps([name, status, output, errors])}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
