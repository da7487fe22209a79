"""The same question has the same answer, to the last digit shown, on any number of cores."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

ASK = """
import json, os, sys
if sys.argv[1] == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from assistant import Assistant
from assistant.output.json import to_dict
assistant = Assistant.open(sys.argv[2])
questions = json.loads(sys.argv[3])
reports = assistant.index.documents
print(json.dumps([to_dict(assistant.ask(question), reports) for question in questions]))
"""
QUESTIONS = [
    "Which countries did the Independent Expert visit?",
    "What was the main objective of the visit to Sweden?",
    "Who hoarded vaccines, and with what effect?",
    "Why did he visit France?",
    "Which reports did he present to the General Assembly?",
]


@pytest.mark.model
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be chosen here")
def test_the_number_of_cores_changes_no_digit(library: Path) -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", ASK, cores, str(library), json.dumps(QUESTIONS)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout.splitlines()[-1]
        for cores in ("one", "all")
    ]
    assert told[0] == told[1]
    assert len(json.loads(told[0])) == len(QUESTIONS)
