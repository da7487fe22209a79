"""Build libraries of reports, and search their passages."""

import os
from importlib.util import find_spec
from pathlib import Path

# Native libraries read these variables when they load, so the variables are set before the imports.
# They forbid requests to the web and telemetry (ONNX Runtime sends events since 1.32), and make
# waiting threads sleep (the spinning threads of two libraries make each other twice as slow).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# If a script's folder has a module with this common name, Python finds that module instead.
_found = find_spec("corpus")
_own = Path(__file__).parent.parent / "corpus" / "__init__.py"
if _found is None or not _found.origin or not _own.samefile(_found.origin):
    _places = [_found.origin, *(_found.submodule_search_locations or [])] if _found else []
    raise ImportError(
        f"Pilcrow's package 'corpus' is hidden by {next(filter(None, _places), 'nothing')}. "
        "Run the script with python -P, or rename what hides it"
    )

from index.ranking import Hit, fuse
from index.search import Index

__all__ = ["Hit", "Index", "fuse"]
