import json
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryMismatch, LibraryMissing
from index.storage.manifest import LAYOUT
from index.storage.publishing import current, prune, publish, writing
from index.storage.store import EmbeddedStore


def write_text(folder: Path) -> None:
    (folder / "file").write_text("x")


def test_a_published_build_is_current(tmp_path: Path) -> None:
    folder = publish(tmp_path, "one", write_text)
    assert current(tmp_path) == folder
    assert (folder / "file").read_text() == "x"


def test_a_crash_while_writing_leaves_the_old_build_serving(tmp_path: Path) -> None:
    publish(tmp_path, "one", write_text)

    def crash(folder: Path) -> None:
        write_text(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, "two", crash)
    assert current(tmp_path).name == "one"
    assert [path.name for path in (tmp_path / "builds").iterdir()] == ["one"]


@pytest.mark.parametrize("leftover", ["builds/.two/file", "builds/two/file", "CURRENT.new"])
def test_what_a_kill_left_behind_is_not_served(tmp_path: Path, leftover: str) -> None:
    publish(tmp_path, "one", write_text)
    path = tmp_path / leftover
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("half")
    assert current(tmp_path).name == "one"
    publish(tmp_path, "three", write_text)
    assert current(tmp_path).name == "three"


def test_pruning_keeps_the_current_build_and_the_one_before(tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4"):
        publish(tmp_path, name, write_text)
    (tmp_path / "builds" / ".5").mkdir()
    prune(tmp_path)
    assert sorted(path.name for path in (tmp_path / "builds").iterdir()) == ["3", "4"]


def test_a_second_builder_is_refused(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(tmp_path / "lock"):
            entered.set()
            leave.wait(600)

    other = threading.Thread(target=hold)
    other.start()
    entered.wait(600)
    try:
        with pytest.raises(LibraryBusy, match="Another process"), writing(tmp_path):
            pass
    finally:
        leave.set()
        other.join()
    with writing(tmp_path):
        pass


def test_says_where_nothing_was_built(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match=r"pilcrow build"):
        current(tmp_path / "none")


@pytest.mark.model
@pytest.mark.parametrize(
    "name",
    [
        "documents.jsonl",
        "manifest.json",
        "passages.npy",
        "segments.npy",
        "tokens.npy",
        "vectors.npy",
        "lexical/vocab.index.json",
    ],
)
@pytest.mark.parametrize("damage", ["remove", "cut", "flip"])
def test_a_damaged_file_is_named(library: Path, tmp_path: Path, name: str, damage: str) -> None:
    build = current(library)

    def copy(folder: Path) -> None:
        for path in build.rglob("*"):
            if path.is_file():
                target = folder / path.relative_to(build)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())

    path = publish(tmp_path, "one", copy) / name
    data = path.read_bytes()
    middle = len(data) // 2
    if damage == "remove":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(data[:middle])
    else:
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :])
    with pytest.raises(LibraryDamaged, match="pilcrow build --fresh") as caught:
        EmbeddedStore.open(tmp_path)
    assert name in str(caught.value)


def test_a_pointer_to_nothing_is_damage(tmp_path: Path) -> None:
    publish(tmp_path, "one", write_text)
    (tmp_path / "CURRENT").write_text("two")
    with pytest.raises(LibraryDamaged, match="CURRENT"):
        current(tmp_path)


def test_another_versions_layout_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder = publish(tmp_path, "one", write_text)
    (folder / "manifest.json").write_text(json.dumps({"layout": LAYOUT + 1}))
    with pytest.raises(LibraryMismatch, match="another version"):
        EmbeddedStore.open(tmp_path)
