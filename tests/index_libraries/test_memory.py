"""The memory of a build: what is encoded is on the disk, and not held for all passages at once."""

import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from corpus import Document, Paragraph
from index.building.build import build
from index.building.embed import cut_passages
from index.building.token_files import TokenFiles
from index.models.late_interaction import WIDTH, LateInteraction, Tokens
from index.models.multilingual import Multilingual
from index.storage.lexical import Lexical
from index.storage.store import EmbeddedStore
from index.types import CountProgress, Matrix

_TOKENS, _SENTENCES = 1500, 100  # of each passage: far more than real ones


class Counting:
    """An encoder that takes no memory."""

    name = "counting"
    digest = ""

    def encode(self, texts: Sequence[str], progress: CountProgress | None = None, /) -> Matrix:
        return np.ones((len(texts), 1), np.float32)


class Foreign(Multilingual):
    """A multilingual encoder without a model."""

    def __init__(self) -> None:
        pass

    def encode(self, texts: Sequence[str]) -> Matrix:
        return np.ones((len(texts), 384), np.float32)


class NoTokens(LateInteraction):
    """A token encoder that is not needed, because the journal has all tokens."""

    def __init__(self) -> None:
        pass


def test_the_memory_of_a_build_hardly_grows_with_the_size_of_what_is_encoded(
    tmp_path: Path,
) -> None:
    few, many = (_peak(partial(_build, tmp_path / f"{n}", n)) for n in (30, 150))
    encoded = 120 * (_TOKENS * WIDTH + _SENTENCES * 384 * 4)
    assert many - few < 0.1 * encoded
    store = EmbeddedStore.open(tmp_path / "150")
    assert store.multilingual is not None
    assert store.multilingual.shape == (150 * _SENTENCES, 384)
    assert store.tokens.vectors.shape == (150 * _TOKENS, WIDTH)


def test_the_words_of_texts_are_held_as_numbers() -> None:
    texts = [
        " ".join(f"{word}{n % 7}" for word in ("region", "visit", "report") * 300)
        for n in range(200)
    ]
    assert _peak(lambda: Lexical.index(texts)) < 30 * 200 * 900


def _build(library: Path, passages: int) -> None:
    paragraphs = [Paragraph("A/1/1", f"{n}", f"Area {n} was visited.") for n in range(passages)]
    report = Document("A/1/1", "Report", paragraphs)
    lengths = [(0, 0, 4, _TOKENS // _SENTENCES)] * _SENTENCES
    files = TokenFiles(library, None, [])
    for passage in cut_passages(0, report):
        tokens = Tokens(np.zeros((_TOKENS, WIDTH), np.int8), np.array(lengths, np.int32))
        files.record({passage.cache_key: tokens})
    build(library, [report], encoder=Counting(), late=NoTokens(), multilingual=Foreign())


def _peak(work: Callable[[], object]) -> int:
    """Return the most bytes that Python and NumPy held while a function ran."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
