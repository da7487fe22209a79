"""Encode texts as unit vectors with sentence-transformers."""

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import ModelMissing
from corpus.temporary import check_temporary_folder
from index.models.weights import MINILM, digest_of, locate
from index.types import CountProgress, Matrix

DEFAULT = MINILM.name
_BATCH = 32


class Encoder(Protocol):
    """A model that encodes texts as unit vectors."""

    @property
    def name(self) -> str:
        """The name that the manifest of a build stores."""
        ...

    @property
    def digest(self) -> str:
        """The SHA-256 of what the vectors depend on, or "" if it is not known.

        Two models of the same name have different digests.
        """
        ...

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        """Return one unit vector per text, in order: float32, shape (texts, dimension).

        ``progress`` is called after each batch with the number of texts in the batch.
        """
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model that runs on the CPU; downloads nothing."""

    def __init__(self, name: str = DEFAULT) -> None:
        """Load a model by its name or folder.

        Raises ModelMissing if the model is not found, and BadSetting if PyTorch finds no folder for
        temporary files.

        The attribute ``model`` is the sentence-transformers model.
        """
        check_temporary_folder()
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]

        self.name = name
        source = str(locate(MINILM)) if name == DEFAULT else name
        try:
            self.model = SentenceTransformer(source, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as problem:
            raise ModelMissing(
                f"No model {name!r}. Give {DEFAULT}, the folder of a sentence-transformers model, "
                "or a model in this machine's Hugging Face cache; nothing is downloaded"
            ) from problem

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the model's weights, structure and tokenizer."""
        if self.name == DEFAULT:
            return digest_of([MINILM])
        import torch

        result = hashlib.sha256(f"{self.model} {self.model.max_seq_length}".encode())
        tokenizer = getattr(self.model.tokenizer, "backend_tokenizer", None)
        result.update(tokenizer.to_str().encode() if tokenizer else b"")
        for name, tensor in sorted(self.model.state_dict().items()):
            result.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
            result.update(tensor.reshape(-1).contiguous().view(torch.uint8).numpy().data)
        return result.hexdigest()

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        """Return one unit vector per text, in order: float32, shape (texts, dimension)."""
        rows = [np.zeros((0, self.model.get_embedding_dimension() or 0), np.float32)]
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            rows.append(
                self.model.encode(batch, normalize_embeddings=True, show_progress_bar=False)
            )
            if progress:
                progress(len(batch))
        return np.concatenate(rows)


def canonical_name(name: str) -> str:
    """Return the name of a model; for a folder, its complete path.

    A folder that has the name of the default model is given with a slash: ``./all-MiniLM-L6-v2``.
    """
    folder = Path(name)
    return str(folder.resolve()) if name != DEFAULT and folder.is_dir() else name


def open_encoder(name: str = DEFAULT) -> SentenceTransformerEncoder:
    """Return the model of this name or folder; it is loaded once per process."""
    return _open(canonical_name(name))


_open = cache(SentenceTransformerEncoder)
