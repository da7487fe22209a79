"""Small PDF files that tests write letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
LEFT, PITCH = 100.0, 1.2  # the pitch is in type sizes
WIDE = "The Panel visited the northern wells in March and found eleven of them dry, and said"


@dataclass(frozen=True)
class Text:
    """Text at a position from the top left corner; ``turn`` is a type matrix."""

    left: float
    top: float
    text: str
    size: float = 10.0
    font: str = "plain"
    turn: str = "1 0 0 1"


@dataclass(frozen=True)
class Rule:
    """A filled rectangle from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Picture(Rule):
    """A grey picture of one point."""


def paragraph(top: float, *lines: str, left: float = LEFT, size: float = 10.0) -> list[Text]:
    """Return the lines of a paragraph, one below the other."""
    return [Text(left, top + PITCH * size * i, line, size) for i, line in enumerate(lines)]


def write(
    path: Path,
    pages: Sequence[Sequence[Text | Rule]],
    rotate: int = 0,
    size: tuple[int, int] = (600, 800),
    meaningless: bool = False,
) -> Path:
    """Write a PDF file; a meaningless one does not say which letters its fonts show."""
    names = list(FONTS)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects += [_font(name.encode(), meaningless) for name in FONTS.values()]
    fonts = " ".join(f"/F{i} {i + 3} 0 R" for i in range(len(names)))
    kids = []
    for page in pages:
        content = "\n".join(_drawn(item, size[1], names, meaningless) for item in page)
        stream = content.encode("cp1252")
        objects.append(b"<< /Length %d >> stream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} "
            f"/Contents {len(objects)} 0 R /Resources << /Font << {fonts} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    file, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(
        file
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(file))
    )
    return path


def _font(name: bytes, meaningless: bool) -> bytes:
    if not meaningless:
        return b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding /WinAnsiEncoding >>" % name
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%b"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
        % (name, name)
    )


def _drawn(item: Text | Rule, height: float, names: Sequence[str], meaningless: bool) -> str:
    if isinstance(item, Rule):
        width, depth = item.right - item.left, item.bottom - item.top
        if isinstance(item, Picture):
            place = f"{width} 0 0 {depth} {item.left} {height - item.bottom} cm"
            return f"q {place} BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q"
        return f"{item.left} {height - item.bottom} {width} {depth} re f"
    text = item.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    shown = f"<{item.text.encode('utf-16-be').hex()}>" if meaningless else f"({text})"
    # ``top`` is the top of the letters, which stand above their base line.
    base = height - item.top - 0.8 * item.size
    font = names.index(item.font)
    return f"BT /F{font} {item.size} Tf {item.turn} {item.left} {base} Tm {shown} Tj ET"
