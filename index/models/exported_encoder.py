"""Export the encoder to ONNX and store it in the library, so that questions need no PyTorch.

    LIBRARY/encoders/KEY/
        about.json      name and digest of the model, max_tokens, and the digests of the other files
        model.onnx      the model, with pooling and normalisation
        tokenizer.json

PyTorch takes seconds to import, and encodes one question several times more slowly.
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

# The largest difference allowed between a number from ONNX and from PyTorch: docs/speed.md.
TOLERANCE = 1e-5
_MODEL, _TOKENIZER, _ABOUT = "model.onnx", "tokenizer.json", "about.json"
_FILES = (_MODEL, _TOKENIZER)
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
# The texts that are compared before an export is stored: a short text, a text beyond the token
# limit, other scripts, an empty text.
_SAMPLE_TEXTS = (
    "Which countries did the Independent Expert visit?",
    "international solidarity " * 400,
    "Прибыл 国际团结 \N{PILCROW SIGN}",
    "",
)


class ExportedEncoder:
    """An exported encoder; returns the vectors of the original model, within ``TOLERANCE``."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder; raises LibraryDamaged if a file is missing or was changed."""
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            self.name, self.digest = str(about["name"]), str(about.get("digest", ""))
            intact = all(digest(folder / name) == about["files"][name] for name in _FILES)
            limit = int(about["max_tokens"])
        except (OSError, ValueError, KeyError, TypeError):
            intact = False
        if not intact:
            raise LibraryDamaged(
                f"The encoder of the library in {folder} is damaged. Build it again: "
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


def open_query_encoder(library: Path, name: str, digest: str = "") -> Encoder:
    """Return the encoder for questions: the exported encoder, or else the original model.

    ``name`` is canonical; ``digest`` is that of the library's model, "" if it is not known.

    Raises:
        ModelMissing: the library has no exported encoder, and the model is not found.
        LibraryDamaged: a file of the exported encoder is missing or was changed.
    """
    # Earlier versions of Pilcrow exported without a digest.
    for folder in (_encoder_folder(library, name, digest), _encoder_folder(library, name, "")):
        if folder.is_dir():
            return ExportedEncoder(folder)
    return open_encoder(name)


def keep_encoder(library: Path, encoder: SentenceTransformerEncoder) -> bool:
    """Store the exported encoder in a library; return whether the encoder could be exported.

    An undamaged export is reused. An export whose vectors differ by more than ``TOLERANCE`` is not
    stored; questions are then encoded by the original model.
    """
    folder = _encoder_folder(library, encoder.name, encoder.digest)
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
        unoptimised = folder / "plain.onnx"
        _write(model, unoptimised)
        optimise(unoptimised, folder / _MODEL)
        unoptimised.unlink()
    except (RuntimeError, TypeError, ValueError, KeyError):  # PyTorch can still run such a model
        return False
    about = {
        "name": encoder.name,
        "digest": encoder.digest,
        "max_tokens": int(model.max_seq_length or 512),
        "files": {name: digest(folder / name) for name in _FILES},
    }
    (folder / _ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")
    difference = np.abs(
        ExportedEncoder(folder).encode(_SAMPLE_TEXTS) - encoder.encode(_SAMPLE_TEXTS)
    )
    return bool(difference.max() <= TOLERANCE)


def _write(model: Any, path: Path) -> None:
    import torch

    class ExportedModel(torch.nn.Module):
        """The model, pooling and normalisation as one graph, from token ids to unit vectors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            pooled = self.model(dict(zip(_INPUTS, inputs, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(pooled, dim=1)

    ones = torch.ones(1, 9, dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in _INPUTS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings of tracing and of the deprecated exporter
        torch.onnx.export(
            ExportedModel().eval(),
            (ones, ones, torch.zeros_like(ones)),
            path,
            input_names=list(_INPUTS),
            output_names=["vectors"],
            dynamic_axes=axes | {"vectors": {0: "batch"}},
            opset_version=17,
            dynamo=False,  # the newer exporter needs one more package and takes ten times as long
        )


def _encoder_folder(library: Path, name: str, digest: str) -> Path:
    identity = f"{name}\n{digest}" if digest else name
    return library / "encoders" / hashlib.sha256(identity.encode()).hexdigest()[:16]
