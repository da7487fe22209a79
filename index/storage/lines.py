"""Files with one JSON value a line, of which any line can be read on its own.

The offsets of the lines and their CRC-32 are in a second file: int64, shape (lines + 1, 2). The
last row is the size of the file.
"""

import json
import mmap
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.arrays import map_array
from index.storage.manifest import damaged


def line_of(fields: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the JSON line that stores a report, a paragraph or the tables of a report."""
    line = json.dumps(fields, ensure_ascii=False)
    # UTF-8 cannot encode half of a surrogate pair, so such a line is written with escapes.
    return line if _is_encodable(line) else json.dumps(fields)


def write_lines(folder: Path, name: str, offsets_name: str, lines: Iterable[str]) -> None:
    """Write lines, and their offsets, to two files of a folder."""
    offsets, offset = [], 0
    with (folder / name).open("wb") as file:
        for text in lines:
            line = f"{text}\n".encode()
            offsets.append((offset, zlib.crc32(line)))
            offset += file.write(line)
    np.save(folder / offsets_name, np.array([*offsets, (offset, 0)], np.int64))


def open_lines(folder: Path, name: str, offsets: str) -> tuple[int, Callable[[int], Any]]:
    """Return the number of lines of a file, and a function that returns the value of a line.

    The function raises LibraryDamaged if the line was changed. Raises OSError or ValueError if the
    files are malformed.
    """
    table: npt.NDArray[np.int64] = map_array(folder / offsets)
    if table.dtype != np.int64 or table.ndim != 2 or table.shape[1] != 2 or not len(table):
        raise ValueError(f"{offsets}: not a table of line offsets")
    content = mapped(folder / name)
    if len(content) != table[-1, 0]:
        raise ValueError(f"{name}: rows do not agree")

    def read(row: int) -> Any:
        (start, checksum), (end, _) = table[row : row + 2].tolist()
        line = content[start:end]
        if zlib.crc32(line) != checksum:
            raise damaged(folder, name)
        return json.loads(line)

    return len(table) - 1, read


def mapped(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file, mapped; it stays readable after the file is removed."""
    with path.open("rb") as file:
        empty = path.stat().st_size == 0
        return b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
