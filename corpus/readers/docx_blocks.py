"""The blocks of the paragraphs and tables of a word processor's document."""

from collections.abc import Sequence

from corpus.block import Block, body_size, to_blocks
from corpus.readers.docx_body import Draft, Table, drafts_of
from corpus.readers.docx_layout import Layout, main_list
from corpus.readers.docx_notes import attach_typed_notes
from corpus.readers.docx_small import place_small


def blocks_of(items: Sequence[Draft | Table]) -> list[Block]:
    """Return the blocks of a document's paragraphs and tables, in order."""
    drafts = [item for item in items if isinstance(item, Draft)]
    in_tables = [draft for item in items if isinstance(item, Table) for draft in drafts_of(item)]
    attach_typed_notes([draft for draft in drafts if not draft.kind])
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
