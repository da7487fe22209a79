"""Read Word documents as drafts, and write drafts back as Word documents with comments.

The quotations are marked by comments of Word, so the text of the draft is not changed.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.verify.draft import Block, Note
from assistant.verify.types import Quoted
from corpus.errors import UnreadableReport
from corpus.readers.package import Package, damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR, _INITIALS = "Pilcrow", "¶"
_QUOTE_STYLES = ("quote", "block text", "citation", "zitat", "cita", "цитата")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
# Words that are withdrawn, a second form of what was read, and what is no text.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT = frozenset(
    (*(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "txbxContent")), _FALLBACK)
)
_HIDDEN = tuple(f"{_W}{name}" for name in ("vanish", "strike", "dstrike"))
_NOTES = ("footnote", "endnote")


class WordDraft:
    """A Word document as blocks, one for each paragraph; comments can be added to it."""

    def __init__(self, document: Any) -> None:
        """Read a document of python-docx."""
        self._document = document
        self._notes = _read_notes(document)
        # The runs of each block: the characters that each has in the block, and its element.
        self._runs: list[list[tuple[int, int, Any]]] = []
        self.blocks = [
            self._read(paragraph)
            for paragraph in document.element.body.iter(f"{_W}p")
            if not any(above.tag == _FALLBACK for above in paragraph.iterancestors())
        ]

    @classmethod
    def open(cls, path: Path) -> "WordDraft":
        """Open a file.

        Raises: UnreadableReport if it is damaged, locked by a password, or no Word document.
        """
        import docx

        Package(path)  # refuses a file that is locked or unpacks to too much
        try:
            return cls(docx.Document(str(path)))
        except Exception as error:  # what a damaged file breaks cannot be listed
            raise UnreadableReport(damaged(path)) from error

    @classmethod
    def of_blocks(cls, blocks: Sequence[Block]) -> "WordDraft":
        """Make a Word document of the blocks of another draft, its notes as paragraphs."""
        import docx

        document = docx.Document()
        for block in blocks:
            # Each character stays one character, so that the quotations are where they were.
            text = "".join(letter if letter >= " " else " " for letter in block.text)
            document.add_paragraph(text, style="Quote" if block.apart else None)
        return cls(document)

    def with_comments(
        self, blocks: Sequence[Block], comments: Sequence[tuple[Quoted, str]]
    ) -> bytes:
        """Return the document with comments on quotations as the bytes of a file.

        Args:
            blocks: the blocks that the quotations are in: those of this document, with or without
                its notes as blocks of their own. A comment on a note is at its mark.
            comments: the quotations and what is said of them.
        """
        from docx.text.run import Run

        own: list[int] = []  # the numbers of the blocks in this document
        main = 0
        for block in blocks:
            own.append(own[block.mark[0]] if block.mark else main)
            main += block.mark is None
        for quotation, text in comments:
            mark = blocks[quotation.block].mark
            start, end = (mark[1], mark[1]) if mark else (quotation.start, quotation.end)
            runs = self._cut(own[quotation.block], start, end)
            if runs:
                ends = [Run(run, self._document) for run in (runs[0], runs[-1])]
                self._document.add_comment(ends, text, _AUTHOR, _INITIALS)
        content = BytesIO()
        self._document.save(content)
        return content.getvalue()

    def _read(self, paragraph: Any) -> Block:
        runs: list[tuple[int, int, Any]] = []
        notes: list[Note] = []
        text = ""
        for run in _runs_of(paragraph):
            start = len(text)
            for child in run:
                name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
                text += (child.text or "") if name == "t" else _CHARACTERS.get(name, "")
                kind = name.removesuffix("Reference")
                note = self._notes.get((kind, child.get(f"{_W}id", ""))) if name != kind else None
                if note:
                    notes.append(Note(len(text), note))
            runs.append((start, len(text), run))
        self._runs.append(runs)
        return Block(text, self._is_apart(paragraph), tuple(notes))

    def _is_apart(self, paragraph: Any) -> bool:
        from docx.text.paragraph import Paragraph

        try:
            style = Paragraph(paragraph, self._document).style
        except (AttributeError, KeyError, ValueError):
            return False
        name = (style.name or "").lower() if style is not None else ""
        return any(word in name for word in _QUOTE_STYLES)

    def _cut(self, block: int, start: int, end: int) -> list[Any]:
        """Return the runs of some characters of a block, cut so that they have no others."""
        for place in (start, end):
            self._split(self._runs[block], place)
        inside = [run for s, e, run in self._runs[block] if s < end and e > start]
        # The mark of a note has no characters; a quotation may be in a run that cannot be cut.
        marks = [run for s, e, run in self._runs[block] if s == e == start]
        return inside or marks or [run for s, e, run in self._runs[block] if s <= start <= e]

    def _split(self, runs: list[tuple[int, int, Any]], place: int) -> None:
        for index, (start, end, run) in enumerate(runs):
            texts = [child for child in run if child.tag != f"{_W}rPr"]
            if start < place < end and len(texts) == 1 and texts[0].tag == f"{_W}t":
                second = deepcopy(run)
                run.addnext(second)
                whole = texts[0].text
                for half, part in ((run, whole[: place - start]), (second, whole[place - start :])):
                    element = half.find(f"{_W}t")
                    element.text = part
                    element.set(_SPACE, "preserve")
                runs[index : index + 1] = [(start, place, run), (place, end, second)]
                return


def _runs_of(element: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph in order, without those that are withdrawn or in a box."""
    for child in element:
        if child.tag == f"{_W}r":
            properties = child.find(f"{_W}rPr")
            if properties is None or not any(_is_on(properties.find(tag)) for tag in _HIDDEN):
                yield child
        elif isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            yield from _runs_of(child)


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _read_notes(document: Any) -> dict[tuple[str, str], str]:
    """Return the texts of the footnotes and endnotes by kind and id."""
    from docx.oxml import parse_xml

    notes: dict[tuple[str, str], str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1].removesuffix("s")
        if relation.is_external or kind not in _NOTES:
            continue
        for note in parse_xml(relation.target_part.blob).iter(f"{_W}{kind}"):
            texts = (
                "".join(t.text or "" for run in _runs_of(p) for t in run.iter(f"{_W}t"))
                for p in note.iter(f"{_W}p")
            )
            text = " ".join(" ".join(texts).split())
            if text:
                notes[kind, note.get(f"{_W}id", "")] = text
    return notes
