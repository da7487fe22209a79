"""Akoma Ntoso (OASIS LegalDocML), the XML that the United Nations and parliaments mark up in."""

from pathlib import Path

from corpus.block import Block
from corpus.errors import UnreadableReport
from corpus.markup import walk


def read_akn(path: Path) -> list[Block]:
    """Return the blocks of a document; raises UnreadableReport where it is not well-formed."""
    from lxml import etree

    # No entity is expanded and nothing is fetched: a report has no business asking for either.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableReport(f"{path.name}: not well-formed XML ({error.msg})") from None
    return walk(tree.getroot())
