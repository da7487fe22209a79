"""The pictures of the pages of a PDF show what each line was taken for."""

from pathlib import Path

import pytest
from PIL import Image

from corpus.block import LABELS, RUNNING_HEAD, Area
from corpus.document import FRONT, SUMMARY
from corpus.pictures import COLOURS, NOTE, draw_pictures
from corpus.read import read
from corpus.structure.explanation import HEADING, NUMBERED, UNNUMBERED
from scripts.read import main
from tests.pdf_files import LEFT, WIDE, Rule, Text, paragraph, write


def report(path: Path) -> Path:
    """Write three pages; each has a running head, a paragraph and a footnote that it refers to."""
    pages: list[list[Text | Rule]] = [
        [
            Text(LEFT, 40, "A/80/99"),
            *paragraph(140, f"{number}. {WIDE}", "that nobody was paid for them."),
            Text(235, 149, f"{number}", 6),
            Rule(LEFT, 690, LEFT + 80, 690.5),
            Text(LEFT, 699, f"{number}", 5),
            Text(LEFT + 8, 700, "See the records of the Panel on wells.", 8),
        ]
        for number in (1, 2, 3)
    ]
    return write(path / "A_80_99.pdf", pages)


def test_every_kind_of_text_has_a_colour() -> None:
    assert set(COLOURS) == {*LABELS, FRONT, SUMMARY, HEADING, NUMBERED, UNNUMBERED, NOTE}


def test_areas_say_where_text_and_notes_are_printed(tmp_path: Path) -> None:
    explained = {line.name: line for line in read(report(tmp_path), explain=True).explanation}
    first, second, note = explained["2 (next)"].areas
    assert (first.page, first.note, round(first.left)) == (2, False, LEFT)
    assert first.top < 150 < second.bottom < 170
    assert note.note
    assert 695 < note.bottom < 715


def test_pictures_have_the_colour_of_what_each_line_was_taken_for(tmp_path: Path) -> None:
    path = report(tmp_path)
    explanation = read(path, explain=True).explanation
    assert draw_pictures(path, explanation, tmp_path) == 3
    kinds = {
        area: NOTE if area.note else line.kind
        for line in explanation
        for area in line.areas
        if area.page == 2
    }
    assert set(kinds.values()) == {RUNNING_HEAD, NUMBERED, NOTE}
    image = Image.open(tmp_path / "page-002.png")
    for area, kind in kinds.items():
        assert _tint(image, area) == _tint_of(kind)


def _tint(image: Image.Image, area: Area) -> tuple[int, ...]:
    """Return the lightest colour on the lower edge of a line: that between its letters."""
    scale = image.height / 800
    row = int((area.bottom - 1) * scale)
    columns = range(int(area.left * scale) + 1, int(area.right * scale))
    pixels = [image.getpixel((x, row)) for x in columns]
    return max((pixel for pixel in pixels if isinstance(pixel, tuple)), key=sum)[:3]


def _tint_of(kind: str) -> tuple[int, ...]:
    blank = Image.new("RGB", (1, 1), "white")
    blank.paste(COLOURS[kind], (0, 0), Image.new("L", (1, 1), 50))
    pixel = blank.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return pixel


def test_the_command_draws_a_pdf_and_says_that_other_files_have_no_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pictures"
    assert main([str(report(tmp_path)), "--pictures", str(folder)]) == 0
    assert str(folder / "page-001.png") in capsys.readouterr().out
    assert [file.name for file in sorted(folder.iterdir())] == [
        f"page-00{n}.png" for n in (1, 2, 3)
    ]
    text = tmp_path / "A_80_98.txt"
    text.write_text(f"1. {WIDE} so.\n\n2. {WIDE} so.\n", encoding="utf-8")
    assert main([str(text), "--pictures", str(folder)]) == 0
    assert "they exist for PDF files only" in capsys.readouterr().out


def test_pictures_are_for_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(tmp_path)
    (tmp_path / "A_80_98.txt").write_text("1. Wells.", encoding="utf-8")
    assert main([str(tmp_path), "--pictures", str(tmp_path / "new")]) == 2
    assert "--pictures is for one report" in capsys.readouterr().err
