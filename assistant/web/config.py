"""The operator's settings: where the library is, where the page is served, who can reach it."""

import errno
import os
import re
import socket
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from assistant.web.middleware.basic_auth import Accounts
from assistant.web.middleware.rate_limit import OWN, SHARED, Limits
from assistant.web.records import check_records
from corpus.errors import BadSetting, LibraryUnwritable, PilcrowError, PortInUse
from index.models.encoder import DEFAULT
from index.storage.location import Location, default_location

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ROOT_PATH = re.compile(r"(?:/[\w~-][\w.~-]*)*")
_ANY = ("0.0.0.0", "[::]")  # all addresses of this machine


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the library is stored, which encoder it is built with, and where the page is served."""

    library: Location = field(default_factory=default_location)
    model: str = DEFAULT
    host: str = "127.0.0.1"
    port: int = 7860

    @classmethod
    def from_environment(cls) -> Self:
        """Read ``PILCROW_LIBRARY``, ``PILCROW_MODEL``, ``PILCROW_HOST`` and ``PILCROW_PORT``.

        Raises:
            BadSetting: the port is not a number.
        """
        port = os.environ.get("PILCROW_PORT", "7860")
        if not port.isdecimal():
            raise BadSetting(f"PILCROW_PORT is {port!r}. Set it to a number, such as 7860")
        return cls(
            library=default_location(),
            model=os.environ.get("PILCROW_MODEL", DEFAULT),
            host=os.environ.get("PILCROW_HOST", "127.0.0.1"),
            port=int(port),
        )


@dataclass(frozen=True, slots=True)
class Access:
    """Where the page is served, and what its users may do.

    ``names`` are the host names by which others reach this machine. With a name, or a ``host``
    other than this machine itself, others can reach the page: they must sign in, and can change
    reports only if ``changes`` is true. ``rate`` is the number of questions a minute that one
    client may ask. Questions are recorded in the file ``log``, if it is given. ``root_path`` is the
    path of the page at a proxy, such as "/pilcrow". ``originals`` says whether the library keeps
    copies of files that are added in the page.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    names: tuple[str, ...] = ()
    accounts: Accounts | None = None
    changes: bool | None = None
    rate: int | None = None
    log: Path | None = None
    root_path: str = ""
    originals: bool = True

    @property
    def shared(self) -> bool:
        """Whether others can reach the page."""
        return not is_loopback(self.host) or bool(self.names)

    @property
    def may_change(self) -> bool:
        """Whether reports can be added and removed in the page."""
        return not self.shared if self.changes is None else self.changes

    @property
    def limits(self) -> Limits:
        """The limits of one client."""
        limits = SHARED if self.shared else OWN
        return replace(limits, rate=self.rate) if self.rate else limits

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that requests may be addressed to."""
        own = () if is_loopback(self.host) else (socket.gethostname(), socket.getfqdn())
        return (*LOOPBACK, *self.names, self.host, *own)

    @property
    def url(self) -> str:
        """The address of the page for a browser on this machine."""
        host = "localhost" if self.host in _ANY else self.host
        return f"http://{host}:{self.port}/"

    @property
    def advice(self) -> str:
        """Advice to the operator of a page that others can reach; "" otherwise."""
        if not self.shared:
            return ""
        name = self.names[0] if self.names else "pilcrow.example.org"
        return (
            "Others can reach this page. Put a proxy with TLS before it, or their passwords can be "
            f"read on the way: caddy reverse-proxy --from {name} --to 127.0.0.1:{self.port}"
        )

    def check(self) -> None:
        """Raise BadSetting, PortInUse or PilcrowError if the page cannot be served so."""
        if self.shared and self.accounts is None:
            raise PilcrowError(
                "Others could reach this page, so they must sign in. Write an account with: "
                "pilcrow password NAME >> accounts, and add --auth accounts; or leave --host and "
                "--name away and reach it through an SSH tunnel"
            )
        if self.rate is not None and self.rate < 1:
            raise BadSetting(f"--rate is {self.rate}. Give a number of questions a minute")
        if not _ROOT_PATH.fullmatch(self.root_path):
            raise BadSetting(f"--root-path is {self.root_path!r}. Give a path such as /pilcrow")
        check_port(self.host, self.port)
        if self.log is not None:
            try:
                check_records(self.log)
            except LibraryUnwritable as problem:
                raise BadSetting(f"{problem}. Name another file with --log") from problem


def canonical_host(text: str) -> str:
    """Return an address as it stands in a URL: IPv6 in brackets, in its short form."""
    bare = text.strip().removeprefix("[").removesuffix("]")
    try:
        address = ip_address(bare)
    except ValueError:
        return text.strip()
    return f"[{address}]" if address.version == 6 else str(address)


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a host in the form of ``canonical_host``."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_port(host: str, port: int) -> int:
    """Return the port, or a free port for 0.

    Raises PortInUse, or BadSetting if the host is not an address of this machine.
    """
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    no_address = BadSetting(
        f"{host} is no address of this machine. Give 127.0.0.1, or 0.0.0.0 for all"
    )
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((bare, port))
            return int(probe.getsockname()[1])
    except (socket.gaierror, UnicodeError):
        raise no_address from None
    except (OSError, OverflowError) as problem:
        if getattr(problem, "errno", None) in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise no_address from None
        raise PortInUse(
            f"Port {port} of {host} is in use or not allowed. Choose another: pilcrow chat "
            "--port 7861, or --port 0 for any free port"
        ) from None


def accounts_from(path: Path | None) -> Accounts | None:
    """Return the accounts in a file, or in the lines of ``PILCROW_AUTH``; None if there are none.

    Raises BadSetting if the file cannot be read or a line is malformed.
    """
    if path is not None:
        return Accounts.read(path)
    lines = os.environ.get("PILCROW_AUTH", "")
    return Accounts(lines.splitlines()) if lines.strip() else None
