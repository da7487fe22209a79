"""Facts about the reports of a library, computed once for each build of the library."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from assistant.answer import Citation, Conflict
from assistant.evidence.background import text_about
from assistant.evidence.context import antecedents
from assistant.evidence.contradictions import find_conflicts
from assistant.question.entities import Entity
from assistant.question.spelling import Vocabulary
from corpus import Document, Paragraph, Span, locate
from corpus.document import FRONT
from index.storage.vocabulary import Counts

_WORD = re.compile(r"[^\W\d_]+")
# The front matter is in the first paragraphs of a report.
_FRONT = 30
# Of more reports than this, only the vocabulary of the library is searched for a name.
_MOST_SCANNED = 100


class ReportFacts:
    """The vocabulary, the contradictions and the context of the reports in one build."""

    def __init__(self, documents: Sequence[Document], words: Counts) -> None:
        """Hold the reports of one build, and its word counts; a report is read when needed."""
        self.vocabulary = Vocabulary.of(words)
        self._documents = documents
        self._conflicts = lru_cache(maxsize=256)(self._find_conflicts)
        self._subject = lru_cache(maxsize=1024)(self._find_subject)
        self._mentions = lru_cache(maxsize=1024)(self._find_mention)

    def subject(self, paragraph: Paragraph) -> str:
        """Return what the report of a paragraph is about: its title, symbol, date and masthead."""
        return self._subject(paragraph.symbol)

    def _find_subject(self, symbol: str) -> str:
        lines: list[str] = []
        for document in self._documents:
            if document.symbol == symbol:
                lines += [document.symbol, document.title, document.session, document.agenda]
                lines += [f"{document.issued:%d %B %Y}"] if document.issued else []
                lines += [p.text for p in islice(document.paragraphs, _FRONT) if p.part == FRONT]
        return "\n".join(lines)

    def knows(self, entity: Entity, documents: Sequence[Document]) -> bool:
        """Return whether any of the documents mentions an entity."""
        words = self.vocabulary.word_set
        if entity.kind in ("state", "name") and not any(
            all(word in words for word in _WORD.findall(form.lower()))
            for form in (*entity.forms, *([" ".join(entity.words)] if entity.words else []))
        ):
            return False
        if len(documents) > _MOST_SCANNED:
            return True
        return self._mentions(entity, tuple(document.key for document in documents))

    def _find_mention(self, entity: Entity, keys: tuple[str, ...]) -> bool:
        return any(
            entity.is_in(text_about(paragraph))
            for document in self._documents
            if document.key in keys
            for paragraph in document.paragraphs
        ) or any(entity.is_in(self._subject(key.split("#")[0])) for key in keys)

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
            # A row of a table is read with the heading of its group, and with no text before it.
            is_table, before = quote.paragraph.is_table, self.before(quote.paragraph)
            needed = citation.context if is_table else antecedents(quote, before)
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
