"""Quote what a question has looked up: paragraphs whole, sections by their leading sentences."""

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.question.lookup import Lookup
from corpus import Paragraph, Span
from corpus.contents import names_in
from corpus.split import sentences

# A section of more paragraphs than this is quoted by the first under each of its headings.
_MAX_LEADS = 8
# Of the paragraphs of a look-up, the first so many are quoted; the answer says how many are not.
_MAX_QUOTED = 20
# Conclusions are quoted whole if they have at most this many words.
_MAX_WHOLE_WORDS = 400


def quote_lookup(lookup: Lookup) -> tuple[Citation, ...]:
    """Return quotations of the paragraphs that were looked up, with the score 1.0.

    A paragraph is quoted whole, and so are a summary and conclusions of at most
    ``_MAX_WHOLE_WORDS`` words; a section is quoted by the first sentences of its leading
    paragraphs. For a symbol, the sentences that name the symbol are quoted. Of many paragraphs,
    the first ``_MAX_QUOTED`` are quoted: see ``omitted``.
    """
    if lookup.spans:
        spans = list(lookup.spans[:_MAX_QUOTED])
    elif lookup.kind == "symbol":
        spans = [
            sentence
            for paragraph in lookup.paragraphs[:_MAX_QUOTED]
            for sentence in sentences(paragraph)
            if set(lookup.names) & set(names_in(sentence.text))
        ]
    elif _is_shortened(lookup):
        spans = [sentences(paragraph)[0] for paragraph in _leading(lookup.paragraphs)]
    else:
        quoted = lookup.paragraphs[:_MAX_QUOTED]
        spans = [Span(paragraph, 0, len(paragraph.text)) for paragraph in quoted]
    return tuple(Citation(span, 1.0) for span in spans)


def omitted(lookup: Lookup) -> int:
    """Return how many of the paragraphs that were looked up ``quote_lookup`` does not quote."""
    if lookup.spans:
        return len(lookup.spans[_MAX_QUOTED:])
    if _is_shortened(lookup):
        return len(lookup.paragraphs) - len(_leading(lookup.paragraphs))
    return len(lookup.paragraphs[_MAX_QUOTED:])


def _is_shortened(lookup: Lookup) -> bool:
    """Return whether a look-up is quoted by the first sentences of its leading paragraphs."""
    if lookup.kind == "findings":
        return sum(len(p.text.split()) for p in lookup.paragraphs) > _MAX_WHOLE_WORDS
    return lookup.kind == "section" and len(lookup.paragraphs) > 1


def _leading(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the paragraphs that summarise a section: all, or the first under each heading."""
    if len(paragraphs) <= _MAX_LEADS:
        return paragraphs
    firsts: dict[tuple[str, ...], Paragraph] = {}
    for paragraph in paragraphs:
        firsts.setdefault(paragraph.headings, paragraph)
    return tuple(firsts.values())[:_MAX_LEADS] if len(firsts) > 1 else paragraphs[:_MAX_LEADS]
