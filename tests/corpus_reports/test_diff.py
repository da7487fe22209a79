"""Two versions of a report: which texts belong together, and how their words differ."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Footnote, Paragraph
from corpus.alignment import _MOST_COMPARED, Text, align
from corpus.diff import Comparison, Pair, compare, diff
from corpus.document import FRONT
from corpus.read import read_document
from corpus.table import Table
from corpus.wording import compare_words
from tests.paths import UN_DOCUMENTS

TEXTS = [
    "The Working Group met in Geneva from 3 to 7 June.",
    "Member States hoarded the vaccines that others needed.",
    "The Rapporteur visited Sweden at the invitation of its Government.",
    "A lack of funds delayed the second mission to the region.",
    "Civil society was consulted in eleven cities on four continents.",
    "The Council is invited to take note of the present report.",
]


def report(*texts: str, first: int = 1) -> Document:
    numbered = [Paragraph("A/1/1", str(n), text) for n, text in enumerate(texts, start=first)]
    return Document("A/1/1", "Title", tuple(numbered))


def shown(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return the status and both labels of each text that is not the same."""
    return [
        (pair.status, pair.old.label if pair.old else "", pair.new.label if pair.new else "")
        for pair in comparison.pairs
        if pair.status != "same"
    ]


def only(comparison: Comparison) -> Pair:
    (pair,) = (pair for pair in comparison.pairs if pair.status != "same")
    return pair


def test_an_inserted_paragraph_is_one_difference() -> None:
    new = report(*TEXTS[:2], "Nobody expected this.", *TEXTS[2:])
    changes = diff(report(*TEXTS), new)
    assert str(changes) == "changed none; appeared 3; vanished none; renumbered 3-6 as 4-7"
    assert str(diff(new, report(*TEXTS))).startswith("changed none; appeared none; vanished 3")


def test_a_paragraph_that_changed_place_is_moved_and_its_words_compared() -> None:
    last = TEXTS[0].replace("June", "May")
    found = shown(compare(report(*TEXTS), report(*TEXTS[1:], last)))
    assert [one for one in found if one[0] != "renumbered"] == [("moved", "1", "6")]
    moved = compare(report(*TEXTS), report(*TEXTS[1:], last)).pairs[-1]
    assert [(one.old or one.new) for one in moved.pieces if one.status != "same"] == ["June", "May"]
    assert diff(report(*TEXTS), report(*TEXTS[1:], last)).moved == (("1", "6"),)


def test_a_text_that_moved_is_shown_in_both_places() -> None:
    comparison = compare(report(*TEXTS), report(*TEXTS[1:4], TEXTS[0], *TEXTS[4:]))
    labels = [(pair.status, pair.unit.label) for pair in comparison.shown]
    assert labels[:5] == [
        ("moved_away", "4"), ("renumbered", "1"), ("renumbered", "2"), ("renumbered", "3"),
        ("moved", "4"),
    ]  # fmt: skip
    assert [pair.status for pair in comparison.pairs].count("moved") == 1
    assert "moved_away" not in comparison.counts["paragraph"]


def test_phrases_of_the_genre_pair_no_paragraphs() -> None:
    """Each recommendation is like each other; the best sum finds which is which."""
    matters = ("water", "housing", "courts", "prisons", "schools", "clinics")
    texts = [f"The Committee recommends that the State party improve its {one}." for one in matters]
    new = [*texts[:1], "The Committee recommends that the State party ratify it.", *texts[1:]]
    found = shown(compare(report(*texts), report(*new)))
    assert found[0] == ("added", "", "2")
    assert {status for status, *_ in found[1:]} == {"renumbered"}


def test_a_paragraph_with_an_addition_keeps_its_number_and_is_changed() -> None:
    longer = f"{TEXTS[2]} {' '.join(TEXTS)} {' '.join(TEXTS)}"
    pair = only(compare(report(*TEXTS[1:4]), report(TEXTS[1], longer, TEXTS[3])))
    assert (pair.status, pair.unit.label) == ("changed", "2")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He said “no” - twice.", 'He said "no" – twice.'),
        ("the State’s  funds", "the State's funds"),
        ("paras. 3–7", "paras. 3-7"),
        ("the ﬁrst oﬃce", "the first office"),
        ("co\u00adoperation of\u00a0States\nnow", "cooperation of States now"),
        ("the vaccines.¹ Then", "the vaccines. Then"),
    ],
)
def test_typography_is_no_difference_but_both_print_what_they_have(old: str, new: str) -> None:
    (pair,) = compare(report(old), report(new)).pairs
    assert pair.status == "same"
    assert ([one.old for one in pair.pieces], [one.new for one in pair.pieces]) == ([old], [new])


@pytest.mark.parametrize(
    ("old", "new"),
    [("10 States", "12 States"), ("shall be", "may be"), ("is paid", "is not paid"), ("Up", "up")],
)
def test_a_word_is_always_a_difference(old: str, new: str) -> None:
    assert (
        only(compare(report(f"{TEXTS[0]} {old}"), report(f"{TEXTS[0]} {new}"))).status == "changed"
    )


