"""The location of a library: a folder, or the address of an engine (``milvus://host:19530``)."""

import hashlib
import os
import re
from pathlib import Path

import platformdirs

from corpus.errors import BadSetting

Location = Path | str  # a string is the address of an engine

_ENGINE = "milvus://"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # longer than the letter of a drive


def parse_location(text: Path | str) -> Location:
    """Return the address of an engine unchanged, and any other text as the path of a folder.

    Raises BadSetting if the text is an address of another kind.
    """
    if isinstance(text, Path):
        return text
    if text.startswith(_ENGINE):
        return text
    if _ADDRESS.match(text):
        raise BadSetting(
            f"{text} is no location of a library. Give a folder, or {_ENGINE}HOST:PORT"
        )
    return Path(text).expanduser() if text.startswith("~") else Path(text)


def default_location() -> Location:
    """Return the default location: ``PILCROW_LIBRARY``, or a folder in the user's data folder."""
    location = os.environ.get("PILCROW_LIBRARY")
    return (
        parse_location(location)
        if location
        else platformdirs.user_data_path("pilcrow", appauthor=False)
    )


def staging_folder(address: str) -> Path:
    """Return the local folder where the library of an engine is built before it is sent."""
    name = "".join(letter if letter.isalnum() else "-" for letter in address)
    identity = hashlib.sha256(address.encode()).hexdigest()[:8]  # "a-b" and "a/b" differ
    return platformdirs.user_cache_path("pilcrow", appauthor=False) / f"{name}-{identity}"
