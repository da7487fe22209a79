"""What is worked out of a library's reports once for each build of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answer import Citation, Conflict
from assistant.evidence.context import antecedents
from assistant.evidence.contradictions import find_conflicts
from assistant.question.spelling import Vocabulary
from corpus import Document, Paragraph, Span, locate
from index.storage.vocabulary import Counts


class ReportFacts:
    """The reports' words, what they date differently, and where each paragraph stands."""

    def __init__(self, documents: Sequence[Document], words: Counts) -> None:
        """Take the reports of one build, of which only what answers need is read, and its words."""
        self.vocabulary = Vocabulary.of(words)
        self._documents = documents
        self._conflicts = lru_cache(maxsize=256)(self._find_conflicts)

    def before(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the paragraphs ahead of one in its report."""
        place = locate(paragraph, self._documents)
        return place[0].paragraphs[: place[1]] if place else ()

    def around(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the numbered paragraphs of the part of the report in which one stands."""
        place = locate(paragraph, self._documents)
        every = place[0].paragraphs if place else ()
        return [one for one in every if one.number and one.part == paragraph.part]

    def conflicts(self, found: Iterable[Paragraph]) -> tuple[Conflict, ...]:
        """Return what the reports of these paragraphs date or number differently."""
        symbols = dict.fromkeys(paragraph.symbol for paragraph in found)
        return tuple(conflict for symbol in symbols for conflict in self._conflicts(symbol))

    def _find_conflicts(self, symbol: str) -> tuple[Conflict, ...]:
        return find_conflicts(one for one in self._documents if one.symbol == symbol)

    def with_context(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """Give each citation the context it needs, but what was quoted or given just before it."""
        told: list[Span] = []
        complete = []
        for citation in citations:
            quote = citation.quote
            needed = antecedents(quote, self.before(quote.paragraph))
            context = tuple(one for one in needed if not _is_told(one, quote, told))
            complete.append(replace(citation, context=context))
            told += [*context, quote]
        return tuple(complete)


def _is_told(span: Span, quote: Span, told: Sequence[Span]) -> bool:
    """Tell whether the reader has just read a span: in the same paragraph, ahead of the quote."""
    here = span.paragraph == quote.paragraph
    return (here and any(one.covers(span) for one in told)) or (
        bool(told) and told[-1].paragraph == quote.paragraph and span in told
    )
