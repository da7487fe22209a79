"""A comparison as data, text, Markdown, CSV, HTML and Word."""

import csv
import io
import json

import docx
import pytest

from assistant.comparison.data import differing, names_of, to_dict
from assistant.comparison.files import WRITERS
from assistant.comparison.text import to_text
from assistant.output.i18n import LANGUAGES
from corpus import Document, Paragraph
from corpus.diff import compare


def report(symbol: str, *texts: str, language: str = "English") -> Document:
    numbered = (Paragraph(symbol, str(n), text) for n, text in enumerate(texts, start=1))
    return Document(symbol, "Title", tuple(numbered), source="a.txt", language=language)


OLD = report("A/1/1", "It rained <all> day.", "Nobody came to the meeting.", "=1+1 is *two*.")
NEW = report("A/1/2", "It snowed <all> day.", "The sun | rose.", "Nobody came to the meeting.")
FOUND = compare(OLD, NEW)
PAIRS = differing(FOUND)


def test_a_terminal_shows_the_words_of_both_versions() -> None:
    assert to_text(FOUND, PAIRS).splitlines() == [
        "A/1/1 → A/1/2",
        "Paragraphs: 1 renumbered, 1 changed, 1 added, 1 removed",
        "Renumbered or moved: 2 → 3.",
        "The cover page and the table of contents are not compared.",
        "",
        "CHANGED  1",
        "    It [-rained-] {+snowed+} <all> day.",
        "",
        "ADDED  2",
        "    {+The sun | rose.+}",
        "",
        "REMOVED  3",
        "    [-=1+1 is *two*.-]",
    ]
    assert "\033[31;9mrained\033[0m \033[32;4msnowed\033[0m" in to_text(FOUND, PAIRS, colour=True)


def test_json_has_the_texts_and_where_they_are() -> None:
    data = json.loads(WRITERS["json"](FOUND, PAIRS, "en"))
    assert data == to_dict(FOUND, PAIRS)
    assert (data["same"], data["counts"]["paragraph"]["renumbered"]) == (False, 1)
    first, added, removed = data["pairs"]
    for side, text in (("old", OLD.paragraphs[0].text), ("new", NEW.paragraphs[0].text)):
        assert "".join(piece[side] for piece in first["pieces"]) == text == first[side]["text"]
    assert (added["old"], added["new"]["reference"]) == (None, "A/1/2, para. 2")
    assert (removed["new"], removed["old"]["position"]) == (None, 2)
    assert len(to_dict(FOUND)["pairs"]) == 4


def test_files_escape_what_reports_contain() -> None:
    page = WRITERS["html"](FOUND, PAIRS, "en").decode()
    assert '<p dir="auto">It <del>rained</del> &lt;all&gt; day.</p>' in page
    assert '<div class="pair is-renumbered paragraph">' in page
    markdown = WRITERS["md"](FOUND, PAIRS, "en").decode()
    assert "It ~~rained~~ **snowed** " in markdown
    assert "\\*two\\*" in markdown
    rows = list(csv.reader(io.StringIO(WRITERS["csv"](FOUND, PAIRS, "en").decode("utf-8-sig"))))
    assert rows[3] == ["removed", "paragraph", "3", "", "'=1+1 is *two*.", "", "[-=1+1 is *two*.-]"]


def test_a_word_file_strikes_out_what_is_gone() -> None:
    (table,) = docx.Document(io.BytesIO(WRITERS["docx"](FOUND, PAIRS, "en"))).tables
    label, old, new = table.rows[1].cells
    assert (label.text, old.text, new.text) == (
        "1\nchanged", "It rained <all> day.", "It snowed <all> day.",
    )  # fmt: skip
    assert [run.text for run in old.paragraphs[0].runs if run.font.strike] == ["rained "]
    assert [run.text for run in new.paragraphs[0].runs if run.font.underline] == ["snowed "]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_languages_stand_side_by_side_in_the_language_of_the_page(language: str) -> None:
    french = report("A/1/1", "Il a plu.", "Personne.", "Deux.", language="French")
    found = compare(OLD, french)
    assert names_of(found) == ("A/1/1", "A/1/1 (French)")
    page = WRITERS["html"](found, (), language).decode()
    assert f'lang="{language}"' in page
    assert page.count('<div class="pair is-translated paragraph">') == 3
    assert "<del>" not in page


def test_two_versions_of_a_symbol_are_told_apart_by_their_files() -> None:
    assert names_of(compare(OLD, OLD)) == ("A/1/1", "A/1/1")
    other = Document("A/1/1", "Title", OLD.paragraphs, source="b.pdf")
    assert names_of(compare(OLD, other)) == ("A/1/1 (a.txt)", "A/1/1 (b.pdf)")


def test_a_text_that_moved_is_marked_where_it_stood() -> None:
    texts = [f"The Panel met in the town of {town} to hear what people had seen there." for town in
             ("Aden", "Bern", "Cork", "Doha")]  # fmt: skip
    moved = "Farmers in the north told of dry wells and of pumps that the army had taken away."
    found = compare(report("A/1/1", moved, *texts), report("A/1/2", *texts, moved))
    left, came = (pair for pair in found.shown if pair.differs)
    pairs = [left, came]
    assert to_text(found, [left]).endswith(f"MOVED FROM HERE  1 → 5\n    {moved}")
    page = WRITERS["html"](found, pairs, "en").decode()
    place = page.index('<div class="pair is-moved_away paragraph">')
    assert place < page.index('<div class="pair is-renumbered paragraph">')
    assert page.count(moved) == 3  # where it stood, and on both sides where it stands
    rows = list(csv.reader(io.StringIO(WRITERS["csv"](found, pairs, "en").decode("utf-8-sig"))))
    assert rows[1] == ["moved from here", "paragraph", "1", "5", moved, "", moved]
    (table,) = docx.Document(io.BytesIO(WRITERS["docx"](found, pairs, "en"))).tables
    assert [cell.text for cell in table.rows[1].cells[1:]] == [moved, ""]
    assert [pair["status"] for pair in to_dict(found, pairs)["pairs"]] == ["moved"]
