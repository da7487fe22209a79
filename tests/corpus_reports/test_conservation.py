"""Nothing is lost: each word is in a paragraph, a heading, a note, or is left out by name."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from corpus.block import CAPTION, LABELS, SIDE_HEADING, TABLE, Block
from corpus.document import Document, Footnote
from corpus.readers.formats import read_blocks
from corpus.structure.conservation import count_characters
from corpus.structure.parse import assemble
from tests.paths import UN_DOCUMENTS

TEXTS = (
    "{n}. The Panel visited the wells and found them dry.",
    "{n}) The pumps had been taken away.",
    "{n}.2 Schools closed.",
    "(a) Wells;",
    "The Government should repair every pump.",
    "and the springs",
    "I. Introduction",
    "A. Findings",
    "{n}. Wells",
    "Annex II",
    "Part Two",
    "Contents",
    "II. Findings {n}",
    "Summary",
    "The General Assembly,",
    "Recalling its resolution {n}/1,",
    "(Signed) Ada Pell",
)
blocks = st.lists(
    st.builds(
        lambda text, n, level, page, label, noted: Block(
            text.format(n=n), level, page, (Footnote("1", "See A/1/2."),) * noted, label
        ),
        st.sampled_from(TEXTS),
        st.integers(1, 9),
        st.sampled_from((0, 0, 0, 1, 2, SIDE_HEADING)),
        st.integers(1, 3),
        st.sampled_from(("", "", "", TABLE, CAPTION)),
        st.integers(0, 1),
    ),
    max_size=30,
)


def words_of(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


def words_read(read: Sequence[Block]) -> Counter[str]:
    state = assemble(read, "A/1/1")
    kept = [*state.headings, *(block.text for block in state.remainder)]
    for paragraph in state.paragraphs:
        kept += [paragraph.text, paragraph.number]
    return words_of(kept)


@given(blocks)
def test_no_word_of_any_block_is_lost_or_invented(read: list[Block]) -> None:
    def bare(words: Counter[str]) -> Counter[str]:
        # The dot or bracket after a number is not kept, and parts have names in small letters.
        return Counter({word.strip(".)").lower(): 1 for word in words} | {"": 1})

    before, after = words_of([block.text for block in read]), words_read(read)
    assert bare(before) == bare(after)
    state = assemble(read, "A/1/1")
    notes = [note for p in state.paragraphs for note in p.footnotes]
    notes += [note for block in state.remainder for note in block.notes]
    headings = [block for block in read if block.text in state.headings]
    noted = sum(len(block.notes) for block in read)
    assert noted - sum(len(block.notes) for block in headings) <= len(notes) <= noted


def real_files() -> list[Path]:
    if not UN_DOCUMENTS.is_dir():
        return []
    kinds = ("docx", "pdf", "unnumbered", "html", "markdown", "txt")
    return [path for kind in kinds for path in sorted((UN_DOCUMENTS / kind).iterdir())[::9]]


@pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(),
    reason=f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS",
)
def test_every_character_of_real_files_has_its_place() -> None:
    for path in real_files():
        read = read_blocks(path)
        state = assemble(read, "A/1/1")
        document = Document("A/1/1", "", tuple(state.paragraphs))
        counts = count_characters(document, state)
        letters = sum(not c.isspace() for block in read for c in block.text)
        letters += sum(not c.isspace() for block in read for note in block.notes for c in note.text)
        # Numbers are not in the text of their paragraphs; hyphens at line ends are removed.
        assert 0.97 * letters <= sum(counts.values()) <= 1.03 * letters, path.name
        assert set(counts) - set(LABELS) <= {
            "numbered", "unnumbered", "front matter", "summary", "headings", "notes", "tables",
        }  # fmt: skip
