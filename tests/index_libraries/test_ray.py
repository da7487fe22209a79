"""Encoding on a Ray cluster of two real nodes, one of which is killed."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from corpus import Document, Paragraph
from corpus.errors import BadSetting, EngineUnreachable
from index.building.build import build
from index.models.encoder import open_encoder
from index.models.late_interaction import open_late
from index.storage.store import EmbeddedStore
from scripts import pilcrow
from tests.libraries import link_encoder, make_library
from tests.server import free_port

RAY = Path(sys.executable).with_name("ray")
_PR_SET_PDEATHSIG = 1


def many(count: int) -> Document:
    texts = (
        f"The Council considered matter {n * 7919} on day {n}. States were urged to cooperate. "
        f"Peasants of area {n} were consulted."
        for n in range(1, count + 1)
    )
    return Document(
        "A/1/1",
        "Many",
        tuple(
            Paragraph("A/1/1", str(n), text, headings=(f"I. Part {n % 7}",))
            for n, text in enumerate(texts, start=1)
        ),
    )


class Cluster:
    """Nodes of Ray, which run as child processes and keep their files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nodes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> int:
        """Start a node, and return the number of its raylet process once the node runs."""
        log = self.folder / f"node{len(self.nodes)}.log"
        with log.open("wb") as output:
            node = subprocess.Popen(
                [RAY, "start", *arguments, "--block", "--num-cpus=1", "--disable-usage-stats",
                 "--object-store-memory=100000000"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"RAY_USAGE_STATS_ENABLED": "0"},
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )  # fmt: skip
        self.nodes.append(node)
        until = time.monotonic() + 900
        while b"Ray runtime started" not in log.read_bytes():
            assert node.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        return next(number for number in children_of(node.pid) if name_of(number) == "raylet")

    def stop(self) -> None:
        """End the nodes and all processes that they started; no other Ray is touched."""
        started = [child for node in self.nodes for child in children_of(node.pid)]
        for node in self.nodes:
            node.terminate()
        for node in self.nodes:
            with suppress(subprocess.TimeoutExpired):
                node.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(node.pid, signal.SIGKILL)
            node.wait()
        for number in started:
            if str(self.folder) in command_of(number):  # the number was not given to another
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)


def _end_with_parent() -> None:
    """Let the kernel end this process with SIGTERM if pytest is killed (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def children_of(parent: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    children = [
        int(number)
        for path in Path(f"/proc/{parent}/task").glob("*/children")
        for number in path.read_text().split()
    ]
    return [*children, *(number for child in children for number in children_of(child))]


def name_of(number: int) -> str:
    return Path(f"/proc/{number}/comm").read_text().strip()


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


@pytest.fixture
def nodes() -> Iterator[tuple[str, int]]:
    """Start two nodes; give the address of the first and the raylet process of the second."""
    address = f"127.0.0.1:{free_port()}"
    # The names of Ray's sockets lie in this folder, and may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start(
                "--head", f"--port={address.split(':')[1]}", "--node-ip-address=127.0.0.1",
                "--include-dashboard=false", f"--temp-dir={folder}",
            )  # fmt: skip
            yield address, cluster.start(f"--address={address}")
        finally:
            cluster.stop()


@pytest.mark.model
@pytest.mark.filterwarnings("default")  # ray's own
def test_a_node_that_is_killed_loses_nothing(nodes: tuple[str, int], tmp_path: Path) -> None:
    from index.building.ray import on_cluster

    address, victim = nodes
    document = many(200)  # six batches: four are left when the node is killed
    counts: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "Encoding on the cluster":
            counts.append(done)
            if len(counts) == 2:
                os.kill(victim, signal.SIGKILL)
        else:
            assert total == 0, f"{stage}: {total} were left to this machine"

    encoder, late = open_encoder(), open_late()
    link_encoder(tmp_path / "cluster")
    build(
        tmp_path / "cluster",
        [document],
        encoder=encoder,
        late=late,
        workers=on_cluster(address, encoder.name),
        progress=progress,
    )
    assert len(counts) > 2
    assert counts[-1] == 200  # each once
    make_library(tmp_path / "alone", [document])
    by_cluster, alone = (EmbeddedStore.open(tmp_path / name) for name in ("cluster", "alone"))
    np.testing.assert_allclose(by_cluster.vectors, alone.vectors, atol=1e-6)
    np.testing.assert_array_equal(by_cluster.tokens.segments, alone.tokens.segments)
    np.testing.assert_array_equal(by_cluster.tokens.vectors, alone.tokens.vectors)


@pytest.mark.parametrize("wrong", ["here", ":6379", "host:port"])
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    from index.building.ray import on_cluster

    with pytest.raises(BadSetting, match="HOST:PORT"):
        on_cluster(wrong, "any")


def test_a_cluster_that_is_not_there_is_told_and_nothing_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from index.building.ray import on_cluster

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{one.getsockname()[1]}"
    with pytest.raises(EngineUnreachable, match="ray status"):
        on_cluster(address, "any")
    (tmp_path / "A_1_1.txt").write_text("1. One.\n\n2. Two.")
    place = tmp_path / "library"
    command = ["build", "--library", str(place), "--ray", address, str(tmp_path)]
    assert pilcrow.main(command) == 2
    assert "does not answer" in capsys.readouterr().err
    assert not place.exists()
