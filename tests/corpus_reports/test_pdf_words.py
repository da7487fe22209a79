"""The words of PDF files are read as they are printed."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_letters import Letters
from corpus.readers.pdf_words import text_lines
from tests.paths import UN_DOCUMENTS
from tests.pdf_files import LEFT, WIDE, Rule, Text, paragraph, write

NUMBERED = [
    item
    for number in range(1, 6)
    for item in paragraph(100 + 40 * number, f"{number}. {WIDE}", "that nobody was paid for them.")
]


def texts(path: Path) -> list[str]:
    return [block.text for block in read_pdf(path) if not block.label]


def letters(text: str) -> Counter[str]:
    """Return the letters and digits of a text, however ligatures and accents are written."""
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def letters_of_blocks(blocks: list[Block]) -> Counter[str]:
    """Return the letters of the blocks; each footnote once, its mark wherever it is printed."""
    found = letters("".join(block.text for block in blocks))
    notes = [(block.page, note) for block in blocks for note in block.notes]
    for _, note in notes:
        found += letters(note.mark)
    for _, note in set(notes):
        found += letters(note.mark + note.text)
    return found


def letters_of_file(path: Path) -> Counter[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(str(path)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return letters("".join(pages))


def sample(*folders: str) -> list[Path]:
    """Return every twentieth real file."""
    files = [path for folder in folders for path in sorted((UN_DOCUMENTS / folder).glob("*.pdf"))]
    return files[::20]


@pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(),
    reason=f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS",
)
def test_every_letter_of_a_file_is_in_a_block() -> None:
    files = sample("pdf", "reports/pdf", "more", "mixed_pdf")
    assert files
    for path in files:
        assert letters_of_blocks(read_pdf(path)) == letters_of_file(path), path.name


def test_a_gap_inside_a_word_is_no_space(tmp_path: Path) -> None:
    divided = [
        Text(LEFT, 100, "The r"),
        Text(LEFT + 24.6, 100, "econnaissance of the wells ended."),
    ]
    path = write(tmp_path / "a.pdf", [[*divided, *NUMBERED]])
    assert texts(path)[0] == "The reconnaissance of the wells ended."


def test_a_gap_between_words_is_a_space_on_a_page_without_printed_spaces(tmp_path: Path) -> None:
    words = [
        Text(LEFT + 70 * column, 100 + 12 * row, word)
        for row in range(12)
        for column, word in enumerate(["Wells", "were", "found", "dry."])
    ]
    path = write(tmp_path / "a.pdf", [words])
    assert "Wells were found dry" in " ".join(block.text for block in read_pdf(path)).replace(
        "| ", ""
    )


@pytest.mark.parametrize(
    ("rotate", "turn"),
    [(90, "1 0 0 1"), (270, "1 0 0 1"), (180, "1 0 0 1"), (90, "0 1 -1 0"), (0, "0 1 -1 0")],
)
def test_a_page_is_read_in_the_direction_of_its_text(
    rotate: int, turn: str, tmp_path: Path
) -> None:
    turned = NUMBERED
    if turn != "1 0 0 1":
        turned = [
            # From the bottom to the top of the page, one line to the right of the other.
            Text(item.top, 800 - 0.8 * item.size - item.left, item.text, turn=turn)
            for item in NUMBERED
        ]
    path = write(tmp_path / "a.pdf", [turned], rotate)
    assert texts(path) == [
        f"{number}. {WIDE} that nobody was paid for them." for number in range(1, 6)
    ]


def test_a_file_whose_letters_have_no_meaning_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", [NUMBERED], meaningless=True)
    with pytest.raises(UnreadableReport, match="its letters cannot be told from its fonts"):
        read_pdf(path)


def test_text_goes_on_after_a_raised_mark(tmp_path: Path) -> None:
    raised = [
        Text(LEFT, 100, "The wells"),
        Text(LEFT + 44, 98, "1", 6),
        Text(LEFT + 50, 100, "of Sarnu are dry."),
    ]
    note = [
        Text(LEFT, 700, "__________________"),
        Text(LEFT, 714, "1", 5),
        Text(LEFT + 6, 714, "Of the year before.", 8),
    ]
    first = read_pdf(write(tmp_path / "a.pdf", [[*raised, *NUMBERED, *note]]))[0]
    assert first.text == "The wells of Sarnu are dry."
    assert [(found.mark, found.text) for found in first.notes] == [("1", "Of the year before.")]


def test_a_footnote_goes_on_on_the_next_page(tmp_path: Path) -> None:
    rule = Text(LEFT, 700, "__________________")
    first = [
        Text(LEFT, 100, "The wells"),
        Text(LEFT + 44, 98, "1", 6),
        Text(LEFT + 50, 100, "are dry."),
        rule,
        Text(LEFT, 714, "1", 5),
        Text(LEFT + 6, 714, "As the Panel of the year", 8),
    ]
    second = [*NUMBERED, rule, Text(LEFT, 714, "2024 and the army said.", 8)]
    block = read_pdf(write(tmp_path / "a.pdf", [[*first, *NUMBERED], second]))[0]
    assert [note.text for note in block.notes] == [
        "As the Panel of the year 2024 and the army said."
    ]


def test_the_drawings_of_a_page_turn_with_it(tmp_path: Path) -> None:
    rows = [
        Text(LEFT + 150 * column, 400 + 20 * row, f"{row + 1}.{column} wells")
        for row in range(3)
        for column in range(3)
    ]
    path = write(tmp_path / "a.pdf", [[*NUMBERED, Rule(LEFT, 395, 500, 396), *rows]], 90)
    assert [block.label for block in read_pdf(path)] == [""] * 5 + ["table"]


def gap(left: float, first: str, width: float, second: str) -> list[Text]:
    """Return the two pieces of a word in Helvetica, ``width`` type sizes apart."""
    em = {"r": 0.333, "eceived": 3.725}
    return [Text(left, 100, first), Text(left + 10 * (em[first] + width), 100, second)]


@pytest.mark.parametrize(
    ("more", "read"),
    [
        # The file has "received", and no "r".
        ("It was received and received.", "received the"),
        # Without the word, the width decides.
        ("It was there.", "r eceived the"),
    ],
)
def test_the_words_of_the_file_decide_whether_a_gap_is_a_space(
    more: str, read: str, tmp_path: Path
) -> None:
    line = [*gap(LEFT, "r", 0.23, "eceived"), Text(LEFT + 43, 100, " the offer of the wells.")]
    path = write(tmp_path / "a.pdf", [[*line, Text(LEFT, 140, more), *NUMBERED]])
    assert texts(path)[0].startswith(read)


def test_words_that_are_both_known_stay_apart(tmp_path: Path) -> None:
    lines = [
        Text(LEFT, 80, "The well and the come and the welcome."),
        Text(LEFT, 100, "well"),
        Text(LEFT + 16.67 + 2.0, 100, "come and see the wells of the valley."),
    ]
    path = write(tmp_path / "a.pdf", [[*lines, *NUMBERED]])
    assert any("well come and see" in text for text in texts(path))


@pytest.mark.parametrize("gap", [3.0, 8.0])
def test_the_stop_of_an_arabic_number_is_behind_it(gap: float) -> None:
    # PDFium finds the stop before the number; the text is left of both.
    places = [(".", 190.0), ("1", 194.0), (" ", 190.0 - gap)]
    places += [(letter, 184.0 - gap - 6 * i) for i, letter in enumerate("زار الفريق الآبار")]
    letters = Letters(
        codes=[ord(letter) for letter, _ in places],
        boxes=[(left, 90.0, left + 5.0, 100.0) for _, left in places],
        fonts=[("Plain", 10.0)],
        font_of=[0] * len(places),
        vertical=[False] * len(places),
        added=[False] * len(places),
        unknown=0,
        drawings=[],
        pictures=False,
        width=600,
        height=800,
    )
    (line,) = text_lines(letters, 1)
    assert line.text.startswith("1. ")
