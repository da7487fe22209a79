"""Readers see whole libraries only, while others are published and on a read-only disk."""

import errno
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.web.conversation import user_message
from assistant.web.service import Service
from assistant.web.usage import UsageCounter
from corpus.errors import LibraryUnwritable
from index.storage.publishing import current
from tests.breaking import WRITES, make
from tests.longer import FIGURES, at_length
from tests.paths import ROOT

pytestmark = pytest.mark.model
REBUILDS = at_length(15, 200)


def test_a_library_on_a_medium_that_cannot_be_written_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "Peasants of area one were consulted.")
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in WRITES:
            if name != "open":
                patch.setattr(owner, name, _refuse)
        stock = Path.open

        def open_to_read(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
            return _refuse() if {*mode} & {*"wax"} else stock(self, mode, *rest, **named)

        patch.setattr(Path, "open", open_to_read)
        service = Service(
            Assistant.open(tmp_path), UsageCounter(tmp_path, tmp_path / "none" / "log")
        )
        assert service.ask("What does paragraph 1 say?", [])["citations"]
        messages = [user_message("What does paragraph 1 say?")]
        messages.append(service.reply(messages, ["A/1/1#English"]))
        with pytest.raises(LibraryUnwritable, match="could not be kept"):
            service.record_feedback(messages, "Like")


def _refuse(*_: Any, **__: Any) -> Any:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_build_that_was_opened_is_read_to_the_end_when_its_files_are_gone(tmp_path: Path) -> None:
    make(tmp_path, "Peasants of area one were consulted.")
    assistant = Assistant.open(tmp_path)
    held = Assistant(assistant.index.snapshot(), assistant._reader, assistant._calibration)
    shutil.rmtree(tmp_path / "builds")
    found = held.ask("What does paragraph 1 say?")
    assert [str(citation) for citation in found.citations] == ["A/1/1, para. 1"]


# Reads a library again and again, and prints a line when it reads another build than before.
READER = """
import sys
from pathlib import Path
from index.storage.store import EmbeddedStore
library, stop = map(Path, sys.argv[1:])
reads, before = 0, ""
while not stop.exists():
    texts = {paragraph.text for paragraph in EmbeddedStore.open(library).documents[0].paragraphs}
    reads += 1
    if texts != before:
        print(*texts, flush=True)
    before = texts
print(reads)
"""


def test_readers_see_whole_builds_only_while_others_are_published(tmp_path: Path) -> None:
    """Each build has two paragraphs, both of which name the build."""
    library, stop = tmp_path / "library", tmp_path / "stop"
    make(library, *["Peasants of build 1."] * 2)
    logs = [tmp_path / f"reader{number}.log" for number in range(2)]
    readers = []
    for log in logs:
        with log.open("w") as output:
            command = [sys.executable, "-c", READER, str(library), str(stop)]
            readers.append(
                subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
            )
    try:
        for number in range(1, REBUILDS):
            text = f"Peasants of build {number}."
            make(library, text, text)
            if number % 3 == 1:  # between these, builds are published while readers read
                until = time.monotonic() + 900
                while not all(text in log.read_text() for log in logs):
                    assert all(reader.poll() is None for reader in readers), logs[0].read_text()
                    assert time.monotonic() < until
                    time.sleep(0.01)
    finally:
        stop.touch()
        for reader in readers:
            reader.wait(600)
    assert [reader.returncode for reader in readers] == [0, 0]
    for log in logs:
        *seen, reads = log.read_text().splitlines()
        assert all(re.fullmatch(r"Peasants of build \d+\.", line) for line in seen)
        FIGURES["whole libraries read meanwhile"] += int(reads)
    FIGURES["libraries published under readers"] += REBUILDS - 2
    assert len(list((library / "builds").iterdir())) == 2
    assert current(library).is_dir()
