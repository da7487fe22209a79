"""Answers and traces as text for a terminal."""

import textwrap
from collections.abc import Iterator

from assistant.answer import Answer
from assistant.output.i18n import say
from assistant.output.remarks import (
    asked_in,
    cannot_read,
    contradiction,
    listed,
    not_in_any_report,
    not_mentioned,
    not_shown,
    part_unanswered,
    read_as,
    reply_in,
    rows_not_shown,
)
from assistant.output.shown import NEAREST, not_quoted, quotations
from corpus.table import ROW_SEPARATOR
from index.trace import Trace


def to_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer for a terminal, its lines wrapped at ``width`` columns if one is given."""
    if answer.language and not answer.hits:
        return _wrap(cannot_read(answer.language, install=True), width)
    if answer.reply:
        said = reply_in(answer.reply, answer.choices, answer.missing, omitted=answer.omitted)
        return "\n".join(_wrap(line, width) for line in said.split("\n"))
    lines = [*_notes(answer), *(_abstention(answer) if answer.abstained else _quotations(answer))]
    # A reference is not wrapped: its line is indented.
    return "\n".join(line if line.startswith("    ") else _wrap(line, width) for line in lines)


def explain(trace: Trace) -> str:
    """Return what each stage of a question did, and how many milliseconds it took."""
    lines: list[str] = []
    for stage in trace.stages:
        lines.append(f"{stage.name} ({stage.milliseconds:.0f} ms)")
        lines += [f"    {line}" for line in stage.lines]
    total = sum(stage.milliseconds for stage in trace.stages)
    return "\n".join([*lines, f"all stages ({total:.0f} ms)"])


def _notes(answer: Answer) -> list[str]:
    notes = read_as(answer.question, answer.query)
    if answer.language:
        notes.append(asked_in(answer.language))
    if answer.missing and not answer.abstained:
        notes.append(not_in_any_report(answer.missing))
    other = [word for word in answer.uncovered if word not in answer.missing]
    if other and not answer.abstained:
        notes.append(not_mentioned(other))
    if answer.unanswered:
        notes.append(part_unanswered(answer.unanswered))
    return notes


def _abstention(answer: Answer) -> Iterator[str]:
    sentences = [f"{say('not_in_reports')}: no sentence answers this."]
    if answer.missing:
        sentences.append(not_in_any_report(answer.missing))
    if answer.hits:
        nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
        sentences.append(f"Nearest, but no answer: {nearest}")
    yield " ".join(sentences)


def _quotations(answer: Answer) -> Iterator[str]:
    for quotation in quotations(answer.citations):
        before = "".join(f"[{span.text} ...] " for span in quotation.context)
        for row in quotation.span.text.split(ROW_SEPARATOR):
            yield f'{before}"{row}"'
        yield f"    {quotation.span.paragraph.reference}"
    if answer.omitted:
        yield not_shown(answer.omitted)
    if answer.omitted_rows:
        yield rows_not_shown(answer.omitted_rows)
    if answer.listed > 1:
        yield listed(answer.listed)
    for conflict in answer.conflicts:
        references = [span.paragraph.reference for span in conflict.quotes]
        yield f"Note: {contradiction(conflict.subject, conflict.what, references)}"
        for span in not_quoted(conflict.quotes, answer):
            yield f'"{span.text}"'
            yield f"    {span.paragraph.reference}"


def _wrap(text: str, width: int | None) -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
