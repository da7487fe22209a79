"""What an unfinished build has already encoded, kept so that a kill loses none of it.

    LIBRARY/work/NAME/00012.npz    some passages' keys, and what a model made of them

Each file is written aside and renamed, so it is whole or not there; one that cannot be read is
passed over. ``clear`` forgets all, once the build is published.
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
    """The encoded passages of one model, by key; holding ``writing(library)`` is assumed."""

    def __init__(self, library: Path, model: str) -> None:
        """Open the journal of a model, by its name."""
        self._folder = library / "work" / re.sub(r"\W+", "-", model)
        self._count = 0

    def read(self) -> dict[bytes, dict[str, Any]]:
        """Return what was encoded, by key: the arrays of each passage."""
        found: dict[bytes, dict[str, Any]] = {}
        for path in sorted(self._folder.glob("*.npz")):
            self._count = max(self._count, int(path.stem) + 1)
            try:
                with path.open("rb") as file, np.load(file) as arrays:
                    keys = arrays["keys"].tobytes()
                    for place in range(len(keys) // _KEY_BYTES):
                        key = keys[place * _KEY_BYTES : (place + 1) * _KEY_BYTES]
                        prefix = f"{place}/"
                        found[key] = {
                            name.removeprefix(prefix): arrays[name]
                            for name in arrays.files
                            if name.startswith(prefix)
                        }
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                continue
        return found

    def write(self, encoded: Mapping[bytes, Mapping[str, Any]]) -> None:
        """Keep what was encoded since the last time."""
        if not encoded:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"keys": np.frombuffer(b"".join(encoded), np.uint8)}
        for place, values in enumerate(encoded.values()):
            arrays |= {f"{place}/{name}": value for name, value in values.items()}
        path = self._folder / f"{self._count:05}.npz"
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        self._count += 1


def clear_journal(library: Path) -> None:
    """Forget what unfinished builds encoded."""
    shutil.rmtree(library / "work", ignore_errors=True)
