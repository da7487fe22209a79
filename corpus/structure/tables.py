"""The tables of a document: their captions, and where they stand among the paragraphs.

A caption is above or below its table, on one line or on several: "Table 3", then the title. It
belongs to the table. A table that goes on over a page break is one table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.block import (
    CAPTION,
    FURNITURE,
    HEADING_MARK,
    PAGE_NUMBER,
    RUNNING_HEAD,
    SMALL,
    Block,
    is_table_note,
)
from corpus.document import FRONT, SUMMARY, Paragraph, ordinal
from corpus.numerals import candidate
from corpus.structure import resolution
from corpus.structure.explanation import HEADING, Taken
from corpus.table import Grid, Table

_OUTSIDE = (RUNNING_HEAD, PAGE_NUMBER, FURNITURE)
# The letter of a table stands alone or before a stop: "Table A new approach" is no caption.
_NUMBERED = re.compile(
    r"(?:(?:Annex|Annexe|Anexo)\s+)?"
    r"(?:(?i:Tables?|Tableaux?|Cuadros?|Tablas?|Таблиц[аы])\s+|(?:ال)?جدول\s+|表格?\s*)"
    r"(?:(?:[Nn]o|[Nn])[.°º]\s*|№\s*|رقم\s+)?"
    r"(?P<number>(?:[IVXLC]+|[A-Z]{1,2}(?=[.\d–-]|\W*$)|[\d٠-٩]+[A-Z]?|[一二三四五六七八九十]+)"
    r"(?:[.–-][\dA-Z٠-٩]{1,4})*[a-z]?)(?![\w/])"
    r"(?P<separator>\s*[.:：–—-]?)\s*(?P<title>.*)",
    re.DOTALL,
)
_CONTINUED = re.compile(
    r"[(（]?(?:continued|cont[’']?d|suite|continuación|продолжение|تابع|续)\.?[)）]?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;:!?…。；：][\"”’»)\]]*$")
_LONGEST_CAPTION = 300  # characters
_MOST_LINES = 4  # of a caption


@dataclass(slots=True)
class _Found:
    """A table so far: its caption, its cells, and the block of the last of them."""

    number: str
    title: str
    grid: Grid
    block: int
    after: int
    heading: str
    page: int | None
    last_page: int | None


def read_caption(text: str) -> tuple[str, str] | None:
    """Return the number and the title of a caption, or None if a text is no caption of a table.

    "Table 3 shows" is none: after the number there is nothing, a stop, or the first word of a
    title.
    """
    match = _NUMBERED.match(text) if len(text) <= _LONGEST_CAPTION else None
    if match is None:
        return None
    title = match["title"]
    goes_on = title[:1].islower() or title[:1] in (",", ";") or title.endswith((".", ";", ":"))
    if title and goes_on and not match["separator"].strip():
        return None
    return match["number"], _CONTINUED.sub("", title).strip()


def label_captions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; text that is the caption of a table is labelled as such."""
    labelled = list(blocks)
    for index, block in enumerate(blocks):
        if block.grid:
            for place in _caption_of(index, labelled):
                if not labelled[place].label:
                    labelled[place] = replace(labelled[place], label=CAPTION, level=0)
    return labelled


def find_tables(
    blocks: Sequence[Block],
    taken_for: Sequence[Taken],
    paragraphs: Sequence[Paragraph],
) -> tuple[Table, ...]:
    """Return the tables of a document, in order.

    Args:
        blocks: all blocks; captions are labelled.
        taken_for: what each block without a label was taken for.
        paragraphs: the paragraphs of the document.
    """
    found: list[_Found] = []
    rest = iter(taken_for)
    heading, count = "", 0
    for index, block in enumerate(blocks):
        if not block.label:
            taken = next(rest)
            count = taken.paragraphs
            heading = block.text if taken.kind == HEADING else ""
        elif block.grid and not _is_contents(block.grid, paragraphs[:count]):
            number, title = _read(_caption_of(index, blocks), blocks, block.grid)
            page = block.page
            table = _Found(number, title, block.grid, index, count - 1, heading, page, page)
            if not (found and _goes_on(found[-1], table, blocks)):
                found.append(table)
    return tuple(_labelled(found, paragraphs))


