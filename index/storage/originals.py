"""The files that the reports of a library were read from.

    LIBRARY/originals/DIGEST    a copy of a file; its name is the SHA-256 of its content

A copy is never changed. It is removed when no build has a report that was read from it. A library
without copies works in the same way, but the page cannot show how its reports look.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from corpus import Document
from corpus.errors import LibraryDamaged
from index.digest import digest
from index.storage.reports import REPORTS

_FOLDER = "originals"


def keep_originals(library: Path, paths: Iterable[Path], documents: Iterable[Document]) -> None:
    """Copy the files from which the documents were read.

    A file that was changed or removed after it was read is left out. Raises OSError if a copy
    cannot be written.
    """
    wanted = {document.digest for document in documents}
    folder = library / _FOLDER
    for path in paths:
        if not path.is_file() or (name := digest(path)) not in wanted:
            continue
        copy, draft = folder / name, folder / f".{name}"
        if copy.is_file() and digest(copy) == name:
            continue
        folder.mkdir(exist_ok=True)
        shutil.copyfile(path, draft)
        if digest(draft) == name:
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(copy)


def find_original(library: Path, document: Document) -> Path | None:
    """Return the copy of the file of a document, or None if the library has none."""
    path = library / _FOLDER / document.digest
    return path if document.digest and path.is_file() else None


def prune_originals(library: Path) -> None:
    """Remove the copies that no build refers to."""
    try:
        _remove(library, but=_digests(library))
    except (OSError, ValueError, KeyError, TypeError):
        return  # a build whose list of reports cannot be read may refer to any of them


def remove_originals(library: Path) -> None:
    """Remove all copies."""
    _remove(library, but=())


def originals_size(library: Path) -> tuple[int, int]:
    """Return how many copies a library has, and how many bytes they take."""
    sizes = [path.stat().st_size for path in _copies(library)]
    return len(sizes), sum(sizes)


def check_originals(library: Path) -> None:
    """Compare each copy with its digest; raises LibraryDamaged if one was changed."""
    for path in _copies(library):
        if digest(path) != path.name:
            raise LibraryDamaged(
                f"{path} was changed. Remove this file, then add its report again: pilcrow build"
            )


def _copies(library: Path) -> list[Path]:
    return [path for path in _files(library) if not path.name.startswith(".")]


def _files(library: Path) -> list[Path]:
    folder = library / _FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(library: Path, but: Collection[str]) -> None:
    for path in _files(library):
        if path.name not in but:
            path.unlink(missing_ok=True)


def _digests(library: Path) -> set[str]:
    lists = (library / "builds").glob(f"*/{REPORTS}")
    return {json.loads(line)["digest"] for path in lists for line in path.read_bytes().splitlines()}
