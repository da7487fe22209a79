"""Find the quotations of a draft, and the citations that belong to each.

A citation belongs to the quotation before it: in brackets after the quotation or in a note. If
there is none, it is before the quotation in the same sentence ("In paragraph 6 of A/78/176, ...").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.verify.citations import DIRECTLY, SEE, Citation, read_citations
from assistant.verify.draft import Block
from assistant.verify.quoted import masked_text, quotations_in
from assistant.verify.types import Quoted, Source

_ABBREVIATION = r"(?<!\bpara)(?<!\bparas)(?<!\bart)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bibid)"
_SENTENCE_END = re.compile(
    rf"{_ABBREVIATION}[.!?…。！？][\"”’»)\]\d¹²³⁰⁴-⁹]*(?:\s+(?=[\"“«‘'(\[]*[^\W\d_a-zß-ÿа-я])|$)|[。！？]"
)
_GROUP = re.compile(rf"[\s,;()\[\]&]*(?:(?:and|et|y|и|as\s+well\s+as)\s+)?{SEE}", re.IGNORECASE)
_SHORT = 200  # characters of a paragraph that is only the source of the quotation above it


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation with the citations that belong to it; ``near`` says that they adjoin it."""

    quotation: Quoted
    sources: tuple[Source, ...]
    near: bool


def attributed(blocks: Sequence[Block]) -> list[Attributed]:
    """Return the quotations of a draft in order. ``blocks`` has notes as blocks of their own."""
    quotations = quotations_in(blocks)
    masked = [
        masked_text(
            block.text, [q for q in quotations if q.block == number and not q.block_quotation]
        )
        for number, block in enumerate(blocks)
    ]
    cited = _Cited(blocks, masked)
    found = [cited.sources_of(quotation, quotations) for quotation in quotations]
    for number in reversed(range(len(found) - 1)):
        # The paragraphs of one quotation share the citation at its end.
        this, after = found[number], found[number + 1]
        if not this.sources and _continues(this.quotation, after.quotation, blocks):
            found[number] = replace(this, sources=after.sources, near=after.near)
    for number in range(1, len(found)):
        this, before = found[number], found[number - 1]
        if not this.sources and _continues(before.quotation, this.quotation, blocks):
            found[number] = replace(this, sources=before.sources, near=before.near)
    return found


def _continues(first: Quoted, second: Quoted, blocks: Sequence[Block]) -> bool:
    """Return whether two quotations are paragraphs of one."""
    if first.block_quotation and second.block_quotation:
        between = blocks[first.block + 1 : second.block]
        return all(block.mark for block in between)
    ends = not blocks[first.block].text[first.end :].strip()
    return ends and not first.open and first.block < second.block and second.start <= 2


