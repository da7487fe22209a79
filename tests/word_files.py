"""Word documents and OpenDocument texts that tests write part by part."""

from pathlib import Path
from zipfile import ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# The paragraphs of a report of six paragraphs.
TEXTS = (
    "The Panel visited the northern wells in March and found eleven of them dry.",
    "Farmers told the Panel that the pumps had been taken away by the army.",
    "The Government should repair every pump before the next dry season.",
    "Schools in the valley closed because the water was not safe to drink.",
    "The Panel recommends that a register of wells be kept in each district.",
    "Donors gave four million dollars for new pumps in the second year.",
)


def run(text: str, properties: str = "") -> str:
    """Return a run of text with properties such as ``<w:b/>``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """Return a paragraph; a content without elements is its text."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(content: str, level: int = 0, name: int = 1, mark: str = "") -> str:
    """Return a paragraph of a numbered list; ``mark`` are the properties of its end."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    return p(content, f"{numbers}<w:rPr>{mark}</w:rPr>")


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of rows of cells; a cell is paragraphs, or a text."""
    cells = (
        "".join(f"<w:tc>{c if c.startswith('<w:') else p(c)}</w:tc>" for c in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(number: int, text: str, form: str = "decimal", more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, more: str = "") -> str:
    """Return list definitions: each argument is the levels of one list, numbered from 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{definition}</w:abstractNum>'
        for n, definition in enumerate(levels, start=1)
    )
    names = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(levels) + 1)
    )
    return f"{abstract}{names}{more}"


def write_docx(
    folder: Path,
    body: str,
    numbering: str = "",
    styles: str = "",
    parts: dict[str, str] | None = None,
    strict: bool = False,
) -> Path:
    """Write a Word document.

    Args:
        folder: the folder of the file.
        body: the content of the body.
        numbering: the list definitions; by default one list "1.".
        styles: the styles.
        parts: the contents of further parts by their kind, for instance "footnotes".
        strict: use the names of strict documents.
    """
    contents = {
        "numbering": numbering or lists(level(0, "%1.")),
        "styles": styles,
        **(parts or {}),
    }
    path = folder / "A_HRC_99_1.docx"
    with ZipFile(path, "w") as packed:
        targets = "".join(
            f'<Relationship Id="{kind}" Type="{_R}/{kind.rstrip("0123456789")}" '
            f'Target="{kind}.xml"/>'
            for kind in contents
        )
        main = f'<Relationship Id="a" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        files = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}">{targets}</Relationships>'
            ),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        }
        for kind, content in contents.items():
            files[f"word/{kind}.xml"] = f"<w:{kind} {_NAMES}>{content}</w:{kind}>"
        for name, content in files.items():
            if strict:
                content = content.replace(
                    "schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "purl.oclc.org/ooxml/wordprocessingml/main",
                ).replace(_R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            packed.writestr(name, content)
    return path


def write_odt(folder: Path, body: str, styles: str = "") -> Path:
    """Write an OpenDocument text with the content of its body and its automatic styles."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")),
            *(("fo", "xsl-fo-compatible"), ("draw", "drawing")),
        )
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    path = folder / "A_HRC_99_1.odt"
    with ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", content)
    return path
