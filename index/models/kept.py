"""A reader that keeps its judgements in a file, and reads no passage a second time.

A judgement depends on nothing but the question, the passage with its heading and sentences, and the
reader. So it is kept under the digest of these, of the reader's weights and code, and of the
versions of the packages that run it. The file has no texts.
"""

import hashlib
import json
import platform
import sqlite3
import struct
import threading
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from index.digest import digest
from index.models import onnx, reader
from index.models.reader import Judgement, Reader
from index.models.weights import COLBERT, READER

NAME = "judgements.sqlite"
MOST = 200_000  # judgements, of about 200 bytes
_CHECK = 8  # bytes of a digest of each judgement, by which a damaged one is known
_SCHEMA = "CREATE TABLE IF NOT EXISTS judgement (key BLOB PRIMARY KEY, value BLOB NOT NULL)"


class KeptReader(Reader):
    """The reader, with its judgements in a file.

    ``made`` counts the judgements that were made, and ``known`` those that were in the file.
    Without a file that can be written, each judgement is made.
    """

    def __init__(self, plain: Reader, folder: Path) -> None:
        """Use the model of another reader, and a file in a folder."""
        self._model = plain._model
        self._judge = self._kept
        self.made = self.known = 0
        self._file = _open(folder / NAME)
        self._alone = threading.Lock()  # several threads may use one connection

    def close(self) -> None:
        """Delete the oldest judgements beyond the limit, and close the file."""
        if self._file is not None:
            with suppress(sqlite3.Error):
                newest = "(SELECT max(rowid) FROM judgement)"
                self._file.execute(f"DELETE FROM judgement WHERE rowid <= {newest} - ?", (MOST,))
            self._file.close()
            self._file = None

    def _kept(
        self, question: str, heading: str, text: str, bounds: tuple[tuple[int, int], ...]
    ) -> Judgement:
        key = _digest([reader_version(), question, heading, text, bounds])
        found = self._find(key)
        if found is not None and len(found.sentences) == len(bounds):
            self.known += 1
            return found
        self.made += 1
        judgement = self._run(question, heading, text, bounds)
        self._keep(key, judgement)
        return judgement

    def _find(self, key: bytes) -> Judgement | None:
        if self._file is None:
            return None
        with self._alone, suppress(sqlite3.Error):
            query = "SELECT value FROM judgement WHERE key = ?"
            row = self._file.execute(query, (key,)).fetchone()
            check, packed = (row[0][:_CHECK], row[0][_CHECK:]) if row else (b"", b"")
            if packed and check == _check(key, packed):
                logits = struct.unpack(f"<{len(packed) // 8}d", packed)
                return Judgement(logits[0], logits[1:])
        return None

    def _keep(self, key: bytes, judgement: Judgement) -> None:
        if self._file is None:
            return
        logits = (judgement.answer_logit, *judgement.sentences)
        packed = struct.pack(f"<{len(logits)}d", *logits)
        # What cannot be kept, on a full disk or beside another process, is read again.
        with self._alone, suppress(sqlite3.Error):
            insert = "INSERT OR REPLACE INTO judgement VALUES (?, ?)"
            self._file.execute(insert, (key, _check(key, packed) + packed))


@cache
def reader_version() -> str:
    """Return a digest of all that a judgement depends on but its texts."""
    code = [digest(Path(str(module.__file__))) for module in (onnx, reader)]
    packages = [version(name) for name in ("onnxruntime", "tokenizers", "numpy")]
    weights = [READER.digests, COLBERT.digests]
    return _digest([code, packages, weights, platform.machine(), platform.processor()]).hex()


def _digest(values: object) -> bytes:
    return hashlib.sha256(json.dumps(values).encode()).digest()


def _check(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(key + packed).digest()[:_CHECK]


def _open(path: Path) -> sqlite3.Connection | None:
    """Return the file, made anew if it is damaged; None if it cannot be written."""
    for _ in range(2):
        connection = None
        try:
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            # A judgement that is lost when the machine stops is made again.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_SCHEMA)
        except sqlite3.OperationalError:  # read-only, or no folder
            if connection:
                connection.close()
            return None
        except sqlite3.DatabaseError:
            if connection:
                connection.close()
            path.unlink(missing_ok=True)
        else:
            return connection
    return None
