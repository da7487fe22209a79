"""Letters, records and statements have no numbers: their paragraphs are cited by page."""

from pathlib import Path

from corpus.block import Block
from corpus.document import Paragraph
from corpus.read import read as read_file
from corpus.structure.parse import assemble

SENTENCE = "I have the honour to write to you about the wells of the highlands, which are dry."
OTHER = "The Government has repaired the pumps in three of the nine districts of the highlands."


def read(*blocks: Block) -> list[Paragraph]:
    return assemble(list(blocks), "A/79/881").paragraphs


def test_paragraphs_are_cited_by_page_and_place() -> None:
    read_paragraphs = read(
        Block("United Nations", page=1),
        Block("Letter dated 3 May 2025 from the Permanent Representative of Ostra", 1, page=1),
        Block(SENTENCE, page=1),
        Block(OTHER, page=1),
        Block("They will be", page=2),
        Block("repaired.", page=2),
        Block("I should be grateful if this letter were circulated.", page=2),
        Block("(Signed) Ada Pell", page=2),
        Block("Ambassador", page=2),
    )
    cited = [p for p in read_paragraphs if p.part != "front matter"]
    assert [p.reference for p in cited] == [
        "A/79/881, p. 1, first paragraph",
        "A/79/881, p. 1, second paragraph",
        "A/79/881, p. 2, first paragraph",
        "A/79/881, p. 2, second paragraph",
    ]
    assert cited[2].text == "They will be repaired."
    assert cited[0].headings == (
        "Letter dated 3 May 2025 from the Permanent Representative of Ostra",
    )
    assert read_paragraphs[-1].text == "Ambassador"
    assert read_paragraphs[-1].part == "front matter"


def test_an_annex_to_a_letter_is_a_part_with_its_own_numbers() -> None:
    read_paragraphs = read(
        Block(SENTENCE * 3),
        Block("Annex to the letter dated 3 May 2025 from the Permanent Representative"),
        *(Block(f"{n}. The Panel visited well {n} and found it dry.") for n in range(1, 9)),
    )
    assert [p.label for p in read_paragraphs] == [
        "first paragraph",
        *(f"annex, {n}" for n in range(1, 9)),
    ]


def test_an_annex_with_a_long_title_is_a_part() -> None:
    title = f"Annex I to the letter dated 3 May 2025 from {'the Representative of Ostra ' * 8}"
    name = f"Declaration of {'the Friends of the Wells and of the Pumps ' * 5}"
    numbers = [Block(f"{n}. {OTHER}", page=2) for n in (1, 2, 3)]
    letter = [Block(f"{SENTENCE} {OTHER} {SENTENCE}", page=1), Block("(Signed) Ada Pell", page=1)]
    read_paragraphs = read(*letter, Block(f"{title.strip()} – {name.strip()}", 1, 2), *numbers)
    assert [p.label for p in read_paragraphs if p.number] == [f"annex I, {n}" for n in (1, 2, 3)]


def test_the_letter_before_a_numbered_report_is_cited_by_page() -> None:
    letter = [
        Block("Letter of transmittal", 1, page=1),
        Block(SENTENCE, page=1),
        Block(f"(Signed) Ada Pell {'Chair of the Committee on Wells ' * 6}", page=1),
    ]
    head = Block("I. Introduction", 1, page=2)
    numbers = [Block(f"{n}. {OTHER}", page=2) for n in range(1, 9)]
    first = next(p for p in read(*letter, head, *numbers) if p.text == SENTENCE)
    assert first.reference == "A/79/881, p. 1, first paragraph"


def test_a_line_that_introduces_an_amendment_begins_the_body() -> None:
    amendment = ["Amend the paragraph so that it reads:", f"“{OTHER}”"]
    read_paragraphs = read(
        Block("Ostra: amendment to the draft resolution", 1, page=1),
        *(Block(text, page=1) for text in amendment),
    )
    cited = " ".join(p.text for p in read_paragraphs if p.part != "front matter")
    assert cited == " ".join(amendment)


def test_lists_of_a_long_unnumbered_text_do_not_number_it() -> None:
    items = [Block("1. Wells;"), Block("2. Pumps.")]
    read_paragraphs = read(*[Block(f"{SENTENCE} {OTHER}")] * 9, *items, *[Block(OTHER)] * 9)
    assert not any(p.number for p in read_paragraphs)


def test_speakers_of_a_record_are_headings() -> None:
    read_paragraphs = read(
        Block("A/79/PV.64"),
        Block("The meeting was called to order at 10.05 a.m."),
        Block("The President: I give the floor to the representative of Ostra."),
        Block("Ms. Pell (Ostra) (spoke in French): The wells are dry."),
        Block("Nobody has repaired them."),
    )
    assert [p.headings for p in read_paragraphs[1:]] == [
        (),
        ("The President",),
        ("Ms. Pell (Ostra) (spoke in French)",),
        ("Ms. Pell (Ostra) (spoke in French)",),
    ]


def test_the_certificate_says_where_the_text_is(tmp_path: Path) -> None:
    path = tmp_path / "A_79_881.txt"
    path.write_text(f"{SENTENCE}\n\n{OTHER}", encoding="utf-8")
    certificate = read_file(path).certificate
    assert "no paragraph numbers: its paragraphs are cited by page" in str(certificate)
    letters = sum(len(text.replace(" ", "")) for text in (SENTENCE, OTHER))
    assert certificate.characters == {"unnumbered": letters}


def test_a_paragraph_that_swallowed_others_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "A_79_882.txt"
    texts = [f"{n}. {OTHER}" for n in range(1, 30)]
    texts[14] += f" {OTHER}" * 100
    path.write_text("\n\n".join(texts), encoding="utf-8")
    certificate = read_file(path).certificate
    assert [doubt[:43] for doubt in certificate.doubts] == [
        "paragraph 15 is far longer than the others "
    ]
    assert "no gap" not in str(certificate)
