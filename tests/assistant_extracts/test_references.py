"""The table of references: what a text names, what is missing, and who cites whom."""

import xml.etree.ElementTree as ET

import pytest

from assistant.extracts import extract
from assistant.extracts.catalogue import kind_named
from assistant.extracts.cited import cited_in, paras
from assistant.extracts.links import links
from assistant.extracts.named import named_in
from assistant.extracts.output import to_text, write
from corpus import Document, Paragraph
from corpus.document import FRONT, Footnote


def report(symbol: str, *texts: str, notes: tuple[str, ...] = ()) -> Document:
    footnotes = tuple(Footnote(str(i), note) for i, note in enumerate(notes, 1))
    paragraphs = [
        Paragraph(symbol, str(i), text, footnotes=footnotes if i == 1 else ())
        for i, text in enumerate(texts, 1)
    ]
    return Document(symbol, f"Title of {symbol}", paragraphs)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("S/PV.9818 and A/S-30/PV.1", ["S/PV.9818", "A/S-30/PV.1"]),
        ("A/79/565 and Corr.1", ["A/79/565", "A/79/565/Corr.1"]),
        ("A/78/6 and Add.1–3", ["A/78/6", "A/78/6/Add.1", "A/78/6/Add.2", "A/78/6/Add.3"]),
        ("A/75/7/Add.1–2", ["A/75/7/Add.1", "A/75/7/Add.2"]),
        ("A/79/7/Add.1 and Add.3", ["A/79/7/Add.1", "A/79/7/Add.3"]),
        ("A/79/5 and 12 others", ["A/79/5"]),
        ("A/79/722-S/2025/27", ["A/79/722", "S/2025/27"]),
        ("A/79/6 (Sect. 3)/Corr.1", ["A/79/6 (Sect. 3)/Corr.1"]),
        ("General Assembly resolution 70/1", ["A/RES/70/1"]),
        ("resolution 70/1 of 25 September 2015 of the General Assembly", ["A/RES/70/1"]),
        ("the Assembly, in its resolution 53/5, decided", ["A/RES/53/5"]),
        ("in its resolution 53/5, the Human Rights Council", ["A/HRC/RES/53/5"]),
        ("Human Rights Council resolutions 5/1 and 16/21", ["A/HRC/RES/5/1", "A/HRC/RES/16/21"]),
        ("Council resolution 2022/4", ["E/RES/2022/4"]),
        ("General Assembly resolutions 70/1 to 70/3", ["A/RES/70/1", "A/RES/70/2", "A/RES/70/3"]),
        ("Assembly resolution 78/252 A and B", ["A/RES/78/252 A", "A/RES/78/252 B"]),
        ("General Assembly resolution 217 A (III)", ["A/RES/217 A (III)"]),
        ("resolutions 2482 (2019) and 2178(2014)", ["S/RES/2482 (2019)", "S/RES/2178 (2014)"]),
        ("resolution ES-11/1", ["A/RES/ES-11/1"]),
        ("resolution 58/316", ["A/RES/58/316"]),  # no other body has so many in a session
        # The body is not clear, or has no symbols of its own.
        ("resolution 53/5", ["resolution 53/5"]),
        ("the General Assembly and the Human Rights Council; resolution 5/1", ["resolution 5/1"]),
        ("Environment Assembly resolution 5/14", ["resolution 5/14"]),
        ("Executive Board decision 2025/17", ["decision 2025/17"]),
        ("decision 1/CP.21", ["decision 1/CP.21"]),
        # No documents.
        ("and/or in 1/2 of the cases, XI/6, HIV/AIDS.12, S/2413/2025", []),
    ],
)
def test_documents_are_named_in_many_forms(text: str, cited: list[str]) -> None:
    assert [one.cited for one in named_in(f"See {text}.")] == cited


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A/80/607, para. 68", "para. 68"), ("A/77/10, paras. 43–44;", "paras. 43–44"),
        ("A/74/277, annex, para. 668", "annex, para. 668"),
        ("E/2022/27, chap. I, sect. B", "chap. I, sect. B"),
        ("paragraph 5 of General Assembly resolution 70/1", "paragraph 5"),
        ("paragraphs 3 and 4 (a) of its resolution 2719 (2023)", "paragraphs 3 and 4 (a)"),
        ("A/78/503, 12 May", ""),
    ],
)  # fmt: skip
def test_the_place_in_the_document_is_kept(text: str, place: str) -> None:
    (one,) = named_in(f"as in {text}")
    assert one.pinpoint == place


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (("See A/79/2.", "See also ibid., paras. 3 and 4."), [("A/79/2", "paras. 3 and 4")]),
        (("A/79/2, para. 1.", "Ibid. See also A/79/3."), [("A/79/2", ""), ("A/79/3", "")]),
        (("A/79/2", "Idem, para. 5"), [("A/79/2", "para. 5")]),
        (("A/79/2", "Id., p. 5"), [("A/79/2", "")]),
        (("A/79/2, para. 4; ibid., para. 6.",), [("A/79/2", "para. 4"), ("A/79/2", "para. 6")]),
        (("A/79/2.", "Ibid.", "Ibid., para. 9"), [("A/79/2", "para. 9")]),
        (("A/79/2.", "B.", "See note 1 above, para. 7."), [("A/79/2", "para. 7")]),
        (("A/79/2.", "B.", "Op. cit. (note 1), para. 7."), [("A/79/2", "")]),
        (
            ("UNODC, Drugs (A/79/2).", "B.", "See UNODC, op. cit., para. 2."),
            [("A/79/2", "para. 2")],
        ),
        # It is not sure what is meant, or it is no document that is named.
        (("A/79/2; A/79/3.", "Ibid., para. 5"), []),
        (("A/79/2; Jones, Drugs (2010).", "Ibid., p. 5"), []),
        (("A/79/2", "Idem, Another Book (2011)."), []),
        (("A/79/2", "Jones, Drugs, p. 4. Ibid., p. 5"), []),
        (("A/79/2; Jones, Drugs, p. 3; ibid., p. 4",), [("A/79/2", "")]),
        (("Jones, Drugs; A/79/2.", "B.", "Jones, op. cit., note 1, p. 3"), []),
        (("UNODC, A (A/79/2).", "UNODC, B (A/79/3).", "UNODC, op. cit., p. 2."), []),
        (("UNODC, A (A/79/2).", "op. cit., p. 2."), []),
    ],
)
def test_a_document_is_named_again_in_other_words(
    notes: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    last = f"footnote {len(notes)}"
    rows = extract("references", [report("A/80/1", "One.", notes=notes)])
    last_rows = [row for row in rows if row.span.paragraph.part.endswith(last)]
    assert [(row.values["cited"], row.values["pinpoint"]) for row in last_rows] == found


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("It agreed (A/79/2, para. 4). It left (ibid., para. 5).", ["A/79/2", "A/79/2"]),
        ("It agreed (A/79/2, para. 4). It left (Jones, p. 2) (ibid., para. 5).", ["A/79/2"]),
        ("It saw A/79/2 and A/79/3 (ibid., para. 5).", ["A/79/2", "A/79/3"]),
        ("It left (ibid., para. 5).", []),
    ],
)
def test_a_text_names_the_document_before_again(text: str, cited: list[str]) -> None:
    rows = extract("references", [report("A/80/1", text)])
    assert [row.values["cited"] for row in rows] == cited


