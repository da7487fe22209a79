"""Publish builds: write a build to a draft folder, then make it current in one step."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryMissing, LibraryUnwritable
from index.storage.manifest import damaged

_KEEP = 2  # the current build and the build before it


def current(library: Path) -> Path:
    """Return the folder of the current build.

    Raises:
        LibraryMissing: nothing has been built in this folder.
        LibraryDamaged: the folder of the current build does not exist.
    """
    name = _read_pointer(library)
    while True:
        folder = library / "builds" / name
        if name and folder.is_dir():
            return folder
        before, name = name, _read_pointer(library)
        if name == before:  # otherwise newer builds were published, and this build was removed
            raise damaged(folder, "CURRENT names no build")


def _read_pointer(library: Path) -> str:
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
    """Lock the library for building while the ``with`` block runs.

    Raises:
        LibraryBusy: another process is building this library.
        LibraryUnwritable: the disk is full, or the folder cannot be written.
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
        raise unwritable(library, problem) from problem


@contextmanager
def first_opening(library: Path) -> Iterator[None]:
    """Let one process at a time run the ``with`` block, which builds a library that is missing.

    Raises LibraryUnwritable if the folder cannot be written.
    """
    try:
        library.mkdir(parents=True, exist_ok=True)
        lock = FileLock(library / "first.lock")
        lock.acquire()
    except OSError as problem:
        raise unwritable(library, problem) from problem
    try:
        yield
    finally:
        lock.release()


def unwritable(library: Path, problem: OSError) -> LibraryUnwritable:
    """Return the error for a library whose folder cannot be written."""
    return LibraryUnwritable(
        f"The library at {library} cannot be written ({problem.strerror or problem}). The "
        "library was not changed. Free some disk space, or choose another folder with "
        "--library, then build again"
    )


def wait_for_writer(library: Path) -> None:
    """Wait until no process builds the library."""
    with FileLock(library / "lock"):
        pass


def publish(library: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Write a build with ``write``, make it the current build, and return its folder.

    The build becomes current in one step. If the process crashes, the old build stays current.
    """
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
    """Remove old builds and the drafts of crashed builds.

    The current build and the build before it are not removed.
    """
    keep = current(library).name
    builds = [path for path in (library / "builds").iterdir() if path.is_dir()]
    drafts = [path for path in builds if path.name.startswith(".")]
    old = sorted(path for path in builds if path not in drafts and path.name != keep)
    for path in [*drafts, *old[: len(old) - (_KEEP - 1)]]:
        shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Flush a file, or the list of names of a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
