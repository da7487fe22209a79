"""A conversation or a brief as a Word file, whose quotations have true footnotes.

python-docx knows no footnotes. Their part of the file is written here: the notes, each with a link
to the official document, and before them the two separators that Word expects.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from assistant.output.i18n import say

_INDENT = 18  # points
_AUTHOR = "Pilcrow"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a saved file.

    ``kind`` is heading, context, quotation, table, reference, remark or note. A reference has
    the ``symbol`` of its document and its ``address`` at docs.un.org, or "". ``table`` has the rows
    of a table, as ``span_to_dict`` returns them.
    """

    kind: str
    text: str
    symbol: str = ""
    address: str = ""
    table: dict[str, Any] | None = None


def word_file(turns: Sequence[tuple[str, Sequence[Line]]], language: str = "en") -> bytes:
    """Return questions and the lines of their answers as a Word file.

    A reference becomes a footnote at the end of the quotation before it. A reference of several
    lines is an entry for a reference manager; it becomes a paragraph.
    """
    file, notes = _begin(say("brief", language), language)
    for question, lines in turns:
        file.add_paragraph(printable(question), style="Heading 2")
        _add_lines(file, notes, lines)
    return _saved(file, notes)


def word_brief(title: str, lines: Sequence[Line], language: str = "en") -> bytes:
    """Return the lines of a brief as a Word file; references become footnotes."""
    file, notes = _begin(title, language)
    _add_lines(file, notes, lines)
    return _saved(file, notes)


def _begin(title: str, language: str) -> "tuple[Any, _Footnotes]":
    """Return a new file with a title, and its footnotes."""
    import docx

    file = docx.Document()
    today = datetime.now(UTC)
    file.add_paragraph(printable(title), style="Title")
    file.add_paragraph(say("brief_made", language, f"{today:%Y-%m-%d}"))
    describe(file, title, language)
    return file, _Footnotes(file)


def _add_lines(file: Any, notes: "_Footnotes", lines: Sequence[Line]) -> None:
    from docx.shared import Pt

    styles = {"quotation": "Quote", "context": "Quote", "heading": "Heading 1"}
    paragraph = None
    for line in lines:
        if line.kind == "reference" and paragraph is not None and "\n" not in line.text:
            notes.add(paragraph, line)
            continue
        if line.table:
            paragraph = _add_table(file, line.table)
            continue
        paragraph = file.add_paragraph(printable(line.text), style=styles.get(line.kind))
        if line.kind == "reference":
            paragraph.paragraph_format.left_indent = Pt(_INDENT)


def _saved(file: Any, notes: "_Footnotes") -> bytes:
    notes.write()
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def describe(file: Any, title: str, language: str) -> None:
    """Set what a Word file says about itself; python-docx names itself as the author."""
    about, now = file.core_properties, datetime.now(UTC)
    about.title = printable(title)[:255]  # the most that Word allows
    about.author, about.last_modified_by = _AUTHOR, _AUTHOR
    about.created = about.modified = now.replace(tzinfo=None)  # python-docx writes UTC
    about.language, about.comments = language, ""


def _add_table(file: Any, table: dict[str, Any]) -> Any:
    """Add a table below its title, and return the title; its footnote has the reference."""
    title = file.add_paragraph(printable(table["title"]), style="Caption")
    lines = [*([table["header"]] if table["header"] else []), *table["rows"]]
    added = file.add_table(len(lines), len(lines[0]), style="Table Grid")
    for cells, line in zip(added.rows, lines, strict=True):
        for cell, text in zip(cells.cells, line, strict=True):
            cell.text = printable(text)
    return title


def word_table(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], language: str = "en"
) -> bytes:
    """Return a table as a Word file in landscape; its header is repeated on each page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement

    file = docx.Document()
    today = datetime.now(UTC)
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    file.add_paragraph(title, style="Title")
    file.add_paragraph(say("brief_made", language, f"{today:%Y-%m-%d}"))
    describe(file, title, language)
    table = file.add_table(1 + len(rows), len(header), style="Table Grid")
    # The elements themselves: python-docx looks through the whole row for each of its cells.
    for row, line in zip(table._tbl.tr_lst, [header, *rows], strict=True):
        for cell, text in zip(row.tc_lst, line, strict=True):
            cell.p_lst[0].add_r().text = printable(text)
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in first.cells:
        cell.paragraphs[0].runs[0].bold = True
    content = BytesIO()
    file.save(content)
    return content.getvalue()


class _Footnotes:
    """The footnotes of a file; each is referred to once, and their numbers are automatic."""

    def __init__(self, file: Any) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.shared import Pt

        self._link = RELATIONSHIP_TYPE.HYPERLINK
        name, kind = PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES
        self._part = Part(name, kind, b"", file.part.package)
        file.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        # The template has neither of the styles. Without them, the numbers are not raised.
        text = file.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style, text.font.size = file.styles["Normal"], Pt(9)
        mark = file.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
        mark.font.superscript = True
        self._text, self._mark = text.style_id, mark.style_id
        self._notes: list[str] = []

    def add(self, paragraph: Any, line: Line) -> None:
        """Add a footnote to the end of a paragraph."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        number = len(self._notes) + 1
        run = paragraph.add_run()
        run.style = self._mark_style(paragraph)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(number))
        run._r.append(mark)
        self._notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._text}"/></w:pPr><w:r>'
            f'<w:rPr><w:rStyle w:val="{self._mark}"/></w:rPr><w:footnoteRef/></w:r>{_run(" ")}'
            f"{''.join(self._runs(line))}</w:p></w:footnote>"
        )

    def write(self) -> None:
        """Write the notes into their part of the file."""
        content = f"{_SEPARATORS}{''.join(self._notes)}"
        xml = f'<w:footnotes xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:footnotes>'
        self._part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode()

    def _mark_style(self, paragraph: Any) -> Any:
        return paragraph.part.document.styles["footnote reference"]

    def _runs(self, line: Line) -> Iterator[str]:
        """Yield the text of a note, which ends with a full stop; the symbol in it is a link."""
        text = f"{line.text.rstrip('.')}."
        before, found, after = text.partition(line.symbol) if line.symbol else (text, "", "")
        yield _run(before)
        if found and line.address:
            link = self._part.relate_to(line.address, self._link, is_external=True)
            yield f'<w:hyperlink r:id="{link}">{_run(found, linked=True)}</w:hyperlink>'
        else:
            yield _run(found)
        yield _run(after)


def _run(text: str, *, linked: bool = False) -> str:
    if not text:
        return ""
    look = '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>' if linked else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def printable(text: str) -> str:
    """Return a text without the control characters that XML does not allow."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