def test_each_name_is_a_row_of_its_sentence() -> None:
    text = "It met. It took note of A/79/1, para. 5. It left."
    document = report(
        "A/80/1", text, notes=("See A/79/2.", "Ibid., para. 3.", "A/79/3; A/79/4.", "Ibid.")
    )
    headed = Paragraph("A/80/1", "2", "Text.", headings=("I. General Assembly resolution 79/9",))
    own = Paragraph("A/80/1", "", "A/80/1", FRONT)
    document = Document("A/80/1", "T", [own, *document.paragraphs, headed])
    rows = extract("references", [document, report("A/79/1", "Text.")])
    assert [(row.values["cited"], row.values["where"], row.values["pinpoint"]) for row in rows] == [
        ("A/79/1", "text", "para. 5"), ("A/79/2", "footnote", ""),
        ("A/79/2", "footnote", "para. 3"), ("A/79/3", "footnote", ""), ("A/79/4", "footnote", ""),
        ("A/RES/79/9", "heading", ""),
    ]  # fmt: skip
    assert rows[0].span.text == "It took note of A/79/1, para. 5."
    assert rows[1].span.paragraph.reference == "A/80/1, para. 1, footnote 1"
    assert rows[2].span.text == "Ibid., para. 3."
    assert rows[-1].span.paragraph.reference == "A/80/1, heading above para. 2"
    assert rows[-1].span.text == "I. General Assembly resolution 79/9"
    assert rows[0].values["address"] == "https://docs.un.org/en/A/79/1"


