import json
from collections import Counter
from pathlib import Path
from typing import get_args

import hypothesis.strategies as st
import pytest
from hypothesis import given

from corpus import Document, Paragraph
from corpus.errors import LibraryMismatch, LibraryMissing
from index import Index, fuse
from index.search import Mode
from index.storage.publishing import current
from tests.libraries import copy_library, link_encoder, make_library

rankings = st.lists(st.lists(st.integers(0, 50), unique=True, max_size=20), max_size=4)


@given(st.lists(st.integers(0, 50), unique=True, max_size=20))
def test_fusing_one_ranking_keeps_its_order(ranking: list[int]) -> None:
    assert [row for row, _ in fuse([ranking])] == ranking


@given(rankings)
def test_fusing_keeps_every_row_once_and_rows_in_front_of_what_they_surpass(
    lists: list[list[int]],
) -> None:
    fused = fuse(lists)
    assert Counter(row for row, _ in fused) == Counter({row for each in lists for row in each})
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    if lists and all(each[:1] == lists[0][:1] != [] for each in lists):
        assert fused[0][0] == lists[0][0]


@pytest.mark.model
@pytest.mark.parametrize("mode", get_args(Mode))
def test_finds_the_paragraph_on_hoarding(index: Index, mode: Mode) -> None:
    hits = index.search("vaccine hoarding", 5, mode=mode)
    assert hits[0].passage.paragraph.reference == "A/78/176, para. 28"
    assert len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.passage.paragraph.label for h in hits}) == 5


@pytest.mark.model
def test_a_hit_has_the_sentences_of_its_paragraph(index: Index) -> None:
    hit = index.search("vaccine hoarding", 1)[0]
    text = hit.passage.paragraph.text
    assert [s.passage.text for s in hit.sentences] == [
        text[: text.index(" The procurement")],
        text[text.index("The procurement") :],
    ]
    assert hit.sentences[0].score > hit.sentences[1].score


@pytest.mark.model
def test_the_same_question_gives_the_same_hits(index: Index) -> None:
    assert index.search("climate change", 20) == index.search("climate change", 20)


@pytest.mark.model
@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_an_empty_query_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query) == []


@pytest.mark.model
def test_restricts_to_documents_and_follows_each_new_build(tmp_path: Path) -> None:
    def add(symbol: str, text: str) -> None:
        document = Document(symbol, "", (Paragraph(symbol, "1", text),))
        make_library(tmp_path, [document])

    add("A/1/1", "Vaccines were hoarded by some States.")
    index = Index.open(tmp_path)
    before = index.version
    assert [h.passage.paragraph.symbol for h in index.search("vaccines")] == ["A/1/1"]
    add("A/2/2", "The Council discussed vaccines.")
    assert {h.passage.paragraph.symbol for h in index.search("vaccines")} == {"A/1/1", "A/2/2"}
    assert index.version != before
    for mode in get_args(Mode):
        hits = index.search("vaccines", mode=mode, symbols=["A/2/2"])
        assert [h.passage.paragraph.symbol for h in hits] == ["A/2/2"]
    assert index.search("vaccines", symbols=["A/9/9"]) == []


def test_a_place_where_nothing_was_built_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match=str(tmp_path)):
        Index.open(tmp_path / "none")


@pytest.mark.model
def test_another_model_than_the_librarys_is_an_error(library: Path) -> None:
    with pytest.raises(LibraryMismatch, match="all-MiniLM-L6-v2"):
        Index.open(library, model="other-model")


@pytest.mark.model
def test_the_default_library_is_built_at_first_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(tmp_path / "mine"))
    link_encoder(tmp_path / "mine")
    told: list[tuple[str, int, int]] = []
    index = Index.open(progress=lambda *told_of: told.append(told_of))
    assert [d.symbol for d in index.documents] == ["A/78/176"]
    assert told[-1] == ("Encoding tokens", 87, 87)
    again = len(told)
    Index.open(progress=lambda *told_of: told.append(told_of))
    assert len(told) == again


@pytest.mark.model
def test_reports_are_encoded_again_for_another_token_encoder(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copy_library(library, tmp_path / "mine")
    link_encoder(mine)
    manifest = current(mine) / "manifest.json"
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(fields | {"late": "old"}), encoding="utf-8")
    with pytest.raises(LibraryMismatch, match=f"pilcrow build --library {mine}"):
        Index.open(mine)
    monkeypatch.setenv("PILCROW_LIBRARY", str(mine))
    index = Index.open()  # the default library is mended without being asked
    assert [document.symbol for document in index.documents]
    assert index.search("vaccines")
    assert Index.open(mine).version == index.version
