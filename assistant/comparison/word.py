"""A comparison as a Word file: a table with the old and the new text, the words marked."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from assistant.comparison.data import label_of, names_of, summary
from assistant.output.i18n import say
from assistant.output.word import describe, printable
from corpus.diff import Comparison, Pair

_RED, _GREEN = (0xB0, 0x10, 0x10), (0x0B, 0x6A, 0x2B)
_WIDTHS = 3.2, 11.0, 11.0  # centimetres: the label, the old text, the new text


def to_docx(comparison: Comparison, pairs: Sequence[Pair], language: str = "en") -> bytes:
    """Return a comparison as a Word file across the page.

    Words that only the old version has are red and struck through, those that only the new version
    has are green and underlined.
    """
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    title = say("compared_title", language, *names_of(comparison))
    file.add_paragraph(printable(title), style="Title")
    for line in summary(comparison, language):
        file.add_paragraph(printable(line), style="List Bullet")
    describe(file, title, language)
    table = file.add_table(1 + len(pairs), 3, style="Table Grid")
    table.autofit = False
    head = ("", *names_of(comparison))
    # The cells of all rows at once: python-docx looks through the whole table for each row.
    cells = table._cells
    for place, text in enumerate(head):
        cells[place].paragraphs[0].add_run(text).bold = True
    for number, pair in enumerate(pairs, start=1):
        label, old, new = cells[3 * number : 3 * number + 3]
        status = say(f"compared_{pair.status}", language)
        label.paragraphs[0].add_run(printable(f"{label_of(pair)}\n{status}"))
        _write(old.paragraphs[0], pair, "old")
        _write(new.paragraphs[0], pair, "new")
    for place, cell in enumerate(cells):
        cell.width = Cm(_WIDTHS[place % 3])
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _write(paragraph: Any, pair: Pair, side: str) -> None:
    """Write the words of one side into a paragraph; what the other side does not have is marked."""
    from docx.shared import RGBColor

    unit = pair.old if side == "old" else pair.new
    if unit is None or (side == "new" and pair.status == "moved_away"):
        return
    runs: list[tuple[str, str]] = [
        (piece.status, piece.old if side == "old" else piece.new) for piece in pair.pieces
    ]
    only = pair.status in ("added", "removed")
    runs = runs or [("only" if only else "same", unit.text)]
    for status, text in runs:
        if not text:
            continue
        run = paragraph.add_run(printable(text))
        if status != "same":
            run.font.strike, run.font.underline = side == "old", side == "new"
            run.font.color.rgb = RGBColor(*(_RED if side == "old" else _GREEN))