def _is_contents(grid: Grid, above: Sequence[Paragraph]) -> bool:
    """Return whether a table before the first paragraph is the table of contents.

    The last cells of its rows are the numbers of pages, in order.
    """
    pages = [int(row[-1]) for row in grid.rows if row[-1].isdecimal()]
    in_front = not any(paragraph.part not in (FRONT, SUMMARY) for paragraph in above)
    return in_front and len(pages) > len(grid.rows) / 2 and pages == sorted(pages)


def _caption_of(index: int, blocks: Sequence[Block]) -> list[int]:
    """Return the blocks that are the caption of a table, in order: above it, else below."""
    lines: list[int] = []
    for place in range(index - 1, -1, -1):
        block = blocks[place]
        if block.label in _OUTSIDE:
            continue
        if block.label not in ("", CAPTION, SMALL) or len(lines) > _MOST_LINES:
            break
        if read_caption(block.text):
            return [place, *reversed(lines)]
        if not block.label and not _may_be_title(block):
            break
        lines.append(place)
    return _below(index, blocks) or [i for i in reversed(lines) if blocks[i].label == CAPTION]


def _below(index: int, blocks: Sequence[Block]) -> list[int]:
    """Return the caption below a table; a caption directly above another table is that table's."""
    lines: list[int] = []
    for place in range(index + 1, len(blocks)):
        block = blocks[place]
        if block.label in _OUTSIDE or (not lines and block.label == SMALL):
            continue
        if block.grid:
            return []
        caption = read_caption(block.text) if block.label in ("", CAPTION) else None
        if not lines and caption is None:
            return []
        if lines:
            titled = bool((read_caption(blocks[lines[0]].text) or ("", ""))[1])
            wanted = block.label == CAPTION or (not block.label and _may_be_title(block))
            return lines if titled or caption or not wanted or block.level else [*lines, place]
        lines.append(place)
    return lines


def _may_be_title(block: Block) -> bool:
    text = block.text
    ends = _SENTENCE_END.search(text) and not is_table_note(text)
    marked = HEADING_MARK.match(text) or candidate(text)
    return len(text) <= _LONGEST_CAPTION and not ends and not marked


def _read(lines: Sequence[int], blocks: Sequence[Block], grid: Grid) -> tuple[str, str]:
    """Return the number and the title of a table."""
    texts = [blocks[line].text for line in lines] or ([grid.title] if grid.title else [])
    caption = read_caption(texts[0]) if texts else None
    number, title = caption or ("", texts[0] if texts else "")
    words = " ".join(filter(None, (title, *texts[1:])))
    return number, words if lines else title


def _goes_on(last: _Found, table: _Found, blocks: Sequence[Block]) -> bool:
    """Add a table to the one before if it is its rest on the next page; return whether it is."""
    next_page = last.last_page is not None and table.page == last.last_page + 1
    between = blocks[last.block + 1 : table.block]
    apart = any(block.label not in (*_OUTSIDE, SMALL, CAPTION) for block in between)
    same = not table.number or table.number == last.number
    untitled = not table.title or table.title == last.title or table.number
    if (
        not next_page
        or apart
        or not same
        or not untitled
        or _width(table.grid) != _width(last.grid)
    ):
        return False
    rows = table.grid.rows
    if table.grid.header and table.grid.header != last.grid.header:
        rows = (table.grid.header, *rows)
    last.grid = replace(last.grid, rows=(*last.grid.rows, *rows))
    last.block, last.last_page = table.block, table.page
    return True


def _width(grid: Grid) -> int:
    return len(grid.header or grid.rows[0])


def _labelled(found: Sequence[_Found], paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """Yield the tables, each with its address."""
    counts: Counter[str] = Counter()
    for table in found:
        above = paragraphs[table.after] if table.after >= 0 else None
        if table.number:
            part = above.part if above else ""
            known = part in (FRONT, SUMMARY) or (above is not None and resolution.is_named(above))
            label = ", ".join(filter(None, ("" if known else part, f"table {table.number}")))
        else:
            where = above.reference.removeprefix(above.symbol).removeprefix(", ") if above else ""
            label = f"table after {where}" if where else "table"
            counts[label] += 1
            label = label if counts[label] == 1 else f"{ordinal(counts[label])} {label}"
        grid = table.grid
        yield Table(
            table.number, table.title, grid.header, grid.rows, table.after, label, table.page,
            table.heading,
        )  # fmt: skip
