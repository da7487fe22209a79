"""Answers as Markdown for the page's conversation, and reports as HTML for its source panel.

An address in the conversation says everything, so that it works after a reload and a restart:

    #c/DOCUMENT/PARAGRAPH/START-END[/PARAGRAPH.START-END+...]   words, and their context
    #f/DOCUMENT/PARAGRAPH.PARAGRAPH...                          the paragraphs that were found
"""

import html
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from assistant.answer import Answer
from assistant.output.citation_styles import forms
from assistant.output.i18n import say
from assistant.output.terminal import (
    NEAREST,
    Quotation,
    differs,
    explain,
    missing,
    not_quoted,
    notes,
    quotations,
    unread,
)
from corpus import Document, Paragraph, Span, locate
from corpus.document import FRONT
from corpus.split import sentences
from index import Hit
from index.trace import Trace

_RIGHT_TO_LEFT = ("Arabic", "Hebrew", "Persian", "Urdu")
# Probabilities from which an answer is called clear, and probable. A look-up has 1.
_CLEAR, _PROBABLE = 0.7, 0.4
# Of the paragraphs that were found, so many are shown: those further down are hardly ever meant.
_FOUND = 10


def to_markdown(
    answer: Answer, documents: Sequence[Document], language: str = "en"
) -> tuple[str, str]:
    """Return an answer for the page, and the address of its first citation ("" without any).

    Quotations are blockquotes; each carries a link to where it stands.
    """
    page = _Page(documents, language)
    if answer.language and not answer.hits:
        return escape(unread(answer.language, language)), ""
    quotes = [one for one in quotations(answer.citations) if page.has(one.span)]
    if not quotes:
        return "\n\n".join(page.abstention(answer)), ""
    lines = [f"*{escape(note)}*" for note in notes(answer, language)]
    lines += [page.quotation(one) for one in quotes]
    for conflict in answer.conflicts:
        lines.append(f"**{escape(differs(conflict, language))}**")
        lines += [page.quotation(Quotation(span)) for span in not_quoted(conflict, answer)]
    lines.append(" · ".join(filter(None, (page.sureness(answer), page.found(answer.hits)))))
    return "\n\n".join(filter(None, lines)), page.address(quotes[0])


def why(trace: Trace, language: str = "en") -> str:
    """Return what each stage did, folded up; whatever it quotes is escaped."""
    told, asked = html.escape(explain(trace)), html.escape(say("why", language))
    return f'<details><summary>{asked}</summary><pre dir="ltr">{told}</pre></details>'


def to_html(document: Document) -> dict[str, Any]:
    """Return one report for the source panel; all its text is escaped.

    ``outline`` has the headings: level, text, and the first paragraph below. ``forms`` are those of
    ``assistant.output.citation_styles``.
    """
    parts: list[str] = []
    outline: list[tuple[int, str, int]] = []
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
                parts.append(f'<{tag} dir="auto">{html.escape(heading)}</{tag}>')
                outline.append((level - 3, heading, index))
        above = path
        parts.append(_paragraph(index, paragraph, path))
    return {
        "id": file_name(document.symbol),
        "symbol": document.symbol,
        "title": document.title,
        "direction": "rtl" if document.language in _RIGHT_TO_LEFT else "ltr",
        "html": "".join(parts),
        "outline": outline,
        "forms": {name: asdict(form) for name, form in forms(document).items()},
    }


def file_name(symbol: str) -> str:
    """Return a symbol as the United Nations write it in file names: ``A_78_176``."""
    return symbol.replace("/", "_")


