"""Read a report: a reader turns the file into blocks, and their structure into a document."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.document import FRONT, Document
from corpus.errors import UnreadableReport
from corpus.language import document_language
from corpus.readers.formats import read_blocks, readable
from corpus.structure import masthead, resolution
from corpus.structure.certificate import Certificate, certify
from corpus.structure.parse import assemble


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was read, and how well."""

    document: Document
    certificate: Certificate


def read_document(path: Path, symbol: str | None = None, *, accept: bool = False) -> Document:
    """Read a report whole.

    Args:
        path: the file; see ``corpus.readers.formats`` for the kinds that are read.
        symbol: the document's symbol, as cited, where neither text nor file name has it.
        accept: read it even where its numbering is broken.

    Raises:
        UnknownSymbol: the symbol is neither given nor in the text or the file's name.
        UnreadableReport: there is no numbered paragraph, or the numbering is broken.
        UnsupportedFormat: there is no reader for this kind of file.
    """
    reading = read(path, symbol)
    if reading.certificate.broken and not accept:
        raise UnreadableReport(f"{path.name}: {reading.certificate.refusal}")
    return reading.document


def read(path: Path, symbol: str | None = None) -> Reading:
    """Read a report, and say how well it could be read; raises as ``parse`` does, but for numbers.

    Raises UnreadableReport where there is no numbered paragraph at all.
    """
    blocks = read_blocks(path)
    name, remarks = masthead.find_symbol(path, [block.text for block in blocks], symbol)
    state = assemble(blocks, name)
    paragraphs = tuple(state.paragraphs)
    if not any(p.number or p.part.startswith(resolution.PARTS) for p in paragraphs):
        raise UnreadableReport(
            f"{path.name}: no numbered paragraphs (1., 2., 3. ...) were found. Pilcrow cites by "
            "paragraph number, so only documents that have them can be read"
        )
    front = [p.text for p in paragraphs if p.part == FRONT]
    titles = sorted((b for b in blocks if b.level and b.text in front), key=lambda b: b.level)
    head = masthead.read(front, [block.text for block in titles])
    document = Document(
        name,
        head.title or name,
        paragraphs,
        issued=head.issued,
        source=path.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        language=document_language(p.text for p in paragraphs if p.part != FRONT),
        session=head.session,
        agenda=head.agenda,
    )
    return Reading(document, certify(document, state.faults, state.rejoined, remarks))


def bundled_reports() -> tuple[Path, ...]:
    """Return the files of the reports that come with Pilcrow."""
    folder = Path(__file__).parent / "reports"
    return tuple(sorted(path for path in folder.iterdir() if readable(path)))
