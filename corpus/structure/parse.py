"""The parser: it turns blocks into complete numbered paragraphs, each under its headings.

The rules are the United Nations'. Paragraphs are numbered through the report and anew in each
annex. Headings are marked I., A., 1., (a) from the outermost in. So a number is accepted only if it
can be the next number. A heading is accepted only if its style or the next ordinal shows it. Any
other text in the numbered body continues the paragraph before, for instance after a page break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.block import SIDE_HEADING, Block
from corpus.dehyphenate import join_hyphenated, whole_words
from corpus.document import FRONT, SUMMARY, Footnote, Paragraph
from corpus.errors import UnreadableReport
from corpus.numerals import FIGURE, LETTER, ROMAN, UNMARKED, Candidate, Number, candidate
from corpus.structure import resolution
from corpus.structure.headings import Heading, path_to, plain_heading, styled_heading
from corpus.structure.numbering import can_follow, repeats, restarts, shows_a_gap

_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
_ANNEX = re.compile(
    r"((?:Annex|Appendix)(?: (?:[IVX]+|\d+|[A-Z]))?)\b\.?:?(?: – .*)?", re.IGNORECASE
)
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[•–—*-]\s")
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’»)\]\d]*$")
_CONTENTS = ("contents", "table of contents", "sommaire", "table des matières", "índice")
# The number of following blocks in which later numbers are searched.
_LOOK_AHEAD = 150
# A file with at least this many headings by style marks all its headings by style.
_ENOUGH_STYLED_HEADINGS = 3


def parse_blocks(blocks: Sequence[Block], symbol: str, source: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document.

    Raises: UnreadableReport if there is no numbered paragraph, or the numbering is broken.
    """
    state = assemble(blocks, symbol)
    if not any(p.number for p in state.paragraphs):
        raise UnreadableReport(f"{source}: no numbered paragraphs (1., 2., 3. ...) were found")
    if state.faults:
        raise UnreadableReport(f"{source}: {state.faults[0]}")
    return tuple(state.paragraphs)


def assemble(blocks: Sequence[Block], symbol: str) -> "_State":
    """Return the paragraphs of a document and the faults of their numbering."""
    clean = [
        replace(block, text=" ".join(_LINK.sub(r"\1", block.text).split())) for block in blocks
    ]
    clean = [block for block in clean if block.text and not block.label]
    styled = sum(block.level > 0 for block in clean) >= _ENOUGH_STYLED_HEADINGS
    state = _State(symbol, styled, whole_words(block.text for block in clean))
    candidates = [_as_number(block) for block in clean]
    numbers = [number.number if number else None for number in candidates]
    for index, (block, number) in enumerate(zip(clean, candidates, strict=True)):
        ahead = numbers[index + 1 : index + _LOOK_AHEAD] if number else []
        state.read(block, number, [later for later in ahead if later])
    state.paragraphs = resolution.name_paragraphs(state.paragraphs)
    return state


def _as_number(block: Block) -> Candidate | None:
    number = candidate(block.text)
    if number and block.level and len(block.text) < 120 and not block.text.endswith("."):
        return None  # "1. Legal framework" is a heading; conclusions in bold are sentences
    return number


