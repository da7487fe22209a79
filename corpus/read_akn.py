"""Akoma Ntoso (OASIS LegalDocML), the XML that the United Nations and parliaments mark up in."""

from pathlib import Path

from corpus.block import Block
from corpus.markup import parse_xml, walk


def read_akn(path: Path) -> list[Block]:
    """Return the blocks of a document; raises UnreadableReport where it is not well-formed."""
    return walk(parse_xml(path.read_bytes(), path.name))
