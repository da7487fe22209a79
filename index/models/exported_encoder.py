"""The encoder in ONNX Runtime: a build keeps it, so that asking never imports PyTorch.

    LIBRARY/encoders/KEY/
        about.json      name, max_tokens, and the digest of each of the other files
        model.onnx      pooling and normalising are part of it
        tokenizer.json

PyTorch takes seconds to import and several times as long for one question.
"""

import hashlib
import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import LibraryDamaged
from index.digest import digest
from index.models.encoder import Encoder, SentenceTransformerEncoder, open_encoder
from index.models.onnx import Transformer, optimise
from index.types import CountProgress, Matrix

# A vector's numbers may differ by this from those that PyTorch works out: docs/speed.md.
TOLERANCE = 1e-5
_MODEL, _TOKENIZER, _ABOUT = "model.onnx", "tokenizer.json", "about.json"
_FILES = (_MODEL, _TOKENIZER)
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
# What is compared before an export is kept: short, long beyond the limit, other scripts, nothing.
_TRIALS = (
    "Which countries did the Independent Expert visit?",
    "international solidarity " * 400,
    "Прибыл 国际团结 \N{PILCROW SIGN}",
    "",
)


class ExportedEncoder:
    """An encoder that a build kept; gives the vectors of the model that it was made of."""

    def __init__(self, folder: Path) -> None:
        """Load it; raises LibraryDamaged where a file is not what was written."""
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            self.name = str(about["name"])
            sound = all(digest(folder / name) == about["files"][name] for name in _FILES)
            limit = int(about["max_tokens"])
        except (OSError, ValueError, KeyError, TypeError):
            sound = False
        if not sound:
            raise LibraryDamaged(
                f"The encoder that the library keeps in {folder} is damaged. Make it anew: "
                f"pilcrow build --library {folder.parent.parent}"
            )
        self._model = Transformer(folder / _MODEL, folder / _TOKENIZER, limit)

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        """Return one unit vector per text, in order: float32, shape (texts, dimension)."""
        rows = []
        for text in texts:
            rows.append(self._model.run(text).values)
            if progress:
                progress(1)
        return np.stack(rows) if rows else np.zeros((0, len(self._model.run("").values)), "f4")


def open_query_encoder(library: Path, name: str) -> Encoder:
    """Open the encoder for questions: the library's own, or where it keeps none, the model itself.

    Raises ModelMissing or LibraryDamaged.
    """
    folder = _place(library, name)
    return ExportedEncoder(folder) if folder.is_dir() else open_encoder(name)


def keep_encoder(library: Path, encoder: SentenceTransformerEncoder) -> bool:
    """Keep an encoder with a library, if it is not there whole; tell whether it can be exported.

    An export whose vectors differ is not kept: asking then takes the model itself.
    """
    folder = _place(library, encoder.name)
    if folder.is_dir():
        try:
            ExportedEncoder(folder)
        except LibraryDamaged:
            shutil.rmtree(folder)
        else:
            return True
    draft = folder.with_name(f".{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        if not _export(encoder, draft):
            return False
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _export(encoder: SentenceTransformerEncoder, folder: Path) -> bool:
    model = encoder.model
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        return False
    tokenizer.save(str(folder / _TOKENIZER))
    try:
        plain = folder / "plain.onnx"
        _write(model, plain)
        optimise(plain, folder / _MODEL)
        plain.unlink()
    except (RuntimeError, TypeError, ValueError, KeyError):  # PyTorch itself still can
        return False
    about = {
        "name": encoder.name,
        "max_tokens": int(model.max_seq_length or 512),
        "files": {name: digest(folder / name) for name in _FILES},
    }
    (folder / _ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")
    difference = np.abs(ExportedEncoder(folder).encode(_TRIALS) - encoder.encode(_TRIALS))
    return bool(difference.max() <= TOLERANCE)


def _write(model: Any, path: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """From token numbers to unit vectors, in one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            found = self.model(dict(zip(_INPUTS, inputs, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(found, dim=1)

    ones = torch.ones(1, 9, dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in _INPUTS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on tracing, and on the exporter's own age
        torch.onnx.export(
            Whole().eval(),
            (ones, ones, torch.zeros_like(ones)),
            path,
            input_names=list(_INPUTS),
            output_names=["vectors"],
            dynamic_axes=axes | {"vectors": {0: "batch"}},
            opset_version=17,
            dynamo=False,  # the other exporter needs a package more, and takes ten times as long
        )


def _place(library: Path, name: str) -> Path:
    return library / "encoders" / hashlib.sha256(name.encode()).hexdigest()[:16]
