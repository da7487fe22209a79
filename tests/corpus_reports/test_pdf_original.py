"""Pages of PDF files as pictures, and the places of words on them."""

import hashlib
import struct
from pathlib import Path

import pytest

from corpus.errors import LibraryDamaged, UnreadableReport
from corpus.readers.pdf_original import Place, draw_page, place_words
from corpus.sandbox import ReaderProcess
from tests.pdf_files import Text, paragraph, write

WORDS = "The Panel found eleven of the northern wells dry and asked for deep-water pumps at once."


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def place(path: Path, text: str, words: str = "", first: int = 1) -> Place:
    start = text.index(words)
    return place_words(path, digest(path), first, text, start, start + len(words or text))


@pytest.fixture
def wells(tmp_path: Path) -> Path:
    """Return two pages: a sentence is cut by a hyphen, by a footnote mark, and by the page end."""
    first = [
        *paragraph(100, "1. The Panel met in Geneva. It asked for more pumps and left."),
        *paragraph(300, "2. The Panel found eleven of the nor-", "thern wells dry"),
        Text(178, 310, "12", size=6),
        Text(190, 312, "and asked for"),
        *paragraph(700, "12 See the earlier report, in which this was said.", size=7),
        Text(300, 770, "2/3"),
    ]
    second = [
        Text(100, 40, "A/99/5", font="bold"),
        *paragraph(100, "deep-water pumps at once. It asked for more pumps and left."),
    ]
    return write(tmp_path / "wells.pdf", [first, second, []])


def test_words_are_found_over_line_ends_footnote_marks_and_page_ends(wells: Path) -> None:
    found = place(wells, WORDS)
    assert (found.pages, found.share) == (3, 1.0)
    assert [box.page for box in found.boxes] == [1, 1, 2]
    last = found.boxes[2]
    assert last.left == pytest.approx(100 / 600, abs=0.01)  # nothing of the running head
    assert last.top == pytest.approx(100 / 800, abs=0.01)
    assert last.left + last.width < 0.5  # nor of the next sentence


def test_a_running_head_between_the_pages_is_not_boxed(tmp_path: Path) -> None:
    first = paragraph(720, "2. The Panel found eleven of the northern wells dry")
    second = [Text(100, 40, "A/99/5"), *paragraph(80, "and asked for deep-water pumps at once.")]
    found = place(write(tmp_path / "h.pdf", [first, second]), WORDS)
    assert [box.page for box in found.boxes] == [1, 2]
    assert found.boxes[1].top > 0.08


def test_words_that_stand_twice_are_found_in_their_own_paragraph(wells: Path) -> None:
    again = "It asked for more pumps and left."
    assert [b.page for b in place(wells, f"The Panel met in Geneva. {again}", again).boxes] == [1]
    assert [b.page for b in place(wells, f"{WORDS} {again}", again).boxes] == [2]


def test_words_that_are_not_there_are_not_found(wells: Path) -> None:
    found = place(wells, "Glaciers melted faster in this decade than ever before.")
    assert (found.share, found.boxes) == (0.0, ())
    half = place(wells, f"{WORDS[:60]} Glaciers melted faster in this decade than ever.")
    assert 0.3 < half.share < 0.7
    assert place(wells, "").boxes == ()


@pytest.mark.parametrize(("rotate", "turn"), [(0, "1 0 0 1"), (90, "0 1 -1 0"), (0, "0 1 -1 0")])
def test_a_page_is_turned_until_it_can_be_read(tmp_path: Path, rotate: int, turn: str) -> None:
    path = write(tmp_path / "t.pdf", [[Text(300, 200, WORDS[:50], turn=turn)]], rotate=rotate)
    (box,) = place(path, WORDS[:50]).boxes
    assert box.width > 3 * box.height
    width, height = struct.unpack(">II", draw_page(path, digest(path), 1)[16:24])
    assert (width > height) == (turn != "1 0 0 1")


def test_a_page_is_drawn_large_enough_to_read_and_never_huge(tmp_path: Path) -> None:
    for size in ((600, 800), (14_000, 14_000), (14_000, 3), (20, 20)):
        path = write(tmp_path / "s.pdf", [[Text(5, 1, WORDS)]], size=size)
        picture = draw_page(path, digest(path), 1)
        assert picture.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", picture[16:24])
        assert width * height < 3_000_000
        assert size[0] > 1000 or width >= 2 * size[0]


def test_a_changed_file_and_a_missing_page_are_refused(wells: Path) -> None:
    right = digest(wells)
    for number in (0, 4, -1):
        with pytest.raises(UnreadableReport, match="has 3 pages"):
            draw_page(wells, right, number)
    wells.write_bytes(wells.read_bytes() + b" ")
    with pytest.raises(LibraryDamaged):
        draw_page(wells, right, 1)
    with pytest.raises(LibraryDamaged):
        place_words(wells, right, 1, WORDS, 0, 5)


def test_the_separate_process_gives_the_same(wells: Path, tmp_path: Path) -> None:
    key = digest(wells)
    with ReaderProcess() as process:
        picture = process.draw(wells, key, 1)
        assert picture == draw_page(wells, key, 1)
        assert process.place(wells, key, 1, WORDS, 0, 40) == place_words(
            wells, key, 1, WORDS, 0, 40
        )
        with pytest.raises(LibraryDamaged):
            process.draw(wells, "0" * 64, 1)
        none = tmp_path / "none.pdf"
        none.write_bytes(b"%PDF-1.4 nothing else")
        with pytest.raises(UnreadableReport):
            process.draw(none, digest(none), 1)
