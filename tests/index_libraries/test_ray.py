"""Encoding on a Ray cluster of two real nodes, one of which is killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
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

RAY = Path(sys.executable).with_name("ray")


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


def start(*arguments: str) -> None:
    subprocess.run(
        [RAY, "start", *arguments, "--num-cpus=1", "--disable-usage-stats",
         "--object-store-memory=100000000"],
        check=True,
        capture_output=True,
        timeout=120,
        env=os.environ | {"RAY_USAGE_STATS_ENABLED": "0"},
    )  # fmt: skip


def raylets() -> set[int]:
    """Return the process of each node."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text().strip() == "raylet":
                found.add(int(folder.name))
        except OSError:
            continue
    return found


@pytest.fixture
def nodes() -> Iterator[tuple[str, int]]:
    """Start two nodes; give the address of the first and the process of the second."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"127.0.0.1:{port}"
    try:
        start(
            "--head", f"--port={port}", "--node-ip-address=127.0.0.1", "--include-dashboard=false"
        )
        first = raylets()
        start(f"--address={address}")
        yield address, (raylets() - first).pop()
    finally:
        subprocess.run([RAY, "stop", "--force"], check=False, capture_output=True, timeout=120)


@pytest.mark.model
@pytest.mark.filterwarnings("default")  # ray's own
def test_a_node_that_is_killed_loses_nothing(nodes: tuple[str, int], tmp_path: Path) -> None:
    from index.building.ray import on_cluster

    address, victim = nodes
    document = many(400)
    counts: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "Encoding on the cluster":
            counts.append(done)
            if len(counts) == 2:
                os.kill(victim, signal.SIGKILL)
        else:
            assert total == 0, f"{stage}: {total} were left to this machine"

    encoder, late = open_encoder(), open_late()
    build(
        tmp_path / "cluster",
        [document],
        encoder=encoder,
        late=late,
        workers=on_cluster(address, encoder.name),
        progress=progress,
    )
    assert len(counts) > 2
    assert counts[-1] == 400  # each once
    build(tmp_path / "alone", [document], encoder=encoder, late=late)
    theirs, mine = (EmbeddedStore.open(tmp_path / name) for name in ("cluster", "alone"))
    np.testing.assert_allclose(theirs.vectors, mine.vectors, atol=1e-6)
    np.testing.assert_array_equal(theirs.tokens.segments, mine.tokens.segments)
    np.testing.assert_array_equal(theirs.tokens.vectors, mine.tokens.vectors)


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
