"""The token vectors of the passages of a build, which stay on the disk while they are collected.

The token vectors of 250,000 passages have some gigabytes. They are read from the build before and
from the journal, one passage after another, and written to one file.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.building.journal import Journal, read_file
from index.models import late_interaction as late_module
from index.models.late_interaction import Tokens
from index.storage.store import EmbeddedStore

_FILE = "tokens.raw"
_OPEN_FILES = 8  # files of the journal that stay in memory: consecutive passages are in one file


class TokenFiles:
    """Where the tokens of each encoded passage are, by cache key."""

    def __init__(self, library: Path, old: EmbeddedStore | None, old_keys: Sequence[bytes]) -> None:
        """Find the tokens in the build ``old``, whose passages have ``old_keys``, and the journal.

        Tokens of another token encoder are not used.
        """
        self._file = library / "work" / _FILE
        self._journal = Journal(library, late_module.NAME, late_module.DIGEST)
        self._places = self._journal.places()
        self._rows: dict[bytes, int] = {}
        self._old = old.tokens if old else None
        if old and (old.late, old.digests["late"]) == (late_module.NAME, late_module.DIGEST):
            self._rows = {key: row for row, key in enumerate(old_keys)}
            self._firsts = np.searchsorted(old.tokens.segments[:, 0], np.arange(old.size + 1))
        self._read = lru_cache(maxsize=_OPEN_FILES)(read_file)

    def __contains__(self, key: object) -> bool:
        """Return whether the passage of a cache key is encoded."""
        return key in self._rows or key in self._places

    def record(self, tokens: Mapping[bytes, Tokens]) -> None:
        """Write the tokens of newly encoded passages to the journal; raises OSError."""
        path = self._journal.write(
            {key: {"vectors": t.vectors, "segments": t.segments} for key, t in tokens.items()}
        )
        if path:
            self._places |= dict.fromkeys(tokens, path)

    def collect(self, keys: Sequence[bytes]) -> Tokens:
        """Return the tokens of these passages, in order; ``vectors`` is mapped from the disk.

        The file is in the folder of the journal, and is removed with it. Raises OSError.
        """
        segments = [np.zeros((0, 4), np.int32)]
        total = 0
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("wb") as file:
            for row, key in enumerate(keys):
                tokens = self._tokens(key)
                numbered = np.array(tokens.segments)
                numbered[:, 0] = row
                segments.append(numbered)
                total += len(tokens.vectors)
                file.write(np.ascontiguousarray(tokens.vectors).tobytes())
        vectors = map_raw(self._file, np.int8, (total, late_module.WIDTH))
        return Tokens(vectors, np.concatenate(segments))

    def _tokens(self, key: bytes) -> Tokens:
        row = self._rows.get(key)
        if row is not None and self._old is not None:
            first, last = self._firsts[row : row + 2].tolist()
            return self._old.part(first, last)
        arrays = self._read(self._places[key])[key]
        return Tokens(arrays["vectors"], arrays["segments"])


def map_raw(file: Path, dtype: npt.DTypeLike, shape: tuple[int, int]) -> npt.NDArray[Any]:
    """Return the array whose bytes a file has, mapped from the disk; raises OSError."""
    return np.memmap(file, dtype, "r", shape=shape) if shape[0] else np.zeros(shape, dtype)
