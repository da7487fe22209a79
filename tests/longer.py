"""How much tests try: enough for each change, or for half an hour with ``pilcrow check --long``.

What was tried is counted, and written where PILCROW_FIGURES names a file.
"""

import os
from collections import Counter
from typing import TypeVar

LONG = os.environ.get("PILCROW_LONG") == "1"
FIGURES: Counter[str] = Counter()
_Size = TypeVar("_Size")


def at_length(short: _Size, long: _Size) -> _Size:
    """Return how much is tried."""
    return long if LONG else short
