"""The names of files that a browser sends, which may be anything."""

import re
from pathlib import Path

_LONGEST = 60  # characters of up to four bytes; a file system allows 255 bytes
_UNSAFE = re.compile(r"[^\w .()-]+")


def safe_name(name: str) -> str:
    """Return a name under which a file can be written; it keeps its ending; "" if it is ""."""
    safe = _UNSAFE.sub("_", Path(name).name)[-_LONGEST:].lstrip(" .")
    return safe or ("draft" if name else "")
