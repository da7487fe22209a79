"""Answers as text for a terminal, as Markdown for the page, and as what JSON can hold."""

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from assistant.answer import Answer, Citation
from corpus import Document, Paragraph, Span
from corpus.parse import FRONT
from index import Hit

NEAREST = 3
NOT_SAID = "Not in the reports"


def quotations(citations: Sequence[Citation]) -> tuple[Span, ...]:
    """Join sentences that follow one another in their paragraph into one quotation."""
    joined: list[Span] = []
    for citation in citations:
        span = citation.quote
        last = joined[-1] if joined else None
        if last and last.paragraph == span.paragraph and 0 <= span.start - last.end <= 1:
            joined[-1] = Span(last.paragraph, last.start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def to_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer for a terminal, its lines wrapped at ``width`` columns if one is given."""
    if not answer.abstained:
        return "\n".join(
            _wrap(f'"{span.text}"', width) + f"\n    {span.paragraph.reference}"
            for span in quotations(answer.citations)
        )
    lines = [f"{NOT_SAID}: no sentence answers this."]
    if answer.missing:
        lines.append(f"Nothing there is named {' or '.join(answer.missing)}.")
    if answer.hits:
        nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
        lines.append(f"Nearest, but no answer: {nearest}")
    return _wrap(" ".join(lines), width)


def to_dict(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON can hold it; ``answer`` is "" where the reports do not say."""
    return {
        "question": answer.question,
        "query": answer.query,
        "abstained": answer.abstained,
        "answer": " ".join(citation.quote.text for citation in answer.citations),
        "citations": [_citation(citation) for citation in answer.citations],
        "hits": hits_to_dicts(answer.hits),
        "missing": list(answer.missing),
    }


def hits_to_dicts(hits: Iterable[Hit], *, text: bool = False) -> list[dict[str, Any]]:
    """Return hits as JSON can hold them, with their passages' text if asked for."""
    return [
        _address(hit.passage.paragraph)
        | {"score": round(hit.score, 6)}
        | (
            {"text": hit.passage.text, "headings": list(hit.passage.paragraph.headings)}
            if text
            else {}
        )
        for hit in hits
    ]


def to_markdown(answer: Answer, documents: Sequence[Document]) -> tuple[str, str]:
    """Return an answer for the page, and the address of its first citation ("" without any).

    Quotations are blockquotes. Each citation is a link whose address says everything, so that it
    works after a reload and a restart: ``#c/<document>/<paragraph index>/<start>-<end>``.
    """
    quotes = quotations(answer.citations)
    nearest = tuple(hit.passage for hit in answer.hits[:NEAREST])
    places = {id(p): (d, i) for d in documents for i, p in enumerate(d.paragraphs)}
    spans = [span for span in quotes or nearest if id(span.paragraph) in places]
    addresses = [_link(span, *places[id(span.paragraph)]) for span in spans]
    chips = [_chip(s, a, alone=len(documents) == 1) for s, a in zip(spans, addresses, strict=True)]
    if quotes:
        lines = [f"> {escape(s.text)} {chip}" for s, chip in zip(spans, chips, strict=True)]
        return "\n\n".join([*_how_read(answer), *lines]), addresses[0]
    lines = [f"## {NOT_SAID}", "No sentence in the library answers this."]
    if answer.missing:
        lines[1] += f" Nothing there is named {escape(' or '.join(answer.missing))}."
    if chips:
        items = [f"- {c} {escape(_opening(s))}" for s, c in zip(spans, chips, strict=True)]
        lines += ["The nearest paragraphs, which do not answer it:", "\n".join(items)]
    return "\n\n".join([*_how_read(answer), *lines]), ""


def to_html(document: Document) -> dict[str, str]:
    """Return one report for the source panel; all its text is escaped."""
    parts: list[str] = []
    above: tuple[str, ...] = ()
    for index, paragraph in enumerate(document.paragraphs):
        path = paragraph.headings or ((paragraph.part.capitalize(),) if paragraph.part else ())
        shared = next(
            (i for i, pair in enumerate(zip(above, path, strict=False)) if pair[0] != pair[1]),
            min(len(above), len(path)),
        )
        if paragraph.part != FRONT:
            for level, heading in enumerate(path[shared:], start=shared + 3):
                tag = f"h{min(level, 5)}"
                parts.append(f"<{tag}>{html.escape(heading)}</{tag}>")
        above = path
        number = f"{paragraph.number}." if paragraph.number else ""
        parts.append(
            f'<div class="p{" front" if paragraph.part == FRONT else ""}" id="p-{index}" '
            f'data-where="{html.escape(" › ".join(path))}" '
            f'data-reference="{html.escape(paragraph.reference)}">'
            f'<span class="n">{html.escape(number)}</span>'
            f"<p>{html.escape(paragraph.text)}</p></div>"
        )
    fields = {"id": file_name(document.symbol), "symbol": document.symbol, "title": document.title}
    return fields | {"html": "".join(parts)}


def file_name(symbol: str) -> str:
    """Return a symbol as the United Nations write it in file names: ``A_78_176``."""
    return symbol.replace("/", "_")


def escape(text: str) -> str:
    """Return Markdown that shows a text as it is: no markup, HTML or formula in it comes alive."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", text))


def _how_read(answer: Answer) -> list[str]:
    read = answer.query if answer.query != answer.question else ""
    return [f"*Read as: {escape(read)}*"] if read else []


def _link(span: Span, document: Document, index: int) -> str:
    name = quote(file_name(document.symbol), safe="")
    return f"#c/{name}/{index}/{span.start}-{span.end}"


def _chip(span: Span, address: str, *, alone: bool) -> str:
    paragraph = span.paragraph
    heading = paragraph.headings[-1] if paragraph.headings else ""
    # These would end the link's title.
    tip = re.sub(r'["\\\[\]]', "'", f"{paragraph.reference} – {heading}")
    plain = paragraph.number and not paragraph.part
    label = f"¶{paragraph.number}" if plain else paragraph.label
    return f'[{label if alone else f"{paragraph.symbol} {label}"}]({address} "{tip}")'


def _opening(span: Span) -> str:
    return textwrap.shorten(span.text, 140, placeholder=" …")


def _citation(citation: Citation) -> dict[str, Any]:
    span = citation.quote
    return _address(span.paragraph) | {
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "score": round(citation.score, 6),
    }


def _address(paragraph: Paragraph) -> dict[str, str]:
    return {"document": paragraph.symbol, "paragraph": paragraph.label}


def _wrap(text: str, width: int | None) -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
