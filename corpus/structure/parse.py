"""Blocks to a document: numbered paragraphs made whole, each under its headings.

The rules are the United Nations': paragraphs are numbered through the report and anew in each
annex; headings are I., A., 1., (a) from the outermost in. So a number counts only where it can be
the next one, and a heading only where it is set as one or its ordinal can come next; any other text
inside the numbered body is the rest of a paragraph that a page break cut.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.block import SIDE, Block
from corpus.dehyphenate import join_hyphenated, whole_words
from corpus.document import FRONT, SUMMARY, Footnote, Paragraph
from corpus.errors import UnreadableReport
from corpus.numerals import FIGURE, LETTER, ROMAN, UNMARKED, Candidate, Number, candidate
from corpus.structure import resolution
from corpus.structure.headings import Heading, path_to, plain_heading, set_heading
from corpus.structure.numbering import can_follow, repeats, restarts, shows_a_gap

_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
_ANNEX = re.compile(
    r"((?:Annex|Appendix)(?: (?:[IVX]+|\d+|[A-Z]))?)\b\.?:?(?: – .*)?", re.IGNORECASE
)
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[•–—*-]\s")
_ENDS = re.compile(r"[.;:!?…][\"”’»)\]\d]*$")
_CONTENTS = ("contents", "table of contents", "sommaire", "table des matières", "índice")
# How many blocks ahead is looked for numbers.
_AHEAD = 150
# So many blocks set as headings show that a file tells headings from text.
_TELLS_HEADINGS = 3


def parse_blocks(blocks: Sequence[Block], symbol: str, source: str) -> tuple[Paragraph, ...]:
    """Assemble blocks into paragraphs; raises UnreadableReport where the numbering is broken."""
    state = assemble(blocks, symbol)
    if not any(p.number for p in state.paragraphs):
        raise UnreadableReport(f"{source}: no numbered paragraphs (1., 2., 3. ...) were found")
    if state.faults:
        raise UnreadableReport(f"{source}: {state.faults[0]}")
    return tuple(state.paragraphs)


def assemble(blocks: Sequence[Block], symbol: str) -> "_State":
    """Assemble blocks into paragraphs, and note what is wrong with their numbering."""
    clean = [
        replace(block, text=" ".join(_LINK.sub(r"\1", block.text).split())) for block in blocks
    ]
    clean = [block for block in clean if block.text and not block.excluded]
    typed = sum(block.level > 0 for block in clean) >= _TELLS_HEADINGS
    state = _State(symbol, typed, whole_words(block.text for block in clean))
    found = [_as_number(block) for block in clean]
    numbers = [one.number if one else None for one in found]
    for here, (block, number) in enumerate(zip(clean, found, strict=True)):
        later = [one for one in numbers[here + 1 : here + _AHEAD] if one] if number else []
        state.take(block, number, later)
    state.paragraphs = resolution.name_paragraphs(state.paragraphs)
    return state


def _as_number(block: Block) -> Candidate | None:
    found = candidate(block.text)
    if found and block.level and len(block.text) < 120 and not block.text.endswith("."):
        return None  # "1. Legal framework", set as a heading; bold conclusions are sentences
    return found


@dataclass
class _State:
    """Where we are in the report: its part, the last number, the headings above."""

    symbol: str
    typed: bool
    vocabulary: frozenset[str]
    part: str = FRONT
    last: Number | None = None
    written: str = ""  # the same, as it is printed
    open: bool = False  # the last paragraph may still go on
    contents: bool = False  # in the table of contents
    listed: int = 0  # the last number of a list within the last paragraph
    page: int | None = None
    path: list[Heading] = field(default_factory=list)
    fresh: list[Heading] = field(default_factory=list)  # since the last text
    paragraphs: list[Paragraph] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    rejoined: int = 0

    def take(self, block: Block, number: Candidate | None, later: Sequence[Number]) -> None:
        """Read one more block; ``later`` are the numbers that those after it begin with."""
        if self._is_of_contents(block, number) or self._starts_part(block):
            return
        if number and self._counts(block, number, later):
            self._enter_body()
            self._add(block, number.written, block.text[number.end :])
            self.path = [above for above in self.path if above.depth[0] != SIDE]
            self.last, self.written = number.number, number.written
            self.open, self.listed = True, 0
        elif heading := self._as_heading(block):
            self._take_heading(block, heading)
            return
        elif self.open and not resolution.closes(block.text):
            self._continue(block)
        else:
            self._add(block, "", block.text)
        self.fresh = []
        self.page = block.page

    def _counts(self, block: Block, found: Candidate, later: Sequence[Number]) -> bool:
        """Whether a number is this paragraph's; what is wrong with it is noted."""
        if self._is_numbered_heading(block) or self._is_of_list(found, later):
            return False
        if can_follow(found.number, self.last):
            return True
        if self.fresh and self.last is not None and restarts(found, later):
            self.part, self.last = self._new_part(self.fresh[0].text), None
            return True
        written = found.written
        starts = block.text[found.end : found.end + 1]
        if starts.isupper() or not starts.isalpha():
            if shows_a_gap(found, self.last, later):
                self.faults.append(
                    f"after paragraph {self.written} comes {written}"
                    if self.last
                    else f"the first paragraph is {written}, not 1"
                )
                return True
            if self.open and repeats(found, self.last, later):
                self.faults.append(f"paragraph {written} is there twice")
                return True
        return False

    def _is_of_list(self, found: Candidate, later: Sequence[Number]) -> bool:
        """Whether a number counts the items of a list within the last paragraph.

        Such a list begins with 1 below a paragraph that goes on, and may reach the number that the
        next paragraph has: that is the paragraph's where the list ends.
        """
        if not self.open or len(found.number) > 1 or self.last is None:
            self.listed = 0
            return False
        begins = found.number == (1,) and (2,) in later[:2] and not can_follow((1,), self.last)
        goes_on = self.listed and found.number == (self.listed + 1,)
        if not begins and not goes_on:
            return False
        if can_follow(found.number, self.last) and found.number not in later:
            return False
        self.listed = found.number[0]
        return True

    def _is_of_contents(self, block: Block, number: Candidate | None) -> bool:
        """Whether a block is a line of the table of contents: it ends with the number of a page."""
        if self._in_body() or number:
            self.contents = False
        elif block.text.rstrip(".: ").lower() in _CONTENTS:
            self.contents = True
        elif self.contents and not block.level and _ends_with_page(block.text):
            self._add(block, "", block.text)
            return True
        return False

    def _starts_part(self, block: Block) -> bool:
        text = block.text
        if self.part == FRONT and text.rstrip(".:").lower() == SUMMARY:
            self.part, self.path = SUMMARY, []
            return True
        annex = _ANNEX.fullmatch(text)
        if annex and self.part not in (FRONT, SUMMARY):
            self.part = self._new_part(annex[1][:1].lower() + annex[1][1:])
            self.last, self.path, self.open = None, [], False
            return True
        return False

    def _new_part(self, name: str) -> str:
        """Name a part so that no other has its name."""
        used = {paragraph.part for paragraph in self.paragraphs}
        names = [name, *(f"{name} ({count})" for count in range(2, len(used) + 3))]
        return next(one for one in names if one not in used)

    def _enter_body(self) -> None:
        """Leave what stands before the first paragraph, and the titles with it."""
        if self.part not in (FRONT, SUMMARY):
            return
        self.part = ""
        first = next((i for i, above in enumerate(self.path) if above.ordinal == 1), None)
        self.path = self.path[first:] if first is not None else self.fresh[:]

    def _add(self, block: Block, number: str, text: str) -> None:
        headings = tuple(above.text for above in self.path) if self._in_body() else ()
        self.paragraphs.append(
            Paragraph(self.symbol, number, text, self.part, headings, block.notes, block.page)
        )

    def _continue(self, block: Block) -> None:
        last = self.paragraphs[-1]
        cut = not _SUB_PARAGRAPH.match(block.text)
        # Plain text knows no pages; there it is whatever is no sub-paragraph.
        if cut and (not self.typed or block.page != self.page or not _ENDS.search(last.text)):
            self.rejoined += 1
        notes: tuple[Footnote, ...] = last.footnotes + block.notes
        text = join_hyphenated(last.text, block.text, self.vocabulary)
        self.paragraphs[-1] = replace(last, text=text, footnotes=notes)

    def _take_heading(self, block: Block, heading: Heading) -> None:
        begins = heading.depth[1] in (ROMAN, LETTER, FIGURE) and heading.ordinal == 1
        if not self._in_body() and (begins or not self.typed):
            self._enter_body()
            self.path = []
        if not self._in_body():
            self._add(block, "", block.text)
        self.path = path_to(heading, self.path, self.fresh)
        self.fresh = [above for above in self.path if above in self.fresh] + [heading]
        self.open = False

    def _in_body(self) -> bool:
        return self.part not in (FRONT, SUMMARY)

    def _as_heading(self, block: Block) -> Heading | None:
        if self.typed:
            return set_heading(block, self.path) if block.level else None
        heading = plain_heading(block.text, self.path)
        if heading is None and block.level and self._in_body():
            return Heading((block.level, UNMARKED), 0, block.text)
        return heading

    def _is_numbered_heading(self, block: Block) -> bool:
        """Tell "1. Legal framework", below a lettered heading, from a paragraph."""
        below_letter = any(above.depth[1] == LETTER for above in self.path)
        return (
            not self.typed
            and below_letter
            and self.last is not None
            and self._as_heading(block) is not None
        )


def _ends_with_page(text: str) -> bool:
    return text[-1].isdigit() or bool(_ANNEX.fullmatch(text))
