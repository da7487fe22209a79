import pytest

from assistant.output.i18n import LANGUAGES, say
from assistant.output.messages import changed, problem_in, read_well
from assistant.web.feedback import REASONS
from corpus import Document, Paragraph
from corpus.errors import LibraryBusy, PilcrowError
from corpus.structure.certificate import certify
from corpus.structure.state import State


def document(*texts: str) -> Document:
    return document_from(1, *texts)


def document_from(first: int, *texts: str) -> Document:
    found = (Paragraph("A/1/1", str(n), text) for n, text in enumerate(texts, start=first))
    return Document("A/1/1", "Title", tuple(found))


OLD = document("It rained <all> day.", "The same.", "It goes.")
NEW = document("It snowed <all> day long.", "The same.")


def test_the_page_shows_what_changed() -> None:
    said, words = changed(OLD, NEW, "en")
    assert said == "Since the version in the library: changed 1; new none; gone 3."
    assert "<del>rained</del> <ins>snowed</ins> <span>&lt;all&gt; day</span> <ins>long" in words
    assert "<b>3</b> <del>It goes.</del>" in words
    assert list(changed(OLD, OLD, "fr")) == ["Identique à la version de la bibliothèque."]
    many = document(*(f"Only the old version has {n}." for n in range(103)))
    (_, words) = changed(many, document(), "en")
    assert "<p>and 3 more</p>" in words


def test_the_page_tells_a_new_number_from_new_words() -> None:
    before = document("Nobody came at all.", "It rained.", "It stopped.")
    after = document("First of all, the sun.", "Nobody came at all.", "It rained.", "It stopped.")
    said, other, words = changed(before, after, "en")
    assert said == "Since the version in the library: changed none; new 1; gone none."
    assert other == "Renumbered or moved: 1-3 → 2-4."
    assert words.count("<p ") == 1
    (only,) = list(changed(document("It rained."), document_from(2, "It rained."), "en"))[1:]
    assert only == "Renumbered or moved: 1 → 2."


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_file_was_read_is_said_in_the_reader_s_language(language: str) -> None:
    (sound,) = read_well(certify(OLD, State(""), []), language)
    assert say("no_gap", language) in sound
    assert "1-3" in sound.replace("\\", "")
    broken = State("", faults=["after paragraph 3 comes 5"], doubts=["no text on page 2"])
    said = list(read_well(certify(OLD, broken, ["a remark"]), language))
    assert "no text on page 2" in said[0]
    assert said[-1] == f"<em>{say('numbering_broken', language)}</em>"
    assert "after paragraph 3 comes 5" in "".join(said)
    assert "a remark" in "".join(said)


def test_a_problem_is_told_in_the_reader_s_language_with_its_particulars() -> None:
    busy = LibraryBusy("Another build goes on in library")
    assert problem_in(busy, "en") == "Another build goes on in library."
    assert problem_in(busy, "ru").startswith("Библиотека перестраивается")
    assert problem_in(busy, "ru").endswith("(Another build goes on in library.)")
    assert problem_in(PilcrowError("No."), "fr") == "Cela n’a pas pu être fait. (No.)"


def test_the_reasons_of_a_file_are_no_markup() -> None:
    broken = State("", faults=["<img src=x>"], doubts=[])
    assert "&lt;img" in next(read_well(certify(OLD, broken, []), "en"))


def test_reasons_have_words() -> None:
    assert tuple(say(reason) for reason in REASONS.values()) == tuple(REASONS)
