"""A build that breaks, or may not write: the old library serves, and an error names the way."""

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import LibraryUnwritable
from index.building.build import build
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from index.storage.store import EmbeddedStore
from tests.breaking import Killed, document, make, strike, texts_of
from tests.forked import start_command
from tests.libraries import copy_library
from tests.longer import FIGURES

pytestmark = pytest.mark.model


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
    process = start_command(
        ["build", "--library", str(library), str(tmp_path)], tmp_path / "errors", 20_000
    )
    process.join()
    errors = (tmp_path / "errors").read_text("utf-8")
    assert process.exitcode == 2, errors
    assert "cannot be written" in errors
    assert "Traceback" not in errors
    assert texts_of(library) == ["Peasants of area one."]


def test_of_two_that_build_at_once_one_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    library, reports = tmp_path / "library", tmp_path / "reports"
    make(library, "Peasants of area one.")
    reports.mkdir()
    for name in ("A_2_1", "A_2_2"):
        lines = [f"{n}. Peasants of {name} were consulted on matter {n}." for n in range(1, 80)]
        (reports / f"{name}.txt").write_text("\n\n".join(lines))
    both = [
        start_command(
            ["build", "--library", str(library), str(reports / f"{name}.txt")],
            tmp_path / f"{name}.errors",
        )
        for name in ("A_2_1", "A_2_2")
    ]
    for process in both:
        process.join()
    refused = [process.exitcode for process in both if process.exitcode]
    assert len(refused) <= 1
    for name, process in zip(("A_2_1", "A_2_2"), both, strict=True):
        errors = (tmp_path / f"{name}.errors").read_text("utf-8")
        assert "Traceback" not in errors
        assert not process.exitcode or "Another process is building the library" in errors
    store = EmbeddedStore.open(library, fully=True)
    assert len(store.documents) == 3 - len(refused)


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryUnwritable, match="--library"):
        build(
            tmp_path / "file" / "library",
            [document("One.")],
            encoder=open_encoder(),
            late=open_late(),
        )
