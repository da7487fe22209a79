import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import Document, Paragraph
from corpus.errors import LibraryEmpty
from index import Index
from index.building.build import build
from index.building.embed import PASSAGE_WORDS, heading_text
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from index.storage.publishing import current
from index.storage.store import EmbeddedStore
from index.types import CountProgress, Matrix
from tests.libraries import copy_bundled_library, make_library

pytestmark = pytest.mark.model


class Letters:
    """An encoder that counts letters, exact and instant, and remembers what it was asked."""

    name = "letters"
    digest = ""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        self.seen += texts
        letters = "abcdefghijklmnopqrstuvwxyz"
        rows = np.array([[t.lower().count(c) for c in letters] for t in texts], np.float32)
        rows = rows.reshape(len(texts), 26) + 1e-3
        if progress:
            progress(len(texts))
        unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def document(symbol: str, *texts: str) -> Document:
    paragraphs = (Paragraph(symbol, str(n), t, "", ("I. Head",)) for n, t in enumerate(texts, 1))
    return Document(symbol, f"Title of {symbol}", tuple(paragraphs))


def make(place: Path, encoder: Letters, *documents: Document, remove: Sequence[str] = ()) -> None:
    build(place, documents, encoder=encoder, late=open_late(), remove=remove)


def test_row_i_is_passage_i_everywhere(tmp_path: Path) -> None:
    encoder = Letters()
    make(tmp_path, encoder, document("A/2", "One is.", "Two is."), document("A/1", "Three is."))
    store = EmbeddedStore.open(tmp_path)
    assert [p.paragraph.reference for p in store.passages] == [
        "A/1, para. 1",
        "A/2, para. 1",
        "A/2, para. 2",
    ]
    texts = [heading_text(p.paragraph) + p.text for p in store.passages]
    np.testing.assert_array_equal(store.vectors, Letters().encode(texts))
    assert store.lexical("two", 5, None)[0].tolist() == [2]
    assert sorted(set(store.tokens.segments[:, 0].tolist())) == [0, 1, 2]


def test_headings_are_embedded_and_never_quoted(tmp_path: Path) -> None:
    encoder = Letters()
    make(tmp_path, encoder, document("A/1", "Text."))
    assert encoder.seen == ["Head. Text."]
    assert EmbeddedStore.open(tmp_path).passages[0].text == "Text."


def test_only_what_changed_is_embedded(tmp_path: Path) -> None:
    make(tmp_path, Letters(), document("A/1", "One.", "Two."), document("A/2", "Three."))
    encoder = Letters()
    make(tmp_path, encoder, document("A/1", "One.", "Changed."))
    assert encoder.seen == ["Head. Changed."]
    store = EmbeddedStore.open(tmp_path)
    assert [p.text for p in store.passages] == ["One.", "Changed.", "Three."]
    texts = [heading_text(p.paragraph) + p.text for p in store.passages]
    np.testing.assert_array_equal(store.vectors, Letters().encode(texts))


def test_a_rebuild_is_the_same_as_a_fresh_build(tmp_path: Path) -> None:
    one, two = document("A/1", "One.", "Two."), document("A/2", "Three. And four.")
    make(tmp_path / "a", Letters(), two)
    make(tmp_path / "a", Letters(), one)
    make(tmp_path / "b", Letters(), one, two)
    first, second = (EmbeddedStore.open(tmp_path / name) for name in "ab")
    assert first.manifest == second.manifest  # the digests of all files among it


def test_removed_documents_vanish(tmp_path: Path) -> None:
    make(tmp_path, Letters(), document("A/1", "One."), document("A/2", "Two."))
    make(tmp_path, Letters(), remove=["A/1"])
    store = EmbeddedStore.open(tmp_path)
    assert [d.symbol for d in store.documents] == ["A/2"]
    assert store.lexical("one", 5, None)[0].tolist() == []


def test_the_last_report_cannot_be_taken_out(tmp_path: Path) -> None:
    make(tmp_path, Letters(), document("A/1", "One."))
    with pytest.raises(LibraryEmpty):
        make(tmp_path, Letters(), remove=["A/1"])
    assert [p.text for p in EmbeddedStore.open(tmp_path).passages] == ["One."]


def test_another_encoder_embeds_everything_anew(tmp_path: Path) -> None:
    make(tmp_path, Letters(), document("A/1", "One."))
    other = Letters()
    other.name = "other"
    make(tmp_path, other)
    assert other.seen == ["Head. One."]
    assert EmbeddedStore.open(tmp_path).manifest.encoder == "other"


def test_readers_keep_the_build_that_they_opened(tmp_path: Path) -> None:
    make(tmp_path, Letters(), document("A/1", "One."))
    old = EmbeddedStore.open(tmp_path)
    for text in ("Two.", "Three.", "Four."):
        make(tmp_path, Letters(), document("A/1", text))
    assert [p.text for p in old.passages] == ["One."]
    assert current(tmp_path).name != old.name


def test_no_passage_is_longer_than_the_encoder_reads(report: Document, library: Path) -> None:
    tokenizer = open_encoder().model.tokenizer
    store = EmbeddedStore.open(library)
    longest = max(len(p.text.split()) for p in store.passages)
    assert longest <= PASSAGE_WORDS
    sizes = [len(tokenizer(heading_text(p.paragraph) + p.text).input_ids) for p in store.passages]
    assert max(sizes) <= 300  # the window is 256; what is beyond is in the tokens all the same
    assert sum(size > 256 for size in sizes) <= len(sizes) // 10


def test_the_front_matter_is_kept_and_not_searched(report: Document, library: Path) -> None:
    store = EmbeddedStore.open(library)
    assert store.documents == (report,)
    parts = {passage.paragraph.part for passage in store.passages}
    assert parts == {"", "summary"}
    assert dataclasses.asdict(store.manifest)["documents"] == ("A/78/176",)


def test_a_library_beyond_exact_search_is_searched_in_cells(
    tmp_path: Path, report: Document, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.building.build.MAX_EXACT", 50)
    copy_bundled_library(tmp_path / "cells")  # so that nothing is encoded again
    make_library(tmp_path / "cells", [report])
    assert (current(tmp_path / "cells") / "cells" / "cells.faiss").exists()
    in_cells, exact = Index.open(tmp_path / "cells"), Index.open(library)
    question = "Which countries did the Independent Expert visit?"
    cell_hits, exact_hits = in_cells.search(question), exact.search(question)
    assert [hit.passage for hit in cell_hits] == [hit.passage for hit in exact_hits]
