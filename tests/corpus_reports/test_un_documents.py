"""Real United Nations documents, where they are at hand (UN_DOCUMENTS names their folder)."""

import json
from pathlib import Path

import pytest

from corpus.errors import PilcrowError
from corpus.read import read
from corpus.sandbox import read_each
from scripts.measuring import reading
from tests.paths import UN_DOCUMENTS

pytestmark = pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(),
    reason=f"no documents at {UN_DOCUMENTS}; name their folder with UN_DOCUMENTS",
)


# The sixteen reports that docs/reports.md measures. There are others, which are read less well.
MEASURED = (
    "A_80_590", "A_80_604_Add.2", "A_80_604_Add.4", "A_80_604_Add.5", "A_80_604_Add.6",
    "A_80_615", "A_80_630", "A_81_6 (SECT. 12)", "A_81_6 (SECT. 13)", "A_81_6 (SECT. 17)",
    "A_81_6 (SECT. 22)", "A_81_6 (SECT. 24)", "A_81_6 (SECT. 29A)", "A_81_6 (SECT. 29F)",
    "A_81_6 (SECT. 3)", "A_81_6 (SECT. 9)",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "least"), [("docx", 0.99), ("pdf", 0.97)])
def test_paragraphs_are_read_whole_under_their_numbers(
    kind: str, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = UN_DOCUMENTS / "gold"
    files = [UN_DOCUMENTS / kind / f"{name}.{kind}" for name in MEASURED]
    paragraphs = sum(len(json.loads((gold / f"{name}.json").read_text())) for name in MEASURED)
    assert paragraphs > 1000
    assert reading.main([str(gold), *map(str, files)]) == 0
    total = capsys.readouterr().out.splitlines()[-1]
    assert total.split()[1] == str(paragraphs)
    whole, headings = (float(total.split(f"{what} ")[1][:5]) for what in ("whole", "headings"))
    assert whole >= least
    assert headings >= 0.94


def test_every_file_is_read_or_refused_within_the_limits_of_the_reader() -> None:
    kinds = ("docx", "pdf", "upr/pdf", "txt", "akn", "html", "markdown", "mixed_pdf", "no_text")
    files = [path for kind in kinds for path in sorted((UN_DOCUMENTS / kind).iterdir())]
    assert len(files) > 150
    for path, reading_or_error in read_each(files, "A/1/1"):
        if isinstance(reading_or_error, PilcrowError):
            description = str(reading_or_error)
        else:
            description = json.dumps(reading_or_error.certificate.to_dict())
        assert path.name in description
        assert "took too long" not in description
        assert "broke the program" not in description


@pytest.mark.parametrize(
    ("name", "symbol", "language"),
    [
        ("S_2024_145.en.pdf", "CEDAW/C/CAF/CO/6", "Russian"),
        ("E_2024_1.en.pdf", "A/AC.292/2024/3", "Spanish"),
        ("S_RES_2770 (2025).en.pdf", "S/RES/2770 (2025)", "English"),
    ],
)
def test_a_name_that_lies_is_not_believed(name: str, symbol: str, language: str) -> None:
    document = read(UN_DOCUMENTS / "mixed_pdf" / name).document
    assert (document.symbol, document.language) == (symbol, language)


def test_scans_are_told(tmp_path: Path) -> None:
    for path in sorted((UN_DOCUMENTS / "no_text").iterdir())[1:]:
        with pytest.raises(PilcrowError, match="a scan without text"):
            read(path, "A/1/1")
