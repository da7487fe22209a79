"""Files of a library or of a model that are damaged, missing or others: an error names the way."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import LibraryDamaged, PilcrowError
from index.building.build import build
from index.models.encoder import DEFAULT, open_encoder
from index.models.exported_encoder import ExportedEncoder, open_query_encoder
from index.models.late_interaction import open_late
from index.models.weights import MINILM, locate
from tests.breaking import document, make, texts_of
from tests.commands import error_sentence, run
from tests.libraries import copy_library, link_encoder
from tests.longer import FIGURES, at_length

pytestmark = pytest.mark.model
FLIPS = at_length(2, 12)


@pytest.mark.parametrize("command", ["ask", "search", "build"])
def test_a_model_that_is_not_there_or_another_one_is_told_in_a_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "library"
    make(library, "Peasants of area one.")
    other = shutil.copytree(locate(MINILM), tmp_path / "other")
    builds = command == "build"
    for model in (tmp_path / "none", other):
        if builds and model == other:
            continue  # that is how a library is embedded anew
        words, sentence = ([], "nothing is downloaded") if builds else (["peasants"], "built with")
        place = ["--library", str(library), "--model", str(model)]
        assert run(command, *place, *words) == 2
        assert sentence in error_sentence(capsys)
    assert texts_of(library) == ["Peasants of area one."]


def test_whatever_is_cut_or_flipped_is_found_or_does_no_harm(tmp_path: Path) -> None:
    """Every file of a build, at the ends and in random places."""
    sound = tmp_path / "sound"
    make(sound, "Peasants of area one.", "Peasants of area two.")
    before = texts_of(sound)
    places = random.Random(7)
    files = [path.relative_to(sound) for path in sound.rglob("*") if path.is_file()]
    damages: list[Any] = ["cut", "gone", 0, -1]
    tried = 0
    for name in files:
        if name.parts[0] in ("lock", "encoders") or len((sound / name).read_bytes()) == 0:
            continue
        for damage in [*damages, *(places.random() for _ in range(FLIPS))]:
            library = tmp_path / "library"
            copy_library(sound, library)
            path = library / name
            data = bytearray(path.read_bytes())
            if damage == "gone":
                path.unlink()
            elif damage == "cut":
                path.write_bytes(data[: len(data) // 2])
            else:
                at = int(damage * len(data)) if isinstance(damage, float) else int(damage)
                data[at] ^= 1 << places.randrange(8)
                path.write_bytes(data)
            told = ""
            try:
                found = texts_of(library)
            except PilcrowError as problem:
                told = str(problem)
            assert "pilcrow build" in told if told else found == before, (name, damage, told)
            shutil.rmtree(library)
            tried += 1
    FIGURES["files of a build cut, removed or flipped"] += tried
    assert tried > 60


def test_an_encoder_that_is_damaged_is_named_and_the_next_build_makes_it_anew(
    tmp_path: Path,
) -> None:
    link_encoder(tmp_path / "shared")
    shutil.copytree(tmp_path / "shared" / "encoders", tmp_path / "encoders")
    make(tmp_path, "One.")
    kept = next(tmp_path.glob("encoders/*"))
    model = kept / "model.onnx"
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)
    with pytest.raises(LibraryDamaged, match="pilcrow build --library"):
        open_query_encoder(tmp_path, DEFAULT, open_encoder().digest)
    build(tmp_path, [document("One.")], encoder=open_encoder(), late=open_late())
    assert isinstance(open_query_encoder(tmp_path, DEFAULT, open_encoder().digest), ExportedEncoder)
