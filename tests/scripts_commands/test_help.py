"""Each command prints its help, and soon."""

import subprocess
import sys
from math import inf
from resource import RUSAGE_CHILDREN, getrusage

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


@pytest.fixture(scope="module")
def bare() -> float:
    """Return the seconds of the processor that starting Python takes."""
    return min(output_and_seconds("-c", "")[1] for _ in range(3))


@pytest.mark.parametrize("command", HELPED)
def test_each_command_prints_its_help_in_eight_times_the_start_of_python(
    bare: float, command: str
) -> None:
    """What else the machine does can only lengthen a time, so one short time is enough."""
    usage = f"usage: pilcrow {command}".strip().encode()
    seconds = inf
    for _ in range(3):
        shown, measured = output_and_seconds("-m", HELPED[command], "--help")
        assert shown.startswith(usage)
        seconds = min(seconds, measured)
        if seconds < 8 * bare:
            break
    assert seconds < 8 * bare


@pytest.mark.parametrize("module", DEVELOPERS)
def test_each_command_of_developers_names_itself_in_its_help(module: str) -> None:
    shown = output_and_seconds("-m", module, "--help")[0]
    assert b" ".join(shown.split()).startswith(f"usage: python -m {module} ".encode())


def test_the_kinds_of_tables_are_named_without_importing_them() -> None:
    assert tuple(KINDS) == extract._KINDS


def output_and_seconds(*arguments: str) -> tuple[bytes, float]:
    """Run Python; return what it prints, and how many seconds of the processor that took."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=True, cwd=ROOT)
    after = getrusage(RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    for name in COMMANDS:
        assert (ROOT / f"{HELPED[name].replace('.', '/')}.py").exists()


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aks") == 2
    assert "ask" in error_sentence(capsys)