@dataclass
class _State:
    """The current part, number and headings of the parser, and the paragraphs so far."""

    symbol: str
    styled: bool  # headings are marked by their style
    vocabulary: frozenset[str]
    part: str = FRONT
    last: Number | None = None  # the last paragraph's number
    written: str = ""  # the last paragraph's number as printed
    open: bool = False  # the next text may continue the last paragraph
    contents: bool = False  # the current block is in the table of contents
    listed: int = 0  # the last number of a list within the last paragraph
    page: int | None = None
    path: list[Heading] = field(default_factory=list)
    recent: list[Heading] = field(default_factory=list)  # the headings since the last text
    paragraphs: list[Paragraph] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    rejoined: int = 0

    def read(self, block: Block, number: Candidate | None, later: Sequence[Number]) -> None:
        """Read the next block; ``later`` are the numbers at the start of the following blocks."""
        if self._is_contents_entry(block, number) or self._starts_part(block):
            return
        if number and self._is_paragraph_number(block, number, later):
            self._enter_body()
            self._add(block, number.written, block.text[number.end :])
            self.path = [above for above in self.path if above.depth[0] != SIDE_HEADING]
            self.last, self.written = number.number, number.written
            self.open, self.listed = True, 0
        elif heading := self._as_heading(block):
            self._add_heading(block, heading)
            return
        elif self.open and not resolution.closes(block.text):
            self._continue(block)
        else:
            self._add(block, "", block.text)
        self.recent = []
        self.page = block.page

    def _is_paragraph_number(
        self, block: Block, number: Candidate, later: Sequence[Number]
    ) -> bool:
        """Return whether a number starts a paragraph; record a fault if the numbering is broken."""
        if self._is_numbered_heading(block) or self._is_list_item(number, later):
            return False
        if can_follow(number.number, self.last):
            return True
        if self.recent and self.last is not None and restarts(number, later):
            self.part, self.last = self._new_part(self.recent[0].text), None
            return True
        first = block.text[number.end : number.end + 1]
        if first.isupper() or not first.isalpha():
            if shows_a_gap(number, self.last, later):
                self.faults.append(
                    f"after paragraph {self.written} comes {number.written}"
                    if self.last
                    else f"the first paragraph is {number.written}, not 1"
                )
                return True
            if self.open and repeats(number, self.last, later):
                self.faults.append(f"paragraph {number.written} appears twice")
                return True
        return False

    def _is_list_item(self, number: Candidate, later: Sequence[Number]) -> bool:
        """Return whether a number counts an item of a list within the last paragraph.

        Such a list begins with 1 below a paragraph that continues. The list may reach the number of
        the next paragraph. Then the last block with this number starts the paragraph.
        """
        if not self.open or len(number.number) > 1 or self.last is None:
            self.listed = 0
            return False
        begins = number.number == (1,) and (2,) in later[:2] and not can_follow((1,), self.last)
        goes_on = self.listed and number.number == (self.listed + 1,)
        if not begins and not goes_on:
            return False
        if can_follow(number.number, self.last) and number.number not in later:
            return False
        self.listed = number.number[0]
        return True

    def _is_contents_entry(self, block: Block, number: Candidate | None) -> bool:
        """Add a block if it is an entry of the table of contents; return whether it is.

        An entry ends with a page number or is the name of an annex.
        """
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
        """Return a name that no other part has."""
        used = {paragraph.part for paragraph in self.paragraphs}
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
        is_rest = not _SUB_PARAGRAPH.match(block.text)
        # Plain text has no pages. There every block that is not a sub-paragraph counts as rejoined.
        if is_rest and (
            not self.styled or block.page != self.page or not _SENTENCE_END.search(last.text)
        ):
            self.rejoined += 1
        notes: tuple[Footnote, ...] = last.footnotes + block.notes
        text = join_hyphenated(last.text, block.text, self.vocabulary)
        self.paragraphs[-1] = replace(last, text=text, footnotes=notes)

    def _add_heading(self, block: Block, heading: Heading) -> None:
        begins = heading.depth[1] in (ROMAN, LETTER, FIGURE) and heading.ordinal == 1
        if not self._in_body() and (begins or not self.styled):
            self._enter_body()
            self.path = []
        if not self._in_body():
            self._add(block, "", block.text)
        self.path = path_to(heading, self.path, self.recent)
        self.recent = [above for above in self.path if above in self.recent] + [heading]
        self.open = False

    def _in_body(self) -> bool:
        return self.part not in (FRONT, SUMMARY)

    def _as_heading(self, block: Block) -> Heading | None:
        if self.styled:
            return styled_heading(block, self.path) if block.level else None
        heading = plain_heading(block.text, self.path)
        if heading is None and block.level and self._in_body():
            return Heading((block.level, UNMARKED), 0, block.text)
        return heading

    def _is_numbered_heading(self, block: Block) -> bool:
        """Return whether "1. Legal framework" below a lettered heading is a heading."""
        below_letter = any(above.depth[1] == LETTER for above in self.path)
        return (
            not self.styled
            and below_letter
            and self.last is not None
            and self._as_heading(block) is not None
        )


def _ends_with_page(text: str) -> bool:
    return text[-1].isdigit() or bool(_ANNEX.fullmatch(text))
