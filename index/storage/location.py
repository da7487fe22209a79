"""Where a library lies: in a folder of this machine, or in an engine (``milvus://host:19530``)."""

import os
from pathlib import Path

import platformdirs

Location = Path | str  # a string is an engine's address

_ENGINE = "milvus://"


def parse_location(text: Path | str) -> Location:
    """Read what somebody wrote: an engine's address stays text, all else is a folder."""
    return text if isinstance(text, str) and text.startswith(_ENGINE) else Path(text)


def default_location() -> Location:
    """Return where the library lies by default: ``PILCROW_LIBRARY``, or the user's data folder."""
    place = os.environ.get("PILCROW_LIBRARY")
    return (
        parse_location(place) if place else platformdirs.user_data_path("pilcrow", appauthor=False)
    )


def staging_folder(address: str) -> Path:
    """Return the folder of this machine where an engine's library is built before it goes there."""
    name = "".join(letter if letter.isalnum() else "-" for letter in address)
    return platformdirs.user_cache_path("pilcrow", appauthor=False) / name
