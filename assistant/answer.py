"""What the assistant says: words quoted from reports, or nothing."""

from dataclasses import dataclass
from typing import Literal

from corpus import Span
from index import Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that answer, where they stand, and how sure we are: 1.0 for a look-up.

    ``context`` is what stands before them in the report and they cannot be understood without: who
    "he" is, which report "that report" is; in the report's order, empty where they stand alone.
    """

    quote: Span
    score: float
    context: tuple[Span, ...] = ()

    def __str__(self) -> str:
        """Cite it as the United Nations would."""
        return self.quote.paragraph.reference


@dataclass(frozen=True, slots=True)
class Conflict:
    """The sentences that date one document, visit or event differently, or number it so.

    ``subject`` is what they are about, as the report names it: "A/HRC/53/32", "visit to Qatar".
    """

    subject: str
    quotes: tuple[Span, ...]
    what: Literal["dates", "numbers"] = "dates"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made of nothing but citations; without any, it is an abstention.

    ``query`` is the question as it was read, in the light of the questions before it; ``hits`` are
    the paragraphs found, best first; ``missing`` are addresses and words of the question that no
    report has. ``conflicts`` are what the reports date differently among what is quoted.
    ``language`` is the question's, where it is not English; without the means to read it, nothing
    is found.
    """

    question: str
    query: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    language: str = ""

    @property
    def abstained(self) -> bool:
        """Whether the reports were found not to say."""
        return not self.citations
