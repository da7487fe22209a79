"""The reader of plain text."""

from pathlib import Path

from corpus.block import Block
from corpus.readers.charset import decode
from corpus.readers.wrapped import text_blocks


def read_text(path: Path) -> list[Block]:
    """Return the blocks of a plain text file.

    A block is a line, or a run of lines if the file has line breaks inside paragraphs.

    Raises: UnreadableReport if the file is empty or is not text.
    """
    return text_blocks(decode(path))
