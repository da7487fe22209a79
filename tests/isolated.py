"""Run a command in a network of its own, and write each name that it looks up into a file.

    unshare --net --mount python -m tests.isolated NAMES [--until=TEXT] COMMAND...

NAMES is the file that receives the names, one a line. Unlike an audit hook of Python, the resolver
also receives the requests of native libraries. With --until, the command is ended (SIGTERM)
ten seconds after it has printed TEXT. The user needs the right to make namespaces: see
``can_isolate``.
"""

import fcntl
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


def can_isolate() -> bool:
    """Whether this user may make a network and a mount namespace."""
    unshare = shutil.which("unshare")
    command = [unshare or "", "--net", "--mount", "true"]
    return (
        bool(unshare) and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )


def main(names: Path, command: list[str]) -> int:
    """Run the command, with a resolver that answers nothing; return its exit status."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as loopback:
        request = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(loopback, _GET_FLAGS, request))[1]
        fcntl.ioctl(loopback, _SET_FLAGS, struct.pack("16sh", b"lo", flags | _UP))
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as configuration:
        configuration.write("nameserver 127.0.0.1\n")
        configuration.flush()
        subprocess.run(["mount", "--bind", configuration.name, "/etc/resolv.conf"], check=True)
        resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        resolver.bind(("127.0.0.1", 53))
        threading.Thread(target=_log, args=(resolver, names), daemon=True).start()
        if command[0].startswith("--until="):
            return _end_after(command[1:], command[0].removeprefix("--until="))
        return subprocess.run(command, check=False).returncode


def _end_after(command: list[str], text: str) -> int:
    """Run a command, and end it after it has printed a text; return 0 if it did not end before."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    if any(text in line for line in process.stdout):
        time.sleep(10)  # ONNX Runtime would send its events some seconds after it has loaded
        process.terminate()
    process.communicate()
    return 0 if process.returncode == -signal.SIGTERM else process.returncode


def _log(resolver: socket.socket, names: Path) -> None:
    with names.open("a", encoding="ascii") as file:
        while True:
            query = resolver.recv(600)
            file.write(f"{_name(query)}\n")
            file.flush()


def _name(query: bytes) -> str:
    """Return the name in a DNS query (RFC 1035, 4.1.2)."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
        at += query[at] + 1
    return ".".join(labels)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
