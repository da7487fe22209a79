"""Facts about the reports of a library, computed once for each build of the library."""

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
    """The vocabulary, the contradictions and the context of the reports in one build."""

    def __init__(self, documents: Sequence[Document], words: Counts) -> None:
        """Hold the reports of one build, and its word counts; a report is read when needed."""
        self.vocabulary = Vocabulary.of(words)
        self._documents = documents
        self._conflicts = lru_cache(maxsize=256)(self._find_conflicts)

    def before(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the paragraphs before a paragraph in its report; empty if it is in no report."""
        located = locate(paragraph, self._documents)
        if not located:
            return ()
        document, index = located
        return document.paragraphs[:index]

    def around(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the numbered paragraphs in the same part of the report as a paragraph."""
        located = locate(paragraph, self._documents)
        paragraphs = located[0].paragraphs if located else ()
        return [other for other in paragraphs if other.number and other.part == paragraph.part]

    def conflicts(self, found: Iterable[Paragraph]) -> tuple[Conflict, ...]:
        """Return the contradictions in the reports that contain these paragraphs."""
        symbols = dict.fromkeys(paragraph.symbol for paragraph in found)
        return tuple(conflict for symbol in symbols for conflict in self._conflicts(symbol))

    def _find_conflicts(self, symbol: str) -> tuple[Conflict, ...]:
        return find_conflicts(document for document in self._documents if document.symbol == symbol)

    def with_context(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """Return the citations, each with the context that the user has not read just before."""
        shown: list[Span] = []
        complete = []
        for citation in citations:
            quote = citation.quote
            needed = antecedents(quote, self.before(quote.paragraph))
            context = tuple(span for span in needed if not _is_shown(span, quote, shown))
            complete.append(replace(citation, context=context))
            shown += [*context, quote]
        return tuple(complete)


def _is_shown(span: Span, quote: Span, shown: Sequence[Span]) -> bool:
    """Return whether the user has just read a span.

    That is so if a quotation or context of the quotation's own paragraph covers the span, or if
    the last text shown is from that paragraph and the span itself was shown.
    """
    same_paragraph = span.paragraph == quote.paragraph
    return (same_paragraph and any(earlier.covers(span) for earlier in shown)) or (
        bool(shown) and shown[-1].paragraph == quote.paragraph and span in shown
    )
