"""Build libraries of reports, and search their passages."""

import os

# Native libraries read these variables when they load, so the variables are set before the imports.
# They forbid requests to the web and telemetry (ONNX Runtime sends events since 1.32), and make
# waiting threads sleep (the spinning threads of two libraries make each other twice as slow).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from index.ranking import Hit, fuse
from index.search import Index

__all__ = ["Hit", "Index", "fuse"]
