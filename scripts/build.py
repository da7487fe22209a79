"""Add reports to the library, replace them or take them out, and publish it anew."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import PilcrowError, UnreadableReport
from scripts.command import Bars, guarded, parser

if TYPE_CHECKING:
    from corpus import Document


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    made = parser("build", __doc__)
    made.add_argument(
        "paths", nargs="*", type=Path, help="files or folders (.txt, .md); none: the bundled report"
    )
    made.add_argument("--symbol", help="the symbol of the one file given (A/78/176)")
    made.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="SYMBOL",
        help="take a report out; repeatable",
    )
    made.add_argument(
        "--list", action="store_true", help="list what is in the library, change nothing"
    )
    made.add_argument("--fresh", action="store_true", help="forget what is there and start over")
    options = made.parse_args(argv)
    if options.symbol and len(options.paths) != 1:
        made.error("--symbol goes with one file")
    return guarded(_list if options.list else _run, options)


def _run(options: argparse.Namespace) -> int:
    from assistant.settings import Settings
    from corpus.parse import parse
    from corpus.read import bundled_reports
    from index.build import build
    from index.encode import open_encoder
    from index.late import open_late
    from index.multilingual import is_installed, open_multilingual

    settings = Settings.from_environment()
    library = options.library or settings.library
    # With nothing named, an update of the library alone (--remove, --model), or the first build of
    # it.
    paths = _expand(options.paths)
    if not paths and not options.remove and (options.fresh or not (library / "CURRENT").exists()):
        paths = list(bundled_reports())
    documents = [_told(parse(path, options.symbol)) for path in paths]
    with Bars() as bars:
        manifest = build(
            library,
            documents,
            encoder=open_encoder(options.model or settings.model),
            late=open_late(),
            multilingual=open_multilingual() if is_installed() else None,
            remove=options.remove,
            fresh=options.fresh,
            progress=bars.tell,
        )
    print(f"{len(manifest.documents)} reports, {manifest.passages} passages in {library}")
    return 0


def _list(options: argparse.Namespace) -> int:
    from assistant.settings import Settings
    from index.store import EmbeddedStore

    store = EmbeddedStore.open(options.library or Settings.from_environment().library)
    for document in store.documents:
        _told(document)
    return 0


def _expand(paths: Iterable[Path]) -> list[Path]:
    from corpus.read import readable

    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and readable(file))
            if not inside:
                raise UnreadableReport(f"{path}: no report (.txt, .md) in this folder")
            files.extend(inside)
        elif path.exists():
            files.append(path)
        else:
            raise PilcrowError(f"{path}: there is no such file or folder")
    return files


def _told(document: "Document") -> "Document":
    numbered = sum(bool(paragraph.number) for paragraph in document.paragraphs)
    print(f"{document.symbol}  {numbered} paragraphs  {document.title}")
    return document


if __name__ == "__main__":
    raise SystemExit(main())
