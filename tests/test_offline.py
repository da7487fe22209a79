"""Nothing leaves the machine, and nothing that is read is run as a program."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.read import bundled_reports
from tests.longer import FIGURES
from tests.paths import ROOT

PACKAGES = ("corpus", "index", "assistant", "scripts")
SOURCES = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
# Run before anything else of a process: it hears of every connection, look-up of a name, and
# object that pickle would make.
LISTENER = """
import json, os, sys
heard = []
def hear(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        heard.append([event, str(arguments[1:] if event == "socket.connect" else arguments)])
    if event == "pickle.find_class":
        heard.append([event, str(arguments)])
sys.addaudithook(hear)
from scripts.pilcrow import main
status = main(sys.argv[1:])
with open(os.environ["HEARD"], "a") as file:
    file.write(json.dumps(heard) + "\\n")
raise SystemExit(status)
"""


@pytest.mark.model
def test_building_and_asking_reach_nobody_and_unpickle_nothing(tmp_path: Path) -> None:
    library, heard = tmp_path / "library", tmp_path / "heard"
    commands = [
        ["build", "--library", str(library), str(bundled_reports()[0])],
        ["ask", "--library", str(library), "Who hoarded vaccines?"],
        ["search", "--library", str(library), "vaccines"],
        ["doctor", "--library", str(library)],
        ["read", str(bundled_reports()[0])],
    ]
    # A home without any model in it, and no switch set by whoever runs it.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS"))}
    environment |= {"HEARD": str(heard), "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for command in commands:
        subprocess.run(
            [sys.executable, "-c", LISTENER, *command],
            env=environment,
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    told = [json.loads(line) for line in heard.read_text().splitlines()]
    assert len(told) == len(commands)
    assert not [one for every in told for one in every]
    FIGURES["commands that reached nobody"] += len(commands)


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


@pytest.mark.parametrize("module", ["index", "assistant.web"])
def test_switches_for_offline_work_are_set_before_the_libraries_load(module: str) -> None:
    text = (ROOT / f"{module.replace('.', '/')}{'/__init__' * (module == 'index')}.py").read_text()
    switch = text.index("HF_HUB_OFFLINE")
    imported = re.search(r"^(?:from|import) (?:gradio|index|sentence_transformers)", text, re.M)
    assert imported
    assert switch < imported.start()
