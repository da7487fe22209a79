"""The reports and documents that a question names, and where the reports name a document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.question.lexicon.addresses import TOPIC_BEFORE
from assistant.question.lexicon.facts import BODY, ODD_SYMBOL, RESOLUTION_OF, RESOLUTION_SYMBOL
from corpus import Document, Paragraph, Span
from corpus import symbol as symbols
from corpus.contents import Contents, Section, contents
from corpus.split import sentences


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
    own: dict[str, list[str]] = {}
    for document in documents:
        for name in names_of(document.symbol):
            own.setdefault(name, []).append(document.symbol)
    named = symbols.in_text(question, any_case=True)
    return tuple(dict.fromkeys(symbol for name in named for symbol in own.get(name, ())))


def names_of(symbol: str) -> tuple[str, ...]:
    """Return the names under which a document is found: its symbol and the halves of a joint one.

    "A/81/6" names the section of the budget that is in the library: "A/81/6 (Sect. 12)".
    """
    names = symbols.names(symbols.normalise(symbol))
    return tuple(dict.fromkeys((*names, *(name.split(" (")[0] for name in names))))


def with_symbols(question: str, documents: Sequence[Document]) -> str:
    """Return the question with symbols that have other marks than slashes in the official spelling.

    "a-hrc-50-2" is read as A/HRC/50/2. Numbers alone ("A 78 176") are a symbol only if a document
    of the library has it.
    """
    own = {symbols.normalise(document.symbol) for document in documents}

    def official(match: re.Match[str]) -> str:
        parts = match[0].split(match["mark"])
        for count in range(len(parts), 2, -1):
            found = symbols.from_file_name("_".join(parts[:count]))
            lettered = any(part[:1].isalpha() for part in parts[1:count])
            if found and (found in own or (lettered and count == len(parts))):
                return match["mark"].join([found, *parts[count:]])
        return match[0]

    return ODD_SYMBOL.sub(official, question)


def documents_in(question: str) -> list[str]:
    """Return the symbols, then the numbers of resolutions, that a question names."""
    named = [*symbols.in_text(question, any_case=True)]
    plain = symbols.ANY_CASE.sub(" ", question)
    return [*named, *(n for n in symbols.RESOLUTION.findall(plain) if n not in named)]


def resolutions_in(question: str) -> dict[str, tuple[str, str]]:
    """Return the resolutions that a question names with their body.

    The keys are their names in the question. The values are the body, a name of a group of the
    pattern of bodies, and the number: {"A/RES/73/262": ("A", "73/262")}.
    """
    found: dict[str, tuple[str, str]] = {}
    for name in symbols.in_text(question, any_case=True):
        match = RESOLUTION_SYMBOL.match(name)
        if match:
            found[name] = (match["organ"].removeprefix("A/"), match["number"])
    for match in RESOLUTION_OF.finditer(symbols.ANY_CASE.sub(" ", question)):
        found[match[0]] = (_body(match), match["number"])
    return found


def sentences_naming(resolution: tuple[str, str], reports: Sequence[Report]) -> Iterator[Span]:
    """Yield the sentences of numbered paragraphs that name a resolution of a body by its number.

    Two bodies may have adopted resolutions of the same number, so the body must be named as well:
    nearest before the number or, if none is, nearest after it.
    """
    body, number = resolution
    year = "" if "(" in number or "/" in number else r"\s\(\d{4}\)"
    pattern = re.compile(rf"(?<![\w/]){re.escape(number)}{year}(?![\w/])")
    for report in reports:
        for paragraph in report.document.paragraphs:
            if paragraph.number and number in paragraph.text:
                for span in sentences(paragraph):
                    match = pattern.search(span.text)
                    if match and _adopter(span, match) in (body, "any"):
                        yield span


def _adopter(span: Span, match: re.Match[str]) -> str:
    """Return the body that a text names nearest to the number of a resolution; "" for none."""
    before = list(BODY.finditer(span.paragraph.text, 0, span.start + match.start()))
    near = [found for found in before if found.start() >= span.start]
    after = list(BODY.finditer(span.text, match.end()))
    chosen = near[-1:] or after[:1] or before[-1:]
    return _body(chosen[0]) if chosen else ""


def _body(match: re.Match[str]) -> str:
    return next(name for name, text in match.groupdict().items() if text and name != "number")


def is_topic(name: str, question: str) -> bool:
    """Return whether a document is what the question asks about, not where to look."""
    start = symbols.normalise(question).upper().find(name.upper())
    return start >= 0 and bool(TOPIC_BEFORE.search(symbols.normalise(question)[:start]))


def reports_of(documents: Sequence[Document], scope: Sequence[str]) -> tuple[Report, ...]:
    """Return the reports of a scope, or all reports if the scope is empty."""
    chosen = (document for document in documents if not scope or document.symbol in scope)
    return tuple(Report(document, contents(document)) for document in chosen)


def under(headings: set[str], reports: Sequence[Report]) -> tuple[Paragraph, ...]:
    """Return the paragraphs under any of some headings."""
    return tuple(
        paragraph
        for report in reports
        for paragraph in report.paragraphs(
            section
            for section in report.contents.sections
            if not headings.isdisjoint(section.headings)
        )
    )


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
