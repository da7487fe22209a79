"""All texts of a library that can be quoted, to be searched for words exactly as they stand.

The tokens of all texts are one string, which is searched by the substring search of Python: 10
million characters take some milliseconds. It is made once for a build of a library.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.verify.pattern import Omission, Pattern, match
from corpus import Document, Paragraph, Span
from corpus.document import notes_of
from corpus.fold import fold

_MOST_FOUND = 10_000  # occurrences of one run of words that are looked at
_LEAST_RUN = 3  # tokens of a run that is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """Where the text ``number`` has a quotation, and what ellipses and insertions leave out."""

    number: int
    span: Span
    left_out: tuple[Omission, ...]


class Texts:
    """The paragraphs, footnotes, headings and titles of reports, each by its number."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Read all texts of the reports: about a second for 30 reports."""
        self.documents = documents
        self.paragraphs: list[Paragraph] = []
        self.owners: list[int] = []  # the position of the report in ``documents``
        self.labels = lru_cache(maxsize=256)(self._make_labels)
        self._of_paragraph: dict[int, list[int]] = {}  # by id of the paragraph
        self._starts: list[int] = []
        parts: list[str] = []
        place = 0
        for position, document in enumerate(documents):
            for paragraph, of in _quotable(document):
                tokens = f" {' '.join([token.text for token in fold(paragraph.text)])} "
                self._of_paragraph.setdefault(id(of), []).append(len(self.paragraphs))
                self.paragraphs.append(paragraph)
                self.owners.append(position)
                self._starts.append(place)
                parts.append(tokens)
                place += len(tokens) + 1
        self._starts.append(place)
        self._tokens = "\n".join(parts)

    def _make_labels(self, position: int) -> dict[str, list[int]]:
        """Return the texts of a report by their addresses, in lower case: "para. 14"."""
        labels: dict[str, list[int]] = {}
        start = bisect_left(self.owners, position)
        for number in range(start, bisect_right(self.owners, position)):
            paragraph = self.paragraphs[number]
            label = paragraph.reference.removeprefix(paragraph.symbol).removeprefix(", ").lower()
            labels.setdefault(label, []).append(number)
        return labels

    def numbers_of(self, paragraph: Paragraph) -> list[int]:
        """Return the numbers of a paragraph of the library and of its footnotes."""
        return self._of_paragraph.get(id(paragraph), [])

    def tokens(self, number: int) -> str:
        """Return the tokens of a text, each after a space, with a space at the end."""
        return self._tokens[self._starts[number] : self._starts[number + 1] - 1]

    def find(self, pattern: Pattern) -> list[Found]:
        """Return where the texts have a pattern, in order."""
        numbers = sorted({n for run in pattern.anchors for n in self._with(f" {run} ")})
        found = (self.find_in(pattern, number) for number in numbers)
        return [place for place in found if place is not None]

    def find_in(self, pattern: Pattern, number: int) -> Found | None:
        """Return where one text has a pattern; None if it has not."""
        tokens = self.tokens(number)
        found = match(pattern, tokens)
        if found is None:
            return None
        start, end, left_out = found
        span = self.span(number, tokens.count(" ", 0, start), tokens.count(" ", 0, end))
        return Found(number, span, left_out)

    def span(self, number: int, first: int, last: int) -> Span:
        """Return the tokens from ``first`` to before ``last`` of a text as a span."""
        paragraph = self.paragraphs[number]
        tokens = fold(paragraph.text)
        return Span(paragraph, tokens[first].start, tokens[last - 1].end)

    def longest_start(self, tokens: Sequence[str]) -> tuple[int, list[int]]:
        """Return how many of the first tokens stand somewhere as they are, and in which texts."""
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high + 1) // 2
            if f" {' '.join(tokens[:middle])} " in self._tokens:
                low = middle
            else:
                high = middle - 1
        if low < _LEAST_RUN:
            return low, []
        return low, list(dict.fromkeys(self._with(f" {' '.join(tokens[:low])} ")))

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in any text."""
        return f" {word} " in self._tokens

    def _with(self, run: str) -> list[int]:
        numbers: list[int] = []
        place = self._tokens.find(run)
        while place >= 0 and len(numbers) < _MOST_FOUND:
            number = bisect_right(self._starts, place) - 1
            numbers.append(number)
            place = self._tokens.find(run, self._starts[number + 1])
        return numbers


def _quotable(document: Document) -> list[tuple[Paragraph, Paragraph]]:
    """Return each text of a report with the paragraph that it belongs to.

    Titles and headings are quoted as well: their references say what they are.
    """
    texts: list[tuple[Paragraph, Paragraph]] = []
    seen: set[str] = {document.title}
    title = Paragraph(document.symbol, "", document.title, part="title")
    texts.append((title, title))
    for paragraph in document.paragraphs:
        for heading in paragraph.headings:
            if heading not in seen:
                seen.add(heading)
                part = f"heading above {paragraph.reference.removeprefix(paragraph.symbol)[2:]}"
                above = replace(
                    paragraph, number="", part=part, position=0, text=heading, footnotes=()
                )
                texts.append((above, above))
        texts.append((paragraph, paragraph))
        texts += [(note, paragraph) for note in notes_of(paragraph)]
    return texts
