"""Find what a citation names in a library: a document, or paragraphs of it."""

import re
from dataclasses import dataclass

from assistant.question.address import read_address
from assistant.question.documents import Report
from assistant.question.places import find
from assistant.verify.texts import Texts
from assistant.verify.types import Source
from corpus import Document, Span
from corpus import symbol as symbols
from corpus.contents import contents
from corpus.document import SUMMARY

_LETTER = re.compile(r"\d\s?\(([a-z]{1,4})\)")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a library has of what a citation names.

    ``documents`` are positions in the library; there are none if the document is not in it.
    ``numbers`` are those of the texts, or None if the citation names whole documents. ``missing``
    are the parts of the address that no document has: "para. 99". ``letters`` are those of
    sub-paragraphs: ("e",) for "para. 6 (e)".
    """

    documents: frozenset[int]
    numbers: frozenset[int] | None
    missing: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    def has(self, number: int, texts: Texts) -> bool:
        """Return whether a text is among what is cited."""
        if self.numbers is None:
            return texts.owners[number] in self.documents
        return number in self.numbers


def cited(source: Source, texts: Texts) -> Cited:
    """Return what the library has of what a citation names."""
    documents = _documents(source.symbol, texts)
    labelled = {number for i in documents for number in _labelled(source, i, texts)}
    if labelled:
        return Cited(documents, frozenset(labelled))
    address = read_address(source.address) if source.address else None
    is_summary = source.address.lower() == SUMMARY
    if not documents or (address is None and not is_summary):
        return Cited(documents, None)
    numbers: set[int] = set()
    missing: list[tuple[str, ...]] = []
    for position in sorted(documents):
        document = texts.documents[position]
        if address is None:
            paragraphs = tuple(p for p in document.paragraphs if p.part.lower() == SUMMARY)
            missing.append(() if paragraphs else (SUMMARY,))
        else:
            found = find(address, Report(document, contents(document)))
            paragraphs = found.paragraphs
            missing.append(found.missing)
        numbers.update(number for p in paragraphs for number in texts.numbers_of(p))
    absent = min(missing, key=len)
    return Cited(documents, frozenset(numbers), absent, tuple(_LETTER.findall(source.address)))


def _labelled(source: Source, position: int, texts: Texts) -> list[int]:
    """Return the texts of a document whose reference, as Pilcrow writes it, a draft has.

    Its address must be longer than what can be read of it without the document.
    """
    rest = source.rest.lstrip(" ,(").lower()
    labels = texts.labels(position) if source.symbol and rest else {}
    for end in range(len(rest), len(source.address), -1):
        goes_on = rest[end : end + 1].isalnum() or rest[end : end + 2].strip()[1:].isalnum()
        if rest[:end] in labels and not goes_on:
            return labels[rest[:end]]
    return []


def is_under(span: Span, letters: tuple[str, ...]) -> bool:
    """Return whether a span is in one of the sub-paragraphs with these letters: "(e)".

    It is true as well if the paragraph does not have the letters in its text.
    """
    text = span.paragraph.text
    for letter in letters:
        start = text.find(f"({letter})")
        if start < 0:
            return True
        following = text.find(f"({chr(ord(letter) + 1)})", start) if len(letter) == 1 else -1
        if start <= span.end and (following < 0 or span.start < following):
            return True
    return not letters


def _documents(symbol: str, texts: Texts) -> frozenset[int]:
    every = range(len(texts.documents))
    if not symbol:
        return frozenset(every)
    wanted = symbol.upper()
    exact = [i for i in every if wanted in map(str.upper, _names(texts.documents[i]))]
    if exact:
        return frozenset(exact)
    # "A/81/6" for section 9 of the budget, "A/80/15" for its second part.
    return frozenset(i for i in every if _is_start(symbol, texts.documents[i].symbol))


def _is_start(symbol: str, of: str) -> bool:
    """Return whether a symbol is another without its end in brackets."""
    return any(name.upper().startswith(f"{symbol.upper()} (") for name in symbols.names(of))


def _names(document: Document) -> tuple[str, ...]:
    return symbols.names(symbols.normalise(document.symbol))
