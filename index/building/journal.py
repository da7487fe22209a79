"""The journal of a build: passages that are already encoded, for a build that is interrupted.

    LIBRARY/work/MODEL/00012.npz    the keys of some passages, and the arrays of a model

MODEL is the name of the model with a hash of its name and digest, so that vectors of another model
are never taken for those of this one.

Each file is written under another name and then renamed, so it is complete or absent. A file that
cannot be read is skipped. ``clear_journal`` removes the journal after the build is published.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

_KEY_BYTES = 32


class Journal:
    """The encoded passages of one model; the caller must hold ``writing(library)``."""

    def __init__(self, library: Path, model: str, digest: str = "") -> None:
        """Open the journal of the model of this name and digest."""
        identity = hashlib.sha256(f"{model}\n{digest}".encode()).hexdigest()[:12]
        name = re.sub(r"\W+", "-", model)[-40:]
        self._folder = library / "work" / f"{name}-{identity}"
        self._count = 0

    def read(self) -> dict[bytes, dict[str, Any]]:
        """Return the arrays of each encoded passage, by cache key (32 bytes) and array name.

        Files that cannot be read are skipped.
        """
        return {key: arrays for _, passages in self._files() for key, arrays in passages.items()}

    def places(self) -> dict[bytes, Path]:
        """Return the file that has each encoded passage, by cache key; see ``read_file``.

        Files that cannot be read are skipped.
        """
        return {key: path for path, passages in self._files() for key in passages}

    def _files(self) -> Iterator[tuple[Path, dict[bytes, dict[str, Any]]]]:
        for path in sorted(self._folder.glob("*.npz")):
            self._count = max(self._count, int(path.stem) + 1)
            try:
                yield path, read_file(path)
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                continue

    def write(self, encoded: Mapping[bytes, Mapping[str, Any]]) -> Path | None:
        """Write the arrays of newly encoded passages, by cache key and array name, as one new file.

        Returns the file, or None if there are no passages. Raises OSError if the file cannot be
        written.
        """
        if not encoded:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"keys": np.frombuffer(b"".join(encoded), np.uint8)}
        for position, values in enumerate(encoded.values()):
            arrays |= {f"{position}/{name}": value for name, value in values.items()}
        path = self._folder / f"{self._count:05}.npz"
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        self._count += 1
        return path


def read_file(path: Path) -> dict[bytes, dict[str, Any]]:
    """Return the arrays of each passage in a file of a journal, by cache key and array name.

    Raises OSError, ValueError, KeyError, EOFError or BadZipFile if the file cannot be read.
    """
    passages: dict[bytes, dict[str, Any]] = {}
    with path.open("rb") as file, np.load(file) as arrays:
        values: dict[str, dict[str, Any]] = {}
        for name in arrays.files:
            position, _, array = name.partition("/")
            values.setdefault(position, {})[array] = arrays[name]
        keys = values.pop("keys")[""].tobytes()
        for position in range(len(keys) // _KEY_BYTES):
            key = keys[position * _KEY_BYTES : (position + 1) * _KEY_BYTES]
            passages[key] = values[f"{position}"]
    return passages


def clear_journal(library: Path) -> None:
    """Remove the journals of all models."""
    shutil.rmtree(library / "work", ignore_errors=True)
