"""The journal of a build: passages that are already encoded, for a build that is interrupted.

    LIBRARY/work/NAME/00012.npz    the keys of some passages, and the arrays of model NAME

Each file is written under another name and then renamed, so it is complete or absent. A file that
cannot be read is skipped. ``clear_journal`` removes the journal after the build is published.
"""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

_KEY_BYTES = 32


class Journal:
    """The encoded passages of one model; the caller must hold ``writing(library)``."""

    def __init__(self, library: Path, model: str) -> None:
        """Open the journal of the model of this name."""
        self._folder = library / "work" / re.sub(r"\W+", "-", model)
        self._count = 0

    def read(self) -> dict[bytes, dict[str, Any]]:
        """Return the arrays of each encoded passage, by cache key (32 bytes) and array name.

        Files that cannot be read are skipped.
        """
        passages: dict[bytes, dict[str, Any]] = {}
        for path in sorted(self._folder.glob("*.npz")):
            self._count = max(self._count, int(path.stem) + 1)
            try:
                with path.open("rb") as file, np.load(file) as arrays:
                    keys = arrays["keys"].tobytes()
                    for position in range(len(keys) // _KEY_BYTES):
                        key = keys[position * _KEY_BYTES : (position + 1) * _KEY_BYTES]
                        prefix = f"{position}/"
                        passages[key] = {
                            name.removeprefix(prefix): arrays[name]
                            for name in arrays.files
                            if name.startswith(prefix)
                        }
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                continue
        return passages

    def write(self, encoded: Mapping[bytes, Mapping[str, Any]]) -> None:
        """Write the arrays of newly encoded passages, by cache key and array name, as one new file.

        Raises OSError if the file cannot be written.
        """
        if not encoded:
            return
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


def clear_journal(library: Path) -> None:
    """Remove the journals of all models."""
    shutil.rmtree(library / "work", ignore_errors=True)
