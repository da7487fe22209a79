"""The masthead: which symbol, title and date are the document's own."""

from pathlib import Path

import pytest

from corpus import Document
from corpus.block import RUNNING_HEAD, Block
from corpus.read import read_document
from corpus.select import Filter, select_documents
from corpus.structure import masthead

TEXT = Block("1. The Panel visited the wells.", page=2)


def symbol_of(*blocks: Block, name: str = "report.pdf") -> str:
    return masthead.find_symbol(Path(name), [*blocks, TEXT], None)[0]


def test_the_first_page_outweighs_a_running_head_and_a_cited_symbol() -> None:
    own, head, cited = (f"A/HRC/50/{number}" for number in (37, 73, 12))
    misprinted = Block(head, page=1, label=RUNNING_HEAD)
    assert symbol_of(misprinted, Block(own, page=1), Block(cited, page=2)) == own
    assert symbol_of(Block(head), Block(own, page=1)) == own
    assert symbol_of(misprinted, Block(cited, page=2)) == head
    assert symbol_of(Block(cited, page=1), Block(own, page=1), name="A_HRC_50_37.pdf") != cited


@pytest.mark.parametrize(
    "lines",
    [
        ["United Nations A/79/811–S/2025/138"],
        ["A/79/811-S/2025/138 Distr.: General"],
        ["A/79/811 S/2025/138 17 March 2025"],
        ["A/79/811*", "S/2025/138"],
    ],
)
def test_a_joint_document_has_one_symbol(lines: list[str]) -> None:
    blocks = [Block(line, page=1) for line in lines]
    assert symbol_of(*blocks).rstrip("*") == "A/79/811-S/2025/138"


def test_a_joint_document_is_found_under_both_symbols(tmp_path: Path) -> None:
    path = tmp_path / "joint.txt"
    path.write_text("A/79/811–S/2025/138\n\nReport on wells\n\n1. The well is dry.\n\n2. So.")
    document: Document = read_document(path)
    for wanted in (Filter(("a/79/811",)), Filter(("S/2025/138",)), Filter(body="S")):
        assert select_documents([document], wanted) == (document,)
