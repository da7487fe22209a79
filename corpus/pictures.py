"""Pictures of the pages of a PDF, with a coloured box around each line: what it was taken for.

This is the only module that names Pillow.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import block
from corpus.block import Area
from corpus.document import FRONT, SUMMARY
from corpus.readers.pdf_letters import draw_pages
from corpus.structure.explanation import HEADING, NUMBERED, UNNUMBERED, Explained

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

NOTE = "note"
# The colour of each kind of text, in the order of the legend. What can be cited is green or blue.
COLOURS = {
    NUMBERED: (0, 150, 60),
    UNNUMBERED: (0, 160, 170),
    SUMMARY: (120, 160, 0),
    HEADING: (30, 80, 220),
    NOTE: (130, 60, 200),
    FRONT: (190, 150, 0),
    block.TABLE: (240, 110, 0),
    block.CAPTION: (170, 80, 0),
    block.CHART: (220, 0, 120),
    block.BOX: (200, 60, 60),
    block.SMALL: (255, 0, 0),
    block.CONTENTS: (120, 90, 60),
    block.RUNNING_HEAD: (110, 110, 110),
    block.PAGE_NUMBER: (60, 60, 60),
    block.FURNITURE: (150, 150, 150),
    block.HIDDEN: (0, 0, 0),
    block.STRUCK: (0, 0, 0),
    block.PICTURE: (0, 0, 0),
}
_WHITE, _FAINT, _CLEAR = (255, 255, 255), 50, 200  # opacity, of 255
_LEGEND_WIDTH, _ROW, _TYPE = 190, 20, 12  # pixels


def draw_pictures(path: Path, explanation: Sequence[Explained], folder: Path) -> int:
    """Write a picture of each page of a PDF to a folder; return the number of pages.

    The files are ``page-001.png`` and so on. The lines of each block are in the colour of its kind.
    A frame is around the block, with its name at the left. Words without colour were not read.

    Args:
        path: the PDF.
        explanation: what each of its blocks was taken for.
        folder: the folder, which exists.

    Raises: UnreadableReport if the PDF is damaged, and OSError if the folder cannot be written.
    """
    from PIL import Image, ImageDraw

    pages: dict[int, list[tuple[str, str, list[Area]]]] = defaultdict(list)
    for explained in explanation:
        for note in (False, True):
            areas: dict[int, list[Area]] = defaultdict(list)
            for area in explained.areas:
                if area.note == note:
                    areas[area.page].append(area)
            kind, name = (NOTE, "") if note else (explained.kind, explained.name)
            for number, here in areas.items():
                pages[number].append((kind, name, here))
    count = 0
    for count, (drawn, scale) in enumerate(draw_pages(path), start=1):
        image = Image.new("RGB", (drawn.width + _LEGEND_WIDTH, drawn.height), _WHITE)
        image.paste(drawn)
        draw = ImageDraw.Draw(image, "RGBA")
        for kind, name, here in pages[count]:
            _draw_block(draw, COLOURS[kind], name, _scaled(here, scale))
        _draw_legend(draw, drawn.width, {kind for kind, _, _ in pages[count]})
        image.save(folder / f"page-{count:03}.png")
    return count


def _scaled(areas: Iterable[Area], scale: float) -> list[tuple[float, float, float, float]]:
    """Return the rectangles of areas in pixels; a damaged file can have edges in any order."""
    return [
        (
            min(area.left, area.right) * scale,
            min(area.top, area.bottom) * scale,
            max(area.left, area.right) * scale,
            max(area.top, area.bottom) * scale,
        )
        for area in areas
    ]


def _draw_block(
    draw: "ImageDraw",
    colour: tuple[int, int, int],
    name: str,
    lines: Sequence[tuple[float, float, float, float]],
) -> None:
    for line in lines:
        draw.rectangle(line, fill=(*colour, _FAINT))
    lefts, tops, rights, bottoms = zip(*lines, strict=True)
    left, top = min(lefts) - 2, min(tops) - 1
    draw.rectangle((left, top, max(rights) + 2, max(bottoms) + 1), outline=(*colour, _CLEAR))
    width = draw.textlength(name, font_size=_TYPE)
    draw.text((max(0, left - width - 2), top), name, fill=colour, font_size=_TYPE)


def _draw_legend(draw: "ImageDraw", left: int, kinds: set[str]) -> None:
    shown = [kind for kind in COLOURS if kind in kinds]
    for index, kind in enumerate(shown):
        top = _ROW * (index + 1)
        draw.rectangle((left + 8, top, left + 20, top + _TYPE), fill=COLOURS[kind])
        draw.text((left + 26, top - 1), kind, fill=COLOURS[kind], font_size=_TYPE)
