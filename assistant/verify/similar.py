"""Find the paragraph that is most like a quotation which is nowhere as it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.verify.compare import Alignment, align, differences, weight_of, with_case_of
from assistant.verify.parts import Part, parts_of
from assistant.verify.pattern import Pattern
from assistant.verify.sources import Cited
from assistant.verify.texts import Texts
from assistant.verify.types import Difference
from corpus import Span
from corpus.fold import Token, fold
from index import Hit

_FOUND = 20  # paragraphs that a search by words finds
_ALIGNED = 8  # of them, those that share most words with the quotation are compared with it
_MOST_CITED = 60  # paragraphs
_LEAST_SIMILARITY = 0.6
_LEAST_OF_SHORT, _SHORT = 0.7, 10  # tokens
MOST_TOKENS = 2000
"""The length of a quotation, in words and marks, up to which similar words are looked for."""
# A cited paragraph is preferred to another that is more similar by less than this.
_PREFERENCE = 0.15
# A quotation is taken for a paragraph with changed words, and not for parts of several that are
# joined, from this similarity.
_ONE_PARAGRAPH = 0.9


class Searched(Protocol):
    """The search by words that finds paragraphs; an ``Index`` is one."""

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: Literal["lexical"],
        symbols: Sequence[str] | None = None,
    ) -> list[Hit]:
        """Return the passages that share most words with the query: see ``index.Index.search``."""
        ...


@dataclass(frozen=True, slots=True)
class Similar:
    """The places that are most like a quotation, and how it differs from the first of them.

    ``cited`` says that the first is where the draft says.
    """

    places: tuple[Span, ...]
    differences: tuple[Difference, ...]
    cited: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A text with the alignments of the pieces of a quotation; the tokens are those of the text."""

    number: int
    tokens: Sequence[Token]
    alignments: tuple[tuple[Alignment, int], ...]
    similarity: float


def most_similar(
    index: Searched, texts: Texts, text: str, pattern: Pattern, sources: Sequence[Cited]
) -> Similar | None:
    """Return the places that are most like a quotation, or None if none is like it.

    Args:
        index: the library, which is searched by words.
        texts: its texts.
        text: the quotation.
        pattern: what it means.
        sources: what the draft cites.
    """
    pieces = [piece for piece in pattern.tokens if piece]
    words = [token.text for piece in pieces for token in piece]
    if len(words) > MOST_TOKENS:
        return None
    parts = parts_of(texts, words)
    named = [number for part in parts for number in part.numbers[:3]]
    cited = _cited_numbers(texts, words, sources)
    found = [_compare(texts, number, pieces) for number in cited]
    others = _search(index, texts, text, words, sources)
    found += [
        _compare(texts, n, pieces) for n in dict.fromkeys([*others, *named]) if n not in cited
    ]
    is_cited = {c.number: any(s.has(c.number, texts) for s in sources) for c in found}
    best = max(found, key=lambda c: c.similarity + _PREFERENCE * is_cited[c.number], default=None)
    joined = _joined(texts, pieces, parts, cited) if len(pieces) == 1 else None
    if joined and (best is None or best.similarity < _ONE_PARAGRAPH):
        return joined
    least = _LEAST_OF_SHORT if len(words) < _SHORT else _LEAST_SIMILARITY
    if best is None or best.similarity < least:
        return None
    return _described(texts, best, pieces, text, cited=is_cited[best.number])


def _cited_numbers(texts: Texts, words: Sequence[str], sources: Sequence[Cited]) -> list[int]:
    numbers = {number for source in sources for number in source.numbers or ()}
    return _sharing(texts, words, sorted(numbers), _MOST_CITED)


def _search(
    index: Searched, texts: Texts, text: str, words: Sequence[str], sources: Sequence[Cited]
) -> list[int]:
    """Return the numbers of the texts that share most words with a quotation."""
    documents = sorted({i for source in sources for i in source.documents})
    hits = index.search(text, _FOUND, mode="lexical")
    if documents and len(documents) < len(texts.documents):
        keys = [texts.documents[i].key for i in documents]
        hits += index.search(text, _FOUND, mode="lexical", symbols=keys)
    paragraphs = {id(hit.passage.paragraph): hit.passage.paragraph for hit in hits}
    numbers = [number for p in paragraphs.values() for number in texts.numbers_of(p)]
    return _sharing(texts, words, numbers, _ALIGNED)


