"""Check the library and the models, and name the repair for each fault."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import LibraryMissing, PilcrowError
from scripts.command import command_parser, guarded

if TYPE_CHECKING:
    from index.models.weights import Weights
    from index.storage.location import Location
    from index.storage.store import Store


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 1 if a check failed."""
    return guarded(_run, command_parser("doctor", __doc__).parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    from assistant.web.config import Settings

    settings = Settings.from_environment()
    library = options.library or settings.library
    model = options.model or settings.model
    faults = 0
    for name, check in _checks(library, model):
        try:
            print(f"ok     {name}: {check()}")
        except PilcrowError as problem:
            faults += 1
            print(f"WRONG  {name}: {str(problem).rstrip('.')}.")
    return 1 if faults else 0


def _checks(library: "Location", model: str) -> Iterator[tuple[str, Callable[[], str]]]:
    from index.models.weights import CARRIED

    for weights in CARRIED:
        yield f"model {weights.name}", partial(_weights, weights)
    yield f"encoder {model}", lambda: _encoder(model)
    yield f"library {library}", lambda: _library(library, model)
    yield "original files", lambda: _originals(library)
    yield "unfinished work", lambda: _unfinished(library)
    yield "other languages", lambda: _languages(library)


def _weights(weights: "Weights") -> str:
    from index.models.weights import locate

    locate(weights)
    return "there, and the published one"


def _encoder(model: str) -> str:
    from index.models.encoder import open_encoder

    return f"loads, {open_encoder(model).encode(['a word']).shape[1]} dimensions"


def _library(library: "Location", model: str) -> str:
    from index import Index
    from index.library import open_store
    from index.storage.store import EmbeddedStore

    try:
        if isinstance(library, Path):
            store: Store = EmbeddedStore.open(library, fully=True)
        else:
            store = open_store(library)
    except LibraryMissing:
        return "none yet; it is built when first needed"
    for document in store.documents:
        tuple(document.paragraphs)  # the checksum of each paragraph is compared when it is read
    Index.open(library, model=model)
    return f"{len(store.documents)} reports, {store.size} passages, every file as written"


def _originals(library: "Location") -> str:
    from index.library import describe_originals
    from index.storage.originals import check_originals

    if isinstance(library, Path):
        check_originals(library)
    return describe_originals(library) or "none kept; the page shows reports as text only"


def _unfinished(library: "Location") -> str:
    from index.library import encoders_of

    work = encoders_of(library) / "work"
    if not work.exists():
        return "none"
    return "a build was interrupted; the next one goes on from there: pilcrow build"


def _languages(library: "Location") -> str:
    from index.models.multilingual import is_installed
    from index.storage.store import EmbeddedStore

    if not is_installed():
        return "questions in English only; for others: pip install 'pilcrow[multilingual]'"
    if not isinstance(library, Path):
        return "questions in English only: a library in an engine has no vectors for others"
    try:
        has = EmbeddedStore.open(library).multilingual is not None
    except LibraryMissing:
        has = True
    except PilcrowError:
        return "see the library"
    if has:
        return "questions in other languages are answered"
    return "installed, but the library was built without it: pilcrow build"


if __name__ == "__main__":
    raise SystemExit(main())
