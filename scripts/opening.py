"""Functions with which commands open the library that their options name."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from corpus import Document
from corpus.errors import LibraryMissing
from scripts.command import Bars


def library_and_model(options: argparse.Namespace) -> tuple[Any, str]:
    """Return the location of the library and the name of the encoder that a command uses.

    The library in the default folder is built at first use. Another library is built only with
    ``--create``, because its location may be misspelt.

    Raises: LibraryMissing if there is no library and it is not to be built, and the errors of
    ``index.library.update``.
    """
    from assistant.web.config import Settings
    from index.library import current_name, ensure

    settings = Settings.from_environment()
    library, model = options.library or settings.library, options.model or settings.model
    try:
        current_name(library)
    except LibraryMissing:
        source = "" if options.library else " (PILCROW_LIBRARY)"
        if (options.library or os.environ.get("PILCROW_LIBRARY")) and not options.create:
            raise LibraryMissing(
                f"No library at {library}{source}. To build one there: pilcrow build --library "
                f"{library} REPORT...; or add --create for a library of the bundled report"
            ) from None
        print(f"Building a library of the bundled report in {library}", file=sys.stderr)
        with Bars() as bars:
            ensure(library, model, bars.update, apart=True)
    return library, model


def open_documents(options: argparse.Namespace) -> Sequence[Document]:
    """Return the reports of the library of ``library_and_model``; no model is loaded."""
    from index.library import open_store

    return tuple(open_store(library_and_model(options)[0]).documents)


def open_index(options: argparse.Namespace) -> Any:
    """Open the library of ``library_and_model``, and return its Index."""
    from index import Index

    library, model = library_and_model(options)
    with Bars() as bars:
        return Index.open(library, model=model, progress=bars.update)


def open_assistant(options: argparse.Namespace) -> Any:
    """Open the library of ``library_and_model``, and return its Assistant."""
    from assistant import Assistant

    library, model = library_and_model(options)
    with Bars() as bars:
        assistant = Assistant.open(library, model=model, progress=bars.update)
    if not assistant.calibrated:
        print(
            f"pilcrow: the decision when to abstain is not calibrated for the model "
            f"{assistant.index.model}; calibrate it: python -m scripts.training.calibrate",
            file=sys.stderr,
        )
    return assistant
