"""Where each character of a file went, and signs that some went to the wrong place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import quantiles

from corpus.block import CAPTION, SMALL, TABLE, Block
from corpus.document import FRONT, SUMMARY, Document
from corpus.structure.state import NUMBERED, State
from corpus.structure.tables import read_caption
from corpus.table import Table

# Where the rows and the captions of the tables are that can be quoted.
IN_TABLES = "tables"

# A paragraph is suspiciously long if it is longer than this many characters, and longer than this
# many times nearly all other paragraphs.
_LONG, _LONGER = 6_000, 6
# Text in small type, or without a number, is suspicious above these shares of the text.
_SMALL_SHARE, _FEWEST_SMALL, _ORPHAN_SHARE = 0.03, 400, 0.1
_MOST_PAGES = 5  # pages that are named


def count_characters(document: Document, state: State) -> dict[str, int]:
    """Return the number of characters by where they are; white space is not counted."""
    counts: Counter[str] = Counter()
    for paragraph in document.paragraphs:
        kind = "unnumbered"
        if paragraph.number:
            kind = "numbered"
        elif paragraph.part in (FRONT, SUMMARY):
            kind = paragraph.part
        counts[kind] += _letters(paragraph.text)
        counts["notes"] += sum(_letters(note.text) for note in paragraph.footnotes)
    counts["headings"] = sum(map(_letters, state.headings))
    for block in state.remainder:
        counts[_kind(block, document.tables)] += _letters(block.text)
        counts["notes"] += sum(_letters(note.text) for note in block.notes)
    return {kind: count for kind, count in counts.items() if count}


def _kind(block: Block, tables: Sequence[Table]) -> str:
    """Return where text without a number is: kept in a table with its rows, or left out."""
    if block.label == TABLE and block.grid:
        return IN_TABLES
    if block.label == CAPTION:
        caption = read_caption(block.text)
        for table in tables:
            if (table.title and table.title in block.text) or (
                caption and caption[0] == table.number and caption[1] in table.title
            ):
                return IN_TABLES
    return block.label


def find_doubts(document: Document, state: State, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the signs that text was lost or glued to a wrong paragraph.

    Args:
        document: the document as read.
        state: the parser's state.
        counts: the number of characters by where they are, of ``count_characters``.
    """
    yield from _long_paragraphs(document)
    yield from _short_body(document)
    total = sum(counts.values()) or 1
    small = counts.get(SMALL, 0)
    if small > max(_FEWEST_SMALL, _SMALL_SHARE * total):
        yield f"{small:,} characters in small type were left out"
    orphans = counts.get("unnumbered", 0)
    if state.mode == NUMBERED and orphans > _ORPHAN_SHARE * total:
        yield f"{orphans / total:.0%} of the text has no number and is cited by page"
    missing = state.pages_without_text
    if missing:
        named = ", ".join(map(str, missing[:_MOST_PAGES]))
        more = f" and {len(missing) - _MOST_PAGES} more" if len(missing) > _MOST_PAGES else ""
        yield f"no text on page{'s' if len(missing) > 1 else ''} {named}{more}"


def _long_paragraphs(document: Document) -> Iterator[str]:
    lengths = [len(p.text) for p in document.paragraphs if p.number]
    if len(lengths) < 2:
        return
    usual = quantiles(lengths, n=10)[-1]
    for paragraph in document.paragraphs:
        if paragraph.number and len(paragraph.text) > max(_LONG, _LONGER * usual):
            yield (
                f"paragraph {paragraph.label} is far longer than the others "
                f"({len(paragraph.text):,} characters)"
            )


def _short_body(document: Document) -> Iterator[str]:
    """Yield a doubt if another part has more paragraphs than the main part, and is no annex."""
    counts = Counter(p.part for p in document.paragraphs if p.number)
    for part, count in counts.items():
        if count > counts[""] > 0 and not part.startswith(("annex", "appendi", "part ", "enclos")):
            yield f"“{part[:60]}” has {count} paragraphs, the main part {counts['']}"


def _letters(text: str) -> int:
    return sum(not character.isspace() for character in text)
