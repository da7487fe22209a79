"""What a saved answer says about the library that gave it, so that a change can be seen later."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from corpus import Document

_LIBRARY, _REPORT = 16, 12  # characters of a digest that are kept


def library_state(documents: Sequence[Document], cited: Iterable[str]) -> dict[str, Any]:
    """Return the state of a library as JSON can hold it.

    Args:
        documents: the reports of the library.
        cited: the keys of the reports that an answer quotes.

    Returns:
        ``digest`` of all reports, which changes if one is added, removed or replaced;
        ``reports``, how many there are; ``cited``: the digest of each cited report, by its key.
    """
    digests = {document.key: document.digest for document in documents}
    lines = "\n".join(f"{key} {digest}" for key, digest in sorted(digests.items()))
    whole = hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()
    known = {key: digests[key][:_REPORT] for key in dict.fromkeys(cited) if key in digests}
    return {"digest": whole[:_LIBRARY], "reports": len(digests), "cited": known}
