"""The lines of a PDF page, and the labels of running heads and page numbers.

Running heads and page numbers are at the same height on several pages. Positions are in points from
the top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus import symbol as symbols
from corpus.block import CONTENTS, FURNITURE, PAGE_NUMBER, RUNNING_HEAD, Area, Style
from corpus.readers.pdf_letters import Rectangle

# The type of notes and tables is smaller than the text by more than this, in points.
SMALLER = 1.0
MARK = re.compile(r"\d{1,3}|[a-z]|\*{1,4}|†|‡")  # of a footnote
CELL = "\t"  # between the cells of a row
# Running heads are in the first and the last of these shares of the page height, page numbers in
# the second and the last. Heights within these points are the same.
_TOP, _NUMBER_TOP, _BOTTOM, _SAME_HEIGHT = 0.13, 0.1, 0.84, 4.0
_PAGE_NUMBER = re.compile(
    r"(?:page )?\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*(?:(?:GE\.)?\d{2}-\d{5}.*)?|"
    r"(?:GE\.)?\d{2}-\d{5}.*|\*\d+\*|(?:page )?[ivxl]+",
    re.IGNORECASE,
)
_HIGHEST = 1.5  # a line is at most so many type sizes high
_HEADING = 2  # a text that stands so often within pages is a heading
_LEGIBLE = 6.0  # points
_LEADERS = re.compile(r"(?:\. ?){5,}|…{3,}|(?:_ ?){5,}$")
# An entry has at most this many lines above the line with the leaders. A page with this many
# entries is a page of the table of contents, unless it has consecutive lines that are as long.
_LONGEST_ENTRY, _ENTRIES, _PROSE, _LONG = 4, 3, 3, 60
_CONTENTS_TITLES = ("contents", "table of contents", "sommaire", "table des matières", "índice")
_RULE = re.compile(r"[_—―–-]{5,}")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive letters of a line in one font; ``size`` is in points."""

    text: str
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that no wide gap divides, between their left and right edge."""

    text: str
    left: float
    right: float


@dataclass
class TextLine:
    """One line of a page; ``marks`` are the footnote marks that were removed from its text.

    ``upright`` is false if the letters are turned by 90 degrees. ``label`` is a label of
    ``corpus.block``, or empty. ``columns`` are the left edges of the cells after the first, and
    ``pieces`` the words between gaps that are wider than a space.
    """

    runs: list[Run]
    left: float
    top: float
    right: float
    bottom: float
    page: int
    marks: list[str] = field(default_factory=list)
    upright: bool = True
    label: str = ""
    columns: list[float] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the whole line."""
        return "".join(run.text for run in self.runs).replace(CELL, " ")

    @property
    def cells(self) -> list[str]:
        """The texts between the wide gaps of the line."""
        cells = "".join(run.text for run in self.runs).split(CELL)
        return [cell.strip() for cell in cells if cell.strip()]

    def extend(self, line: "TextLine") -> None:
        """Add the letters of a line that continues this line to the right."""
        self.set_runs([*self.runs, *line.runs])
        self.right = line.right
        self.columns += line.columns
        self.pieces = _joined_pieces(self.pieces, line.pieces)
        self.top, self.bottom = min(self.top, line.top), max(self.bottom, line.bottom)

    def set_runs(self, runs: list[Run]) -> None:
        """Replace the letters of the line."""
        self.runs = runs
        self.__dict__.pop("style", None)

    @property
    def area(self) -> Area:
        """Where the line is printed."""
        return Area(self.page, self.left, self.top, self.right, self.bottom)

    @property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return (self.top + self.bottom) / 2

    @cached_property
    def style(self) -> Style:
        """The size of most letters, and whether all letters are bold or italic."""
        visible = [run for run in self.runs if run.text.strip()]
        sizes: Counter[float] = Counter()
        for run in visible:
            sizes[run.size] += len(run.text.strip())
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        return Style(size, all(run.bold for run in visible), all(run.italic for run in visible))


