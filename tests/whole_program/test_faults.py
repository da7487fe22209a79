"""What breaks while a library is built or read: the old one serves, or an error names the way."""

import errno
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import Assistant
from assistant.web.conversation import user_message
from assistant.web.service import Service
from assistant.web.usage import UsageCounter
from corpus import Document, Paragraph
from corpus.errors import LibraryDamaged, LibraryUnwritable, PilcrowError
from index import Index
from index.building.build import build
from index.models.encoder import DEFAULT, open_encoder
from index.models.exported_encoder import ExportedEncoder, open_query_encoder
from index.models.late_interaction import open_late
from index.models.weights import MINILM, locate
from index.storage.publishing import current
from index.storage.store import EmbeddedStore
from tests.libraries import copy_library, link_encoder, make_library
from tests.longer import FIGURES, at_length
from tests.paths import ROOT

pytestmark = pytest.mark.model

# What a build changes on the disk, by the functions that do it.
WRITES: tuple[tuple[Any, str], ...] = (
    (os, "fsync"), (os, "rename"), (os, "replace"), (os, "mkdir"), (os, "unlink"),
    (np, "save"), (np, "savez"), (Path, "write_text"), (Path, "open"), (shutil, "rmtree"),
)  # fmt: skip
REBUILDS = at_length(15, 200)
FLIPS = at_length(2, 12)


class Killed(BaseException):
    """Nobody catches it, as nobody survives a kill."""


def document(*texts: str) -> Document:
    paragraphs = (Paragraph("A/1/1", str(n), text) for n, text in enumerate(texts, start=1))
    return Document("A/1/1", "Report", tuple(paragraphs))


def make(library: Path, *texts: str) -> None:
    make_library(library, [document(*texts)])


def texts_of(library: Path) -> list[str]:
    """Read a library from its files, every one of them checked."""
    store = EmbeddedStore.open(library, fully=True)
    hits = Index(store, open_encoder(), open_late()).search("Peasants of the area", 5)
    assert {hit.passage.paragraph.text for hit in hits} == {p.text for p in store.passages}
    return [paragraph.text for paragraph in store.documents[0].paragraphs]


