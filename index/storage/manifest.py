"""The manifest of a build: how the build was made, and the digest of each of its files."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from corpus.errors import LibraryDamaged, LibraryMismatch
from index.digest import WHOLE, digest, quick_digest
from index.models.late_interaction import DIGEST as LATE_DIGEST
from index.models.late_interaction import NAME as LATE
from index.models.multilingual import DIGEST as MULTILINGUAL_DIGEST
from index.models.weights import MINILM, digest_of

LAYOUT = 4
# Those that are read; layout 2 had no digests of models, and layout 3 no tables.
LAYOUTS = (2, 3, LAYOUT)
_NO_DIGESTS = 2
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a build, its path relative to the build's folder.

    ``size`` is in bytes. ``digest`` is the SHA-256 of the whole file; ``quick`` is the result of
    ``quick_digest``, which is compared each time the build is opened.
    """

    path: str
    size: int
    digest: str
    quick: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a build was made; row ``i`` of vectors, term weights and tokens is passage ``i``.

    ``layout`` is the version of the file formats. ``encoder`` and ``late`` are the names of the
    encoder and of the late-interaction model. ``dimension`` is the length of a passage vector, and
    ``passages`` the number of passages. ``documents`` has the symbols of the reports in order.
    ``digests`` has the digest of each model: of the "encoder", of "late", and of the "multilingual"
    encoder if the build has its vectors. A digest is "" if it is not known.
    """

    layout: int
    encoder: str
    late: str
    dimension: int
    passages: int
    documents: tuple[str, ...]
    files: tuple[File, ...]
    digests: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder of its build."""
        (folder / _NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, *, fully: bool = False) -> Self:
        """Read the manifest of a build, and compare the files of the build with it.

        Samples of large files are compared, or all their bytes if ``fully``.

        Raises:
            LibraryMismatch: another version of Pilcrow wrote this build.
            LibraryDamaged: the manifest or a file is missing or was changed.
        """
        try:
            fields = json.loads((folder / _NAME).read_text(encoding="utf-8"))
            layout = fields["layout"]
        except (OSError, ValueError, KeyError, TypeError):
            raise damaged(folder, _NAME) from None
        if layout not in LAYOUTS:
            raise other_layout(folder.parent.parent, layout)
        try:
            fields |= migrated(fields)
            fields["files"] = tuple(File(**file) for file in fields["files"])
            manifest = cls(**fields | {"documents": tuple(fields["documents"])})
        except (KeyError, TypeError):
            raise damaged(folder, _NAME) from None
        for file in manifest.files:
            path = folder / file.path
            same_size = path.is_file() and path.stat().st_size == file.size
            if not same_size or quick_digest(path) != file.quick:
                raise damaged(folder, file.path)
            if fully and file.quick != file.digest and digest(path) != file.digest:
                raise damaged(folder, file.path)
        return manifest


def other_layout(library: Path | str, layout: object) -> LibraryMismatch:
    """Return the error for a library whose layout this version of Pilcrow does not read."""
    return LibraryMismatch(
        f"The library at {library} has layout {layout!s:.20}, of another version of Pilcrow; this "
        f"version reads layouts {', '.join(map(str, LAYOUTS))}. Build it again from your "
        f"reports: pilcrow build --fresh --library {library}"
    )


def migrated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a manifest of an earlier layout lacks.

    Raises KeyError or TypeError if the fields are malformed.
    """
    if fields["layout"] != _NO_DIGESTS:
        return {"layout": LAYOUT}
    # Pilcrow had only one model of each of these names when it wrote no digests.
    names = {"encoder": (MINILM.name, digest_of([MINILM])), "late": (LATE, LATE_DIGEST)}
    digests = {key: known if fields[key] == name else "" for key, (name, known) in names.items()}
    return {"layout": LAYOUT, "digests": digests | {"multilingual": MULTILINGUAL_DIGEST}}


def list_files(folder: Path) -> tuple[File, ...]:
    """Return the files of a folder with their digests, in the order of their paths."""
    return tuple(_describe(folder, path) for path in sorted(_files(folder)))


def damaged(folder: Path, name: str) -> LibraryDamaged:
    """Return the error for a file that is missing or was changed; ``name`` is the file."""
    return LibraryDamaged(
        f"The library at {folder.parent.parent} is damaged ({name}). "
        "Build it again from your reports: pilcrow build --fresh"
    )


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != _NAME)


def _describe(folder: Path, path: Path) -> File:
    full, size = digest(path), path.stat().st_size
    quick = full if size <= WHOLE else quick_digest(path)
    return File(path.relative_to(folder).as_posix(), size, full, quick)
