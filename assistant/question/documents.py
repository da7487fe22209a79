"""The reports and documents that a question names, and where the reports name a document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.question.lexicon.addresses import TOPIC_BEFORE
from corpus import Document, Paragraph
from corpus import symbol as symbols
from corpus.contents import Contents, Section, contents


@dataclass(frozen=True, slots=True)
class Report:
    """A report and its table of contents."""

    document: Document
    contents: Contents

    def paragraphs(self, sections: Iterable[Section]) -> Iterator[Paragraph]:
        """Yield the paragraphs of some sections."""
        for section in sections:
            yield from self.document.paragraphs[section.first : section.last]


def named_documents(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the symbols of those of the given documents that a question names."""
    own = {
        name: document.symbol
        for document in documents
        for name in symbols.names(symbols.normalise(document.symbol))
    }
    named = symbols.in_text(question, any_case=True)
    return tuple(dict.fromkeys(own[name] for name in named if name in own))


def documents_in(question: str) -> list[str]:
    """Return the symbols, then the numbers of resolutions, that a question names."""
    named = [*symbols.in_text(question, any_case=True)]
    plain = symbols.ANY_CASE.sub(" ", question)
    return [*named, *(n for n in symbols.RESOLUTION.findall(plain) if n not in named)]


def is_topic(name: str, question: str) -> bool:
    """Return whether a document is what the question asks about, not where to look."""
    start = symbols.normalise(question).upper().find(name.upper())
    return start >= 0 and bool(TOPIC_BEFORE.search(symbols.normalise(question)[:start]))


def reports_of(documents: Sequence[Document], scope: Sequence[str]) -> tuple[Report, ...]:
    """Return the reports of a scope, or all reports if the scope is empty."""
    chosen = (document for document in documents if not scope or document.symbol in scope)
    return tuple(Report(document, contents(document)) for document in chosen)


def paragraphs_naming(names: Sequence[str], reports: Sequence[Report]) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of the reports that name any of some documents."""
    positions = {
        (index, position)
        for index, report in enumerate(reports)
        for name in names
        for position in report.contents.names.get(name, ())
        if report.contents.numbers[position]
    }
    return tuple(reports[i].document.paragraphs[position] for i, position in sorted(positions))
