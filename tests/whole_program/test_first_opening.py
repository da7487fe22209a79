"""Two processes that open a library at once, where nothing has been built yet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.libraries import link_encoder
from tests.paths import ROOT


@pytest.mark.model
def test_two_first_questions_at_once_build_one_library_and_are_answered(tmp_path: Path) -> None:
    data = tmp_path / "data"
    library = data / "pilcrow"
    link_encoder(library)
    plain = {name: value for name, value in os.environ.items() if name != "PILCROW_LIBRARY"}
    environment = plain | {
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(data),
    }
    question = "Which countries did the Independent Expert visit?"
    command = [sys.executable, "-m", "scripts.pilcrow", "ask", question]
    both = [
        subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        assert "A/78/176, para. 50" in output
    assert len(list((library / "builds").iterdir())) == 1
