"""A draft as blocks: paragraphs, quotations that are set apart, and notes.

A pasted text may be Markdown. Its blocks have the length that they have in the text, because what
Markdown adds is replaced by characters that a quotation does not count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.verify.citations import read_citations
from corpus.block import CONTENTS, FURNITURE, HIDDEN, PAGE_NUMBER, PICTURE, RUNNING_HEAD, STRUCK
from corpus.readers.charset import decode
from corpus.readers.formats import read_blocks

_NO_TEXT = frozenset((RUNNING_HEAD, PAGE_NUMBER, CONTENTS, FURNITURE, HIDDEN, STRUCK, PICTURE))
_TEXT_SUFFIXES = (".txt", ".md", ".markdown")
_INVISIBLE = "\u00ad"
_ESCAPE = re.compile(r"\\(?=[\[\]()*_>#\"'`.!-])")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\](\([^()\s]{1,2000}\))")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,30})\](?!:)")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\]\s]{1,30})\]:", re.MULTILINE)
# Notes that a word processor's text has: "12 A/78/176, para. 23" below, "12" after a quotation.
_TYPED_NOTE = re.compile(r"^[ \t]*\[?(\d{1,3}|[¹²³⁰⁴-⁹]{1,3})\]?[.):]?[ \t]+(?=\S)", re.MULTILINE)
_TYPED_MARK = re.compile(r"(?<=[”\"»’'.,;:?!)])[ ]?\[?(\d{1,3}|[¹²³⁰⁴-⁹]{1,3})\]?(?![\w/%])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_APART = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
# Where a paragraph ends: at an empty line, before an item of a list or a heading, and where a
# quotation that is set apart begins or ends.
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]))")
_LONG_LINE = 120  # characters on average, where each line is a paragraph


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or an endnote; ``place`` is where its mark is in the block, -1 if unknown."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a draft.

    ``apart`` says that it is set apart as a quotation. ``offset`` is where it begins in the text of
    the draft, or None for notes and in files of other formats than text. ``mark`` is (block, place)
    of the mark of a note, if the block is one.
    """

    text: str
    apart: bool = False
    notes: tuple[Note, ...] = ()
    offset: int | None = None
    mark: tuple[int, int] | None = None


def draft_of_text(text: str) -> list[Block]:
    """Return the blocks of a text or of Markdown; notes are with the blocks that refer to them."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = _ESCAPE.sub(_INVISIBLE, text)
    text = _LINK.sub(lambda link: f" {link[1]} {' ' * len(link[2])}", text)
    blocks = list(_split(text))
    noted = {match[1] for block in blocks for match in _NOTE_TEXT.finditer(block.text)}
    typed = set() if noted else _typed(blocks)
    kept: list[Block] = []
    notes: dict[str, str] = {}
    for block in blocks:
        pattern = _NOTE_TEXT if noted else _TYPED_NOTE if typed else None
        first = pattern.search(block.text) if pattern else None
        if pattern and first and first.start() == 0 and _is_note(first, noted | typed):
            notes |= _notes_in(block.text, pattern)
        else:
            kept.append(block)
    return [_with_notes(block, notes, _NOTE_MARK if noted else _TYPED_MARK) for block in kept]


def draft_of_file(path: Path) -> list[Block]:
    """Return the blocks of a file that is not a Word document.

    Raises: UnsupportedFormat or UnreadableReport, as ``corpus.readers.formats.read_blocks``.
    """
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return draft_of_text(decode(path))
    return [
        Block(block.text, notes=tuple(Note(-1, note.text) for note in block.notes))
        for block in read_blocks(path)
        if block.label not in _NO_TEXT
    ]


def with_note_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks, each followed by its notes as blocks of their own."""
    found: list[Block] = []
    for block in blocks:
        owner = len(found)
        found.append(block)
        found += [Block(note.text, mark=(owner, note.place)) for note in block.notes]
    return found


def _split(text: str) -> Iterator[Block]:
    lines = [line for line in text.splitlines() if line.strip()]
    one_a_line = "\n\n" not in text and sum(map(len, lines)) > _LONG_LINE * max(len(lines), 1)
    breaks = re.compile(r"\n") if one_a_line else _BREAK
    start = 0
    for match in (*breaks.finditer(text), None):
        end = match.start() if match else len(text)
        yield from _apart(text[start:end], start)
        start = match.end() if match else end


def _apart(text: str, offset: int) -> Iterator[Block]:
    """Yield a paragraph, or what of it is set apart and what is not."""
    place = 0
    parts: list[tuple[bool, int, int]] = []
    for line in text.splitlines(keepends=True):
        apart = bool(_APART.match(line))
        empty = not _APART.sub("", line).strip()
        if parts and parts[-1][0] == apart and not empty:
            parts[-1] = apart, parts[-1][1], place + len(line)
        else:
            parts.append((apart, place, place + len(line)))
        place += len(line)
    for apart, start, end in parts:
        part = text[start:end]
        if apart:
            part = _APART.sub(lambda mark: " " * len(mark[0]), part)
        if part.strip():
            yield Block(part, apart, offset=offset + start)


def _typed(blocks: Iterable[Block]) -> set[str]:
    """Return the marks of notes that are typed in the text and below it."""
    marks: set[str] = set()
    below: set[str] = set()
    for block in blocks:
        marks |= {match[1].translate(_RAISED) for match in _TYPED_MARK.finditer(block.text)}
        for mark, text in _notes_in(block.text, _TYPED_NOTE).items():
            if read_citations(text):
                below.add(mark)
    return marks & below


def _is_note(match: re.Match[str], marks: set[str]) -> bool:
    return match[1].translate(_RAISED) in marks


def _notes_in(text: str, pattern: re.Pattern[str]) -> dict[str, str]:
    found = list(pattern.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {
        match[1].translate(_RAISED): text[match.end() : end].strip()
        for match, end in zip(found, ends, strict=False)
    }


def _with_notes(block: Block, notes: dict[str, str], pattern: re.Pattern[str]) -> Block:
    """Return a block with the notes that it refers to, the marks replaced by spaces."""
    found = [m for m in pattern.finditer(block.text) if m[1].translate(_RAISED) in notes]
    if not found:
        return block
    text = block.text
    for match in found:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    own = tuple(Note(match.start(), notes[match[1].translate(_RAISED)]) for match in found)
    return Block(text, block.apart, own, block.offset)
