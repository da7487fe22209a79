"""Whether a file is what was written: its SHA-256."""

import hashlib
from pathlib import Path


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