def strike(patch: pytest.MonkeyPatch, at: int, problem: Callable[[], BaseException]) -> list[int]:
    """Let the ``at``-th change of the disk fail; return the list that counts them."""
    count = [0]

    def failing(name: str, stock: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if name == "open" and not {*named.get("mode", (*arguments, "r")[1])} & {*"wax"}:
                return stock(*arguments, **named)
            count[0] += 1
            if count[0] == at:
                raise problem()
            return stock(*arguments, **named)

        return run

    for owner, name in WRITES:
        patch.setattr(owner, name, failing(name, getattr(owner, name)))
    return count


@pytest.mark.parametrize(
    "problem",
    [
        Killed,
        lambda: OSError(errno.ENOSPC, "No space left on device"),
        lambda: OSError(errno.EROFS, "Read-only file system"),
    ],
    ids=["killed", "disk full", "read-only"],
)
def test_a_build_that_breaks_at_any_step_leaves_the_old_or_the_new_one_serving(
    problem: Callable[[], BaseException], tmp_path: Path
) -> None:
    old, new = ["Peasants of area one."], ["Peasants of area one.", "Peasants of area two."]
    first = tmp_path / "first"
    make(first, *old)
    step, whole = 0, False
    while not whole:
        step += 1
        library = tmp_path / f"{step}"
        copy_library(first, library)
        with pytest.MonkeyPatch.context() as patch:
            count = strike(patch, step, problem)
            with suppress(Killed, LibraryUnwritable):
                make(library, *new)
            whole = count[0] < step
        assert texts_of(library) in (old, new)
        if step % 4 == 0:  # the next build is as if nothing had been
            make(library, *new)
            assert texts_of(library) == new
        shutil.rmtree(library)
    FIGURES["builds broken at one of their steps"] += step - 1
    assert step > 30


def test_a_disk_that_is_full_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Files may be no longer than 20 kB, which the vectors are."""
    library = tmp_path / "library"
    make(library, "Peasants of area one.")
    lines = [f"{n}. Peasants of area {n} were consulted on matter {n}." for n in range(1, 60)]
    (tmp_path / "A_2_2.txt").write_text("\n\n".join(lines))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scripts.pilcrow",
            "build",
            "--library",
            str(library),
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert texts_of(library) == ["Peasants of area one."]


def test_of_two_that_build_at_once_one_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    library, reports = tmp_path / "library", tmp_path / "reports"
    make(library, "Peasants of area one.")
    reports.mkdir()
    for name in ("A_2_1", "A_2_2"):
        lines = [f"{n}. Peasants of {name} were consulted on matter {n}." for n in range(1, 80)]
        (reports / f"{name}.txt").write_text("\n\n".join(lines))
    command = [sys.executable, "-m", "scripts.pilcrow", "build", "--library", str(library)]
    both = [
        subprocess.Popen(
            [*command, str(reports / f"{name}.txt")], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for name in ("A_2_1", "A_2_2")
    ]
    told = [one.communicate(timeout=600)[1] for one in both]
    refused = [text for one, text in zip(both, told, strict=True) if one.returncode]
    assert len(refused) <= 1
    for text in refused:
        assert "Another process is building the library" in text
        assert "Traceback" not in text
    store = EmbeddedStore.open(library, fully=True)
    assert len(store.documents) == 3 - len(refused)


@pytest.mark.parametrize("command", ["ask", "search", "build"])
def test_a_model_that_is_not_there_or_another_one_is_told_in_a_sentence(
    command: str, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    make(library, "Peasants of area one.")
    other = shutil.copytree(locate(MINILM), tmp_path / "other")
    builds = command == "build"
    for model in (tmp_path / "none", other):
        if builds and model == other:
            continue  # that is how a library is embedded anew
        words, told = ([], "nothing is downloaded") if builds else (["peasants"], "built with")
        done = subprocess.run(
            [sys.executable, "-m", "scripts.pilcrow", command, "--library", str(library), "--model",
             str(model), *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert told in done.stderr
        assert "Traceback" not in done.stderr
    assert texts_of(library) == ["Peasants of area one."]


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
        service = Service(Assistant.open(tmp_path), UsageCounter(tmp_path, tmp_path / "log"))
        assert service.ask("Who was consulted?", [])["citations"]
        messages = [user_message("Who was consulted?")]
        messages.append(service.reply(messages, ["A/1/1#English"]))
        with pytest.raises(LibraryUnwritable, match="could not be kept"):
            service.record_feedback(messages, "Like")


def _refuse(*_: Any, **__: Any) -> Any:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryUnwritable, match="--library"):
        build(
            tmp_path / "file" / "library",
            [document("One.")],
            encoder=open_encoder(),
            late=open_late(),
        )


def test_whatever_is_cut_or_flipped_is_found_or_does_no_harm(tmp_path: Path) -> None:
    """Every file of a build, at the ends and in random places."""
    sound = tmp_path / "sound"
    make(sound, "Peasants of area one.", "Peasants of area two.")
    before = texts_of(sound)
    places = random.Random(7)
    files = [path.relative_to(sound) for path in sound.rglob("*") if path.is_file()]
    damages: list[Any] = ["cut", "gone", 0, -1]
    tried = 0
    for name in files:
        if name.parts[0] in ("lock", "encoders") or len((sound / name).read_bytes()) == 0:
            continue
        for damage in [*damages, *(places.random() for _ in range(FLIPS))]:
            library = tmp_path / "library"
            copy_library(sound, library)
            path = library / name
            data = bytearray(path.read_bytes())
            if damage == "gone":
                path.unlink()
            elif damage == "cut":
                path.write_bytes(data[: len(data) // 2])
            else:
                at = int(damage * len(data)) if isinstance(damage, float) else int(damage)
                data[at] ^= 1 << places.randrange(8)
                path.write_bytes(data)
            told = ""
            try:
                found = texts_of(library)
            except PilcrowError as problem:
                told = str(problem)
            assert "pilcrow build" in told if told else found == before, (name, damage, told)
            shutil.rmtree(library)
            tried += 1
    FIGURES["files of a build cut, removed or flipped"] += tried
    assert tried > 60


def test_an_encoder_that_is_damaged_is_named_and_the_next_build_makes_it_anew(
    tmp_path: Path,
) -> None:
    link_encoder(tmp_path / "shared")
    shutil.copytree(tmp_path / "shared" / "encoders", tmp_path / "encoders")
    make(tmp_path, "One.")
    kept = next(tmp_path.glob("encoders/*"))
    model = kept / "model.onnx"
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)
    with pytest.raises(LibraryDamaged, match="pilcrow build --library"):
        open_query_encoder(tmp_path, DEFAULT)
    build(tmp_path, [document("One.")], encoder=open_encoder(), late=open_late())
    assert isinstance(open_query_encoder(tmp_path, DEFAULT), ExportedEncoder)


def test_a_build_that_was_opened_is_read_to_the_end_when_its_files_are_gone(tmp_path: Path) -> None:
    make(tmp_path, "Peasants of area one were consulted.")
    assistant = Assistant.open(tmp_path)
    held = Assistant(assistant.index.snapshot(), assistant._reader, assistant._calibration)
    shutil.rmtree(tmp_path / "builds")
    found = held.ask("What does paragraph 1 say about peasants?")
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
                until = time.monotonic() + 300
                while not all(text in log.read_text() for log in logs):
                    assert all(reader.poll() is None for reader in readers), logs[0].read_text()
                    assert time.monotonic() < until
                    time.sleep(0.01)
    finally:
        stop.touch()
        for reader in readers:
            reader.wait(60)
    assert [reader.returncode for reader in readers] == [0, 0]
    for log in logs:
        *seen, reads = log.read_text().splitlines()
        assert all(re.fullmatch(r"Peasants of build \d+\.", line) for line in seen)
        FIGURES["whole libraries read meanwhile"] += int(reads)
    FIGURES["libraries published under readers"] += REBUILDS - 2
    assert len(list((library / "builds").iterdir())) == 2
    assert current(library).is_dir()
