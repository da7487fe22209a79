"""Questions that name a paragraph, a section or a symbol: answered by address, not by similarity."""

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

Kind = Literal["paragraph", "section", "symbol"]

_MAX_RANGE = 30
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
# Of a symbol, these ask for something about it; all else asks what it says.
_ASKS_ABOUT = frozenset(
    ["who", "when", "where", "why", "how", "whom", "whose", "many", "against", "vote", "voted"]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lookup:
    """The paragraphs that a question names, in order, and the words that say what of them it asks.

    ``names`` are the symbols, and ``missing`` the addresses that no report has: "para. 99",
    "A/HRC/1/2".
    """

    kind: Kind
    paragraphs: tuple[Paragraph, ...]
    topic: tuple[str, ...]
    missing: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def look_up(
    question: str, documents: Sequence[Document], *, follows: bool = False
) -> Lookup | None:
    """Read the address in a question; None where it names none.

    A question that ``follows`` another ("and the conclusions on Qatar?") is looked up by number or
    symbol only: a heading's words may be about what was said before.
    """
    own = {document.symbol for document in documents}
    named = [name for name in symbols.in_text(question, any_case=True) if name not in own]
    named += [found for found in _resolutions(question) if found not in named]
    body = _among(question, documents)
    if named and not _PARAGRAPHS.search(question):
        return _by_symbol(question, named, body)
    found = _by_number(question, body) or _by_ordinal(question, body)
    return found if found or follows else _by_heading(question, body)


def asks_what_it_says(lookup: Lookup) -> bool:
    """Whether the question asks for what was looked up itself, and not for something about it."""
    if lookup.kind == "symbol":
        return not {word.lower() for word in lookup.topic} & _ASKS_ABOUT
    return not lookup.topic


def named_documents(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the symbols of the library's own reports that a question names."""
    own = {document.symbol for document in documents}
    return tuple(name for name in symbols.in_text(question, any_case=True) if name in own)


def without_address(question: str) -> str:
    """Return the question without the addresses in it."""
    for pattern in (_PARAGRAPHS, _SECTION, _BARE_SECTION, symbols.ANY_CASE):
        question = pattern.sub(" ", question)
    return " ".join(question.split())


@dataclass(frozen=True, slots=True)
class _Report:
    """A report that is looked into, and what is where in it."""

    document: Document
    contents: Contents

    def paragraphs(self, sections: Iterable[Section]) -> Iterator[Paragraph]:
        for section in sections:
            yield from self.document.paragraphs[section.first : section.last]


def _among(question: str, documents: Sequence[Document]) -> tuple[_Report, ...]:
    named = named_documents(question, documents)
    chosen = (document for document in documents if not named or document.symbol in named)
    return tuple(_Report(document, contents(document)) for document in chosen)


def _by_number(question: str, body: Sequence[_Report]) -> Lookup | None:
    wanted = tuple(dict.fromkeys(_numbers(question)))
    if not wanted:
        return None
    found = tuple(
        one.document.paragraphs[place]
        for number in wanted
        for one in body
        for place in one.contents.numbered(number)
    )
    have = {paragraph.number for paragraph in found}
    missing = tuple(f"para. {number}" for number in wanted if number not in have)
    return Lookup("paragraph", found, _topic(_PARAGRAPHS.sub(" ", question)), missing)


def _numbers(question: str) -> Iterable[str]:
    for found in _PARAGRAPHS.finditer(question):
        pieces = re.split(r"\s*(?:and|&|,)\s*", found[1])
        for piece in pieces:
            ends = re.findall(_NUMBER, piece)
            if len(ends) == 2 and all(end.isdigit() for end in ends):
                first, last = int(ends[0]), int(ends[1])
                yield from (str(n) for n in range(first, min(last, first + _MAX_RANGE) + 1))
            else:
                yield from ends


def _by_ordinal(question: str, body: Sequence[_Report]) -> Lookup | None:
    found = _SECTION.search(question) or _BARE_SECTION.search(question)
    if not found:
        return None
    marks = [mark.upper() for mark in found.groups() if mark]

    def is_meant(section: Section) -> bool:
        return not section.part and _is_under(section.headings, marks)

    inside = _inside(body, is_meant)
    missing = () if inside else (f"section {'.'.join(marks)}",)
    rest = question.replace(found[0], " ")
    topic = _topic(rest)
    # "section II.E on economic security": its own title is no topic.
    title = {word for p in inside for heading in p.headings for word in _stems(heading)}
    return Lookup("section", inside, tuple(w for w in topic if stem(w) not in title), missing)


def _is_under(headings: Sequence[str], marks: Sequence[str]) -> bool:
    own = [heading.split(".", 1)[0] for heading in headings]
    if len(marks) == 1:
        # "section V" is a chapter before it is the letter V; "section C" is every C.
        return own[:1] == [marks[0]] or (marks[0] not in "IVX" and marks[0] in own)
    return own[: len(marks)] == list(marks)


def _by_heading(question: str, body: Sequence[_Report]) -> Lookup | None:
    """Find "the conclusions", "the section on Sweden", "what is the report about"."""
    words = [word.lower() for word in _WORD.findall(question)]
    topic = {stem(word) for word in _topic(question)}
    asks_for_part = bool({"section", "chapter", "part"} & set(words))
    if not topic:
        whole_report = bool({"summary", "overview", "about", "gist"} & set(words))
        return _section_of(_inside(body, lambda s: s.part == SUMMARY)) if whole_report else None
    every = {heading for one in body for s in one.contents.sections for heading in s.headings}
    whole = {h for h in every if topic <= _stems(h) and (asks_for_part or topic == _stems(h))}
    named = {"introduct", "conclus", "recommend"}
    if not whole and topic <= named:
        whole = {heading for heading in every if topic <= _stems(heading)}
    if not whole:
        return None
    return _section_of(_inside(body, lambda s: not whole.isdisjoint(s.headings)))


def _inside(body: Sequence[_Report], is_meant: Callable[[Section], bool]) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph
        for one in body
        for paragraph in one.paragraphs(filter(is_meant, one.contents.sections))
    )


def _section_of(inside: tuple[Paragraph, ...]) -> Lookup | None:
    return Lookup("section", inside, ()) if inside else None


def _by_symbol(question: str, named: Sequence[str], body: Sequence[_Report]) -> Lookup:
    places = {
        (report, place)
        for report, one in enumerate(body)
        for name in named
        for place in one.contents.names.get(name, ())
        if one.contents.numbers[place]
    }
    found = tuple(body[report].document.paragraphs[place] for report, place in sorted(places))
    have = {name for p in found for name in names_in(p.text)}
    missing = tuple(name for name in named if name not in have)
    return Lookup("symbol", found, _topic(without_address(question)), missing, tuple(named))


def _resolutions(question: str) -> list[str]:
    return symbols.RESOLUTION.findall(symbols.ANY_CASE.sub(" ", question))


def _topic(rest: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(rest) if _bare(word) not in LOOKUP_STOP_WORDS)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())


@lru_cache(maxsize=100_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _topic(re.sub(r"^\w+\. ", "", text)))
