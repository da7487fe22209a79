"""Which citation belongs to which quotation."""

import pytest

from assistant.verify.attribution import attributed
from assistant.verify.citations import read_citations
from assistant.verify.draft import draft_of_text, with_note_blocks


def cited(text: str) -> list[tuple[str, list[str]]]:
    return [
        (one.quotation.text.strip(), [f"{s.symbol} {s.address}".strip() for s in one.sources])
        for one in attributed(with_note_blocks(draft_of_text(text)))
    ]


@pytest.mark.parametrize(
    ("text", "symbol", "address"),
    [
        ("(A/78/176, para. 23)", "A/78/176", "para. 23"),
        ("A/78/176, paras. 36–41", "A/78/176", "paras. 36–41"),
        ("para. 6 (e) of A/HRC/50/37", "A/HRC/50/37", "para. 6 (e)"),
        ("paragraph 5 of the report (A/78/176)", "A/78/176", "paragraph 5"),
        ("A/78/176, annex II, para. 3", "A/78/176", "annex II, para. 3"),
        ("General Assembly resolution 70/1, para. 5", "A/RES/70/1", "para. 5"),
        ("S/RES/2719 (2023), para. 16", "S/RES/2719 (2023)", "para. 16"),
        ("A/78/176, par. 23", "A/78/176", "¶    23"),
        ("A/78/176, párr. 23", "A/78/176", "¶     23"),
        ("A/78/176, п. 23", "A/78/176", "¶  23"),
        ("A/78/176，第23段", "A/78/176", "¶23"),
        ("A/78/176، الفقرة 23", "A/78/176", "¶      23"),
        ("A/78/176", "A/78/176", ""),
    ],
)
def test_citations_are_read(text: str, symbol: str, address: str) -> None:
    (found,) = read_citations(text)
    assert (found.symbol, found.address) == (symbol, address)


@pytest.mark.parametrize("text", ["article 2, paragraph 1, of the Covenant", "in part I of it"])
def test_paragraphs_of_treaties_are_no_citations(text: str) -> None:
    assert read_citations(text) == []


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("He says “a b c d” (A/1/2, para. 3).", ["A/1/2 para. 3"]),
        ("He says “a b c d.” (A/1/2, para. 3) The next “e”.", ["A/1/2 para. 3"]),
        ("“A b c d” (see A/1/2, para. 3; and A/1/4).", ["A/1/2 para. 3", "A/1/4"]),
        ("In para. 3 of A/1/2, he says “a b c d”.", ["A/1/2 para. 3"]),
        ("A/1/2 is long. He says “a b c d” (para. 3).", ["A/1/2 para. 3"]),
        ("“A b c d” and “e f” (A/1/2, para. 3).", ["A/1/2 para. 3"]),
        ("“A b c d”, he wrote, and so on (A/1/2, para. 3).", ["A/1/2 para. 3"]),
        ("In A/1/2, para. 3, “a b c d”, unlike para. 7 of A/1/4.", ["A/1/2 para. 3"]),
        ("“A b c d”.[^1]\n\n[^1]: A/1/2, para. 3.", ["A/1/2 para. 3"]),
        ("“A b c d.”12\n\n12 A/1/2, para. 3.", ["A/1/2 para. 3"]),
        ("“A b c d”¹\n\n¹ A/1/2, para. 3.", ["A/1/2 para. 3"]),
        ("As A/1/2, para. 3, says:\n\n> A b c d", ["A/1/2 para. 3"]),
        ("> A b c d (A/1/2, para. 3)", ["A/1/2 para. 3"]),
        ("> A b c d\n>\n> — A/1/2, para. 3", ["A/1/2 para. 3"]),
        ("> A b c d\n\nA/1/2, para. 3", ["A/1/2 para. 3"]),
        ("He: “a b c d.\n\n“E f” (A/1/2, para. 3).", ["A/1/2 para. 3"]),
        ("A/1/2, para. 3, is long. He says “a b c d”.", []),
    ],
)
def test_the_citation_of_a_quotation(text: str, sources: list[str]) -> None:
    words, found = cited(text)[0]
    assert (words.lower().rstrip("."), found) == ("a b c d", sources)


def test_ibid_is_the_citation_before() -> None:
    text = "“A” (A/1/2, para. 3). “B” (ibid., para. 4). “C” (ibid.). “D” (A/1/4). “E” (para. 5)."
    assert [sources for _, sources in cited(text)] == [
        ["A/1/2 para. 3"], ["A/1/2 para. 4"], ["A/1/2 para. 4"], ["A/1/4"], ["A/1/4 para. 5"],
    ]  # fmt: skip


def test_each_quotation_has_its_own_citation() -> None:
    text = "“A” (A/1/2, para. 3) and “B” (A/1/2, para. 4); “C”.[^x] “D”.[^y]\n\n"
    notes = "[^x]: A/1/2, para. 5.\n[^y]: Ibid., para. 6: “E”."
    assert cited(text + notes) == [
        ("A", ["A/1/2 para. 3"]), ("B", ["A/1/2 para. 4"]), ("C", ["A/1/2 para. 5"]),
        ("D", ["A/1/2 para. 6"]), ("E", ["A/1/2 para. 6"]),
    ]  # fmt: skip


def test_a_place_in_the_draft_is_that_in_its_text() -> None:
    text = "# Head\r\n\r\n> Set\r\n> apart (A/1/2)\r\n\r\nSee [“linked”](#x) and \\*“b”\\*."
    blocks = with_note_blocks(draft_of_text(text))
    for one in attributed(blocks):
        offset = blocks[one.quotation.block].offset
        assert offset is not None
        assert text[offset + one.quotation.start :].startswith(one.quotation.text[:3])
