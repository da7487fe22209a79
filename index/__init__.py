"""Search over passages."""

import os

# These are read when the native libraries load, so they are set before any of them does: no
# look-ups on the web, no reports home (ONNX Runtime sends events since 1.32), and threads that wait
# asleep (two libraries' spinning threads make each other twice as slow).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from index.ranking import Hit, fuse
from index.search import Index

__all__ = ["Hit", "Index", "fuse"]
