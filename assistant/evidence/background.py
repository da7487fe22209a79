"""What the choice of sentences needs to know about the reports beyond the paragraphs found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.question.entities import Entity
from corpus import Paragraph


@dataclass(frozen=True, slots=True)
class Background:
    """Look-ups in the reports that are asked.

    ``around`` returns the numbered paragraphs in the same part of a paragraph's report. ``subject``
    returns what the report of a paragraph is about: its title, symbol, date and masthead.
    ``is_known`` returns whether any report asked mentions an entity.
    """

    around: Callable[[Paragraph], Sequence[Paragraph]]
    subject: Callable[[Paragraph], str]
    is_known: Callable[[Entity], bool]


# For paragraphs that belong to no report.
NO_BACKGROUND = Background(lambda paragraph: (), lambda paragraph: "", lambda entity: True)


def text_about(paragraph: Paragraph, subject: str = "") -> str:
    """Return a paragraph, its headings and the subject of its report: where a name may stand."""
    return "\n".join((paragraph.text, *paragraph.headings, subject))
