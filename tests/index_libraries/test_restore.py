"""The last change of a library is taken back, without encoding anything."""

from pathlib import Path

import pytest

from corpus import Document, Paragraph
from index.building import embed
from index.building.restore import restore
from index.library import current_name, open_store
from tests.libraries import make_library

pytestmark = pytest.mark.model


def report(symbol: str, text: str) -> Document:
    return Document(symbol, symbol, (Paragraph(symbol, "1", text),))


def test_the_build_before_a_change_is_published_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library(tmp_path / "library", [report("A/1/1", "Terns nest.")])
    earlier = current_name(library)
    make_library(library, [report("A/1/2", "Gulls glide.")])
    later = current_name(library)
    monkeypatch.setattr(embed, "PassageEncoding", None)  # nothing is encoded
    assert not restore(library, earlier, "20200101T000000-000000000")
    assert not restore(library, "", later)
    assert not restore("milvus://localhost:19530", earlier, later)
    assert current_name(library) == later

    assert restore(library, earlier, later)
    assert current_name(library) > later
    assert [one.symbol for one in open_store(library).documents] == ["A/1/1"]
    # It is a build like others: what it has outlives the build that it was made of.
    assert not restore(library, earlier, later)
    again = current_name(library)
    make_library(library, [report("A/1/3", "Skuas steal.")])
    assert restore(library, again, current_name(library))
    assert [one.symbol for one in open_store(library).documents] == ["A/1/1"]
