"""What is worked out of a library's reports once for each build of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from assistant.answer import Citation
from assistant.antecedent import antecedents
from assistant.conflict import Conflict, find_conflicts
from assistant.vocabulary import Vocabulary
from corpus import Document, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Background:
    """The reports' words, what they date differently, and where each paragraph stands."""

    vocabulary: Vocabulary
    conflicts: tuple[Conflict, ...]
    _places: dict[int, tuple[Document, int]]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Self:
        """Read the reports of one build; their paragraphs are known again by identity."""
        reports = tuple(documents)
        places = {
            id(paragraph): (document, i)
            for document in reports
            for i, paragraph in enumerate(document.paragraphs)
        }
        return cls(Vocabulary.of(reports), find_conflicts(reports), places)

    def before(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the paragraphs ahead of one in its report.

        None where it is of another build: one that was published while a question was answered.
        """
        place = self._places.get(id(paragraph))
        return place[0].paragraphs[: place[1]] if place else ()

    def around(self, paragraph: Paragraph) -> Sequence[Paragraph]:
        """Return the numbered paragraphs of the part of the report in which one stands."""
        place = self._places.get(id(paragraph))
        every = place[0].paragraphs if place else ()
        return [one for one in every if one.number and one.part == paragraph.part]

    def in_context(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
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
