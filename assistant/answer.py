"""What the assistant says: words quoted from reports, or nothing."""

from dataclasses import dataclass

from corpus import Span
from index import Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that answer, where they stand, and how sure we are: 1.0 for a look-up."""

    quote: Span
    score: float

    def __str__(self) -> str:
        """Cite it as the United Nations would."""
        return self.quote.paragraph.reference


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made of nothing but citations; without any, it is an abstention.

    ``query`` is the question as it was read, in the light of the questions before it; ``hits`` are
    the paragraphs found, best first; ``missing`` are names in the question that no report has.
    """

    question: str
    query: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether the reports were found not to say."""
        return not self.citations
