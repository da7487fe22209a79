"""Blocks to a document: numbered paragraphs made whole, each under its headings.

The rules are the United Nations': paragraphs are numbered 1, 2, 3 ... through the report and anew
in each annex; headings are I., A., 1., (a) from the outermost in. So a number counts only where it
is the next one, and a heading only where its ordinal can come next; any other text inside the
numbered body is the rest of a paragraph that a page break cut.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from corpus import symbol as symbols
from corpus.document import Document, Paragraph
from corpus.errors import UnknownSymbol, UnreadableReport
from corpus.read import Block, read_blocks

_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
_NUMBER = re.compile(r"(\d{1,4})\.\s+(?=\S)")
_ORDINAL = re.compile(r"([IVXLC]+|[A-Z]|\d{1,2})\.\s+(?=[A-Z“‘\"])")
_ANNEX = re.compile(r"Annex(?: ([IVX]+|\d+))?\.?", re.IGNORECASE)
_DATE = re.compile(r"(?:Distr\.?:? \w+ )?(\d{1,2} [A-Z][a-z]+ \d{4})\b")
_LONGEST_HEADING = 250
FRONT, SUMMARY = "front matter", "summary"


def parse(path: Path, symbol: str | None = None) -> Document:
    """Read a report whole.

    Args:
        path: the file; its name gives the symbol (``A_78_176-EN.txt``) where none is given.
        symbol: the document's symbol, as cited.

    Raises:
        UnknownSymbol: the symbol is neither given nor in the file's name or first lines.
        UnreadableReport: there is no numbered paragraph, or a number is missing.
        UnsupportedFormat: there is no reader for this kind of file.
    """
    blocks = read_blocks(path)
    name = symbols.normalise(symbol) if symbol else _find_symbol(path, blocks)
    paragraphs = parse_blocks(blocks, name, path.name)
    front = [p.text for p in paragraphs if p.part == FRONT]
    return Document(
        name,
        _find_title(front) or name,
        paragraphs,
        issued=_find_date(front),
        source=path.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def parse_blocks(blocks: Sequence[Block], symbol: str, source: str) -> tuple[Paragraph, ...]:
    """Assemble blocks into paragraphs; raises UnreadableReport where the numbering is broken."""
    state = _Reading(symbol)
    for block in blocks:
        state.take(Block(" ".join(_LINK.sub(r"\1", block.text).split()), block.level))
    paragraphs = tuple(state.paragraphs)
    if not any(p.number for p in paragraphs):
        raise UnreadableReport(f"{source}: no numbered paragraphs (1., 2., 3. ...) were found")
    if state.gap:
        raise UnreadableReport(
            f"{source}: after paragraph {state.gap[0]} comes {state.gap[1]}. "
            "Mend the text, or leave this report out; a wrong number is worse than none"
        )
    return paragraphs


@dataclass
class _Reading:
    """Where we are in the report: its part, the next number, the headings above."""

    symbol: str
    part: str = FRONT
    expected: int = 1
    open: bool = False  # the last paragraph may still go on
    path: list[tuple[int, int, str]] = field(default_factory=list)  # level, ordinal, text
    paragraphs: list[Paragraph] = field(default_factory=list)
    gap: tuple[int, int] | None = None

    def take(self, block: Block) -> None:
        """Read one more block."""
        number = _NUMBER.match(block.text)
        if self._starts_part(block.text):
            return
        if number and int(number[1]) == self.expected and not self._is_numbered_heading(block):
            self._enter_body()
            self._add(number[1], block.text[number.end() :])
            self.expected += 1
            self.open = True
        elif heading := self._as_heading(block):
            self._enter_body()
            self.path = [above for above in self.path if above[0] < heading[0]] + [heading]
            self.open = False
        elif self.open:
            self._check_gap(block.text)
            last = self.paragraphs.pop()
            self._add(last.number, f"{last.text} {block.text}")
        else:
            self._add("", block.text)

    def _starts_part(self, text: str) -> bool:
        if self.part == FRONT and text.rstrip(".:").lower() == SUMMARY:
            self.part = SUMMARY
            return True
        annex = _ANNEX.fullmatch(text)
        if annex and self.part not in (FRONT, SUMMARY):
            self.part = f"annex {annex[1]}" if annex[1] else "annex"
            self.expected, self.path, self.open = 1, [], False
            return True
        return False

    def _enter_body(self) -> None:
        if self.part in (FRONT, SUMMARY):
            self.part = ""

    def _add(self, number: str, text: str) -> None:
        headings = tuple(text for _, _, text in self.path)
        self.paragraphs.append(Paragraph(self.symbol, number, text, self.part, headings))

    def _check_gap(self, text: str) -> None:
        """Notice "16. The ..." after paragraph 14: swallowing it would hide a paragraph."""
        number = re.match(r"(\d{1,4})\.\s+[A-Z“\"(]", text)
        if number and self.expected < int(number[1]) <= self.expected + 2:
            self.gap = self.gap or (self.expected - 1, int(number[1]))

    def _is_numbered_heading(self, block: Block) -> bool:
        """Tell "1. Legal framework", below a lettered heading, from a paragraph."""
        below_letter = any(level == 2 for level, _, _ in self.path)
        return below_letter and self._as_heading(block) is not None and self.expected > 1

    def _as_heading(self, block: Block) -> tuple[int, int, str] | None:
        text = block.text
        found = _ORDINAL.match(text)
        if found and len(text) <= _LONGEST_HEADING and not text.endswith((".", ";", ",", ":")):
            for level, ordinal in _ordinals(found[1]):
                if ordinal == self._next_ordinal(level):
                    return level, ordinal, text
        if block.level and self.part not in (FRONT, SUMMARY):
            return block.level, 0, text
        return None

    def _next_ordinal(self, level: int) -> int:
        """Which ordinal a heading of this level would have here; -1 where none can stand."""
        # Short reports have lettered headings only; figures below no letter are paragraphs.
        alone = level == 2 and not self.path
        if level > 1 and not alone and all(above[0] != level - 1 for above in self.path):
            return -1
        return max((above[1] for above in self.path if above[0] == level), default=0) + 1


def _ordinals(mark: str) -> list[tuple[int, int]]:
    """Return what a mark can be, as (level, value): "C" is the third letter, or a hundred."""
    if mark.isdigit():
        return [(3, int(mark))]
    readings = [(1, _roman(mark))] if set(mark) <= set("IVXLC") else []
    if len(mark) == 1:
        readings.append((2, ord(mark) - ord("A") + 1))
    return readings


def _roman(mark: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in mark]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))


def _find_symbol(path: Path, blocks: Sequence[Block]) -> str:
    found = symbols.from_file_name(path.stem)
    if found is None:
        # Only a line that is nothing but a symbol: the first one mentioned is seldom the document's
        # own.
        lines = (_LINK.sub(r"\1", block.text) for block in blocks[:12])
        found = next((s for s in map(str.strip, lines) if symbols.SYMBOL.fullmatch(s)), None)
    if found is None:
        raise UnknownSymbol(
            f"{path.name}: which document is this? Name the file after its symbol "
            "(A_78_176.txt for A/78/176) or give --symbol"
        )
    return found


def _find_title(front: Sequence[str]) -> str:
    """Choose "Report of the ... on ..." if there is one, else what stands above the note."""
    own = [line for line in front if line.startswith("Report of") and " on " in line]
    if own:
        return own[-1]
    note = next(
        (i for i, line in enumerate(front) if re.match(r"(?:Note|Report) (?:by|of) ", line)), 0
    )
    return front[note - 1] if note else ""


def _find_date(front: Sequence[str]) -> date | None:
    for line in front:
        if found := _DATE.match(line):
            try:
                return datetime.strptime(found[1], "%d %B %Y").date()
            except ValueError:
                continue
    return None
