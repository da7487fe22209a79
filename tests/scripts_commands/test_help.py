"""Each command prints its help, and soon."""

import subprocess
import sys
from time import perf_counter

import pytest

from assistant.extracts import KINDS
from scripts import extract
from scripts.pilcrow import COMMANDS, MODULES
from tests.commands import error_sentence, run
from tests.paths import ROOT

# The module of each command of pilcrow.
HELPED = {
    "": "scripts.pilcrow",
    **{name: MODULES.get(name, f"scripts.{name}") for name in COMMANDS},
}
# The commands of developers, which are run with python -m.
DEVELOPERS = (
    "scripts.measuring.reading",
    "scripts.measuring.readme",
    "scripts.measuring.screenshots",
    "scripts.training.calibrate",
    "scripts.training.train",
)


@pytest.mark.parametrize("command", HELPED)
def test_each_command_prints_its_help(command: str) -> None:
    usage = f"usage: pilcrow {command}".strip().encode()
    assert output_and_seconds("-m", HELPED[command], "--help")[0].startswith(usage)


@pytest.mark.parametrize("module", DEVELOPERS)
def test_each_command_of_developers_names_itself_in_its_help(module: str) -> None:
    shown = output_and_seconds("-m", module, "--help")[0]
    assert b" ".join(shown.split()).startswith(f"usage: python -m {module} ".encode())


def test_the_kinds_of_tables_are_named_without_importing_them() -> None:
    assert tuple(KINDS) == extract._KINDS


@pytest.mark.timing
@pytest.mark.parametrize("command", sorted(HELPED))
def test_help_takes_at_most_eight_times_as_long_as_starting_python(command: str) -> None:
    bare = min(output_and_seconds("-c", "")[1] for _ in range(3))
    help_seconds = min(output_and_seconds("-m", HELPED[command], "--help")[1] for _ in range(3))
    assert help_seconds < 8 * bare


def output_and_seconds(*arguments: str) -> tuple[bytes, float]:
    """Run Python, and return what it prints and how many seconds that took."""
    start = perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=True, cwd=ROOT)
    return done.stdout, perf_counter() - start


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    for name in COMMANDS:
        assert (ROOT / f"{HELPED[name].replace('.', '/')}.py").exists()


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aks") == 2
    assert "ask" in error_sentence(capsys)
