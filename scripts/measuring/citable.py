"""Measure how much of the text of files can be cited, and how long their reading takes.

Each character of a file is in a paragraph, a heading, a note, or in text that is left out by name.
The share that can be cited is that of paragraphs, headings, notes, and tables with their rows and
captions in the body. Titles on the title page, running heads, page numbers and tables of contents
do not count. A long sentence before the body counts, because it is no title. The share without
tables and charts is given too. The characters that were read are also compared with those of the
file: those that PDFium finds in a PDF, and the text between the tags of other files. Each file is
read in a process of its own. Its time is processor time, so that other programs do not change it;
its memory is the largest that the process used.
"""

import argparse
import re
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

from corpus.block import CAPTION, CHART, CONTENTS, FURNITURE, PAGE_NUMBER, RUNNING_HEAD, TABLE
from corpus.document import FRONT
from corpus.errors import PilcrowError, UnknownSymbol
from corpus.structure.conservation import IN_TABLES
from corpus.structure.unnumbered import is_prose
from scripts.command import expand, guarded

_CITED = ("numbered", "unnumbered", "summary", "headings", "notes", IN_TABLES)
_TABLES = (IN_TABLES, TABLE, CAPTION, CHART)
_BEFORE_BODY = "sentences before the body"
_LONG = 12  # words of a sentence that is no title
_NOT_BODY = (FRONT, RUNNING_HEAD, PAGE_NUMBER, CONTENTS, FURNITURE)
_WORST = 10
_MOST_KINDS = 3  # kinds of text left out that are named for each file
_LEAST, _SECONDS, _MEGABYTES = 0.97, 10.0, 1000.0  # the bounds for each file
_NO_SYMBOL = "A/1/1"
_WORD_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_NO_TEXT = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Share:
    """What was measured of one file.

    ``cited`` is the share of the body that can be cited, ``tables_aside`` that share if tables,
    charts and their captions are left aside, ``read`` the share of the characters of the file that
    were read; all are from 0.0 to 1.0. ``left_out`` is the number of characters of the
    body by the kinds of text that cannot be cited. ``doubtful`` is whether the certificate says a
    doubt. ``seconds`` are of processor time, ``megabytes`` of resident memory. ``refusal`` is the
    error if the file was refused; then the shares are 0.0.
    """

    name: str
    cited: float = 0.0
    tables_aside: float = 0.0
    read: float = 0.0
    left_out: tuple[tuple[str, int], ...] = ()
    doubtful: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0
    refusal: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.citable", description=__doc__
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files or folders")
    parser.add_argument("--all", action="store_true", help="print a line for each file when read")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    shares: list[Share] = []
    for path in expand(options.files):
        shares.append(_measured_apart(path))
        if options.all:
            print(_row(shares[-1]), flush=True)
    print("\n".join(report(shares)))
    return 0


def report(shares: Sequence[Share]) -> Iterator[str]:
    """Yield the lines of the report: counts, and a Markdown table of the files with least cited."""
    read = [share for share in shares if not share.refusal]
    for share in shares:
        if share.refusal:
            yield f"refused: {share.refusal}"
    yield f"{len(read)} files read, {len(shares) - len(read)} refused"
    if not read:
        return
    yield f"can be cited: mean {fmean(share.cited for share in read):.3f}"
    for bound, count in (
        (f"of which at least {_LEAST} can be cited", sum(s.cited >= _LEAST for s in read)),
        ("the same, tables and charts aside", sum(s.tables_aside >= _LEAST for s in read)),
        (f"read within {_SECONDS:g} s", sum(s.seconds <= _SECONDS for s in read)),
        (f"read within {_MEGABYTES:g} MB", sum(s.megabytes <= _MEGABYTES for s in read)),
    ):
        yield f"files {bound}: {count}"
    slowest, largest = max(s.seconds for s in read), max(s.megabytes for s in read)
    yield f"slowest: {slowest:.1f} s; largest: {largest:.0f} MB"
    yield "\nthe files of which least can be cited:\n"
    yield "| document | cited | tables aside | read | s | MB | doubts | left out (characters) |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from map(_row, sorted(read, key=lambda share: share.cited)[:_WORST])


def _row(share: Share) -> str:
    left_out = ", ".join(f"{kind} {count:,}" for kind, count in share.left_out[:_MOST_KINDS])
    return (
        f"| {share.name} | {share.cited:.3f} | {share.tables_aside:.3f} | {share.read:.3f} "
        f"| {share.seconds:.1f} | {share.megabytes:.0f} | {'said' if share.doubtful else ''} "
        f"| {share.refusal or left_out} |"
    )


def _measured_apart(path: Path) -> Share:
    """Return what was measured of a file, read in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            return process.submit(measure, path).result()
        except BrokenProcessPool:
            return Share(path.name, refusal=f"{path.name}: broke the program that reads it")


def measure(path: Path) -> Share:
    """Read a file in this process, and return what was measured of it."""
    from resource import RUSAGE_SELF, getrusage

    from corpus.read import read

    start = time.process_time()
    try:
        try:
            reading = read(path)
            name = reading.document.symbol
        except UnknownSymbol:
            reading, name = read(path, _NO_SYMBOL), path.stem
    except PilcrowError as error:
        return Share(path.name, refusal=str(error))
    seconds = time.process_time() - start
    megabytes = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    certificate = reading.certificate
    counts = dict(certificate.characters)
    counts[_BEFORE_BODY] = sum(
        len("".join(paragraph.text.split()))
        for paragraph in reading.document.paragraphs
        if paragraph.part == FRONT and is_sentence(paragraph.text)
    )
    aside = {kind: count for kind, count in counts.items() if kind not in _TABLES}
    lost = [
        (kind, count)
        for kind, count in counts.items()
        if count and kind not in _CITED and kind not in _NOT_BODY
    ]
    return Share(
        name,
        cited_share(counts),
        cited_share(aside),
        min(sum(certificate.characters.values()) / max(_letters(path), 1), 1.0),
        tuple(sorted(lost, key=lambda kind: -kind[1])),
        bool(certificate.doubts or certificate.faults),
        seconds,
        megabytes,
    )


def cited_share(characters: Mapping[str, int]) -> float:
    """Return the share of the body that can be cited; 1.0 if there is no body.

    Args:
        characters: the number of characters by where they are, as in ``Certificate.characters``.
    """
    body = sum(count for kind, count in characters.items() if kind not in _NOT_BODY)
    return sum(characters.get(kind, 0) for kind in _CITED) / body if body else 1.0


def is_sentence(text: str) -> bool:
    """Return whether a text before the body is a long sentence, and not a title or a date."""
    return len(text.split()) >= _LONG and is_prose(text)


def _letters(path: Path) -> int:
    """Return the number of characters of a file's own text, without white space."""
    from corpus.readers.charset import decode
    from corpus.readers.pdf_letters import read_letters

    if path.suffix == ".pdf":
        return sum(not chr(code).isspace() for page in read_letters(path) for code in page.codes)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in _WORD_PARTS if name in archive.namelist()]
        texts = [text for part in parts for text in _WORD_TEXT.findall(part.decode())]
    else:
        text = decode(path)
        texts = [text if path.suffix == ".txt" else _NO_TEXT.sub(" ", text)]
    return sum(not letter.isspace() for text in texts for letter in unescape(text))


if __name__ == "__main__":
    raise SystemExit(main())