WORDS = st.lists(
    st.sampled_from(["a", "b", " ", "“", "”", "-", "–", ".", "1", "й", "第", "\n"])
).map("".join)


@given(WORDS, WORDS)
def test_the_pieces_are_the_two_texts_character_by_character(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert ("".join(p.old for p in pieces), "".join(p.new for p in pieces)) == (old, new)
    assert all((p.old == "") == (p.status == "new") for p in pieces if old and new)


def test_a_few_equal_words_between_longer_changes_are_not_shown_alone() -> None:
    pieces = compare_words(
        "We met seven of the ministers in May.", "We met many leaders of local industry in May."
    )
    statuses = [(piece.status, piece.old or piece.new) for piece in pieces]
    assert statuses == [
        ("same", "We met "),
        ("gone", "seven of the ministers "),
        ("new", "many leaders of local industry "),
        ("same", "in May."),
    ]


def test_a_figure_is_one_word() -> None:
    pieces = compare_words("It cost $48,004.50, in 2024.", "It cost $48,104.50, in 2025.")
    changed = [piece.old or piece.new for piece in pieces if piece.status != "same"]
    assert changed == ["48,004.50", "48,104.50", "2024", "2025"]


def test_headings_footnotes_and_tables_are_compared() -> None:
    note, other = Footnote("1", "See A/78/176."), Footnote("2", "See A/78/177.")
    table = Table("1", "Staff", ("Post", "2024"), (("Clerk", "3"), ("Guard", "5")), 0, "table 1")
    old = Document(
        "A/1/1",
        "Title",
        (
            replace(report(TEXTS[0]).paragraphs[0], headings=("I. Visits",), footnotes=(note,)),
            replace(report(TEXTS[1], first=2).paragraphs[0], headings=("II. Funds",)),
        ),
        tables=(table,),
    )
    assert compare(old, old).same
    rows = (("Clerk", "4"), ("Driver", "1"), ("Guard", "5"))
    new = replace(
        old,
        paragraphs=(
            replace(old.paragraphs[0], headings=("II. Visits",), footnotes=(other,)),
            replace(old.paragraphs[1], headings=("III. Finances",)),
        ),
        tables=(replace(table, rows=rows),),
    )
    assert shown(compare(old, new)) == [
        ("renumbered", "heading above 1", "heading above 1"),
        ("changed", "1, footnote 1", "1, footnote 2"),
        ("changed", "table 1, row 1", "table 1, row 1"),
        ("added", "", "table 1, row 2"),
        ("removed", "heading above 2", ""),
        ("added", "", "heading above 2"),
    ]


def test_the_cover_page_is_not_compared_unless_there_is_nothing_else() -> None:
    cover = Paragraph("A/1/1", "", "Distr.: General", part=FRONT)
    with_cover = replace(report(*TEXTS), paragraphs=(cover, *report(*TEXTS).paragraphs))
    assert compare(with_cover, report(*TEXTS)).same
    letter = Document("A/1/1", "Letter", (cover,))
    other = Document("A/1/1", "Letter", (replace(cover, text="Distr.: Limited"),))
    assert only(compare(letter, other)).status == "changed"


def test_two_languages_are_paired_by_number_and_their_words_are_not_compared() -> None:
    french = replace(report("Un.", "Deux.", "Trois."), language="French")
    found = compare(report("One.", "Two.", "Three.", "Four."), french)
    assert [(pair.status, pair.unit.label) for pair in found.pairs] == [
        ("translated", "1"), ("translated", "2"), ("translated", "3"), ("removed", "4"),
    ]  # fmt: skip
    assert not any(pair.pieces for pair in found.pairs)


def test_many_paragraphs_are_divided_by_those_that_are_equal() -> None:
    chance = random.Random(1)
    words = [f"word{n}" for n in range(5_000)]
    count = int(_MOST_COMPARED**0.5) + 50
    old = [Text(chance.sample(words, 12), "") for _ in range(count)]
    new = [*old[:400], Text(chance.sample(words, 12), ""), *old[400:]]
    new[700] = Text([*new[700].tokens[:11], "other"], "")
    pairs = align(old, new)
    assert [(p.old, p.new) for p in pairs] == [(i, i + (i >= 400)) for i in range(count)]
    assert align(new, []) == []


def test_the_same_report_as_word_and_pdf_has_the_same_paragraphs() -> None:
    if not UN_DOCUMENTS.is_dir():
        pytest.skip("the folder of real documents is not there")
    word = read_document(UN_DOCUMENTS / "docx" / "A_80_604_Add.2.docx")
    found = compare(word, read_document(UN_DOCUMENTS / "pdf" / "A_80_604_Add.2.pdf"))
    assert found.counts["paragraph"] == {"same": 56}
