"""Look up the paragraphs that a question names by number, section, heading or symbol."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.question.lexicon import LOOKUP_STOP_WORDS
from corpus import Document, Paragraph
from corpus import symbol as symbols
from corpus.contents import Contents, Section, contents, names_in
from corpus.document import SUMMARY
from index.storage.lexical import stem

LookupKind = Literal["paragraph", "section", "symbol"]

_MAX_RANGE = 30  # paragraphs
_NUMBER = r"\d{1,4}(?:\.\d{1,3})?"
_PARAGRAPHS = re.compile(
    rf"(?:¶+\s*|\b(?:paras?\b\.?|paragraphs?\b|pars?\.)\s*(?:no\.?|number|nos\.)?\s*)"
    rf"({_NUMBER}(?:\s*(?:-|–|—|to|and|&|,|through)\s*(?:¶|para\.?\s|paragraph\s)?\s*{_NUMBER})*)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:section|sect\.|sec\.|chapter|chap\.|part|heading)\s+"
    r"(?:([IVX]{1,5})(?:\s*[.,]?\s*([A-Z])\b)?|([A-Z]))(?![\w/])",
    re.IGNORECASE,
)
_BARE_SECTION = re.compile(r"(?<![\w.])([IVX]{1,5})\.([A-Z])(?![\w/])")
# A question with a symbol and one of these words asks for a fact about the document; every other
# question with a symbol asks what the reports say of the document.
_ASKS_ABOUT = frozenset(
    ["who", "when", "where", "why", "how", "whom", "whose", "many", "against", "vote", "voted"]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lookup:
    """The paragraphs that a question names by their address.

    ``kind`` is what the address names. ``paragraphs`` are in the order of the question, then of the
    report. ``topic`` holds the words of the question that say what it asks about the paragraphs,
    and is empty if the question asks for the paragraphs themselves. ``missing`` holds the addresses
    that are in no report: "para. 99", "A/HRC/1/2". ``names`` holds the symbols and numbers of
    resolutions that the question names, and is empty unless ``kind`` is "symbol".
    """

    kind: LookupKind
    paragraphs: tuple[Paragraph, ...]
    topic: tuple[str, ...]
    missing: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def look_up(
    question: str, documents: Sequence[Document], *, follows: bool = False
) -> Lookup | None:
    """Return the paragraphs that a question names, or None if the question names no address.

    If the question ``follows`` another question ("and the conclusions on Qatar?"), it is not
    looked up by heading, because the words of a heading may refer to the earlier question.
    """
    own = {document.symbol for document in documents}
    named = [name for name in symbols.in_text(question, any_case=True) if name not in own]
    named += [number for number in _resolutions(question) if number not in named]
    reports = _named_reports(question, documents)
    if named and not _PARAGRAPHS.search(question):
        return _by_symbol(question, named, reports)
    lookup = _by_number(question, reports) or _by_ordinal(question, reports)
    return lookup if lookup or follows else _by_heading(question, reports)


def asks_what_it_says(lookup: Lookup) -> bool:
    """Return whether the question asks for the paragraphs themselves, not for a fact in them."""
    if lookup.kind == "symbol":
        return not {word.lower() for word in lookup.topic} & _ASKS_ABOUT
    return not lookup.topic


def named_documents(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the symbols of those of the given documents that a question names."""
    own = {document.symbol for document in documents}
    return tuple(name for name in symbols.in_text(question, any_case=True) if name in own)


def without_address(question: str) -> str:
    """Return the question without numbers of paragraphs and sections, and without symbols."""
    for pattern in (_PARAGRAPHS, _SECTION, _BARE_SECTION, symbols.ANY_CASE):
        question = pattern.sub(" ", question)
    return " ".join(question.split())


@dataclass(frozen=True, slots=True)
class _Report:
    """A report and its table of contents."""

    document: Document
    contents: Contents

    def paragraphs(self, sections: Iterable[Section]) -> Iterator[Paragraph]:
        for section in sections:
            yield from self.document.paragraphs[section.first : section.last]


def _named_reports(question: str, documents: Sequence[Document]) -> tuple[_Report, ...]:
    """Return the reports that the question names, or all reports if the question names none."""
    named = named_documents(question, documents)
    chosen = (document for document in documents if not named or document.symbol in named)
    return tuple(_Report(document, contents(document)) for document in chosen)


def _by_number(question: str, reports: Sequence[_Report]) -> Lookup | None:
    numbers = tuple(dict.fromkeys(_numbers(question)))
    if not numbers:
        return None
    paragraphs = tuple(
        report.document.paragraphs[position]
        for number in numbers
        for report in reports
        for position in report.contents.numbered(number)
    )
    present = {paragraph.number for paragraph in paragraphs}
    missing = tuple(f"para. {number}" for number in numbers if number not in present)
    return Lookup("paragraph", paragraphs, _topic(_PARAGRAPHS.sub(" ", question)), missing)


