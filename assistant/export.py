"""A conversation as a file to keep or to send: Markdown, Word or JSON; the quotations verbatim."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from assistant.answer import Answer
from assistant.cite import reference
from assistant.render import (
    NEAREST,
    differs,
    missing,
    not_quoted,
    notes,
    quotations,
    to_dict,
    unread,
)
from assistant.render_page import escape
from assistant.wording import say
from corpus import Document, Span

KINDS = ("md", "docx", "json")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: ``kind`` is question, quotation, context, reference or said."""

    kind: str
    text: str


def export(
    answers: Sequence[Answer], documents: Sequence[Document], kind: str, *, form: str = "un"
) -> bytes:
    """Return a conversation as the bytes of a file.

    ``kind`` is one of ``KINDS``, ``form`` one of the forms of ``assistant.cite``; raises KeyError
    for others. JSON has what ``to_dict`` has of each answer.
    """
    if kind == "json":
        told = [to_dict(answer) for answer in answers]
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    lines = [line for answer in answers for line in _lines(answer, documents, form)]
    return {"md": _markdown, "docx": _word}[kind](lines)


def _lines(answer: Answer, documents: Sequence[Document], form: str) -> Iterator[_Line]:
    def cited(span: Span, context: Sequence[Span] = ()) -> Iterator[_Line]:
        paragraph = span.paragraph
        document = next((d for d in documents if d.symbol == paragraph.symbol), None)
        yield from (_Line("context", f"{one.text} …") for one in context)
        yield _Line("quotation", span.text)
        told = reference(document, paragraph, form) if document else paragraph.reference
        yield _Line("reference", told)

    yield _Line("question", answer.question)
    yield from (_Line("said", note) for note in notes(answer))
    for one in quotations(answer.citations):
        yield from cited(one.span, one.context)
    for conflict in answer.conflicts:
        yield _Line("said", differs(conflict))
        for span in not_quoted(conflict, answer):
            yield from cited(span)
    if answer.abstained:
        yield from _silence(answer)


def _silence(answer: Answer) -> Iterator[_Line]:
    if answer.language and not answer.hits:
        yield _Line("said", unread(answer.language))
        return
    lacking = missing(answer.missing) if answer.missing else ""
    yield _Line("said", f"{say('not_in_reports')}. {lacking}".strip())
    nearest = "; ".join(hit.passage.paragraph.reference for hit in answer.hits[:NEAREST])
    if nearest:
        yield _Line("said", f"{say('nearest')} {nearest}")


def _markdown(lines: Sequence[_Line]) -> bytes:
    marks = {"question": "## {}", "context": "> *{}*\n>", "quotation": "> {}", "said": "*{}*"}
    written = []
    for line in lines:
        text = escape(line.text)
        if line.kind == "reference":
            # In a block of its own, so that BibTeX and RIS keep their lines.
            written.append(f"```\n{line.text}\n```" if "\n" in line.text else f"> — {text}")
        else:
            written.append(marks[line.kind].format(text))
    return ("\n\n".join(written) + "\n").encode()


def _word(lines: Sequence[_Line]) -> bytes:
    import docx

    file = docx.Document()
    styles = {"question": "Heading 2", "quotation": "Quote", "context": "Quote"}
    for line in lines:
        # What XML cannot hold would be refused.
        text = "".join(c for c in line.text if c >= " " or c in "\n\t")
        paragraph = file.add_paragraph(text, style=styles.get(line.kind))
        if line.kind == "reference":
            paragraph.paragraph_format.left_indent = docx.shared.Pt(18)
    content = BytesIO()
    file.save(content)
    return content.getvalue()
