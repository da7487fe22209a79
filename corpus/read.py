"""Reading of a report: a reader turns the file into blocks, and the blocks become a document."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.document import FRONT, Document
from corpus.errors import UnreadableReport
from corpus.language import document_language
from corpus.readers.formats import read_blocks, readable
from corpus.structure import masthead
from corpus.structure.certificate import Certificate, certify
from corpus.structure.explanation import Explained
from corpus.structure.parse import assemble, is_citable


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read, and the certificate of how well it was read.

    ``explanation`` says for each block of the file what it was taken for. It is empty if it was not
    asked for. ``path`` is the file.
    """

    document: Document
    certificate: Certificate
    explanation: tuple[Explained, ...]
    path: Path


def read_document(path: Path, symbol: str | None = None, *, accept: bool = False) -> Document:
    """Return the document in a file; its numbering must be complete.

    Args:
        path: the file; ``corpus.readers.formats`` lists the supported formats.
        symbol: the document's symbol, if neither the text nor the file name has it.
        accept: return the document even if its numbering is broken.

    Raises:
        UnknownSymbol: the symbol is not given, and neither the text nor the file name has it.
        UnreadableReport: there is no paragraph that can be cited, or the numbering is broken.
        UnsupportedFormat: no reader supports the format of the file.
    """
    reading = read(path, symbol)
    if reading.certificate.broken and not accept:
        raise UnreadableReport(f"{path.name}: {reading.certificate.refusal}")
    return reading.document


def read(path: Path, symbol: str | None = None, *, explain: bool = False) -> Reading:
    """Return the document in a file and its certificate, even if the numbering is broken.

    Args:
        path: the file; ``corpus.readers.formats`` lists the supported formats.
        symbol: the document's symbol, if neither the text nor the file name has it.
        explain: whether the reading says what each block was taken for.

    Raises:
        UnknownSymbol: the symbol is not given, and neither the text nor the file name has it.
        UnreadableReport: there is no paragraph that can be cited.
        UnsupportedFormat: no reader supports the format of the file.
    """
    blocks = read_blocks(path)
    name, remarks = masthead.find_symbol(path, blocks, symbol)
    state = assemble(blocks, name)
    paragraphs = tuple(state.paragraphs)
    if not any(map(is_citable, paragraphs)):
        raise UnreadableReport(
            f"{path.name}: there is no paragraph of running text in the file, only titles or tables"
        )
    front = [p.text for p in paragraphs if p.part == FRONT]
    head = masthead.read(blocks, front)
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
        tables=state.tables,
    )
    explanation = tuple(state.explanation) if explain else ()
    return Reading(document, certify(document, state, remarks), explanation, path)


def bundled_reports() -> tuple[Path, ...]:
    """Return the files of the reports that are distributed with Pilcrow, sorted by name."""
    folder = Path(__file__).parent / "reports"
    return tuple(sorted(path for path in folder.iterdir() if readable(path)))
