"""Compute digests that show whether a file was changed: SHA-256 of the file or of samples."""

import hashlib
from pathlib import Path

# Bytes. A file of up to this size is read completely in some hundredths of a second.
WHOLE = 64 << 20
_SAMPLES, _SAMPLE_BYTES = 64, 64 << 10


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or "" if the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def quick_digest(path: Path, whole: int = WHOLE) -> str:
    """Return ``digest`` of a file; if the file has more than ``whole`` bytes, read samples only.

    The samples are spread evenly and include the beginning and the end. They detect a file that was
    cut, overwritten or replaced, but may miss a single wrong bit. Returns "" if the file cannot be
    read.
    """
    try:
        size = path.stat().st_size
        if size <= whole:
            return digest(path)
        result = hashlib.sha256(str(size).encode())
        with path.open("rb") as file:
            for sample in range(_SAMPLES):
                file.seek(sample * (size - _SAMPLE_BYTES) // (_SAMPLES - 1))
                result.update(file.read(_SAMPLE_BYTES))
        return result.hexdigest()
    except OSError:
        return ""
