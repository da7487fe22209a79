"""Answers as text for a terminal, as Markdown for the page, and as what JSON can hold."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answer import Answer, Citation
from corpus import Paragraph, Span
from index import Hit

NEAREST = 3
NOT_SAID = "Not in the reports"


def quotations(citations: Sequence[Citation]) -> tuple[Span, ...]:
    """Join sentences that follow one another in their paragraph into one quotation."""
    joined: list[Span] = []
    for citation in citations:
        quote = citation.quote
        last = joined[-1] if joined else None
        if last and last.paragraph == quote.paragraph and 0 <= quote.start - last.end <= 1:
            joined[-1] = Span(last.paragraph, last.start, quote.end)
        else:
            joined.append(quote)
    return tuple(joined)


def to_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer for a terminal, its lines wrapped at ``width`` columns if one is given."""
    if not answer.abstained:
        return "\n".join(
            _wrap(f'"{quote.text}"', width) + f"\n    {quote.paragraph.reference}"
            for quote in quotations(answer.citations)
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


def to_markdown(answer: Answer, chip: Iterable[str]) -> str:
    """Return an answer for the page: blockquotes, each with its chip; see ``assistant.web``."""
    chips = list(chip)
    if not answer.abstained:
        quotes = quotations(answer.citations)
        return "\n\n".join(f"> {escape(q.text)} {c}" for q, c in zip(quotes, chips, strict=True))
    lines = [f"## {NOT_SAID}", "No sentence in the library answers this."]
    if answer.missing:
        lines[1] += f" Nothing there is named {escape(' or '.join(answer.missing))}."
    if chips:
        lines.append("The nearest paragraphs, which do not answer it:\n")
        openings = (_opening(hit.passage) for hit in answer.hits[:NEAREST])
        lines[-1] += "\n".join(
            f"\n- {c} {escape(text)}" for c, text in zip(chips, openings, strict=True)
        )
    return "\n\n".join(lines)


def escape(text: str) -> str:
    """Return Markdown that shows a text as it is: no markup, HTML or formula in it comes alive."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", text))


def _opening(span: Span) -> str:
    return textwrap.shorten(span.text, 140, placeholder=" …")


def _citation(citation: Citation) -> dict[str, Any]:
    quote = citation.quote
    return _address(quote.paragraph) | {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "score": round(citation.score, 6),
    }


def _address(paragraph: Paragraph) -> dict[str, str]:
    return {"document": paragraph.symbol, "paragraph": paragraph.label}


def _wrap(text: str, width: int | None) -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