def _numbers(question: str) -> Iterable[str]:
    """Yield the numbers of paragraphs in a question; "5 to 7" yields 5, 6 and 7."""
    for match in _PARAGRAPHS.finditer(question):
        items = re.split(r"\s*(?:and|&|,)\s*", match[1])
        for item in items:
            ends = re.findall(_NUMBER, item)
            if len(ends) == 2 and all(end.isdigit() for end in ends):
                first, last = int(ends[0]), int(ends[1])
                yield from (str(n) for n in range(first, min(last, first + _MAX_RANGE) + 1))
            else:
                yield from ends


def _by_ordinal(question: str, reports: Sequence[_Report]) -> Lookup | None:
    """Look up a section by its number or letter: "section IV", "section II.E", "chapter C"."""
    match = _SECTION.search(question) or _BARE_SECTION.search(question)
    if not match:
        return None
    ordinals = [ordinal.upper() for ordinal in match.groups() if ordinal]

    def is_named(section: Section) -> bool:
        return not section.part and _is_under(section.headings, ordinals)

    paragraphs = _paragraphs_in(reports, is_named)
    missing = () if paragraphs else (f"section {'.'.join(ordinals)}",)
    rest = question.replace(match[0], " ")
    # "section II.E on economic security": the words of the section's own title are not a topic.
    title = {word for p in paragraphs for heading in p.headings for word in _stems(heading)}
    topic = tuple(word for word in _topic(rest) if stem(word) not in title)
    return Lookup("section", paragraphs, topic, missing)


def _is_under(headings: Sequence[str], ordinals: Sequence[str]) -> bool:
    path = [heading.split(".", 1)[0] for heading in headings]
    if len(ordinals) == 1:
        # "V" names chapter V and not a section with the letter V, because the letters I, V and X
        # are Roman numerals. "C" names every section with the letter C.
        (ordinal,) = ordinals
        return path[:1] == [ordinal] or (ordinal not in "IVX" and ordinal in path)
    return path[: len(ordinals)] == list(ordinals)


def _by_heading(question: str, reports: Sequence[_Report]) -> Lookup | None:
    """Look up a heading: "the conclusions", "the section on Sweden", "what is the report about"."""
    words = [word.lower() for word in _WORD.findall(question)]
    topic = {stem(word) for word in _topic(question)}
    asks_for_part = bool({"section", "chapter", "part"} & set(words))
    if not topic:
        whole_report = bool({"summary", "overview", "about", "gist"} & set(words))
        if not whole_report:
            return None
        return _section_of(_paragraphs_in(reports, lambda section: section.part == SUMMARY))
    headings = {
        heading
        for report in reports
        for section in report.contents.sections
        for heading in section.headings
    }
    matching = {h for h in headings if topic <= _stems(h) and (asks_for_part or topic == _stems(h))}
    common_titles = {"introduct", "conclus", "recommend"}  # stems
    if not matching and topic <= common_titles:
        matching = {heading for heading in headings if topic <= _stems(heading)}
    if not matching:
        return None
    return _section_of(_paragraphs_in(reports, lambda s: not matching.isdisjoint(s.headings)))


def _paragraphs_in(
    reports: Sequence[_Report], is_named: Callable[[Section], bool]
) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph
        for report in reports
        for paragraph in report.paragraphs(filter(is_named, report.contents.sections))
    )


def _section_of(paragraphs: tuple[Paragraph, ...]) -> Lookup | None:
    return Lookup("section", paragraphs, ()) if paragraphs else None


def _by_symbol(question: str, named: Sequence[str], reports: Sequence[_Report]) -> Lookup:
    """Look up the numbered paragraphs that name a document which is not in the library."""
    positions = {
        (index, position)
        for index, report in enumerate(reports)
        for name in named
        for position in report.contents.names.get(name, ())
        if report.contents.numbers[position]
    }
    paragraphs = tuple(
        reports[i].document.paragraphs[position] for i, position in sorted(positions)
    )
    present = {name for paragraph in paragraphs for name in names_in(paragraph.text)}
    missing = tuple(name for name in named if name not in present)
    return Lookup("symbol", paragraphs, _topic(without_address(question)), missing, tuple(named))


def _resolutions(question: str) -> list[str]:
    return symbols.RESOLUTION.findall(symbols.ANY_CASE.sub(" ", question))


def _topic(text: str) -> tuple[str, ...]:
    return tuple(
        word for word in _WORD.findall(text) if _without_possessive(word) not in LOOKUP_STOP_WORDS
    )


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())


@lru_cache(maxsize=100_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _topic(re.sub(r"^\w+\. ", "", text)))
