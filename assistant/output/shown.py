"""What is shown of an answer: its data, and the quotations as the page and files show them.

``shown_data`` is kept with each message of a conversation. Markdown, copies, saved files, the
citation links and the source panel are made from it and from nothing else, so that an answer stays
what it was when it was given, whatever happens to the library afterwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from assistant.answer import Answer, Citation, Reply
from assistant.output.json import Data, span_to_dict, to_dict
from corpus import Document, Span, locate
from corpus.split import sentences

NEAREST = 3
# The number of paragraphs that were found which are linked: those further down are hardly ever
# what is looked for.
_FOUND = 10


@dataclass(frozen=True, slots=True)
class Quotation:
    """Neighbouring sentences that are shown as one, and the spans to read before them."""

    span: Span
    context: tuple[Span, ...] = ()


def quotations(citations: Sequence[Citation]) -> tuple[Quotation, ...]:
    """Join sentences that follow one another in their paragraph into one quotation."""
    joined: list[Quotation] = []
    for citation in citations:
        span = citation.quote
        last = joined[-1] if joined else None
        follows = last and last.span.paragraph == span.paragraph
        if last and follows and 0 <= span.start - last.span.end <= 1:
            # The context of the second is mostly the first; the rest comes before both.
            more = [context for context in citation.context if context not in last.context]
            whole = Span(span.paragraph, last.span.start, span.end)
            joined[-1] = Quotation(whole, (*last.context, *more))
        else:
            joined.append(Quotation(span, citation.context))
    return tuple(joined)


def not_quoted(spans: Sequence[Span], answer: Answer) -> list[Span]:
    """Return the spans that no citation of the answer contains."""
    shown = [citation.quote for citation in answer.citations]
    return [span for span in spans if not any(quote.covers(span) for quote in shown)]


def shown_data(
    answer: Answer, documents: Sequence[Document], asked: int = 0, only: Sequence[str] = ()
) -> Data:
    """Return ``to_dict`` of an answer and how it is shown.

    ``shown`` has the quotations in the order in which they are shown. Each is a span as in
    ``to_dict`` with ``kind`` ("quotation", "conflict" or "nearest"), ``label`` (of its link),
    ``heading`` (the innermost), ``part``, ``number`` and ``context``. ``found`` has the document
    and the positions of the paragraphs that were found in the report of the best hit. ``asked`` is
    the number of reports that were asked, 0 if it is not known. ``only`` are the keys of the
    reports that were asked, if that was not all.
    """
    data = to_dict(answer, documents) | {"shown": list(_shown(answer, documents)), "asked": asked}
    data |= {"only": list(only)} if only else {}
    data["hits"] = data["hits"][:_FOUND]
    return data | {"found": _found(answer, documents)}


def _shown(answer: Answer, documents: Sequence[Document]) -> Iterator[Data]:
    for quotation in quotations(answer.citations):
        yield _entry("quotation", quotation, documents)
    for number, conflict in enumerate(answer.conflicts if answer.citations else ()):
        for span in not_quoted(conflict.quotes, answer):
            yield _entry("conflict", Quotation(span), documents) | {"conflict": number}
    if answer.abstained:
        for hit in answer.hits[:NEAREST]:
            yield _entry("nearest", Quotation(_nearest(hit.passage, answer.query)), documents)


def _nearest(passage: Span, query: str) -> Span:
    """Return the sentence of a passage that shares the most words with a query.

    A passage may have a thousand characters, which nobody reads of three.
    """
    wanted = _words(query)
    inside = [one for one in sentences(passage.paragraph) if passage.covers(one)]
    return max(inside, key=lambda one: len(wanted & _words(one.text)), default=passage)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _entry(kind: str, quotation: Quotation, documents: Sequence[Document]) -> Data:
    paragraph = quotation.span.paragraph
    plain = paragraph.number and not paragraph.part
    label = f"¶{paragraph.number}" if plain else paragraph.label
    return span_to_dict(quotation.span, documents) | {
        "kind": kind,
        "label": label if len(documents) == 1 else f"{paragraph.symbol} {label}",
        "heading": paragraph.headings[-1] if paragraph.headings else "",
        "part": paragraph.part,
        "number": paragraph.number,
        "context": [span_to_dict(span, documents) for span in quotation.context],
    }


def _found(answer: Answer, documents: Sequence[Document]) -> dict[str, Any]:
    places = [locate(hit.passage.paragraph, documents) for hit in answer.hits[:_FOUND]]
    known = [place for place in places if place is not None]
    if not known:
        return {"document": "", "language": "", "positions": []}
    best = known[0][0]
    positions = dict.fromkeys(position for document, position in known if document is best)
    return {
        "document": best.symbol,
        "language": best.language,
        "positions": list(positions),
    }


def is_shown_data(data: Any) -> bool:
    """Return whether data has the shape of ``shown_data``: a browser may send anything."""
    try:
        return (
            all(isinstance(data[name], str) for name in ("question", "query", "language"))
            and isinstance(data["abstained"], bool)
            and isinstance(data.get("asked", 0), int)
            and isinstance(data.get("probability", 0.0), int | float)
            and all(isinstance(word, str) for word in data["missing"])
            and all(_is_span(shown) and _is_labelled(shown) for shown in data["shown"])
            and all(_is_span(span) for shown in data["shown"] for span in shown["context"])
            and all(_is_table(shown["table"]) for shown in data["shown"] if "table" in shown)
            and all(_is_citation(citation) for citation in data["citations"])
            and data["abstained"] == (not data["citations"])
            and all(isinstance(hit, dict) for hit in data["hits"])
            and all(_is_conflict(conflict) for conflict in data["conflicts"])
            and _is_reply(data)
        )
    except (KeyError, TypeError, IndexError):
        return False


def _is_span(data: Any) -> bool:
    texts = ("document", "language", "paragraph", "reference", "text")
    numbers = ("position", "start", "end")
    return all(isinstance(data[name], str) for name in texts) and all(
        isinstance(data[name], int) for name in numbers
    )


def _is_citation(data: Any) -> bool:
    known = isinstance(data["score"], int | float) and _is_span(data)
    return known and all(_is_span(span) for span in data["context"])


def _is_table(data: Any) -> bool:
    rows = [data["header"] or data["rows"][0], *data["rows"]]
    cells = [data["title"], data["label"], *(cell for row in rows for cell in row)]
    texts = all(isinstance(text, str) for text in cells)
    even = len({len(row) for row in rows}) == 1
    return (
        bool(data["rows"])
        and texts
        and even
        and all(isinstance(data[name], int) for name in ("first", "index"))
    )


def _is_labelled(data: Any) -> bool:
    is_kind = data["kind"] in ("quotation", "nearest") or isinstance(data["conflict"], int)
    return is_kind and all(isinstance(data[name], str) for name in ("label", "heading", "kind"))


def _is_reply(data: Any) -> bool:
    choices = data.get("choices", [])
    return (
        data.get("reply", "") in get_args(Reply)
        and isinstance(choices, list)
        and all(isinstance(choice, str) for choice in choices)
        and isinstance(data.get("omitted", 0), int)
        and isinstance(data.get("omitted_rows", 0), int)
        and isinstance(data.get("listed", 0), int)
        and all(isinstance(word, str) for word in data.get("uncovered", []))
        and all(isinstance(part, str) for part in data.get("unanswered", []))
    )


def _is_conflict(data: Any) -> bool:
    known = data["what"] in ("dates", "numbers") and isinstance(data["subject"], str)
    return known and all(_is_span(quote) for quote in data["quotes"])
