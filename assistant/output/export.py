"""A conversation as a file to keep or to send: Markdown, Word or JSON; the quotations verbatim.

It is made from the data that was kept with each answer, so a file has what was shown, also if the
library has changed since.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.output.bodies import official_address
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
from assistant.output.word import Line, word_file
from corpus import Document

FORMATS = ("md", "docx", "json")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer: data as ``shown_data`` returns it, or only ``text`` without."""

    question: str
    data: Data | None = None
    text: str = ""


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
    lines = [(turn, list(_lines(turn, documents, style, language))) for turn in turns]
    return writer(lines, language)


_Turns = Sequence[tuple[Turn, Sequence[Line]]]


def _lines(turn: Turn, documents: Sequence[Document], style: str, language: str) -> Iterator[Line]:
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
    yield from (Line("remark", remark) for remark in remarks)


def _abstention(data: Data, language: str) -> Iterator[str]:
    yield from abstention(data, language)
    if data["shown"]:
        yield say("nearest", language)
    for shown in data["shown"]:
        yield f"{shown['reference']}: “{shown['text']}”"


def _answer(data: Data, documents: Sequence[Document], style: str, language: str) -> Iterator[Line]:
    yield from (Line("remark", remark) for remark in remarks_before(data, language))
    for shown in data["shown"]:
        if shown["kind"] == "quotation":
            yield from _quoted(shown, documents, style)
    yield from (Line("remark", remark) for remark in remarks_after(data, language))
    for number, sentence in enumerate(contradictions(data, language)):
        yield Line("remark", sentence)
        for shown in data["shown"]:
            if shown["kind"] == "conflict" and shown["conflict"] == number:
                yield from _quoted(shown, documents, style)
    sure = confidence_of(data, language)
    if sure:
        yield Line("remark", sure)


def _quoted(shown: Data, documents: Sequence[Document], style: str) -> Iterator[Line]:
    for span in shown["context"]:
        yield Line("context", f"{span['text']} …")
    table = shown.get("table")
    if table and len(table["rows"]) > 1:
        yield Line("table", shown["text"], table=table)
    else:
        yield Line("quotation", shown["text"])
    address = official_address(shown["document"], shown["language"])
    yield Line("reference", _reference(shown, documents, style), shown["document"], address)


def _reference(shown: Data, documents: Sequence[Document], style: str) -> str:
    found = find_span(shown, documents)
    if found is None:
        return str(shown["reference"])
    document, span = found
    return reference(document, span.paragraph, style)


def _json(turns: _Turns, _: str) -> bytes:
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


def _markdown(turns: _Turns, _: str) -> bytes:
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


def _word(turns: _Turns, language: str) -> bytes:
    return word_file([(turn.question, lines) for turn, lines in turns], language)


_WRITERS: dict[str, Callable[[_Turns, str], bytes]] = {
    "md": _markdown,
    "docx": _word,
    "json": _json,
}
