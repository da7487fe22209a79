"""An answer: the quotations, their citations, and the contradictions between reports."""

from dataclasses import dataclass
from typing import Literal

from corpus import Span
from index import Hit

# What is replied in place of quotations: to what is no question, and to a look-up that cannot be
# made. The words are in ``assistant/output/words.json``, under "reply_" and the name.
Reply = Literal[
    "",
    "greeting",
    "thanks",
    "goodbye",
    "help",
    "which_report",
    "not_in_library",
    "no_pages",
    "no_notes",
    "extent",
]
SMALL_TALK: tuple[Reply, ...] = ("greeting", "thanks", "goodbye", "help")


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation that answers the question, with its address and its score.

    ``score`` is the probability, from 0 to 1, that the quotations of the answer are a full answer;
    it is 1.0 for a look-up by address. ``context`` holds the earlier text of the report without
    which the quotation cannot be understood: the person that "he" refers to, the title of "that
    report". ``context`` is in the order of the report, and empty if the quotation needs none.
    """

    quote: Span
    score: float
    context: tuple[Span, ...] = ()

    def __str__(self) -> str:
        """Return the citation in the form that the United Nations uses."""
        return self.quote.paragraph.reference


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences of one report that contradict each other about a date or a number.

    ``subject`` is the document, visit or event, as the report names it: "A/HRC/53/32",
    "visit to Qatar". ``quotes`` are the sentences. ``what`` says what they contradict each other
    about.
    """

    subject: str
    quotes: tuple[Span, ...]
    what: Literal["dates", "numbers"] = "dates"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that consists of citations only; an answer without citations is an abstention.

    ``question`` is the question as typed. ``query`` is the question after spelling correction and
    rewriting after the conversation. ``hits`` are the paragraphs that the search found, best
    first. ``missing`` holds the addresses and the words of the question that are in no report.
    ``conflicts`` are the contradictions that concern the quotations. ``language`` is the English
    name of the question's language, or "" if the question is in English. A question in another
    language has no hits if the multilingual encoder is not installed. ``probability``, from 0.0 to
    1.0, is that the reports answer the question; an abstention has it too. It is 1.0 if a look-up
    found what it looks for. ``reply`` is what is said in place of quotations, and "" for an answer
    or an abstention; ``choices`` are the symbols of the reports that the user is asked to choose
    from. ``omitted`` is the number of paragraphs that a look-up found beyond those quoted.
    ``uncovered`` is what the question names and the quoted paragraphs do not mention.
    ``omitted_rows`` is the number of rows of a table that are not quoted. ``unanswered`` are the
    questions without an answer, if the text asks several. ``listed`` is the number of paragraphs
    that are quoted if the question asks for a list, else 0: the reports may name more than is
    quoted.
    """

    question: str
    query: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    language: str = ""
    probability: float = 0.0
    reply: Reply = ""
    choices: tuple[str, ...] = ()
    omitted: int = 0
    omitted_rows: int = 0
    uncovered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    listed: int = 0

    @property
    def abstained(self) -> bool:
        """Whether no answer was found in the reports."""
        return not self.citations
