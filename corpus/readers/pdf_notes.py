"""The footnotes of PDF pages.

A footnote is in smaller type below the text. Its mark is raised, in the text and before the note.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.block import BOX, CAPTION, CHART, FURNITURE, TABLE, Area, Line, is_table_note
from corpus.document import Footnote
from corpus.numerals import candidate
from corpus.readers.pdf_page import MARK, SMALLER, Page, Run, TextLine

# Footnotes are below these too; the head row of a table can be without a label.
_ABOVE_NOTES = (TABLE, CAPTION, CHART, BOX)
# A mark that is printed in the text: "Bahamas (The),*".
_ASTERISKS = re.compile(r"(?<=[^\s*])\*{1,4}(?!\*)")
# The least number of words of a sentence in smaller type, its end, and the mark of a note.
_SENTENCE = 8
_ENDS = re.compile(r"[.;:!?…][\"”’»)\]]*$")
_NOTE_MARK = re.compile(r"(?:[*†‡]|\d{1,3} |[a-z] |/)")
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|[•–—·]\s")
# The rule above the footnotes is thinner and longer than this, in points.
_THIN, _SHORT = 3.0, 30.0


@dataclass(slots=True)
class Notes:
    """The lines of a page that are text, and the texts and areas of its footnotes by their marks.

    The areas of a footnote that ends on the next page are on two pages.
    """

    text_lines: list[TextLine]
    texts: dict[str, str] = field(default_factory=dict)
    areas: defaultdict[str, list[Area]] = field(default_factory=lambda: defaultdict(list))


def split_notes(pages: Sequence[Page], sizes: Sequence[float]) -> list[Notes]:
    """Return the text lines and the footnotes of each page.

    A footnote that begins on one page and ends on the next is a footnote of the first.

    Args:
        pages: the pages with the labels of their lines.
        sizes: the type size of the body text of each page, in points.
    """
    split: list[Notes] = []
    mark = ""
    for page, body in zip(pages, sizes, strict=True):
        lines = page.flow
        last = max(
            (
                line.bottom
                for line in page.lines
                if line.label in _ABOVE_NOTES
                or (not line.label and line.style.size > body - SMALLER)
            ),
            default=0.0,
        )
        rule = _rule(page, last)
        start = last if rule is None else rule
        notes = Notes([])
        above = split[-1] if split and rule is not None else None
        for line in lines:
            if line.top <= start - 1 or line.style.size > body - SMALLER:
                notes.text_lines.append(line)
                continue
            found = _start_of_note(line, mark, first=not notes.texts)
            if found and found[0] not in notes.texts:
                mark, above = found[0], notes
                above.texts[mark] = found[1]
            elif above and mark in above.texts:
                above.texts[mark] = f"{above.texts[mark]} {line.text.strip()}".strip()
            else:
                notes.text_lines.append(line)
                continue
            above.areas[mark].append(replace(line.area, note=True))
        split.append(notes)
    return split


def _rule(page: Page, last: float) -> float | None:
    """Return the height of the rule above the footnotes; ``last`` is the bottom of the text."""
    rules = [line.top for line in page.lines if line.label == FURNITURE]
    if rules:
        return rules[-1]
    drawn = (
        top
        for left, top, right, bottom in page.drawings
        if bottom - top < _THIN and right - left > _SHORT and top > last - _THIN
    )
    return min(drawn, default=None)


def _start_of_note(line: TextLine, previous: str, *, first: bool) -> tuple[str, str] | None:
    """Return the mark and the text of a line that begins a footnote, or None.

    ``previous`` is the mark of the note before; ``first`` is true if the page has no note yet. A
    number that is not raised is a mark only if it counts on, or if it is 1 and the first of the
    page: a line of a note can begin with a number.
    """
    text = line.text.strip()
    if MARK.fullmatch(text) and not text.isalpha():
        return text, ""
    run = line.runs[0]
    mark = run.text.strip()
    if MARK.fullmatch(mark) and run.size < line.style.size:
        return mark, line.text[len(run.text) :].strip()
    match = re.match(r"(\d{1,3}|\*{1,4})\s+(?=\S)", text)
    if match is None:
        return None
    number, before = match[1], int(previous) if previous.isdigit() else None
    begins = before is None or (first and number == "1")
    if begins or not number.isdigit() or 0 < int(number) - (before or 0) <= 2:
        return number, text[match.end() :]
    return None


def take_marks(line: TextLine, notes: Mapping[str, str]) -> None:
    """Move the marks of the page's footnotes from the runs of a line to ``line.marks``."""
    size = line.style.size
    remaining: list[Run] = []
    for run in line.runs:
        mark = run.text.strip()
        raised = 0 < run.size < 0.8 * size
        if raised and mark in notes:
            line.marks.append(mark)
            # The space after the mark separates the words around it.
            remaining.append(replace(run, text=run.text.replace(mark, "", 1)))
        else:
            remaining.append(run)
    if line.marks:
        line.set_runs(remaining)


def with_printed_marks(line: Line, notes: Notes) -> Line:
    """Return a block with the footnotes whose asterisks are in its text: they are not raised."""
    printed = set(_ASTERISKS.findall(line.text)) - {note.mark for note in line.notes}
    marks = [mark for mark in notes.texts if mark in printed]
    if not marks:
        return line
    return replace(
        line,
        notes=line.notes + tuple(Footnote(mark, notes.texts[mark]) for mark in marks),
        areas=line.areas + tuple(area for mark in marks for area in notes.areas[mark]),
    )


def is_prose(text: str) -> bool:
    """Return whether text in smaller type is a part of the report: sentences, or a sub-paragraph.

    Quotations and annexes are often in smaller type, like the notes of tables.
    """
    if is_table_note(text) or _NOTE_MARK.match(text):
        return False
    words = text.split()
    lower = sum(word[0].islower() for word in words)
    ended = is_item(text) or bool(_ENDS.search(text))
    return ended and len(words) >= _SENTENCE and lower >= len(words) / 2


def is_item(text: str) -> bool:
    """Return whether a text begins with a number, a letter or a dot, as the items of a list do."""
    return bool(candidate(text) or _SUB_PARAGRAPH.match(text))
