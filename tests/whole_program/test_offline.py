"""Nothing leaves the machine, and nothing that is read is run as a program."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from corpus.read import bundled_reports
from tests.isolated import can_isolate
from tests.longer import FIGURES
from tests.paths import ROOT
from tests.server import free_port

PACKAGES = ("corpus", "index", "assistant", "scripts")
SOURCES = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
# Run before anything else of a process: it hears of every connection, look-up of a name, and
# object that pickle would make.
LISTENER = """
import json, os, sys
file = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def tell(what):
    os.write(file, f"{json.dumps(what)}\\n".encode())
def hear(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        tell([event, str(arguments[1])])
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "pickle.find_class"):
        tell([event, str(arguments[0])])
sys.addaudithook(hear)
tell(["begun", ""])
from scripts.pilcrow import main
raise SystemExit(main(sys.argv[1:]))
"""
LOOPBACK = re.compile(r"\('(?:127\.0\.0\.1|::1|localhost|0\.0\.0\.0)'|127\.0\.0\.1$|localhost$")


def heard(path: Path) -> list[list[str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def environment(folder: Path) -> dict[str, str]:
    """Return that of a home without any model, and without a switch set by whoever runs it.

    ONNX Runtime is silent where it sees that it runs in continuous integration.
    """
    switches = ("HF_", "TRANSFORMERS", "ORT_", "CI", "GITHUB_", "GITLAB_", "TF_BUILD", "BUILD_")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(switches)}
    own = {"HEARD": str(folder / "heard"), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    own["PYTHONUNBUFFERED"] = "1"  # a test waits for a line of the output
    return plain | own


def run_together(commands: list[list[str]], environment: dict[str, str], folder: Path) -> None:
    """Run commands at the same time, each of which must end with status 0."""
    processes = [
        subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    errors = [process.communicate()[1] for process in processes]
    for process, error in zip(processes, errors, strict=True):
        assert process.returncode == 0, error


def short_report(folder: Path) -> Path:
    path = folder / "A_1_1.txt"
    path.write_text("1. Some States hoarded vaccines.\n\n2. Others had none.\n")
    return path


COMMANDS = ("ask", "search", "doctor", "read")


@pytest.fixture(scope="module")
def folder(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run commands; return the folder in which is what they did: heard, names, builder, home.

    Each runs in a network of its own, where that is permitted. The web chat, which reaches itself,
    runs beside them.
    """
    folder = tmp_path_factory.mktemp("offline")
    names, own = folder / "names", folder / "library"
    names.touch()
    report = short_report(folder)
    isolated = ["unshare", "--net", "--mount", sys.executable, "-m", "tests.isolated", str(names)]
    prefix = isolated if can_isolate() else []
    listened = [*prefix, sys.executable, "-c", LISTENER]

    def home(name: str) -> dict[str, str]:
        (folder / name).mkdir()
        return environment(folder / name) | {"HEARD": str(folder / "heard")}

    run_together(
        [[*listened, "build", "--library", str(own), str(report)]], home("builder"), folder
    )
    arguments = {
        "ask": ["--library", str(own), "Who hoarded vaccines?"],
        "search": ["--library", str(own), "vaccines"],
        "doctor": ["--library", str(own)],
        "read": [str(bundled_reports()[0])],
    }
    together = [[*listened, command, *arguments[command]] for command in COMMANDS]
    if prefix:
        chat = ["-m", "scripts.pilcrow", "chat", "--library", str(library)]
        chat += ["--port", str(free_port())]
        together.append([*prefix, "--until=Ctrl+C", sys.executable, *chat])
    run_together(together, home("home"), folder)
    return folder


@pytest.mark.model
def test_building_and_asking_reach_nobody_and_unpickle_nothing(folder: Path) -> None:
    assert heard(folder / "heard") == [["begun", ""]] * (1 + len(COMMANDS))
    FIGURES["commands that reached nobody"] += 1 + len(COMMANDS)


@pytest.mark.model
def test_asking_leaves_nothing_in_the_home_folder(folder: Path) -> None:
    """ONNX Runtime would keep a device's number and its events there."""
    home = folder / "home"
    assert [str(path.relative_to(home)) for path in home.rglob("*")] == []


@pytest.mark.model
@pytest.mark.skipif(not can_isolate(), reason="making a network namespace is not permitted here")
def test_no_name_is_looked_up_by_any_library(folder: Path) -> None:
    """A resolver heard the whole of each process, native libraries too."""
    assert (folder / "names").read_text().split() == []
    assert not (folder / "builder" / ".cache" / "Microsoft").exists()


@pytest.mark.model
def test_the_web_chat_reaches_this_machine_only(library: Path, tmp_path: Path) -> None:
    port = free_port()
    command = ["chat", "--library", str(library), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", LISTENER, *command],
        env=environment(tmp_path),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        assert any("Ctrl+C" in line for line in process.stdout)
        body = json.dumps({"data": ["Who hoarded vaccines?", None]}).encode()
        url = f"http://127.0.0.1:{port}/gradio_api/run/ask"
        with urlopen(Request(url, body, {"content-type": "application/json"}), timeout=600) as told:
            assert b'"paragraph":"28"' in told.read()
    finally:
        process.terminate()
        process.wait(300)
        process.communicate()
    reached = [what for event, what in heard(tmp_path / "heard") if event.startswith("socket")]
    assert reached  # Gradio asks itself whether it has begun
    assert [one for one in reached if not LOOPBACK.search(one)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_loads_programs_from_data(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            bad = {"pickle", "cPickle", "dill", "marshal", "shelve"}
            assert not bad & {name.split(".")[0] for name in names}
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("eval", "exec", "os.system", "torch.load", "joblib.load")
            given = {word.arg: ast.unparse(word.value) for word in node.keywords}
            assert given.get("allow_pickle", "False") == "False"
            assert given.get("trust_remote_code", "False") == "False"
            assert given.get("shell", "False") == "False"


@pytest.mark.parametrize("module", ["index", "assistant.web.gradio_patches"])
def test_switches_for_offline_work_are_set_before_the_libraries_load(module: str) -> None:
    text = (ROOT / f"{module.replace('.', '/')}{'/__init__' * (module == 'index')}.py").read_text()
    switch = text.index("HF_HUB_OFFLINE")
    imported = re.search(r"^(?:from|import) (?:gradio|index|sentence_transformers)", text, re.M)
    assert imported
    assert switch < imported.start()


LOADS_ONNX_RUNTIME = re.compile(r"^\s*(?:import|from) onnxruntime", re.MULTILINE)


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if LOADS_ONNX_RUNTIME.search(path.read_text("utf-8"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_onnx_runtime_loads_only_after_its_reports_are_switched_off(path: Path) -> None:
    """The module is in ``index``, or imports it at its top: there the switch is set."""
    text = path.read_text("utf-8")
    inside = path.relative_to(ROOT).parts[0] == "index"
    assert inside or re.search(r"^(?:from|import) index\b", text, re.MULTILINE)
