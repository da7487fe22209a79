"""The state of the parser: the current part, number and headings, and the paragraphs so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.block import Block
from corpus.dehyphenate import Words, join_hyphenated
from corpus.document import FRONT, SUMMARY, Paragraph
from corpus.numerals import FIGURE, LETTER, ROMAN, UNMARKED, Number
from corpus.structure import numbering, resolution, unnumbered
from corpus.structure.explanation import Explained, Taken
from corpus.structure.headings import Heading, find_heading, path_to
from corpus.structure.marks import opening_name
from corpus.structure.numbering import Step
from corpus.table import Table

# How paragraphs are cited: by number; by number or by page; by page.
NUMBERED, MIXED, UNNUMBERED = "numbered", "mixed", "unnumbered"
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’»)\]\d]*$")
_SPEAKER_DEPTH = (10, UNMARKED)  # below all headings by style


@dataclass
class State:
    """The current part, number and headings of the parser, and the paragraphs so far."""

    symbol: str
    remainder: Sequence[Block] = ()  # the blocks that belong to no paragraph
    mode: str = NUMBERED
    first: Block | None = None  # the first paragraph of a body without numbers
    record: bool = False  # a verbatim or summary record: speakers are headings
    styled: bool = False  # headings are marked by their style
    words: Words = field(default_factory=Words)
    labels: frozenset[str] = frozenset()  # side headings that hold for one paragraph
    part: str = FRONT
    aside: str = ""  # the text that was left out since the last number
    last: Number | None = None  # the last paragraph's number; None at the start of a part
    written: str = ""  # the last paragraph's number as printed; "" at the start of a part
    open: bool = False  # the next text may continue the last paragraph
    page: int | None = None
    path: list[Heading] = field(default_factory=list)
    outer_path: list[Heading] = field(default_factory=list)  # the path before the part
    path_before: list[Heading] = field(default_factory=list)  # before the recent headings
    since: list[Heading] = field(default_factory=list)  # the headings since the last number
    signed: bool = False  # the block above is a signature
    introduced: bool = False  # the last paragraph introduces what follows it
    boxed: bool = False  # the recent headings are those of a box with a list
    recent: list[Heading] = field(default_factory=list)  # the headings since the last text
    paragraphs: list[Paragraph] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    restarted: list[str] = field(default_factory=list)  # parts that nothing announces
    doubts: list[str] = field(default_factory=list)
    rejoined: int = 0
    glued: list[int] = field(default_factory=list)  # lengths of blocks below a finished paragraph
    headings: list[str] = field(default_factory=list)  # all headings of the document
    taken_for: list[Taken] = field(default_factory=list)  # of each block without a label
    tables: Sequence[Table] = ()
    explanation: list[Explained] = field(default_factory=list)
    pages_without_text: tuple[int, ...] = ()  # pages that are only pictures

    def read(self, block: Block, step: Step | None, aside: str) -> tuple[bool, str]:
        """Read the next block; return whether it is a heading, and what it was taken for.

        Args:
            block: the block.
            step: how the number at its start is read, if there is one.
            aside: the text that was left out above the block.
        """
        self.aside += f" {aside}"
        kind = step.kind if step else ""
        if self._opens_summary(block):
            return True, "part"
        if kind == numbering.OPEN and self._may_open_part():
            self._open_part(block)
            return True, "part"
        candidate = step.mark.candidate if step else None
        if candidate and kind in numbering.ACCEPTED:
            self._begin_paragraph(kind, candidate.number, candidate.written)
            self._add(block, candidate.written, block.text[candidate.end :])
            self.path = [above for above in self.path if above.text not in self.labels]
            self.last, self.written, self.aside = candidate.number, candidate.written, ""
            self.open, self.signed, self.introduced = True, False, False
        elif kind != numbering.ITEM and (heading := self._as_heading(block)):
            self._add_heading(block, heading)
            return True, f"heading, level {len(self.path)}"
        else:
            self._read_text(block, step)
        self.recent, self.page = [], block.page
        label = self.paragraphs[-1].label or "unnumbered paragraph"
        return False, f"{label} ({kind or 'text'})"

    def _read_text(self, block: Block, step: Step | None) -> None:
        """Read a block that is neither a numbered paragraph nor a heading."""
        is_item = step is not None and step.kind == numbering.ITEM
        if self._continues(block) or (is_item and self.open):
            if step and (unused := numbering.unused_number(step, self.last)):
                self.doubts.append(
                    f"the number {unused} at the start of a line in paragraph {self.written} was "
                    "taken for text"
                )
            elif not is_item:
                self._count_glued(block)
            self._continue(block)
            return
        if is_item and self.recent:
            self.boxed = True
            self.doubts.append(
                f"the numbers below “{self.recent[-1].text[:60]}” were taken for a list"
            )
        if self.mode != NUMBERED:
            self._read_unnumbered(block)
        else:
            self._add(block, "", block.text)

    def _read_unnumbered(self, block: Block) -> None:
        """Read a paragraph of a document that is cited by page."""
        if block is self.first:
            self._enter_body()
        signs = unnumbered.begins_signature(block.text)
        self.signed = signs or (self.signed and unnumbered.continues_signature(block.text))
        if self.signed:
            self.paragraphs.append(
                Paragraph(self.symbol, "", block.text, FRONT, (), block.notes, block.page)
            )
            self.open = False
            return
        if self.record and (name := unnumbered.speaker(block.text)):
            self.path = [above for above in self.path if above.depth != _SPEAKER_DEPTH]
            self.path.append(Heading(_SPEAKER_DEPTH, 0, name))
        self._add(block, "", block.text)
        self.open = self._in_body()

    def _continues(self, block: Block) -> bool:
        """Return whether a block continues the last paragraph."""
        if not self.open or resolution.closes(block.text):
            return False
        if self.mode == NUMBERED:
            return True
        if self.record and unnumbered.speaker(block.text):
            return False
        return unnumbered.goes_on(block.text, self.paragraphs[-1].text)

    def _count_glued(self, block: Block) -> None:
        above = self.paragraphs[-1].text
        # "... the adoption of the following draft resolution:" introduces all that follows.
        self.introduced = self.introduced or above.endswith(":")
        if not self.introduced and unnumbered.begins_paragraph(block.text, above):
            self.glued.append(len(block.text))

    def _begin_paragraph(self, kind: str, number: Number, written: str) -> None:
        """Enter the part of the next paragraph, and record a fault of its number."""
        if kind == numbering.RESUME:
            self.part = ""  # the body goes on after an annex
        elif kind == numbering.RESTART:
            name = next((above.text for above in self.since), "")
            if not name and self.paragraphs[-1].text.endswith(":"):
                name = f"list in para. {self.written}"
            name = name or "second numbering"
            self.doubts.append(f"the numbering begins again at “{name[:60]}”")
            self._enter_part(name)
            self.restarted.append(self.part)
        elif kind == numbering.GAP and numbering.are_in_text(number, self.last, self.aside):
            self.doubts.append(f"the numbers between {self.written} and {written} are in a table")
        elif kind in (numbering.GAP, numbering.REPEAT):
            self.faults.append(numbering.fault(kind, self.written, written))
        if self.boxed and not self.recent:
            self.path = self.path_before
        self.boxed, self.since = False, []
        self._enter_body()

    def _opens_summary(self, block: Block) -> bool:
        if self.part == FRONT and block.text.rstrip(".:").lower() == SUMMARY:
            self.part, self.path = SUMMARY, []
            self.headings.append(block.text)
            return True
        return False

    def _may_open_part(self) -> bool:
        """Return whether a part can begin here: after the body or after the text of a letter."""
        return self._in_body() or unnumbered.has_letter(self.paragraphs)

    def _open_part(self, block: Block) -> None:
        name = opening_name(block)
        self.headings.append(block.text)
        self._enter_part(name)
        if len(block.text) > len(name) + 2:
            self.path = [Heading((1, UNMARKED), 0, block.text)]

    def _enter_part(self, name: str) -> None:
        self.part, self.outer_path = self._new_part(name), self.path or self.outer_path
        self.last, self.written = None, ""
        self.open, self.signed, self.path = False, False, self.recent[:]

    def _new_part(self, name: str) -> str:
        long = unnumbered.LETTER_TEXT
        used = {p.part for p in self.paragraphs if p.number or len(p.text) >= long}
        names = [name, *(f"{name} ({count})" for count in range(2, len(used) + 3))]
        return next(free for free in names if free not in used)

    def _enter_body(self) -> None:
        """Leave the front matter and the titles in it, if the body has not begun yet."""
        if self._in_body():
            return
        self.part = ""
        first = next((i for i, above in enumerate(self.path) if above.ordinal == 1), None)
        self.path = self.path[first:] if first is not None else self.recent[:]

    def _add(self, block: Block, number: str, text: str) -> None:
        headings = tuple(above.text for above in self.path) if self._in_body() else ()
        self.paragraphs.append(
            Paragraph(self.symbol, number, text, self.part, headings, block.notes, block.page)
        )

    def _continue(self, block: Block) -> None:
        last = self.paragraphs[-1]
        is_rest = not unnumbered.SUB_PARAGRAPH.match(block.text)
        # Plain text has no pages. There every block that is not a sub-paragraph counts as rejoined.
        if is_rest and (
            not self.styled or block.page != self.page or not _SENTENCE_END.search(last.text)
        ):
            self.rejoined += 1
        text = join_hyphenated(last.text, block.text, self.words)
        self.paragraphs[-1] = replace(last, text=text, footnotes=last.footnotes + block.notes)

    def _add_heading(self, block: Block, heading: Heading) -> None:
        begins = heading.depth[1] in (ROMAN, LETTER, FIGURE) and heading.ordinal == 1
        if not self._in_body() and (begins or not self.styled):
            self._enter_body()
            self.path = []
        if not self._in_body():
            self._add(block, "", block.text)
        if not self.recent:
            self.path_before = self.path
        self.path = path_to(heading, self.path, self.recent)
        self.recent = [above for above in self.path if above in self.recent] + [heading]
        self.since.append(heading)
        if self._in_body():
            self.headings.append(block.text)
        self.open = self.signed = False

    def _in_body(self) -> bool:
        return self.part not in (FRONT, SUMMARY)

    def _as_heading(self, block: Block) -> Heading | None:
        found = find_heading(block, self.path, styled=self.styled, in_body=self._in_body())
        if found is None and not self.path and not self.styled:
            # The headings of Part Two may go on after those of Part One.
            return find_heading(block, self.outer_path, styled=False, in_body=False)
        return found
