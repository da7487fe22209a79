"""Drafts of unknown origin are read in a separate process: see ``corpus.sandbox``.

{"path": ...}                     ->  {"blocks"}
{"path": ..., "comments": [...]}  ->  {"word": in base 64}
                                  or  {"error": a class of corpus.errors, "message"}
"""

import base64
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.verify.draft import Block, Note, draft_of_file, with_note_blocks
from assistant.verify.types import Quoted
from assistant.verify.word import WordDraft
from corpus.sandbox import ReaderProcess, main

_WORD = (".docx", ".docm")


class DraftProcess(ReaderProcess):
    """A process that reads drafts, and writes comments into them."""

    module = "assistant.verify.apart"

    def blocks(self, path: Path) -> list[Block]:
        """Return the blocks of a draft, its notes as blocks of their own.

        Raises: UnsupportedFormat, or UnreadableReport, also if the file exceeds the limits.
        """
        reply = self.answer({"path": str(path.absolute())}, path.name)
        return [_block(fields) for fields in reply["blocks"]]

    def with_comments(self, path: Path, comments: Sequence[tuple[Quoted, str]]) -> bytes:
        """Return a draft as a Word document with comments on its quotations.

        The quotations are those of ``blocks``. Of a Word document, it is the document itself.
        Raises as ``blocks`` does.
        """
        said = [[one.block, one.start, one.end, text] for one, text in comments]
        reply = self.answer({"path": str(path.absolute()), "comments": said}, path.name)
        return base64.b64decode(reply["word"])


def blocks_of(path: Path) -> tuple[WordDraft | None, list[Block]]:
    """Return the blocks of a draft, its notes as blocks of their own, and the Word document."""
    word = WordDraft.open(path) if path.suffix.lower() in _WORD else None
    return word, with_note_blocks(word.blocks if word else draft_of_file(path))


def commented(
    word: WordDraft | None, draft: Sequence[Block], comments: Sequence[tuple[Quoted, str]]
) -> bytes:
    """Return a draft that ``blocks_of`` has read as a Word document with comments."""
    made = word or WordDraft.of_blocks(draft)
    return made.with_comments(draft if word else made.blocks, comments)


def _reply(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    word, draft = blocks_of(path)
    if "comments" not in request:
        return {"blocks": [asdict(block) for block in draft]}
    comments = [(Quoted("", *place), text) for *place, text in request["comments"]]
    return {"word": base64.b64encode(commented(word, draft, comments)).decode()}


def _block(fields: dict[str, Any]) -> Block:
    notes = tuple(Note(**note) for note in fields["notes"])
    mark = tuple(fields["mark"]) if fields["mark"] else None
    return Block(**fields | {"notes": notes, "mark": mark})


if __name__ == "__main__":
    main(int(sys.argv[1]), _reply)
