"""Libraries for tests, which share one export of the encoder.

Exporting the encoder takes seconds. It is done once for a whole run of pytest, also if several
workers of pytest-xdist run the tests: the first worker that needs the export makes it under a lock.
Several runs of pytest share it if PILCROW_TEST_SHARED names a folder for it.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import Document
from corpus.read import bundled_reports, read_document
from index.building import build as building
from index.models.encoder import open_encoder
from index.models.exported_encoder import keep_encoder
from index.models.late_interaction import open_late

_SHARED: list[Path] = []  # the folder that all workers of this run share


def share_between_workers(factory: pytest.TempPathFactory) -> None:
    """Keep what is shared in the folder for temporary files of the whole run of pytest."""
    own = factory.getbasetemp()
    if named := os.environ.get("PILCROW_TEST_SHARED"):
        Path(named).mkdir(parents=True, exist_ok=True)
        _SHARED[:] = [Path(named)]
    else:
        _SHARED[:] = [own.parent if "PYTEST_XDIST_WORKER" in os.environ else own]


def link_encoder(library: Path) -> None:
    """Give a library that has no encoder yet a link to the shared export of the encoder."""
    if (library / "encoders").exists():
        return
    shared = _SHARED[0] / "encoder"
    with FileLock(_SHARED[0] / "encoder.lock"):
        if not (shared / "encoders").is_dir():
            keep_encoder(shared, open_encoder())
    library.mkdir(parents=True, exist_ok=True)
    (library / "encoders").symlink_to(shared / "encoders")


def make_library(
    library: Path, documents: Iterable[Document], originals: Iterable[Path] | None = ()
) -> Path:
    """Build a library of documents and return its folder.

    The build does not load and check the shared encoder again, which takes most of the time of a
    small build.
    """
    link_encoder(library)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "keep_encoder", lambda *_: True)
        building.build(
            library,
            list(documents),
            encoder=open_encoder(),
            late=open_late(),
            originals=originals,
        )
    return library


def copy_library(library: Path, to: Path) -> Path:
    """Copy a library, but for its encoder, to which the copy links."""
    shutil.copytree(
        library, to, ignore=lambda _, names: {"encoders", "lock"} & {*names}, dirs_exist_ok=True
    )
    (to / "encoders").symlink_to((library / "encoders").resolve())
    return to


def copy_bundled_library(to: Path) -> Path:
    """Copy the library of the bundled report, which is built once for a run of pytest."""
    shared = _SHARED[0] / "bundled"
    with FileLock(_SHARED[0] / "bundled.lock"):
        if not (shared / "CURRENT").exists():
            make_library(shared, [read_document(path) for path in bundled_reports()])
    return copy_library(shared, to)
