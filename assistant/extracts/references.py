"""The references of reports: a row for each document that a report names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.extracts.again import Again
from assistant.extracts.bodies_named import Body, body_of_document
from assistant.extracts.citation_map import to_svg
from assistant.extracts.named import Named, named_in
from assistant.extracts.types import Column, Extract, Kind
from assistant.extracts.within import spans_of
from assistant.output.bodies import official_address
from corpus import Document, Paragraph, Span
from corpus import symbol as symbols
from corpus.document import FRONT, note_paragraph

# Decisions of these bodies are printed in their reports, and have no document of their own.
_WITHOUT_DOCUMENT = ("A/DEC/", "E/DEC/")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a report: a paragraph, a heading above one, or a footnote."""

    position: int
    paragraph: Paragraph
    where: str


def _find(document: Document, library: Sequence[Document]) -> Iterator[Extract]:
    held = _held(tuple(one.symbol for one in library))
    texts = list(_texts(document))
    known = _known(texts)
    own = set(symbols.names(symbols.normalise(document.symbol)))
    speaker = body_of_document(document.symbol)
    again = Again()
    for text in texts:
        named = named_in(text.paragraph.text, known, speaker)
        if text.paragraph.part == FRONT:
            named = [one for one in named if one.cited not in own]
        if text.where == "footnote":
            mark = text.paragraph.part.rpartition(" ")[2]
            named = again.in_note(text.paragraph.text, mark, named)
        elif text.where == "text":
            named = again.in_text(text.paragraph.text, named)
        spans = _spans(text, named)
        for one, span in zip(named, spans, strict=True):
            yield _row(document, text, one, span, held)


def _texts(document: Document) -> Iterator[_Text]:
    above: tuple[str, ...] = ()
    for position, paragraph in enumerate(document.paragraphs):
        for level, heading in enumerate(paragraph.headings):
            if above[: level + 1] != paragraph.headings[: level + 1]:
                yield _Text(position, _heading(paragraph, heading), "heading")
        above = paragraph.headings
        yield _Text(position, paragraph, "text")
        for note in paragraph.footnotes:
            yield _Text(position, note_paragraph(paragraph, note), "footnote")


def _heading(paragraph: Paragraph, heading: str) -> Paragraph:
    """Return a heading as a text that can be quoted: "A/78/176, heading above para. 8"."""
    place = paragraph.reference.removeprefix(paragraph.symbol).removeprefix(", ")
    part = f"heading above {place}" if place else "heading"
    return replace(paragraph, number="", part=part, position=0, text=heading, footnotes=())


def _known(texts: Sequence[_Text]) -> dict[str, Body]:
    """Return the bodies of the resolutions that a report names with their body, by number."""
    bodies: dict[str, set[Body]] = defaultdict(set)
    for text in texts:
        if "esolution" not in text.paragraph.text and "ecision" not in text.paragraph.text:
            continue
        for one in named_in(text.paragraph.text):
            if one.body and one.sure:
                bodies[one.number].add(one.body)
    return {number: min(found) for number, found in bodies.items() if len(found) == 1}


def _spans(text: _Text, named: Sequence[Named]) -> list[Span]:
    """Return the sentence of each name; of a footnote or heading, the whole."""
    if text.where == "text":
        return spans_of(text.paragraph, [(one.start, one.end) for one in named])
    return [Span(text.paragraph, 0, len(text.paragraph.text)) for _ in named]


def _row(document: Document, text: _Text, one: Named, span: Span, held: "_Held") -> Extract:
    address = ""
    has_document = not one.cited.startswith(_WITHOUT_DOCUMENT)
    if one.is_symbol and has_document and symbols.has_known_organ(one.cited):
        address = official_address(one.cited, document.language)
    values = {
        "cited": one.cited,
        "printed": text.paragraph.text[one.start : one.end],
        "pinpoint": one.pinpoint,
        "in_library": held.has(one.cited) if one.is_symbol else "",
        "where": text.where,
        "address": address,
    }
    return Extract(document, text.position, span, values)


class _Held:
    """The symbols of a library, compared without punctuation."""

    def __init__(self, symbols_held: Sequence[str]) -> None:
        names = {name for one in symbols_held for name in symbols.names(symbols.normalise(one))}
        bare = {name.split(" (")[0] for name in names if " (" in name}
        # The year of a resolution of the Security Council may be left out.
        resolutions = {name for name in bare if name.startswith("S/RES/")}
        self._whole = {symbols.parts(name) for name in names | resolutions}
        self._parts = {symbols.parts(name) for name in bare}

    def has(self, cited: str) -> str:
        """Return "yes", "no", or "part": "A/81/6" if only "A/81/6 (Sect. 9)" is in the library.

        An addendum is another document than the one that it is added to.
        """
        wanted = symbols.parts(cited)
        if wanted in self._whole:
            return "yes"
        return "part" if wanted in self._parts else "no"


@lru_cache(maxsize=4)
def _held(symbols_held: tuple[str, ...]) -> _Held:
    return _Held(symbols_held)


KIND = Kind(
    "references",
    (
        Column("cited"),
        Column("printed"),
        Column("pinpoint"),
        Column("in_library", "choice"),
        Column("where", "choice"),
        Column("address", "address"),
    ),
    _find,
    {"svg": to_svg},
)
