"""A conversation as it was shown, read back from its own Markdown: what one saves is what one saw.

The Markdown is that of ``assistant.output.markdown``. Working the answers out anew would not do:
since then, reports may have been added, revised, taken out or left unticked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from assistant.output.citation_styles import reference
from assistant.output.markdown import file_name
from corpus import Document

_CONTEXT = re.compile(r"\*((?:\\.|[^*\\])*) …\* ")
_CHIP = re.compile(
    r"\[[^\]]*\]\(#c/(?P<name>[^/)]*)/(?P<index>\d+)/(?P<start>\d+)-(?P<end>\d+)\S*"
    r' "(?P<reference>[^"]*?) – [^"]*"\)'
)
_FOUND = re.compile(r"(?: · )?\[[^\]]*\]\(#f/\S+\)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a report as they were shown; ``document`` is "" where it is no longer there."""

    text: str
    context: tuple[str, ...]
    reference: str
    document: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and its answer: quotations, and what was said about them."""

    question: str
    parts: tuple[Quoted | str, ...]


def turns(
    messages: Sequence[tuple[str, str]], documents: Sequence[Document], form: str = "un"
) -> list[Turn]:
    """Read a conversation back: its messages' roles ("user", "assistant") and texts.

    ``form`` is one of the forms of ``assistant.output.citation_styles``; raises KeyError for
    others. A paragraph that is no longer in ``documents`` is cited as it was shown.
    """
    read: list[Turn] = []
    for role, text in messages:
        if role == "user":
            read.append(Turn(text, ()))
        elif read:
            parts = tuple(_parts(text, documents, form))
            read[-1] = Turn(read[-1].question, (*read[-1].parts, *parts))
    return read


def _parts(text: str, documents: Sequence[Document], form: str) -> Iterator[Quoted | str]:
    for block in text.split("\n\n"):
        if block.startswith("<details>"):
            continue
        chip = _CHIP.search(block)
        if block.startswith("> ") and chip:
            yield _quoted(block[2 : chip.start()], chip, documents, form)
        elif block.startswith("- ") and chip:
            for line in block.splitlines():
                yield _plain(_CHIP.sub(lambda one: f"{one['reference']}:", line[2:]))
        elif said := _plain(re.sub(r"^\*+|\*+$|^## ", "", _FOUND.sub("", block))):
            yield said


def _quoted(words: str, chip: re.Match[str], documents: Sequence[Document], form: str) -> Quoted:
    context = []
    while before := _CONTEXT.match(words):
        context.append(_plain(before[1]))
        words = words[before.end() :]
    text, name = _plain(words), unquote(chip["name"])
    document = next((d for d in documents if file_name(d.symbol) == name), None)
    if document and int(chip["index"]) < len(document.paragraphs):
        paragraph = document.paragraphs[int(chip["index"])]
        if paragraph.text[int(chip["start"]) : int(chip["end"])] == text:
            told = reference(document, paragraph, form)
            return Quoted(text, tuple(context), told, document.symbol, paragraph.label)
    return Quoted(text, tuple(context), chip["reference"])


def _plain(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text).strip()
