"""Measure how much of the text of files can be cited.

Each character of a file is in a paragraph, a heading, a note, or in text that is left out by name.
The share that can be cited is that of paragraphs, headings and notes in the body: title pages,
running heads, page numbers and tables of contents do not count. For PDF files, the characters that
were read are also compared with those that PDFium finds.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from corpus.block import CONTENTS, PAGE_NUMBER, RUNNING_HEAD
from corpus.document import FRONT
from corpus.errors import PilcrowError
from scripts.command import expand, guarded

_CITED = ("numbered", "unnumbered", "summary", "headings", "notes")
_NOT_BODY = (FRONT, RUNNING_HEAD, PAGE_NUMBER, CONTENTS)
_WORST = 10


@dataclass(frozen=True, slots=True)
class Share:
    """The shares of one file, from 0.0 to 1.0.

    ``cited`` is the share of the body that can be cited, ``read`` the share of the characters of a
    PDF that were read (1.0 for other formats), ``doubtful`` whether the certificate says a doubt.
    """

    name: str
    cited: float
    read: float
    doubtful: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.citable", description=__doc__
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files or folders")
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from corpus.sandbox import read_each

    shares: list[Share] = []
    refused: list[str] = []
    for path, reading in read_each(expand(options.files), "A/1/1"):
        if isinstance(reading, PilcrowError):
            refused.append(str(reading))
            continue
        certificate = reading.certificate
        counts = certificate.characters
        read = sum(counts.values()) / max(_letters(path), 1) if path.suffix == ".pdf" else 1.0
        doubtful = bool(certificate.doubts or certificate.faults)
        shares.append(Share(path.name, cited_share(counts), min(read, 1.0), doubtful))
    for refusal in refused:
        print(f"refused: {refusal}")
    print(f"{len(shares)} files read, {len(refused)} refused")
    if shares:
        print(f"can be cited: mean {fmean(share.cited for share in shares):.3f}")
        print(f"files of which at least .97 can be cited: {sum(s.cited >= 0.97 for s in shares)}")
        print("\nthe files of which least can be cited:\n\n| file | cited | read | doubts |")
        print("|---|---|---|---|")
    for share in sorted(shares, key=lambda share: share.cited)[:_WORST]:
        said = "said" if share.doubtful else ""
        print(f"| {share.name} | {share.cited:.3f} | {share.read:.3f} | {said} |")
    return 0


def cited_share(characters: Mapping[str, int]) -> float:
    """Return the share of the body that can be cited; 1.0 if there is no body.

    Args:
        characters: the number of characters by where they are, as in ``Certificate.characters``.
    """
    body = sum(count for kind, count in characters.items() if kind not in _NOT_BODY)
    return sum(characters.get(kind, 0) for kind in _CITED) / body if body else 1.0


def _letters(path: Path) -> int:
    """Return the number of characters of a PDF, without white space, as PDFium finds them."""
    from corpus.readers.pdf_letters import read_letters

    return sum(not chr(code).isspace() for page in read_letters(path) for code in page.codes)


if __name__ == "__main__":
    raise SystemExit(main())
