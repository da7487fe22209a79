"""How a new build takes the old one's place: written aside, then made current in one step."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryMissing, LibraryUnwritable
from index.storage.manifest import damaged

_KEEP = 2


def current(library: Path) -> Path:
    """Return the folder of the current build.

    Raises:
        LibraryMissing: nothing has been built here.
        LibraryDamaged: the current build is gone.
    """
    name = _pointed_to(library)
    while True:
        folder = library / "builds" / name
        if name and folder.is_dir():
            return folder
        before, name = name, _pointed_to(library)
        if name == before:  # else others were published meanwhile, and it was removed
            raise damaged(folder, "CURRENT names no build")


def _pointed_to(library: Path) -> str:
    try:
        return (library / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise LibraryMissing(
            f"No library at {library}. Build one: pilcrow build --library {library} REPORT..."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise LibraryDamaged(f"The library at {library} cannot be read: {problem}") from problem


@contextmanager
def writing(library: Path) -> Iterator[None]:
    """Hold the library for building.

    Raises:
        LibraryBusy: another process is building here.
        LibraryUnwritable: the disk is full, or this is no place where files can be written.
    """
    try:
        library.mkdir(parents=True, exist_ok=True)
        with FileLock(library / "lock", timeout=0):
            yield
    except Timeout:
        raise LibraryBusy(
            f"Another process is building the library at {library}. Try again when it is done"
        ) from None
    except OSError as problem:
        raise LibraryUnwritable(
            f"The library at {library} cannot be written ({problem.strerror or problem}), and is "
            "as it was. Make room or choose another place with --library, then build again"
        ) from problem


def publish(library: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Write a build aside, then make it current in one step; a crash leaves the old one serving."""
    builds = library / "builds"
    build, draft = builds / name, builds / f".{name}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        write(draft)
        for path in [*draft.rglob("*"), draft]:
            _sync(path)
        draft.rename(build)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    pointer = library / "CURRENT.new"
    pointer.write_text(name, encoding="utf-8")
    _sync(pointer)
    _sync(builds)
    pointer.replace(library / "CURRENT")
    _sync(library)
    return build


def prune(library: Path) -> None:
    """Remove all builds but the current one and the one before it, and what a crash left."""
    keep = current(library).name
    builds = [path for path in (library / "builds").iterdir() if path.is_dir()]
    drafts = [path for path in builds if path.name.startswith(".")]
    done = sorted(path for path in builds if path not in drafts and path.name != keep)
    for path in [*drafts, *done[: len(done) - (_KEEP - 1)]]:
        shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Make sure that the file, or the folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
