"""A conversation as a file to keep or to send: Markdown, Word or JSON; the quotations verbatim."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

from assistant.output.markdown import escape
from assistant.output.shown import Quoted, Turn

KINDS = ("md", "docx", "json")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: ``kind`` is question, quotation, context, reference or said."""

    kind: str
    text: str


def export(turns: Sequence[Turn], kind: str) -> bytes:
    """Return a conversation as the bytes of a file; raises KeyError for no kind of ``KINDS``."""
    return _WRITERS[kind](turns)


def _json(turns: Sequence[Turn]) -> bytes:
    told = [
        {
            "question": turn.question,
            "answer": [
                asdict(part) if isinstance(part, Quoted) else {"said": part} for part in turn.parts
            ],
        }
        for turn in turns
    ]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _lines(turns: Sequence[Turn]) -> Iterator[_Line]:
    for turn in turns:
        yield _Line("question", turn.question)
        for part in turn.parts:
            if isinstance(part, Quoted):
                yield from (_Line("context", f"{one} …") for one in part.context)
                yield _Line("quotation", part.text)
                yield _Line("reference", part.reference)
            else:
                yield _Line("said", part)


def _markdown(turns: Sequence[Turn]) -> bytes:
    marks = {"question": "## {}", "context": "> *{}*\n>", "quotation": "> {}", "said": "*{}*"}
    written = []
    for line in _lines(turns):
        text = escape(line.text)
        if line.kind == "reference":
            # In a block of its own, so that BibTeX and RIS keep their lines.
            written.append(f"```\n{line.text}\n```" if "\n" in line.text else f"> — {text}")
        else:
            written.append(marks[line.kind].format(text))
    return ("\n\n".join(written) + "\n").encode()


def _word(turns: Sequence[Turn]) -> bytes:
    import docx

    file = docx.Document()
    styles = {"question": "Heading 2", "quotation": "Quote", "context": "Quote"}
    for line in _lines(turns):
        # What XML cannot hold would be refused.
        text = "".join(c for c in line.text if c >= " " or c in "\n\t")
        paragraph = file.add_paragraph(text, style=styles.get(line.kind))
        if line.kind == "reference":
            paragraph.paragraph_format.left_indent = docx.shared.Pt(18)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


_WRITERS: dict[str, Callable[[Sequence[Turn]], bytes]] = {
    "md": _markdown,
    "docx": _word,
    "json": _json,
}
