"""What a build says of itself: how it was made, and what each of its files must be."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from corpus.errors import LibraryDamaged, LibraryMismatch
from index.digest import WHOLE, digest, quick_digest

LAYOUT = 2
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a build, its path relative to the build's folder.

    ``digest`` is of the whole file, ``quick`` of what opening the build reads of it.
    """

    path: str
    size: int
    digest: str
    quick: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a build was made; row ``i`` of vectors, term weights and tokens is passage ``i``."""

    layout: int
    encoder: str
    late: str
    dimension: int
    passages: int
    documents: tuple[str, ...]
    files: tuple[File, ...]

    def write(self, folder: Path) -> None:
        """Write it into its build."""
        (folder / _NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, *, fully: bool = False) -> Self:
        """Read a build's manifest and compare its files with it: large ones by samples, or fully.

        Raises:
            LibraryMismatch: another version of Pilcrow wrote this build.
            LibraryDamaged: the manifest or a file is missing or is not what was written.
        """
        try:
            fields = json.loads((folder / _NAME).read_text(encoding="utf-8"))
            layout = fields["layout"]
        except (OSError, ValueError, KeyError, TypeError):
            raise damaged(folder, _NAME) from None
        if layout != LAYOUT:
            raise LibraryMismatch(
                f"The library at {folder.parent.parent} was built by another version of Pilcrow. "
                "Build it anew from your reports: pilcrow build --fresh"
            )
        try:
            fields["files"] = tuple(File(**file) for file in fields["files"])
            manifest = cls(**fields | {"documents": tuple(fields["documents"])})
        except (KeyError, TypeError):
            raise damaged(folder, _NAME) from None
        for file in manifest.files:
            path = folder / file.path
            sound = path.is_file() and path.stat().st_size == file.size
            if not sound or quick_digest(path) != file.quick:
                raise damaged(folder, file.path)
            if fully and file.quick != file.digest and digest(path) != file.digest:
                raise damaged(folder, file.path)
        return manifest


def list_files(folder: Path) -> tuple[File, ...]:
    """List a folder's files, with their digests, in order of their paths."""
    return tuple(_describe(folder, path) for path in sorted(_files(folder)))


def damaged(folder: Path, name: str) -> LibraryDamaged:
    """Return the error for a file that is missing or is not what was written."""
    return LibraryDamaged(
        f"The library at {folder.parent.parent} is damaged ({name}). "
        "Build it anew from your reports: pilcrow build --fresh"
    )


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != _NAME)


def _describe(folder: Path, path: Path) -> File:
    whole, size = digest(path), path.stat().st_size
    quick = whole if size <= WHOLE else quick_digest(path)
    return File(path.relative_to(folder).as_posix(), size, whole, quick)
