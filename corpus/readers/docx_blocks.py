"""The blocks of the paragraphs and tables of a word processor's document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.block import BOX, Block, body_size, to_blocks
from corpus.readers.docx_drafts import Cell, Draft, Table, drafts_of
from corpus.readers.docx_layout import Layout, is_title
from corpus.readers.docx_lists import main_list, number_of
from corpus.readers.docx_notes import attach_typed_notes
from corpus.readers.docx_small import place_small


def blocks_of(items: Sequence[Draft | Table]) -> list[Block]:
    """Return the blocks of a document's paragraphs and tables, in order."""
    items = _group_framed(items)
    drafts = [item for item in items if isinstance(item, Draft)]
    in_tables = [draft for item in items if isinstance(item, Table) for draft in drafts_of(item)]
    _open_boxes(drafts, in_tables)
    attach_typed_notes([draft for draft in drafts if not draft.kind])
    _mark_headings(drafts)
    lists = {draft.number.key for draft in drafts if draft.number and not draft.kind}
    layout = Layout(lists, main_list(drafts, in_tables))
    for item in items:
        if isinstance(item, Draft):
            layout.add(item)
        else:
            layout.add_table(item)
    lines = layout.lines
    body = body_size((line.style.size, len(line.text)) for line in lines if not line.label)
    return to_blocks(place_small(lines, layout.anchors, body), body)


def _open_boxes(drafts: Sequence[Draft], in_tables: Sequence[Draft]) -> None:
    """Make text of the text boxes if all numbered paragraphs are in them.

    Programs that convert other formats to Word put the text of each page into boxes.
    """
    boxed = [draft for draft in drafts if draft.kind == BOX]
    others = [draft for draft in [*drafts, *in_tables] if not draft.kind]
    if any(number_of(draft.printed) for draft in boxed) and not any(
        draft.number or number_of(draft.printed) for draft in others
    ):
        for draft in boxed:
            draft.kind = ""


def _group_framed(items: Sequence[Draft | Table]) -> list[Draft | Table]:
    """Return the items with paragraphs in one border as tables of one cell."""
    grouped: list[Draft | Table] = []
    cell: Cell | None = None
    for item in items:
        if not isinstance(item, Draft) or not item.framed:
            cell = None
            grouped.append(item)
        elif cell is not None:
            cell.append(item)
        else:
            cell = [item]
            grouped.append(Table([[cell]]))
    return grouped


def _mark_headings(drafts: Sequence[Draft]) -> None:
    """Make the headings bold that only their place among the styles or lists shows.

    They are short paragraphs in a style for headings, or at a level of the list of the text above
    the level that most of the text has.
    """
    lengths: Counter[tuple[str, int]] = Counter()
    for draft in drafts:
        if draft.number and not draft.kind:
            lengths[draft.number.key] += len(draft.text)
    ((name, level), _) = lengths.most_common(1)[0] if lengths else (("", 0), 0)
    for draft in drafts:
        listed = draft.number is not None and draft.number.key[0] == name
        above = listed and draft.number is not None and draft.number.key[1] < level
        plain = not draft.style.bold and not draft.style.italic
        if (above or draft.outline is not None) and plain and is_title(draft.text):
            draft.style = replace(draft.style, bold=True)
