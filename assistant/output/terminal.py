"""Answers and traces as text for a terminal."""

import textwrap

from assistant.answer import Answer
from assistant.output.i18n import say
from assistant.output.remarks import (
    asked_in,
    cannot_read,
    contradiction,
    not_in_any_report,
    not_mentioned,
    not_shown,
    part_unanswered,
    read_as,
    reply_in,
)
from assistant.output.shown import NEAREST, not_quoted, quotations
from index.trace import Trace


def to_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer for a terminal, its lines wrapped at ``width`` columns if one is given."""
    if answer.language and not answer.hits:
        return _wrap(cannot_read(answer.language), width)
    if answer.reply:
        said = reply_in(answer.reply, answer.choices, answer.missing)
        return "\n".join(_wrap(line, width) for line in said.split("\n"))
    parts = [_wrap(line, width) for line in _notes(answer)]
    if answer.abstained:
        lines = [f"{say('not_in_reports')}: no sentence answers this."]
        if answer.missing:
            lines.append(not_in_any_report(answer.missing))
        if answer.hits:
            nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
            lines.append(f"Nearest, but no answer: {nearest}")
        return "\n".join([*parts, _wrap(" ".join(lines), width)])
    for quotation in quotations(answer.citations):
        before = "".join(f"[{span.text} ...] " for span in quotation.context)
        parts.append(_wrap(f'{before}"{quotation.span.text}"', width))
        parts.append(f"    {quotation.span.paragraph.reference}")
    if answer.omitted:
        parts.append(_wrap(not_shown(answer.omitted), width))
    for conflict in answer.conflicts:
        references = [span.paragraph.reference for span in conflict.quotes]
        note = contradiction(conflict.subject, conflict.what, references)
        parts.append(_wrap(f"Note: {note}", width))
        for span in not_quoted(conflict.quotes, answer):
            parts.append(_wrap(f'"{span.text}"', width))
            parts.append(f"    {span.paragraph.reference}")
    return "\n".join(parts)


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


def _wrap(text: str, width: int | None) -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
