"""A conversation as a file to keep or to send: Markdown, Word or JSON; the quotations verbatim.

It is made from the data that was kept with each answer, so a file has what was shown, also if the
library has changed since.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from assistant.output.citation_styles import reference
from assistant.output.i18n import say
from assistant.output.json import Data, find_span
from assistant.output.markdown import (
    abstention,
    confidence_of,
    contradictions,
    escape,
    remarks_after,
    remarks_before,
    table_markdown,
)
from assistant.output.remarks import cannot_read, reply_in
from corpus import Document

FORMATS = ("md", "docx", "json")
_INDENT = 18  # points


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer: data as ``shown_data`` returns it, or only ``text`` without."""

    question: str
    data: Data | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file; ``kind`` is question, context, quotation, table, reference or remark.

    ``table`` has the rows of a table, as ``span_to_dict`` returns them.
    """

    kind: str
    text: str
    table: Data | None = None


def export(
    turns: Sequence[Turn],
    file_format: str,
    documents: Sequence[Document] = (),
    *,
    style: str = "un",
    language: str = "en",
) -> bytes:
    """Return a conversation as the bytes of a file.

    Args:
        turns: the questions and answers, oldest first.
        file_format: one of ``FORMATS``.
        documents: the reports of the library. A paragraph that is no longer among them, or has
            other words now, is cited by the reference that it had when it was shown.
        style: a name of ``assistant.output.citation_styles``.
        language: the language of the remarks.

    Raises:
        KeyError: there is no such format or style.
    """
    writer = _WRITERS[file_format]
    return writer([(turn, list(_lines(turn, documents, style, language))) for turn in turns])


_Turns = Sequence[tuple[Turn, Sequence[_Line]]]


def _lines(turn: Turn, documents: Sequence[Document], style: str, language: str) -> Iterator[_Line]:
    data = turn.data
    if data is None:
        remarks = [turn.text] if turn.text else []
    elif data["language"] and not data["hits"]:
        remarks = [cannot_read(data["language"], language)]
    elif data.get("reply"):
        said = reply_in(
            data["reply"], data["choices"], data["missing"], language, data.get("omitted", 0)
        )
        remarks = said.split("\n")
    elif data["abstained"]:
        remarks = list(_abstention(data, language))
    else:
        yield from _answer(data, documents, style, language)
        return
    yield from (_Line("remark", remark) for remark in remarks)


def _abstention(data: Data, language: str) -> Iterator[str]:
    yield from abstention(data, language)
    if data["shown"]:
        yield say("nearest", language)
    for shown in data["shown"]:
        yield f"{shown['reference']}: “{shown['text']}”"


def _answer(
    data: Data, documents: Sequence[Document], style: str, language: str
) -> Iterator[_Line]:
    yield from (_Line("remark", remark) for remark in remarks_before(data, language))
    for shown in data["shown"]:
        if shown["kind"] == "quotation":
            yield from _quoted(shown, documents, style)
    yield from (_Line("remark", remark) for remark in remarks_after(data, language))
    for number, sentence in enumerate(contradictions(data, language)):
        yield _Line("remark", sentence)
        for shown in data["shown"]:
            if shown["kind"] == "conflict" and shown["conflict"] == number:
                yield from _quoted(shown, documents, style)
    sure = confidence_of(data, language)
    if sure:
        yield _Line("remark", sure)


def _quoted(shown: Data, documents: Sequence[Document], style: str) -> Iterator[_Line]:
    for span in shown["context"]:
        yield _Line("context", f"{span['text']} …")
    table = shown.get("table")
    if table and len(table["rows"]) > 1:
        yield _Line("table", shown["text"], table)
    else:
        yield _Line("quotation", shown["text"])
    yield _Line("reference", _reference(shown, documents, style))


def _reference(shown: Data, documents: Sequence[Document], style: str) -> str:
    found = find_span(shown, documents)
    if found is None:
        return str(shown["reference"])
    document, span = found
    return reference(document, span.paragraph, style)


def _json(turns: _Turns) -> bytes:
    # The positions of links are of use to the page only.
    unused = ("shown", "found", "question")
    written: list[Any] = []
    for turn, lines in turns:
        answer = {k: v for k, v in (turn.data or {}).items() if k not in unused}
        references = [line.text for line in lines if line.kind == "reference"]
        remarks = [line.text for line in lines if line.kind == "remark"]
        written.append(
            {"question": turn.question} | answer | {"references": references, "remarks": remarks}
        )
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def _markdown(turns: _Turns) -> bytes:
    marks = {"context": "> *{}*\n>", "quotation": "> {}", "remark": "*{}*"}
    blocks: list[str] = []
    for turn, lines in turns:
        blocks.append(f"## {escape(turn.question)}")
        for line in lines:
            text = escape(line.text)
            if line.kind == "reference":
                # A block of code keeps the lines of BibTeX and RIS.
                blocks.append(f"```\n{line.text}\n```" if "\n" in line.text else f"> — {text}")
            elif line.table:
                title = escape(line.table["title"])
                blocks += [*([f"**{title}**"] if title else []), table_markdown(line.table)]
            else:
                blocks.append(marks[line.kind].format(text))
    return ("\n\n".join(blocks) + "\n").encode()


def _word(turns: _Turns) -> bytes:
    import docx

    file = docx.Document()
    styles = {"quotation": "Quote", "context": "Quote"}
    for turn, lines in turns:
        file.add_paragraph(_printable(turn.question), style="Heading 2")
        for line in lines:
            if line.table:
                _add_table(file, line.table)
                continue
            paragraph = file.add_paragraph(_printable(line.text), style=styles.get(line.kind))
            if line.kind == "reference":
                paragraph.paragraph_format.left_indent = docx.shared.Pt(_INDENT)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _add_table(file: Any, table: Data) -> None:
    if table["title"]:
        file.add_paragraph(_printable(table["title"]), style="Caption")
    lines = [*([table["header"]] if table["header"] else []), *table["rows"]]
    added = file.add_table(len(lines), len(lines[0]), style="Table Grid")
    for cells, line in zip(added.rows, lines, strict=True):
        for cell, text in zip(cells.cells, line, strict=True):
            cell.text = _printable(text)


def _printable(text: str) -> str:
    """Return a text without the control characters that XML does not allow."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


_WRITERS: dict[str, Callable[[_Turns], bytes]] = {
    "md": _markdown,
    "docx": _word,
    "json": _json,
}
