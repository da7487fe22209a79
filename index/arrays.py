"""Read arrays in NumPy's file format (.npy), from several threads at once.

``numpy.load`` reads the header of a file as a Python expression. In Python 3.11, this raises
SystemError if several threads do it at the same time. Here, a regular expression reads the header.
It accepts arrays of numbers only, so no pickle can be loaded.
"""

import math
import re
from pathlib import Path
from typing import Any

import numpy as np

_HEADER = re.compile(
    r"\{'descr': '(?P<type>[<>|=][biuf]\d{1,2})', 'fortran_order': (?P<fortran>True|False), "
    r"'shape': \((?P<shape>(?:\d+, ?)*(?:\d+)?)\),? ?\} *\n"
)
_MAGIC = b"\x93NUMPY"
_LENGTH_BYTES = {1: 2, 2: 4, 3: 4}  # of the length of the header, by version of the format


def map_array(path: Path) -> Any:
    """Return the array in a file, mapped from the disk for reading only.

    Raises OSError, or ValueError if the file is no array of numbers or is too short.
    """
    with path.open("rb") as file:
        start = file.read(8)
        size_bytes = _LENGTH_BYTES.get(start[6], 0) if len(start) == 8 else 0
        if start[:6] != _MAGIC or not size_bytes:
            raise ValueError(f"{path.name}: not a file of an array")
        length = int.from_bytes(file.read(size_bytes), "little")
        header = _HEADER.fullmatch(file.read(min(length, 4_096)).decode("latin-1"))
    if header is None:
        raise ValueError(f"{path.name}: not an array of numbers")
    shape = tuple(int(size) for size in header["shape"].split(",") if size.strip())
    kind, offset = np.dtype(header["type"]), 8 + size_bytes + length
    if path.stat().st_size < offset + math.prod(shape) * kind.itemsize:
        raise ValueError(f"{path.name}: the file is too short")
    order = "F" if header["fortran"] == "True" else "C"
    if not math.prod(shape):  # an empty file cannot be mapped
        return np.zeros(shape, kind)
    return np.memmap(path, kind, "r", offset, shape, order)  # type: ignore[call-overload]
