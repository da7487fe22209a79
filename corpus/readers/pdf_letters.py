"""The letters and the drawings of PDF pages, as PDFium finds them.

Positions are in points from the top left corner of the page, after the page is turned until most of
its text is upright. This is the only module that names PDFium.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UnreadableReport

if TYPE_CHECKING:
    from PIL.Image import Image

# The left, top, right and bottom of a rectangle.
Rectangle = tuple[float, float, float, float]

_MANY_PAGES = 1200
# A map or a chart can consist of very many lines. The lines after this many are not needed.
_MANY_DRAWINGS = 4000
# The direction of the text is found from about this many letters of a page.
_SAMPLE = 400
# The scale of pictures in pixels per point, and the longest side of a picture in pixels.
_SCALE, _LONGEST_SIDE = 1.5, 2000


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one page; the lists have one entry for each character.

    ``fonts`` are the names and sizes of the fonts, ``font_of`` are indices into them. ``vertical``
    is true for a letter that is turned by 90 degrees. ``added`` is true for a space or a line end
    that PDFium added. ``unknown`` counts the letters that the file gives no meaning. ``drawings``
    are the rectangles of the drawn lines and areas. ``pictures`` is true if the page has pictures.
    ``width`` and ``height`` are those of the page.
    """

    codes: list[int]
    boxes: list[Rectangle]
    fonts: list[tuple[str, float]]
    font_of: list[int]
    vertical: list[bool]
    added: list[bool]
    unknown: int
    drawings: list[Rectangle]
    pictures: bool
    width: float
    height: float


def read_letters(path: Path) -> Iterator[Letters]:
    """Yield the letters of each page of a file.

    Raises: UnreadableReport if the file is damaged, locked by a password or too long.
    """
    with _opened(path) as document:
        for page in document:
            yield read_page(page)
            page.close()


def draw_pages(path: Path) -> Iterator[tuple["Image", float]]:
    """Yield a picture of each page of a file, turned as ``read_letters`` turns it, and its scale.

    The scale is in pixels per point.

    Raises: UnreadableReport as ``read_letters`` does.
    """
    with _opened(path) as document:
        for page in document:
            text_page, _ = turn_upright(page)
            text_page.close()
            scale = min(_SCALE, _LONGEST_SIDE / max(*page.get_size(), 1.0))
            yield page.render(scale=scale).to_pil().convert("RGB"), scale
            page.close()


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Yield the document in a file; raise UnreadableReport as ``read_letters`` does."""
    with open_pdf(str(path), path.name) as document:
        if len(document) > _MANY_PAGES:
            raise UnreadableReport(f"{path.name}: more than {_MANY_PAGES:,} pages. Split it first")
        yield document


@contextmanager
def open_pdf(source: str | bytes, name: str) -> Iterator[Any]:
    """Open a PDF file by its path or its content; ``name`` is its name in messages.

    Raises: UnreadableReport if the file is damaged or locked by a password.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(source) as document:
            yield document
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(
                f"{name}: locked by a password. Save a copy without one"
            ) from None
        raise UnreadableReport(f"{name}: this PDF is damaged ({error})") from None


def read_page(page: Any) -> Letters:
    """Return the letters of an opened page, which is turned as by ``turn_upright``."""
    from pypdfium2 import raw

    text_page, turn = turn_upright(page)
    frame = page.get_bbox()
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    drawings = [_place(drawn.get_bounds(), turn, frame) for drawn in islice(paths, _MANY_DRAWINGS)]
    pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    sides = frame[2] - frame[0], frame[3] - frame[1]
    width, height = reversed(sides) if turn % 180 else sides
    letters = Letters([], [], [], [], [], [], 0, drawings, pictures, width, height)
    letters = _read_text(text_page, turn, frame, letters)
    text_page.close()
    return letters


def turn_upright(page: Any) -> tuple[Any, int]:
    """Turn an opened page until most of its text is upright.

    Returns: the text of the page, which the caller closes, and the rotation in degrees.
    """
    text_page = page.get_textpage()
    turn = _upright(text_page, page.get_rotation())
    if turn != page.get_rotation():
        # PDFium finds the lines of a page in the direction in which the page is shown.
        text_page.close()
        page.set_rotation(turn)
        text_page = page.get_textpage()
    return text_page, turn


def _upright(text_page: Any, turn: int) -> int:
    """Return the rotation of the page, in degrees, at which most of its text is upright."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    angles = Counter(
        _angle(text_page, index)
        for index in range(0, count, max(1, count // _SAMPLE))
        if raw.FPDFText_GetUnicode(text_page, index) > ord(" ")
    )
    if not angles:
        return turn
    angle, most = angles.most_common(1)[0]
    # Files whose type is mirrored state 180 degrees for upright text.
    return turn if angle == 180 or most < angles.total() / 2 else angle


def _angle(text_page: Any, index: int) -> int:
    """Return the angle of a letter: 0, 90, 180 or 270 degrees."""
    from pypdfium2 import raw

    return round(math.degrees(raw.FPDFText_GetCharAngle(text_page, index)) / 90) * 90 % 360


def _read_text(text_page: Any, turn: int, frame: Rectangle, letters: Letters) -> Letters:
    """Add the characters to the lists of ``letters``, and return them with their fonts."""
    from pypdfium2 import raw

    handle, box = text_page.raw, raw.FS_RECTF()
    fonts: dict[tuple[str, float], int] = {}
    drawn, unknown, unknown_here, font, vertical = None, 0, False, 0, False
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        address = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
        # The type changes only with the drawn text object. A character that PDFium added has none.
        if address and address != drawn:
            drawn = address
            unknown_here = raw.FPDFText_HasUnicodeMapError(handle, index) == 1
            vertical = (_angle(text_page, index) - turn) % 180 == 90
            font = fonts.setdefault(_font(handle, index), len(fonts))
        unknown += unknown_here and bool(address)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        # A surrogate alone is no character.
        letters.codes.append(0xFFFD if 0xD800 <= code <= 0xDFFF else code)
        rectangle = box.left, box.bottom, box.right, box.top
        letters.boxes.append(_place(rectangle, turn, frame))
        letters.font_of.append(font)
        letters.vertical.append(vertical)
        letters.added.append(not address)
    return replace(letters, fonts=list(fonts), unknown=unknown)


def _font(handle: Any, index: int) -> tuple[str, float]:
    from pypdfium2 import raw

    name, flags, matrix = ctypes.create_string_buffer(256), ctypes.c_int(), raw.FS_MATRIX()
    raw.FPDFText_GetFontInfo(handle, index, name, len(name), ctypes.byref(flags))
    size = raw.FPDFText_GetFontSize(handle, index)
    # Some files state a size of 1 and enlarge the type with its matrix.
    if raw.FPDFText_GetMatrix(handle, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    size = round(size, 2) if math.isfinite(size) else 0.0
    return name.value.decode("utf-8", "replace"), size


def _place(rectangle: Rectangle, turn: int, frame: Rectangle) -> Rectangle:
    """Return a rectangle of the file (left, bottom, right, top) as placed on the turned page.

    ``frame`` is the rectangle of the page in the file.
    """
    start, low, end, high = frame
    left, bottom, right, top = rectangle
    if not math.isfinite(left + bottom + right + top):
        return 0.0, 0.0, 0.0, 0.0  # damaged files have such letters
    if turn == 90:
        return bottom - low, left - start, top - low, right - start
    if turn == 180:
        return end - right, bottom - low, end - left, top - low
    if turn == 270:
        return high - top, end - right, high - bottom, end - left
    return left - start, high - top, right - start, high - bottom
