import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import pilcrow
from scripts.measuring.readme import BLOCK, README, run
from tests.paths import ROOT

TEXT = README.read_text("utf-8")
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
# These commands take long, or measure times, which differ from run to run.
MEASUREMENTS = ("pilcrow evaluate", "pilcrow benchmark", "pilcrow check")
EXAMPLES = [
    pytest.param(block, id=f"{page.stem}: {block['command']}")
    for page in PAGES
    for block in BLOCK.finditer(page.read_text("utf-8"))
    if not block["command"].startswith(MEASUREMENTS)
]
LINKS = [
    pytest.param(page.parent / link, id=f"{page.stem}: {link}")
    for page in PAGES
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
]
SHELL = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
OVER_HTTP = [code for code in PYTHON if "gradio_client" in code]
CURL = [code for code in SHELL if code.startswith("curl")]
SCORE = re.compile(r"\b\d\.\d{3}\b")


def test_the_first_two_commands_do_all_the_set_up() -> None:
    assert SHELL[:2] == ["make chat\n", "make test\n"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "\nchat: $(VENV)/.installed\n\t$(BIN)/pilcrow chat\n" in makefile
    test_lines = (
        '$(BIN)/python -m pytest -n 2 --dist loadfile -m "not timing"',
        "$(BIN)/python -m pytest -m timing",
    )
    assert "\n\t".join(["\ntest: $(VENV)/.installed-test", *test_lines]) + "\n\n" in makefile


def test_the_lines_without_make_are_those_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipes = makefile.replace("$(BIN)", ".venv/bin").replace("$(VENV)", ".venv")
    recipes = recipes.replace("$(PYTHON)", "python3").replace("--quiet ", "")
    for line in SHELL[2].splitlines():
        assert f"\t{line}\n" in recipes


@pytest.mark.model
@pytest.mark.parametrize("block", EXAMPLES)
def test_readme_and_docs_show_what_commands_print(
    block: re.Match[str],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They run in this process, which has the models; one runs in a process of its own below."""
    monkeypatch.setenv("PILCROW_LIBRARY", str(library))
    monkeypatch.setenv("PILCROW_COLUMNS", "100")
    monkeypatch.chdir(ROOT)
    assert pilcrow.main(shlex.split(block["command"])[1:]) == 0
    shown, printed = block["output"], f"$ {block['command']}\n{capsys.readouterr().out}"
    assert SCORE.sub("", shown) == SCORE.sub("", printed)
    # The last digits of a score depend on the processor.
    for shown_score, score in zip(SCORE.findall(shown), SCORE.findall(printed), strict=True):
        assert float(shown_score) == pytest.approx(float(score), abs=0.005)


@pytest.mark.model
def test_the_command_that_writes_examples_runs_them_in_a_process(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(library))
    block = next(BLOCK.finditer(TEXT))
    assert run(block["command"]) == block["output"]


@pytest.mark.model
@pytest.mark.parametrize("code", sorted(set(PYTHON) - set(OVER_HTTP)), ids=["ask", "search"])
def test_the_examples_for_scripts_run(
    code: str, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(library))
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert ("A/78/176, para. 28" if "search" in code else "2 to 10 September 2019") in printed


@pytest.mark.model
def test_the_example_over_http_runs(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = OVER_HTTP
    exec(
        compile(code.replace("http://127.0.0.1:7860", server.rstrip("/")), "README.md", "exec"), {}
    )
    printed = capsys.readouterr().out
    assert printed.startswith("A/78/176 61 The Independent Expert")
    assert "Qatar and Costa Rica." in printed


@pytest.mark.model
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_example_with_curl_runs(server: str) -> None:
    (command,) = CURL
    addressed = command.replace("http://127.0.0.1:7860", server.rstrip("/"))
    done = subprocess.run(["sh", "-c", addressed], capture_output=True, check=True, timeout=600)
    assert json.loads(done.stdout)["data"][0]["citations"][0]["paragraph"] == "28"


def test_the_figures_come_from_a_command() -> None:
    quality = (ROOT / "docs" / "quality.md").read_text("utf-8")
    (block,) = BLOCK.finditer(quality)
    assert block["command"].startswith("pilcrow evaluate ")
    assert "hit@1" in block["output"]
    assert "balanced" in block["output"]


@pytest.mark.parametrize(
    ("heading", "page"), [("How good it is", "quality.md"), ("How fast it is", "speed.md")]
)
def test_the_figures_of_the_readme_are_those_of_the_docs(heading: str, page: str) -> None:
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    (block,) = BLOCK.finditer((ROOT / "docs" / page).read_text("utf-8"))
    figures = re.findall(r"(?<![\w.,])\d+\.\d+\b", section)
    assert len(figures) >= 5
    assert [figure for figure in figures if figure not in block["output"].split()] == []


def test_the_readme_is_short() -> None:
    assert len(TEXT.splitlines()) <= 170


@pytest.mark.parametrize("path", LINKS)
def test_links_lead_to_files(path: Path) -> None:
    assert path.exists()