def test_another_text_of_the_report_says_whose_resolution_it_is() -> None:
    document = report("A/80/1", "Under resolution 53/5.", "Human Rights Council resolution 53/5.")
    assert [row.values["cited"] for row in extract("references", [document])] == [
        "A/HRC/RES/53/5",
        "A/HRC/RES/53/5",
    ]


@pytest.mark.parametrize(
    ("symbol", "cited"),
    [
        ("E/2025/L.7", "E/RES/2023/8"),
        ("E/RES/2025/1", "E/RES/2023/8"),
        ("E/2025/7", "resolution 2023/8"),
        ("A/79/L.7", "resolution 2023/8"),
    ],
)
def test_its_resolution_is_that_of_the_body_that_speaks(symbol: str, cited: str) -> None:
    (row,) = extract("references", [report(symbol, "Recalling its resolution 2023/8,")])
    assert row.values["cited"] == cited


@pytest.mark.parametrize(
    ("cited", "held", "is_there"),
    [
        ("A/79/1", "A/79/1", "yes"), ("A/79/1/Add.1", "A/79/1", "no"),
        ("A/79/1", "A/79/1/Add.1", "no"), ("S/RES/2202", "S/RES/2202 (2015)", "yes"),
        ("S/2025/27", "A/79/722-S/2025/27", "yes"), ("A/81/6", "A/81/6 (Sect. 9)", "part"),
        ("S/RES/2202(2015)", "S/RES/2202 (2015)", "yes"),
        ("A/79/17", "A/79/176", "no"), ("resolution 53/5", "A/RES/53/5", ""),
    ],
)  # fmt: skip
def test_a_document_is_in_the_library_or_not(cited: str, held: str, is_there: str) -> None:
    documents = [report("A/80/1", f"See {cited}."), report(held, "Text.")]
    (row,) = extract("references", documents[:1], documents)
    assert row.values["in_library"] == is_there


def test_paragraphs_are_written_as_the_united_nations_does() -> None:
    assert paras(["3"]) == "para. 3"
    assert paras(["3", "4"]) == "paras. 3 and 4"
    assert paras(["3", "8", "14", "15", "16"]) == "paras. 3, 8 and 14–16"
    assert paras(["29A.5", "29A.6", "29A.7"]) == "paras. 29A.5–29A.7"


def test_what_is_missing_is_listed_most_cited_first() -> None:
    library = [
        report("A/80/1", "See A/1/1.", "See A/2/2.", "A/2/2.", "A/2/2.", notes=("A/2/2.",)),
        report("A/80/2", "See A/2/2 and A/80/1."),
    ]
    rows = extract("missing", library)
    assert [(row.values["cited"], row.values["count"]) for row in rows] == [
        ("A/2/2", "5"),
        ("A/1/1", "1"),
    ]
    assert rows[0].values["cited_in"] == "A/80/1, paras. 1–4; A/80/2, para. 1"
    assert to_text(kind_named("missing"), rows[1:]) == (
        "A/1/1 (1)\n    A/80/1, para. 1\n    https://docs.un.org/en/A/1/1"
    )
    assert b"A/80/1, paras. 1" in write(kind_named("missing"), rows, "csv")
    assert cited_in(extract("references", library))["A/80/1"] == "A/80/2, para. 1"


def test_the_picture_shows_which_report_cites_which() -> None:
    library = [
        report("A/80/1", "See A/80/2.", "A/80/2."),
        report("A/80/2", "A/80/1, A/9/9, A/80/2."),
    ]
    drawn = write(kind_named("references"), extract("references", library), "svg")
    root = ET.fromstring(drawn)
    titles = [one[0].text for one in root.iter("{http://www.w3.org/2000/svg}rect") if len(one)]
    assert titles == ["A/80/1, paras. 1 and 2 → A/80/2", "A/80/2, para. 1 → A/80/1"]


def test_links_lead_to_reports_of_the_library_else_to_docs_un_org() -> None:
    library = [
        report("A/80/1", "A/80/2, A/9/9, A/80/1 and resolution 53/5."),
        report("A/80/2", "None."),
    ]
    (found,) = links(library[0], library).values()
    assert [(one.symbol, one.key) for one in found] == [("A/80/2", "A/80/2#English"), ("A/9/9", "")]
    assert found[1].address == "https://docs.un.org/en/A/9/9"
