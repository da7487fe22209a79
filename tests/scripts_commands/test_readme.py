import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.measuring.readme import BLOCK, README, run
from tests.paths import ROOT

TEXT = README.read_text("utf-8")
# What is measured differs from time to time.
EXAMPLES = [
    found
    for found in BLOCK.finditer(TEXT)
    if not re.match("pilcrow (?:evaluate|benchmark)", found["command"])
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
    assert "\ntest: $(VENV)/.installed-test\n\t$(BIN)/python -m pytest\n" in makefile


def test_the_lines_without_make_are_those_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    made = makefile.replace("$(BIN)", ".venv/bin").replace("$(VENV)", ".venv")
    made = made.replace("$(PYTHON)", "python3").replace("--quiet ", "")
    for line in SHELL[2].splitlines():
        assert f"\t{line}\n" in made


@pytest.mark.model
@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: block["command"])
def test_the_readme_shows_what_commands_print(
    block: re.Match[str], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(library))
    shown, printed = block["output"], run(block["command"])
    assert SCORE.sub("", shown) == SCORE.sub("", printed)
    # The last digits of a score are the processor's.
    for one, other in zip(SCORE.findall(shown), SCORE.findall(printed), strict=True):
        assert float(one) == pytest.approx(float(other), abs=0.005)


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
    there = command.replace("http://127.0.0.1:7860", server.rstrip("/"))
    done = subprocess.run(["sh", "-c", there], capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["data"][0]["citations"][0]["paragraph"] == "28"


def test_the_figures_come_from_a_command() -> None:
    evaluated = next(found for found in BLOCK.finditer(TEXT) if "evaluate" in found["command"])
    assert "hit@1" in evaluated["output"]
    assert "balanced" in evaluated["output"]


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", TEXT))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
