"""The words that were read with a space inside are counted."""

from pathlib import Path

import pytest

from scripts.measuring.spaces import dictionary, divided, main

TEXT = f"{'The programmes of the wells. ' * 5}The progra mmes are new."


def test_a_word_that_is_usually_whole_is_divided() -> None:
    words = dictionary(iter([TEXT]))
    assert list(divided(TEXT, words)) == ["s of the wells. The progra mmes are new."]
    assert not list(divided("The well come and the welcome.", words))


def test_files_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "A_HRC_99_1.txt"
    path.write_text(f"A/HRC/99/1\n\n1. {TEXT}\n\n2. {TEXT}\n", encoding="utf-8")
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.endswith("2 words with a space inside, in 1 files\n")
