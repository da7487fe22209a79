"""Builds in a separate process, which takes its memory, its errors and its end with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.storage.store import EmbeddedStore
from tests.libraries import link_encoder
from tests.paths import ROOT

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(sys.platform != "linux", reason="the test reads /proc"),
]

# The functions of a program that builds as the web chat does. It prints the end of each build.
_PROGRAM = """
import os, signal, sys
from pathlib import Path
from corpus import Document, Paragraph
from corpus.errors import PilcrowError
from index.building.process import update_apart

library, stages = Path(sys.argv[1]), []
texts = [f"Peasants of area {n} were heard." for n in range(3)]
paragraphs = [Paragraph("A/1/1", f"{n}", text) for n, text in enumerate(texts, 1)]
report = Document("A/1/1", "Report", paragraphs)

def child():
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return int("".join(task.read_text() for task in tasks).split()[-1])

def build(progress, **options):
    stages.clear()
    try:
        update_apart(library, [report], progress=progress, **options)
        print("built", sorted({stage for stage, *_ in stages}))
    except PilcrowError as problem:
        print(type(problem).__name__, problem)

def note(*progress):
    stages.append(progress)

def kill(stage, done, total):
    if stage == "Encoding tokens":
        os.kill(child(), signal.SIGKILL)
"""
_BUILDS = """
build(kill)
build(note)
build(note, remove=["A/9/9"])
print({"torch", "sentence_transformers"} & {*sys.modules})
"""
_WAITS = """
def wait(*_):
    print(child(), flush=True)
    signal.pause()
build(wait)
"""


def _start(library: Path, what: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _PROGRAM + what, str(library)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_a_build_is_killed_continued_and_refused_without_its_memory(tmp_path: Path) -> None:
    link_encoder(tmp_path)
    output, _ = _start(tmp_path, _BUILDS).communicate()
    killed, built, refused, loaded = output.splitlines()
    assert killed.startswith("PilcrowError The process that builds the library")
    assert "status -9" in killed
    # The vectors that were encoded before the process was killed are not encoded again.
    assert "'Encoding tokens'" in built
    assert "Embedding passages" not in built
    assert refused.startswith("NoSuchReport A/9/9 is not in the library")
    assert loaded == "set()"
    assert EmbeddedStore.open(tmp_path).passages[0].text == "Peasants of area 0 were heard."


def test_a_build_ends_with_the_program_that_began_it(tmp_path: Path) -> None:
    link_encoder(tmp_path)
    program = _start(tmp_path, _WAITS)
    assert program.stdout
    child = int(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.communicate()
    while Path(f"/proc/{child}").exists() and not _is_zombie(child):
        time.sleep(0.1)


def _is_zombie(process: int) -> bool:
    """Whether a process has ended and nobody has asked for its status."""
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True