def _joined_pieces(before: Sequence[Piece], after: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a line and of its rest; no wide gap is between the two."""
    if not before or not after:
        return [*before, *after]
    last, first = before[-1], after[0]
    return [*before[:-1], Piece(last.text + first.text, last.left, first.right), *after[1:]]


@dataclass(slots=True)
class Page:
    """The lines, the height and the drawings of a page, and whether it has pictures."""

    lines: list[TextLine]
    height: float
    drawings: list[Rectangle]
    pictures: bool = False

    @property
    def flow(self) -> list[TextLine]:
        """The lines that have no label yet."""
        return [line for line in self.lines if not line.label]


def label_running_heads(pages: Sequence[Page]) -> list[str]:
    """Label page numbers, and lines at the same height on several pages.

    Returns the texts of the running heads, most frequent first.
    """
    seen: dict[tuple[str, int], set[int]] = {}
    edges = [
        (index, line, _bottom(line) < _NUMBER_TOP * page.height or line.top > _BOTTOM * page.height)
        for index, page in enumerate(pages)
        for line in page.lines
        # A footnote mark is a number too, but it is smaller than _LEGIBLE.
        if _is_at_edge(line, page.height)
        and line.style.size >= _LEGIBLE
        # The rule above the footnotes is at the same height on several pages.
        and not _RULE.fullmatch(line.text.strip())
    ]
    for index, line, _ in edges:
        for height in _heights(line):
            seen.setdefault((_shape(line.text), height), set()).add(index)
    enough = 2 if len(pages) < 6 else 3
    # "Lessons learned and planned change" heads several pages, and stands within others.
    within = Counter(
        line.text.strip()
        for page in pages
        for line in page.lines
        if not _is_at_edge(line, page.height) and not _is_symbol(line.text)
    )
    heads: Counter[str] = Counter()
    for index, line, at_number in edges:
        text = line.text.strip()
        if at_number and _PAGE_NUMBER.fullmatch(text):
            line.label = PAGE_NUMBER
            continue
        # In a document of two pages, its symbol heads the second only.
        if index and line.top < _NUMBER_TOP * pages[index].height and _is_symbol(text):
            line.label = RUNNING_HEAD
            heads[text] += 1
            continue
        # A heading between the two first shares can be at the same height on some pages.
        least = enough if at_number else max(enough, len(pages) // 3)
        often = max(len(seen[_shape(text), height]) for height in _heights(line)) >= least
        if often and within[text] < _HEADING:
            line.label = RUNNING_HEAD
            heads[text] += 1
    return [text for text, _ in heads.most_common()]


def _is_at_edge(line: TextLine, height: float) -> bool:
    return _bottom(line) < _TOP * height or line.top > _BOTTOM * height


def _bottom(line: TextLine) -> float:
    """Return the lower edge of a line; on turned pages PDFium's boxes can be too high."""
    return min(line.bottom, line.top + _HIGHEST * line.style.size)


def _is_symbol(text: str) -> bool:
    return symbols.whole(text.replace("*", "").strip()) is not None


def _heights(line: TextLine) -> tuple[int, int]:
    return int(line.top // _SAME_HEIGHT), int(line.top // _SAME_HEIGHT) + 1


def _shape(text: str) -> str:
    """Return a text with "#" for its digits, unless it has words: "Table 3" is not "Table 4"."""
    plain = " ".join(text.split())
    return plain if re.search("[a-z]{3}", plain) else re.sub(r"\d+", "#", plain)


def label_contents(page: Page) -> None:
    """Label the entries of a table of contents, and the lines that are only drawn rules.

    An entry can have more lines than the one with the leaders, and the last entries can have none.
    """
    since: list[TextLine] | None = None  # the lines since the entry above, or since the title
    entries = 0
    for line in page.flow:
        text = line.text.strip()
        if _RULE.fullmatch(text):
            line.label = FURNITURE
        elif _LEADERS.search(text):
            line.label = CONTENTS
            entries += 1
            _label(since if since and len(since) <= _LONGEST_ENTRY else ())
            since = []
        elif text.rstrip(".: ").lower() in _CONTENTS_TITLES:
            since = []
        elif since is not None:
            since.append(line)
    if entries >= _ENTRIES and since and not _has_prose(since):
        _label(since)


def _label(entries: Iterable[TextLine]) -> None:
    for line in entries:
        line.label = CONTENTS


def _has_prose(lines: Sequence[TextLine]) -> bool:
    """Return whether some consecutive lines are as long as the lines of a paragraph are."""
    long = "".join("x" if len(line.text.strip()) >= _LONG else " " for line in lines)
    return "x" * _PROSE in long