class _Cited:
    """The citations of a draft, each with the document that it means."""

    def __init__(self, blocks: Sequence[Block], masked: Sequence[str]) -> None:
        self._blocks, self._masked = blocks, masked
        self._citations: list[list[tuple[Citation, Source]]] = []
        last = {False: Source("", "", ""), True: Source("", "", "")}
        for block, text in zip(blocks, masked, strict=True):
            in_note = block.mark is not None
            row: list[tuple[Citation, Source]] = []
            for citation in read_citations(text):
                before = last[in_note] if last[in_note].symbol else last[False]
                source = Source(
                    citation.text,
                    citation.symbol or before.symbol,
                    citation.address or (before.address if citation.same else ""),
                    citation.rest,
                )
                last[in_note] = source
                row.append((citation, source))
            self._citations.append(row)

    def sources_of(self, quotation: Quoted, quotations: Sequence[Quoted]) -> Attributed:
        """Return a quotation with the citations that belong to it."""
        place = self._place(quotation)
        ways = (self._directly_after, self._in_note, self._in_brackets, self._before)
        for way in (*ways, self._later, self._around):
            sources = way(quotation, place, quotations)
            if sources:
                near = way in (self._directly_after, self._in_note)
                return Attributed(quotation, sources, near)
        return Attributed(quotation, (), near=False)

    def _place(self, quotation: Quoted) -> tuple[int, int]:
        """Return the start and the end of the sentence that has the quotation."""
        text = self._masked[quotation.block]
        if quotation.block_quotation:
            return 0, len(text)
        start = 0
        for match in _SENTENCE_END.finditer(text, 0, quotation.start):
            if match.end() < quotation.start:
                start = match.end()
        end = _SENTENCE_END.search(text, max(quotation.end - 1, 0))
        return start, end.end() if end else len(text)

    def _directly_after(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        text, row = self._masked[quotation.block], self._citations[quotation.block]
        for index, (citation, _) in enumerate(row):
            if citation.start >= quotation.end:
                between = text[quotation.end : citation.start]
                return self._group(quotation.block, index) if DIRECTLY.fullmatch(between) else ()
        return ()

    def _in_note(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        marks = {
            number: block.mark[1]
            for number, block in enumerate(self._blocks)
            if block.mark and block.mark[0] == quotation.block and self._citations[number]
        }
        if any(mark < 0 for mark in marks.values()):
            return self._in_some_note(quotation, list(marks), quotations)
        others = [q.start for q in quotations if q.block == quotation.block]
        limit = min(
            [s for s in others if s > quotation.end], default=len(self._masked[quotation.block])
        )
        for number, mark in marks.items():
            if quotation.end <= mark <= max(min(place[1] + 4, limit), quotation.end + 2):
                return tuple(source for _, source in self._citations[number])
        return ()

    def _in_some_note(
        self, quotation: Quoted, notes: list[int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        """Return the citations of the notes of a paragraph in which their marks are not known."""
        own = [one for one in quotations if one.block == quotation.block]
        if len(own) == len(notes):
            notes = [notes[own.index(quotation)]]
        return tuple(source for number in notes for _, source in self._citations[number])

    def _in_brackets(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        text = self._masked[quotation.block]
        for index, (citation, _) in enumerate(self._citations[quotation.block]):
            if quotation.end <= citation.start < place[1]:
                before = text[quotation.end : citation.start]
                if before.count("(") + before.count("[") > before.count(")") + before.count("]"):
                    return self._group(quotation.block, index)
        return ()

    def _before(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        row = self._citations[quotation.block]
        inside = [
            i for i, (c, _) in enumerate(row) if place[0] <= c.start and c.end <= quotation.start
        ]
        return self._group(quotation.block, inside[-1], back=True) if inside else ()

    def _later(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        for index, (citation, _) in enumerate(self._citations[quotation.block]):
            if quotation.end <= citation.start < place[1]:
                return self._group(quotation.block, index)
        return ()

    def _around(
        self, quotation: Quoted, place: tuple[int, int], quotations: Sequence[Quoted]
    ) -> tuple[Source, ...]:
        """Return the citations beside a quotation that is a paragraph of its own."""
        block = self._blocks[quotation.block]
        alone = not (block.text[: quotation.start] + block.text[quotation.end :]).strip(' \n“”"«».')
        if not quotation.block_quotation and not alone:
            return ()
        main = [n for n, one in enumerate(self._blocks) if one.mark is None or n == quotation.block]
        index = main.index(quotation.block)
        for number in main[index + 1 : index + 2]:
            text, row = self._masked[number], self._citations[number]
            if row and len(text) < _SHORT and DIRECTLY.fullmatch(text[: row[0][0].start]):
                return self._group(number, 0)
        for number in main[max(index - 1, 0) : index]:
            text, row = self._masked[number].rstrip(), self._citations[number]
            if row and text.endswith((":", ",", "：")):
                ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, len(text) - 1)]
                if row[-1][0].start >= max(ends, default=0):
                    return self._group(number, len(row) - 1, back=True)
        return ()

    def _group(self, block: int, index: int, *, back: bool = False) -> tuple[Source, ...]:
        """Return a citation and those that are joined to it by a semicolon or "and"."""
        row, text = self._citations[block], self._masked[block]
        first = last = index
        while (
            back and first and _GROUP.fullmatch(text[row[first - 1][0].end : row[first][0].start])
        ):
            first -= 1
        while not back and last + 1 < len(row):
            if not _GROUP.fullmatch(text[row[last][0].end : row[last + 1][0].start]):
                break
            last += 1
        return tuple(source for _, source in row[first : last + 1])
