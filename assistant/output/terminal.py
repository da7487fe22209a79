"""Answers as text for a terminal, and as what JSON can hold."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Citation, Conflict
from assistant.output.i18n import say
from corpus import Paragraph, Span
from index import Hit
from index.models.multilingual import EXTRA
from index.trace import Trace

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are shown as one, and what is shown before them so that they can be understood."""

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
            # What the second needs is mostly the first; what is left comes before both.
            more = [one for one in citation.context if one not in last.context]
            whole = Span(span.paragraph, last.span.start, span.end)
            joined[-1] = Quotation(whole, (*last.context, *more))
        else:
            joined.append(Quotation(span, citation.context))
    return tuple(joined)


def to_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer for a terminal, its lines wrapped at ``width`` columns if one is given."""
    parts = [_wrap(line, width) for line in notes(answer)]
    if answer.language and not answer.hits:
        return _wrap(unread(answer.language), width)
    if answer.abstained:
        lines = [f"{say('not_in_reports')}: no sentence answers this."]
        if answer.missing:
            lines.append(missing(answer.missing))
        if answer.hits:
            nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
            lines.append(f"Nearest, but no answer: {nearest}")
        return "\n".join([*parts, _wrap(" ".join(lines), width)])
    for quotation in quotations(answer.citations):
        before = "".join(f"[{one.text} ...] " for one in quotation.context)
        parts.append(_wrap(f'{before}"{quotation.span.text}"', width))
        parts.append(f"    {quotation.span.paragraph.reference}")
    for conflict in answer.conflicts:
        parts.append(_wrap(f"Note: {differs(conflict)}", width))
        for span in not_quoted(conflict, answer):
            parts.append(_wrap(f'"{span.text}"', width))
            parts.append(f"    {span.paragraph.reference}")
    return "\n".join(parts)


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
        "language": answer.language,
        "conflicts": [
            {
                "subject": conflict.subject,
                "what": conflict.what,
                "quotes": [_place(one) for one in conflict.quotes],
            }
            for conflict in answer.conflicts
        ],
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


def explain(trace: Trace) -> str:
    """Tell what each stage of a question did, and in how many milliseconds."""
    lines: list[str] = []
    for stage in trace.stages:
        lines.append(f"{stage.name} ({stage.milliseconds:.0f} ms)")
        lines += [f"    {line}" for line in stage.lines]
    total = sum(stage.milliseconds for stage in trace.stages)
    return "\n".join([*lines, f"all stages ({total:.0f} ms)"])


def notes(answer: Answer, language: str = "en") -> list[str]:
    """Return what is said ahead of an answer: how the question was read, what no report has."""
    said = [say("read_as", language, answer.query)] if answer.query != answer.question else []
    if answer.language and answer.hits:
        said.append(say("asked_in", language, answer.language))
    if answer.missing and not answer.abstained:
        said.append(missing(answer.missing, language))
    return said


def unread(asked_in: str, language: str = "en") -> str:
    """Say that questions in a language cannot be read, and what to install for it."""
    return say("unread", language, asked_in, f"pip install '{EXTRA}', then: pilcrow build")


def missing(words: Sequence[str], language: str = "en") -> str:
    """Name the words that no report has."""
    quoted = [f"“{word}”" for word in words]
    last = say("or", language) + quoted[-1] if len(quoted) > 1 else quoted[0]
    return say("no_report_has", language, ", ".join(quoted[:-1]) + last)


def differs(conflict: Conflict, language: str = "en") -> str:
    """Say that a report gives different dates or numbers for one thing, and where."""
    places = "; ".join(dict.fromkeys(span.paragraph.reference for span in conflict.quotes))
    return say(f"conflict_{conflict.what}", language, conflict.subject, places)


def not_quoted(conflict: Conflict, answer: Answer) -> list[Span]:
    """Return the sentences of a conflict that the answer does not show already."""
    shown = [citation.quote for citation in answer.citations]
    return [span for span in conflict.quotes if not any(one.covers(span) for one in shown)]


def _citation(citation: Citation) -> dict[str, Any]:
    return _place(citation.quote) | {
        "score": round(citation.score, 6),
        "context": [_place(span) for span in citation.context],
    }


def _place(span: Span) -> dict[str, Any]:
    where = {"start": span.start, "end": span.end, "text": span.text}
    return _address(span.paragraph) | where


def _address(paragraph: Paragraph) -> dict[str, str]:
    return {"document": paragraph.symbol, "paragraph": paragraph.label}


def _wrap(text: str, width: int | None) -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
