"""Where no folder can be written, questions are answered, and one sentence says the way out."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.isolated import can_isolate
from tests.libraries import copy_library
from tests.paths import ROOT

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not can_isolate(), reason="making a mount namespace is not permitted here"),
]


class Said(NamedTuple):
    """What a command said."""

    status: int
    output: str
    errors: str


@pytest.fixture(scope="module")
def said(library: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    folder = tmp_path_factory.mktemp("read-only")
    copy_library(library, folder / "library")
    (folder / "library" / "A_1_1.txt").write_text("1. One State spoke.\n\n2. Others did not.\n")
    (folder / "writable").mkdir()
    command = ["unshare", "--mount", sys.executable, "-m", "tests.read_only"]
    command += [str(folder / "library"), str(folder / "writable")]
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "PILCROW_LIB"))}
    plain |= {"PYTHONPATH": str(ROOT), "HOME": str(folder / "home")}
    (folder / "home").mkdir()
    done = subprocess.run(
        command, cwd=folder, env=plain, capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    assert done.returncode == 0, done.stderr
    return {name: Said(*rest) for name, *rest in lines}


def test_questions_are_answered_and_files_are_read(said: dict[str, Said]) -> None:
    assert "A/78/176, para. 50" in said["ask"].output
    assert "A/78/176" in said["search"].output
    assert "2 paragraphs, 1-2" in said["read"].output
    assert '"paragraph":"50"' in said["chat"].output


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("build", "Set TMPDIR to a folder that can be written"),
        ("first", "cannot be written (Read-only file system)"),
        ("no temporary folder", "Set TMPDIR to a folder that can be written"),
    ],
)
def test_what_must_write_says_so_in_one_sentence(
    said: dict[str, Said], name: str, sentence: str
) -> None:
    told = [line for line in said[name].errors.splitlines() if line.startswith("pilcrow: ")]
    assert said[name].status == 2, said[name].errors
    assert len(told) == 1
    assert sentence in told[0]
    assert "Traceback" not in said[name].errors
