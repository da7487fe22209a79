"""Start a real Milvus of several processes, two query nodes among them, for the tests of the store.

Run by .ci/milvus in a virtual environment of its own that has milvus, confluent-kafka and PyYAML;
etcd is on the PATH. FOLDER/ready is written once it serves at PORT: the name and process number of
each process, a line each. All of them end with this one.

Milvus 2.3 needs a log broker: librdkafka's own, in memory, is enough for a test.
"""

import lzma
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
GENERIC_NAMES = (
    "rootcoord", "datacoord", "querycoord", "indexcoord", "datanode", "indexnode",
    "querynode", "querynode", "proxy",
)  # fmt: skip
_UP = 500  # seconds


class Cluster:
    """The processes, and where they write."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.processes: list[tuple[str, subprocess.Popen[bytes]]] = []
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "logs").mkdir(parents=True)

    def start(self) -> None:
        etcd, peers = port(), port()
        self.run(
            "etcd", ["etcd", "--data-dir", str(self.folder / "etcd"),
             "--listen-client-urls", f"http://{HOST}:{etcd}",
             "--advertise-client-urls", f"http://{HOST}:{etcd}",
             "--listen-peer-urls", f"http://{HOST}:{peers}",
             "--initial-advertise-peer-urls", f"http://{HOST}:{peers}",
             "--initial-cluster", f"default=http://{HOST}:{peers}"],
        )  # fmt: skip
        wait(etcd)
        data, template = unpack(self.folder / "bin")
        broker = start_broker()
        for number, role in enumerate(GENERIC_NAMES):
            configuration = self.configure(template, f"{role}{number}", role, etcd, broker)
            self.run(
                f"{role}{number}",
                [str(data / "milvus"), "run", role],
                LD_LIBRARY_PATH=str(data),
                MILVUSCONF=str(configuration),
                METRICS_PORT=str(port()),
                DEPLOY_MODE="DISTRIBUTED",
            )
            time.sleep(0.5)
        wait(self.port)
        told = "".join(f"{name} {process.pid}\n" for name, process in self.processes)
        draft = self.folder / "ready.draft"
        draft.write_text(told)
        draft.rename(self.folder / "ready")

    def configure(self, template: str, name: str, role: str, etcd: int, broker: str) -> Path:
        import yaml

        fields: dict[str, Any] = yaml.safe_load(template)
        fields["etcd"]["endpoints"] = f"{HOST}:{etcd}"
        fields["etcd"]["use"]["embed"] = False
        fields["etcd"].pop("data", None)
        fields["localStorage"]["path"] = str(self.folder / "store")
        fields["common"]["storageType"] = "local"
        fields["mq"]["type"] = "kafka"
        fields["kafka"] = {"brokerList": broker}
        fields.setdefault("log", {}).setdefault("file", {})["rootPath"] = ""
        for part in ("rootCoord", "dataCoord", "queryCoord", "indexCoord", "proxy", "queryNode",
                     "dataNode", "indexNode"):  # fmt: skip
            fields.setdefault(part, {})["ip"] = HOST
        fields["proxy"]["port"] = self.port
        if role == "querynode":
            fields["queryNode"]["port"] = port()
        place = self.folder / "configurations" / name
        place.mkdir(parents=True)
        (place / "milvus.yaml").write_text(yaml.safe_dump(fields, sort_keys=False))
        (place / "glog.conf").write_text("")
        return place

    def run(self, name: str, command: list[str], **environment: str) -> None:
        with (self.folder / "logs" / name).open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | environment,
                cwd=self.folder,
                start_new_session=True,
            )
        self.processes.append((name, process))

    def stop(self) -> None:
        # Roles do not end by themselves once etcd is gone.
        for _, process in reversed(self.processes):
            process.kill()
            process.wait()


def unpack(folder: Path) -> tuple[Path, str]:
    """Unpack the programs of the package; return their folder, and the configuration."""
    import milvus

    data = Path(milvus.__file__).parent / "data"
    folder.mkdir()
    for packed in (data / "bin").glob("*.lzma"):
        target = folder / packed.stem
        target.write_bytes(lzma.decompress(packed.read_bytes()))
        target.chmod(0o755)
    template = (data / "config.yaml.template").read_text()
    filled = milvus.MilvusServerConfig(data_dir=str(folder / "unused"))
    for placeholder, key in filled.config_key_maps.items():
        template = template.replace(placeholder, str(filled.configurable_items[key][1] or ""))
    return folder, template


def start_broker() -> str:
    import confluent_kafka

    producer = confluent_kafka.Producer(
        {"test.mock.num.brokers": 1, "bootstrap.servers": "x", "message.max.bytes": 10_485_760}
    )
    time.sleep(1)
    brokers = producer.list_topics(timeout=5).brokers.values()
    start_broker.kept = producer  # type: ignore[attr-defined]  # it serves as long as it lives
    return ",".join(f"{one.host}:{one.port}" for one in brokers)


def port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def wait(at: int) -> None:
    until = time.monotonic() + _UP
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, at), 0.3).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"nothing listens at {at}")


def main() -> None:
    cluster = Cluster(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        cluster.start()
        signal.pause()
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
