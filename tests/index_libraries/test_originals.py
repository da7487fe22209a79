"""The copies of the files of reports in a library."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Document
from corpus.errors import LibraryDamaged
from corpus.read import read_document
from index.storage.originals import (
    check_originals,
    find_original,
    keep_originals,
    originals_size,
)
from tests.libraries import make_library

pytestmark = pytest.mark.model


def file_of(folder: Path, symbol: str, text: str) -> Path:
    path = folder / f"{symbol.replace('/', '_')}.txt"
    path.write_text(f"1. {text}\n\n2. It was noted.\n")
    return path


def test_copies_are_kept_as_long_as_a_build_refers_to_them(tmp_path: Path) -> None:
    library, files = tmp_path / "library", tmp_path
    first, other = file_of(files, "A/1/1", "Wells dried."), file_of(files, "A/1/2", "Krill.")
    old, krill = read_document(first), read_document(other)
    make_library(library, [old, krill], [first, other])
    content = first.read_bytes()
    first.write_text("1. Wells are full.\n\n2. It was noted.\n")
    new = read_document(first)
    make_library(library, [new], [first])
    # The build before the current one still refers to it.
    for document in (old, new, krill):
        assert find_original(library, document)
    kept = find_original(library, old)
    assert kept
    assert kept.read_bytes() == content
    make_library(library, [])
    assert find_original(library, old) is None
    assert originals_size(library) == (2, len(first.read_bytes()) + len(other.read_bytes()))
    make_library(library, [], None)
    assert originals_size(library) == (0, 0)
    assert find_original(library, new) is None


def test_a_file_that_is_not_the_one_that_was_read_is_not_kept(tmp_path: Path) -> None:
    path = file_of(tmp_path, "A/1/1", "Wells dried.")
    document = read_document(path)
    path.write_text("Something else.")
    keep_originals(tmp_path, [path, tmp_path / "gone.txt"], [document])
    assert find_original(tmp_path, document) is None
    assert find_original(tmp_path, replace(document, digest="")) is None


def test_a_copy_that_was_changed_is_noticed_and_replaced(tmp_path: Path) -> None:
    path = file_of(tmp_path, "A/1/1", "Wells dried.")
    document: Document = read_document(path)
    keep_originals(tmp_path, [path], [document])
    check_originals(tmp_path)
    copy = find_original(tmp_path, document)
    assert copy
    copy.write_text("1. Wells are full.")
    with pytest.raises(LibraryDamaged, match="was changed"):
        check_originals(tmp_path)
    keep_originals(tmp_path, [path], [document])
    check_originals(tmp_path)
