"""The encoder that a library keeps."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.question_file import Question, read_questions
from corpus import Document
from corpus.errors import LibraryDamaged
from index import Index
from index.models.encoder import DEFAULT, open_encoder
from index.models.exported_encoder import (
    TOLERANCE,
    ExportedEncoder,
    open_query_encoder,
)
from tests.libraries import link_encoder
from tests.paths import QUESTIONS

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def kept(library: Path) -> ExportedEncoder:
    encoder = open_query_encoder(library, DEFAULT, open_encoder().digest)
    assert isinstance(encoder, ExportedEncoder)
    return encoder


def test_its_vectors_are_those_of_the_model(kept: ExportedEncoder, report: Document) -> None:
    texts = [one.question for one in read_questions(QUESTIONS) if isinstance(one, Question)]
    texts += [paragraph.text for paragraph in report.paragraphs]
    ours, theirs = kept.encode(texts), open_encoder().encode(texts)
    assert ours.dtype == theirs.dtype == np.float32
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() <= TOLERANCE
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-6)


def test_no_text_has_no_vector(kept: ExportedEncoder) -> None:
    assert kept.encode([]).shape == open_encoder().encode([]).shape == (0, 384)


def test_progress_is_told(kept: ExportedEncoder) -> None:
    told: list[int] = []
    kept.encode(["One.", "Two."], told.append)
    assert sum(told) == 2


def test_the_library_finds_with_it_what_it_finds_with_the_model(
    library: Path, index: Index
) -> None:
    from index.models.late_interaction import open_late
    from index.storage.store import EmbeddedStore

    other = Index(EmbeddedStore.open(library), open_encoder(), open_late())
    for question in ("Which countries did he visit?", "Who hoarded vaccines?", "solidarity"):
        ours, theirs = index.search(question), other.search(question)
        assert [hit.passage for hit in ours] == [hit.passage for hit in theirs]


def test_a_library_without_one_is_asked_with_the_model_itself(tmp_path: Path) -> None:
    assert open_query_encoder(tmp_path, DEFAULT, open_encoder().digest) is open_encoder()


def test_a_damaged_one_is_named_with_the_repair(tmp_path: Path) -> None:
    link_encoder(tmp_path / "shared")
    shutil.copytree(tmp_path / "shared" / "encoders", tmp_path / "encoders")
    (folder,) = (tmp_path / "encoders").iterdir()
    with (folder / "model.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\1\2\3")
    with pytest.raises(LibraryDamaged, match="Build it again: pilcrow build"):
        open_query_encoder(tmp_path, DEFAULT, open_encoder().digest)
    (folder / "about.json").unlink()
    with pytest.raises(LibraryDamaged):
        open_query_encoder(tmp_path, DEFAULT, open_encoder().digest)


def test_asking_imports_no_pytorch(library: Path) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from assistant import Assistant; from pathlib import Path;"
            f"a = Assistant.open(Path({str(library)!r})); a.ask('Which countries did he visit?');"
            "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'gradio')"
            " if name in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
