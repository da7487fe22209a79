"""Answers as text for a terminal, as Markdown for the page, and as what JSON can hold."""

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from assistant.answer import Answer, Citation
from assistant.conflict import Conflict
from corpus import Document, Paragraph, Span
from corpus.parse import FRONT
from index import Hit
from index.multilingual import EXTRA
from index.trace import Trace

NEAREST = 3
NOT_SAID = "Not in the reports"


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
    parts = [_wrap(line, width) for line in _notes(answer)]
    if answer.language and not answer.hits:
        return _wrap(_unread(answer.language), width)
    if answer.abstained:
        lines = [f"{NOT_SAID}: no sentence answers this."]
        if answer.missing:
            lines.append(_missing(answer.missing))
        if answer.hits:
            nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
            lines.append(f"Nearest, but no answer: {nearest}")
        return "\n".join([*parts, _wrap(" ".join(lines), width)])
    for quotation in quotations(answer.citations):
        before = "".join(f"[{one.text} ...] " for one in quotation.context)
        parts.append(_wrap(f'{before}"{quotation.span.text}"', width))
        parts.append(f"    {quotation.span.paragraph.reference}")
    for conflict in answer.conflicts:
        parts.append(_wrap(f"Note: {_conflict(conflict)}", width))
        for span in _not_quoted(conflict, answer):
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


def to_markdown(answer: Answer, documents: Sequence[Document]) -> tuple[str, str]:
    """Return an answer for the page, and the address of its first citation ("" without any).

    Quotations are blockquotes. Each citation is a link whose address says everything, so that it
    works after a reload and a restart: ``#c/<document>/<paragraph index>/<start>-<end>``.
    """
    places = {id(p): (d, i) for d in documents for i, p in enumerate(d.paragraphs)}
    alone = len(documents) == 1

    def chip(span: Span) -> str:
        return _chip(span, _link(span, *places[id(span.paragraph)]), alone=alone)

    lines = [f"*{escape(note)}*" for note in _notes(answer)]
    quotes = [one for one in quotations(answer.citations) if id(one.span.paragraph) in places]
    if quotes:
        for one in quotes:
            before = "".join(f"*{escape(span.text)} …* " for span in one.context)
            lines.append(f"> {before}{escape(one.span.text)} {chip(one.span)}")
        for conflict in answer.conflicts:
            lines.append(f"**{escape(_conflict(conflict))}**")
            lines += [
                f"> {escape(span.text)} {chip(span)}" for span in _not_quoted(conflict, answer)
            ]
        first = quotes[0].span
        return "\n\n".join(lines), _link(first, *places[id(first.paragraph)])
    if answer.language and not answer.hits:
        return escape(_unread(answer.language)), ""
    lines += [f"## {NOT_SAID}", "No sentence in the library answers this."]
    if answer.missing:
        lines[-1] += f" {escape(_missing(answer.missing))}"
    nearest = [hit.passage for hit in answer.hits[:NEAREST] if id(hit.passage.paragraph) in places]
    if nearest:
        items = [f"- {chip(span)} {escape(_opening(span))}" for span in nearest]
        lines += ["The nearest paragraphs, which do not answer it:", "\n".join(items)]
    return "\n\n".join(lines), ""


def explain(trace: Trace) -> str:
    """Tell what each stage of a question did, and in how many milliseconds."""
    lines: list[str] = []
    for stage in trace.stages:
        lines.append(f"{stage.name} ({stage.milliseconds:.0f} ms)")
        lines += [f"    {line}" for line in stage.lines]
    total = sum(stage.milliseconds for stage in trace.stages)
    return "\n".join([*lines, f"all stages ({total:.0f} ms)"])


def why(trace: Trace) -> str:
    """Return the same for the page, folded up; whatever it quotes is escaped."""
    told = html.escape(explain(trace))
    return f"<details><summary>Why this answer</summary><pre>{told}</pre></details>"


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


def _notes(answer: Answer) -> list[str]:
    """Return what is said ahead of an answer: how the question was read, what no report has."""
    notes = [f"Read as: {answer.query}"] if answer.query != answer.question else []
    if answer.language and answer.hits:
        notes.append(f"Asked in {answer.language}; the quotations are the report's own words.")
    if answer.missing and not answer.abstained:
        notes.append(_missing(answer.missing))
    return notes


def _unread(language: str) -> str:
    return (
        f"The question seems to be in {language}, and the reports are in English. Ask in English, "
        f"or install what reads other languages: pip install '{EXTRA}', then: pilcrow build"
    )


def _missing(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    listed = ", ".join(quoted[:-1]) + " or " + quoted[-1] if len(quoted) > 1 else quoted[0]
    return f"No report here has {listed}."


def _conflict(conflict: Conflict) -> str:
    places = "; ".join(dict.fromkeys(span.paragraph.reference for span in conflict.quotes))
    return f"The report gives different {conflict.what} for {conflict.subject} ({places})."


def _not_quoted(conflict: Conflict, answer: Answer) -> list[Span]:
    """Return the sentences of a conflict that the answer does not show already."""
    shown = [citation.quote for citation in answer.citations]
    return [span for span in conflict.quotes if not any(one.covers(span) for one in shown)]


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
