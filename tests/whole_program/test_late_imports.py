"""Questions are asked in threads, which import no library whose modules import each other."""

import subprocess
import sys
from pathlib import Path

import pytest

# The top-level names of all modules that two questions import, one with a misspelt word, one for a
# list; the first line is what was there before.
PROGRAM = """
import sys
from assistant import Assistant
assistant = Assistant.open(sys.argv[1])
before = {name.partition('.')[0] for name in sys.modules}
assistant.ask('Which contries did the Independent Expert visit?')
assistant.ask('Which reports did he present to the General Assembly?')
after = {name.partition('.')[0] for name in sys.modules}
print(*sorted(after - before - set(sys.stdlib_module_names)))
"""


@pytest.mark.model
def test_a_question_imports_hardly_any_library(library: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(library)], capture_output=True, text=True, check=True
    )
    # Each of these is imported by one statement, so a second thread waits for the first.
    assert set(ran.stdout.split()) <= {"sentencex", "spellchecker"}