def escape(text: str) -> str:
    """Return Markdown that shows a text as it is: no markup, HTML or formula in it comes alive."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", text))


@dataclass(slots=True)
class _Page:
    """Writes parts of one answer; knows where each paragraph stands."""

    documents: Sequence[Document]
    language: str

    def has(self, span: Span) -> bool:
        """Whether the library still has a paragraph: another build may have been published."""
        return locate(span.paragraph, self.documents) is not None

    def place(self, span: Span) -> tuple[Document, int]:
        """Return the report of a paragraph that the library has, and its place there."""
        found = locate(span.paragraph, self.documents)
        assert found is not None
        return found

    def address(self, one: Quotation) -> str:
        document, index = self.place(one.span)
        name = quote(file_name(document.symbol), safe="")
        context = "+".join(
            f"{self.place(span)[1]}.{span.start}-{span.end}"
            for span in one.context
            if self.has(span)
        )
        return "/".join(
            filter(None, (f"#c/{name}/{index}/{one.span.start}-{one.span.end}", context))
        )

    def chip(self, one: Quotation) -> str:
        paragraph = one.span.paragraph
        heading = paragraph.headings[-1] if paragraph.headings else ""
        # These would end the link's title.
        tip = re.sub(r'["\\\[\]]', "'", f"{paragraph.reference} – {heading}")
        plain = paragraph.number and not paragraph.part
        label = f"¶{paragraph.number}" if plain else paragraph.label
        shown = label if len(self.documents) == 1 else f"{paragraph.symbol} {label}"
        return f'[{shown}]({self.address(one)} "{tip}")'

    def quotation(self, one: Quotation) -> str:
        before = "".join(f"*{escape(span.text)} …* " for span in one.context)
        return f"> {before}{escape(one.span.text)} {self.chip(one)}"

    def sureness(self, answer: Answer) -> str:
        """Say in a word how sure it is; nothing of a look-up, which is."""
        sure = answer.citations[0].score
        if sure == 1:
            return ""
        key = "clear" if sure >= _CLEAR else "probable" if sure >= _PROBABLE else "possible"
        return f"*{escape(say(key, self.language))}*"

    def found(self, hits: Sequence[Hit]) -> str:
        """Link the paragraphs that were found in the report of the best."""
        here = [hit.passage for hit in hits[:_FOUND] if self.has(hit.passage)]
        if not here:
            return ""
        document, _ = self.place(here[0])
        places = map(self.place, here)
        found = list(dict.fromkeys(index for of, index in places if of is document))
        name = quote(file_name(document.symbol), safe="")
        key = "found" if len(found) > 1 else "found_one"
        label = escape(say(key, self.language, len(found)))
        return f"[{label}](#f/{name}/{'.'.join(map(str, found))})"

    def abstention(self, answer: Answer) -> Iterator[str]:
        yield f"## {escape(say('not_in_reports', self.language))}"
        said = [say("no_sentence", self.language)]
        if answer.missing:
            said.append(missing(answer.missing, self.language))
        yield escape(" ".join(said))
        nearest = [hit.passage for hit in answer.hits[:NEAREST] if self.has(hit.passage)]
        if nearest:
            yield escape(say("nearest", self.language))
            yield "\n".join(
                f"- {self.chip(Quotation(span))} {escape(_opening(span))}" for span in nearest
            )


def _paragraph(index: int, paragraph: Paragraph, path: Sequence[str]) -> str:
    number = f"{paragraph.number}." if paragraph.number else ""
    spans = " ".join(f"{span.start}-{span.end}" for span in sentences(paragraph))
    said = {
        "where": " › ".join(path),
        "reference": paragraph.reference,
        "label": paragraph.label,
        "part": paragraph.part,
        "number": paragraph.number,
        "sentences": spans,
    }
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in said.items())
    footnotes = "".join(
        f'<span class="note"><button type="button" aria-describedby="n-{index}-{i}">'
        f'{html.escape(note.mark)}</button><span role="tooltip" id="n-{index}-{i}" dir="auto">'
        f"{html.escape(note.text)}</span></span>"
        for i, note in enumerate(paragraph.footnotes)
    )
    return (
        f'<div class="p{" front" if paragraph.part == FRONT else ""}" id="p-{index}" {data}>'
        f'<span class="n">{html.escape(number)}</span><div class="words">'
        f'<p dir="auto">{html.escape(paragraph.text)}</p>{footnotes}</div></div>'
    )


def _opening(span: Span) -> str:
    return textwrap.shorten(span.text, 140, placeholder=" …")
