"""A user's folder has modules with the names of Pilcrow's packages."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.paths import ROOT

SCRIPT = "from assistant import Assistant\nfrom index import Index\nprint('imported')\n"


def run_script(folder: Path, script: str, *options: str) -> "subprocess.CompletedProcess[str]":
    (folder / "q.py").write_text(script)
    return subprocess.run(
        [sys.executable, *options, str(folder / "q.py")],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )


def test_a_folder_of_documents_does_no_harm(tmp_path: Path) -> None:
    for name in ("corpus", "index", "assistant"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("a")
    assert run_script(tmp_path, SCRIPT).stdout == "imported\n"


def test_an_editable_installation_is_found_by_its_folder() -> None:
    """Then a folder of documents does no harm: see the comment in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["setuptools"]["package-dir"] == {"": "."}


@pytest.mark.parametrize("name", ["corpus.py", "corpus/__init__.py", "index.py"])
def test_the_module_in_the_way_is_named_and_passed_over_with_p(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("print('not meant')\n")
    script = SCRIPT if name == "index.py" else SCRIPT.partition("\n")[2]
    refused = run_script(tmp_path, script)
    assert refused.stdout == ""
    last = refused.stderr.splitlines()[-1]
    assert last.startswith("ImportError: ")
    assert str(path) in last
    assert "python -P" in last
    assert run_script(tmp_path, script, "-P").stdout == "imported\n"
