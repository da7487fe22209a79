"""Who is who: models of the same name, reports of the same symbol, layouts of a library."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus import Document, Paragraph
from corpus.errors import LibraryMismatch
from index.building.build import merge
from index.building.journal import Journal
from index.building.token_files import TokenFiles
from index.models.encoder import DEFAULT, canonical_name
from index.models.late_interaction import DIGEST, NAME, WIDTH, Tokens
from index.models.weights import MINILM, digest_of
from index.storage.location import staging_folder
from index.storage.manifest import LAYOUT, Manifest
from scripts.build import report_key
from tests.commands import error_sentence, run


@pytest.mark.parametrize(
    "other", [("org-model", "1"), ("org_model", "1"), ("org/model", "2"), ("org/model", "")]
)
def test_a_journal_is_of_one_model(tmp_path: Path, other: tuple[str, str]) -> None:
    key = bytes(32)
    Journal(tmp_path, "org/model", "1").write({key: {"vector": np.ones(3)}})
    assert list(Journal(tmp_path, "org/model", "1").read()) == [key]
    assert list(Journal(tmp_path, *other).read()) == []


def test_a_model_has_one_name_wherever_it_is_named_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine", DEFAULT):
        (tmp_path / name).mkdir()
    assert canonical_name("mine") == canonical_name("./mine") == str(tmp_path / "mine")
    assert canonical_name("org/model") == "org/model"
    assert canonical_name(DEFAULT) == DEFAULT
    assert canonical_name(f"./{DEFAULT}") == str(tmp_path / DEFAULT)


def test_two_engines_have_two_folders() -> None:
    assert staging_folder("milvus://a-b:1") != staging_folder("milvus://a/b:1")


def manifest(folder: Path, **fields: object) -> Path:
    build = folder / "builds" / "one"
    build.mkdir(parents=True)
    Manifest(LAYOUT, DEFAULT, NAME, 3, 0, (), ()).write(build)
    path = build / "manifest.json"
    old = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(old | fields), encoding="utf-8")
    return build


def test_a_library_of_the_layout_before_is_read(tmp_path: Path) -> None:
    found = Manifest.read(manifest(tmp_path, layout=2))
    assert found.layout == LAYOUT
    assert found.digests["encoder"] == digest_of([MINILM])
    assert found.digests["late"] == DIGEST
    other = Manifest.read(manifest(tmp_path / "other", layout=2, encoder="mine"))
    assert other.digests["encoder"] == ""


@pytest.mark.parametrize("layout", [1, LAYOUT + 1, "x", None])
def test_another_layout_is_refused_by_name(tmp_path: Path, layout: object) -> None:
    with pytest.raises(LibraryMismatch, match=f"has layout {layout}, .*reads layouts 2, 3, 4"):
        Manifest.read(manifest(tmp_path, layout=layout))


def test_one_symbol_for_several_files_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("1. One.")
    for command in ("build", "read"):
        options = ["--library", str(tmp_path / "l")] if command == "build" else []
        assert run(command, *options, "--symbol", "A/1/2", str(tmp_path)) == 2
        assert "has 4 files" in error_sentence(capsys)


def test_two_files_of_one_report_are_not_taken_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "A_1_2.md").write_text("# A short report\n\n1. Some States hoarded the vaccines.\n")
    (tmp_path / "A_1_2.txt").write_text("1. Other States had no vaccines at all.")
    assert run("build", "--library", str(tmp_path / "l"), "--dry-run", str(tmp_path)) == 1
    assert "A_1_2.txt: has the symbol A/1/2, as A_1_2.md has" in error_sentence(capsys)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a/1/2", "A/1/2"),
        ("A/1/2 (French)", "A/1/2#French"),
        ("a/1/2#french", "A/1/2#French"),
        ("S/RES/502 (1982)", "S/RES/502 (1982)"),
        ("S/RES/502 (1982) (French)", "S/RES/502 (1982)#French"),
    ],
)
def test_a_report_is_named_with_its_language(text: str, key: str) -> None:
    assert report_key(text) == key


def test_one_language_of_a_report_is_removed_alone() -> None:
    one = (Paragraph("A/1/2", "1", "One."),)
    documents = [Document("A/1/2", "T", one, language=name) for name in ("English", "French")]
    assert list(merge(documents, [], [report_key("A/1/2 (French)")])) == ["A/1/2#English"]


def test_tokens_are_collected_on_the_disk_in_the_order_of_the_passages(tmp_path: Path) -> None:
    def tokens(number: int) -> Tokens:
        segments = [[0, 0, 9, number], [0, -1, -1, 1]]
        vectors = np.full((number + 1, WIDTH), number, np.int8)
        return Tokens(vectors, np.array(segments, np.int32))

    keys = [bytes([number]) * 32 for number in range(40)]
    files = TokenFiles(tmp_path, None, [])
    for start in range(0, 40, 3):  # more files than stay open
        batch = range(start, min(start + 3, 40))
        files.record({keys[number]: tokens(number) for number in batch})
    again = TokenFiles(tmp_path, None, [])  # as after an interruption
    order = [39, 0, 20, 0]
    assert all(keys[number] in again for number in order)
    found = again.collect([keys[number] for number in order])
    wanted = Tokens.join([tokens(number) for number in order])
    assert isinstance(found.vectors, np.memmap)
    np.testing.assert_array_equal(found.vectors, wanted.vectors)
    np.testing.assert_array_equal(found.segments, wanted.segments)
    assert again.collect([]).vectors.shape == (0, WIDTH)
