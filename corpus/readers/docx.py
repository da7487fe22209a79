"""The reader of Word documents.

Tracked changes are treated as accepted. All text of the document is in a block. Text that belongs
to no paragraph has a label: tables, boxes, charts, hidden and struck-out words, running heads.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.block import RUNNING_HEAD, Block
from corpus.errors import UnreadableReport
from corpus.readers.docx_blocks import blocks_of
from corpus.readers.docx_body import Body
from corpus.readers.docx_notes import Notes
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_styles import Styles
from corpus.readers.docx_text import FALLBACK, TextReader
from corpus.readers.package import Package, R, W, damaged

_SHOWN = ("t", "v")  # the elements with text in a chart or a diagram


def read_docx(path: Path) -> list[Block]:
    """Return the blocks of a Word document.

    Raises: UnreadableReport if the file is damaged, locked by a password, or too large when it is
    unpacked.
    """
    package = Package(path)
    try:
        return _Word(package).blocks()
    except Exception as error:  # what a damaged file breaks cannot be listed
        raise UnreadableReport(damaged(path)) from error


class _Word:
    """A Word document: its main part, and the parts that the main part refers to."""

    def __init__(self, package: Package) -> None:
        self.package = package
        relations = package.relations("").values()
        main = [target for kind, target in relations if kind == "officeDocument"]
        name = main[0] if main else "word/document.xml"
        self.relations = package.relations(name)
        self.root = package.xml(name)
        self.styles = Styles(self._part("styles"))
        self.body = self.root.find(f"{W}body")

    def _part(self, kind: str) -> Any:
        parts = [target for found, target in self.relations.values() if found == kind]
        return self.package.xml(parts[0]) if parts else None

    def blocks(self) -> list[Block]:
        """Return the blocks: the masthead, the body, and the running heads."""
        roots = [
            part for kind in ("footnotes", "endnotes") if (part := self._part(kind)) is not None
        ]
        settings = self._part("settings")
        sections = [*self.body.iter(f"{W}sectPr")]
        notes = Notes(
            roots, [*([settings] if settings is not None else []), *sections], self.styles
        )
        numbering = Numbering(self._part("numbering"), self.styles)
        text = TextReader(self.styles, notes.take)
        items = list(Body(self.styles, numbering, text, self._graphics()).items(self.body))
        masthead, heads = self._running_heads(sections)
        return [*masthead, *blocks_of(items), *heads]

    def _graphics(self) -> dict[str, str]:
        """Return the text of each chart and diagram by id."""
        graphics: dict[str, str] = {}
        for key, (kind, target) in self.relations.items():
            if kind in ("chart", "diagramData"):
                root = self.package.xml(target)
                shown = root.iter() if root is not None else ()
                texts = [
                    " ".join(element.text.split())
                    for element in shown
                    if isinstance(element.tag, str)
                    and element.tag.rsplit("}", 1)[-1] in _SHOWN
                    and element.text
                ]
                graphics[key] = " | ".join(dict.fromkeys(filter(None, texts)))
        return graphics

    def _running_heads(self, sections: list[Any]) -> tuple[list[Block], list[Block]]:
        """Return the header of the first page, and the other headers and footers, once each."""
        keys = [
            element.get(f"{R}id")
            for section in sections
            for element in section.iterchildren(f"{W}headerReference", f"{W}footerReference")
        ]
        headers = {
            header.get(f"{W}type", "default"): header.get(f"{R}id")
            for header in (sections[0].findall(f"{W}headerReference") if sections else ())
        }
        first = headers.get("first") or headers.get("default")
        masthead = [Block(column) for column in self._texts(first, split=True)]
        others = dict.fromkeys(key for key in keys if key != first)
        texts = dict.fromkeys(text for key in others for text in self._texts(key, split=False))
        return masthead, [Block(text, label=RUNNING_HEAD) for text in texts]

    def _texts(self, key: str | None, *, split: bool) -> Iterator[str]:
        root = self.package.xml(self.relations[key][1]) if key in self.relations else None
        if root is None:
            return
        reader = TextReader(self.styles, lambda *_: None)
        for paragraph in root.iter(f"{W}p"):
            if any(above.tag == FALLBACK for above in paragraph.iterancestors()):
                continue
            text = reader.read(paragraph, None).text
            for column in text.split("\t") if split else [text]:
                if column.strip():
                    yield " ".join(column.split())