def _sharing(texts: Texts, words: Sequence[str], numbers: Sequence[int], most: int) -> list[int]:
    """Return those numbers, at most ``most``, whose texts share most words with a quotation."""
    wanted = set(words)
    shared = {number: len(wanted & set(texts.tokens(number).split())) for number in numbers}
    return sorted(shared, key=lambda number: -shared[number])[:most]


def _compare(texts: Texts, number: int, pieces: Sequence[Sequence[Token]]) -> _Candidate:
    """Return a text with the alignment of each piece, each after the one before."""
    tokens = fold(texts.paragraphs[number].text)
    words = [token.text for token in tokens]
    place, same = 0, 0.0
    alignments: list[tuple[Alignment, int]] = []
    for index, piece in enumerate(pieces):
        own = [token.text for token in piece]
        if not index:
            own = with_case_of(own, texts.tokens(number))
        alignment = align(own, words[place:])
        alignments.append((alignment, place))
        same += alignment.similarity * len(piece)
        place += alignment.last
    total = sum(map(len, pieces))
    return _Candidate(number, tokens, tuple(alignments), same / max(total, 1))


def _described(
    texts: Texts, found: _Candidate, pieces: Sequence[Sequence[Token]], text: str, *, cited: bool
) -> Similar:
    paragraph = texts.paragraphs[found.number]
    changed = tuple(
        difference
        for (alignment, place), piece in zip(found.alignments, pieces, strict=True)
        for difference in differences(alignment, piece, text, found.tokens[place:], paragraph.text)
    )
    (first, start), (last, end) = found.alignments[0], found.alignments[-1]
    beginning = min(start + first.first, len(found.tokens) - 1)
    ending = max(end + last.last, beginning + 1)
    span = texts.span(found.number, beginning, ending)
    cut = changed and all(one.change == "left out" for one in changed)
    remarks = ("Words are left out without an ellipsis.",) if cut else ()
    return Similar((span,), changed, cited, remarks)


def _joined(
    texts: Texts, pieces: Sequence[Sequence[Token]], parts: Sequence[Part], cited: Sequence[int]
) -> Similar | None:
    """Return the places of the parts of a quotation that is joined without a mark."""
    if not parts:
        return None
    words = [token.text for token in pieces[0]]
    common = set(parts[0].numbers).intersection(*(part.numbers for part in parts[1:]))
    for number in sorted(common, key=lambda number: (number not in cited, number)):
        spans = list(_in_order(texts, number, words, parts))
        if len(spans) == len(parts):
            gaps = tuple(_gaps(spans, pieces[0], parts))
            remark = "Words are left out without an ellipsis."
            whole = Span(spans[0].paragraph, spans[0].start, spans[-1].end)
            return Similar((whole,), gaps, number in cited, (remark,))
    chosen = [next((n for n in part.numbers if n in cited), part.numbers[0]) for part in parts]
    places = [
        next(_in_order(texts, number, words, [part]))
        for number, part in zip(chosen, parts, strict=True)
    ]
    names = " and ".join(dict.fromkeys(span.paragraph.reference for span in places))
    remark = f"Words of {names} are joined without a mark."
    inside = any(number in cited for number in chosen)
    return Similar(tuple(places), (), inside, (remark,))


def _in_order(
    texts: Texts, number: int, words: Sequence[str], parts: Sequence[Part]
) -> Iterator[Span]:
    """Yield the spans of parts in a text, each after the one before, as far as there are any."""
    tokens, place = texts.tokens(number), 0
    for part in parts:
        run = f" {' '.join(words[part.first : part.last])} "
        start = tokens.find(run, place)
        if start < 0:
            return
        place = start + len(run) - 1
        yield texts.span(number, tokens.count(" ", 0, start), tokens.count(" ", 0, place))


def _gaps(
    spans: Sequence[Span], piece: Sequence[Token], parts: Sequence[Part]
) -> Iterator[Difference]:
    """Yield the words that are left out between the spans of parts."""
    for before, after, part in zip(spans, spans[1:], parts[1:], strict=False):
        left_out = before.paragraph.text[before.end : after.start].strip()
        place = piece[part.first].start
        weight = weight_of([token.text for token in fold(left_out)])
        yield Difference("left out", "", left_out, weight, place, place)
