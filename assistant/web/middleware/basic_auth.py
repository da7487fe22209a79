"""Accounts, with hashes of their passwords (argon2id), and the middleware that demands one.

A file of accounts has a line ``NAME:HASH`` for each, which ``pilcrow password`` prints.
"""

import asyncio
import base64
import binascii
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.web.middleware.rate_limit import Rate, client_of, refuse
from corpus.errors import BadSetting

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SHORTEST = 12  # characters of a password
_LINE = re.compile(r"(?P<name>[\w.@+-]{1,64}):(?P<hash>\$argon2id\$\S+)")
# How many passwords may be tried from one address: for one name, and for all names.
_TRIES, _ALL_TRIES = "10/minute", "100/minute"
# Browsers send the password with each request. The digests of this many accepted headers are kept,
# so that each is verified once.
_KNOWN = 256
# Verifying a password takes 64 MB. Other requests wait, so that many cannot exhaust the memory.
_AT_ONCE, _MOST_WAITING = 2, 64
# Gradio requests this URL at start-up. It returns no data, so it needs no login.
_UNLOCKED = "/gradio_api/startup-events"
_ASK = (b"www-authenticate", b'Basic realm="Pilcrow", charset="UTF-8"')


class Accounts:
    """Names with the hashes of their passwords."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read lines ``NAME:HASH``; empty lines and lines that start with ``#`` are skipped.

        Raises:
            BadSetting: a line is malformed, or there is no account.
        """
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher()
        self._hashes: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            found = _LINE.fullmatch(text)
            if not found:
                raise BadSetting(
                    f"Line {number} of the accounts is no NAME:HASH. Write one with: pilcrow "
                    "password NAME"
                )
            self._hashes[found["name"]] = found["hash"]
        if not self._hashes:
            raise BadSetting(
                "There is no account, so nobody could sign in. Write one with: pilcrow password "
                "NAME"
            )
        # Verified for unknown names, so that they take as long as known ones.
        self._nobody = self._hasher.hash(os.urandom(16).hex())
        self._key = os.urandom(16)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file of accounts; raises BadSetting."""
        try:
            return cls(path.read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as problem:
            raise BadSetting(f"The accounts in {path} cannot be read ({problem})") from problem

    def verify(self, name: str, password: str) -> bool:
        """Return whether this is the password of this name; takes about 50 ms."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            self._hasher.verify(self._hashes.get(name, self._nobody), password)
        except (VerificationError, InvalidHashError):
            return False
        return name in self._hashes

    def digest(self, header: bytes) -> bytes:
        """Return the cache key of a header: a keyed digest, from which no one can guess it."""
        return hashlib.blake2b(header, key=self._key).digest()


def hashed(name: str, password: str) -> str:
    """Return the line of an account; raises BadSetting if the name or password is not allowed."""
    from argon2 import PasswordHasher

    line = f"{name}:{PasswordHasher().hash(password)}"
    if not _LINE.fullmatch(line):
        raise BadSetting(f"{name!r} is no name. Letters, digits and . @ + - are allowed")
    if len(password) < SHORTEST:
        raise BadSetting(f"A password needs {SHORTEST} characters at least: take several words")
    return line


class BasicAuth:
    """An ASGI middleware that demands an account (HTTP Basic authentication, RFC 7617)."""

    def __init__(self, app: "ASGIApp", accounts: Accounts) -> None:
        """Pass the requests of users with an account on to ``app``."""
        self._app, self._accounts = app, accounts
        self._failures, self._all_failures = Rate(_TRIES), Rate(_ALL_TRIES)
        self._let_in: dict[bytes, str] = {}
        self._verifying, self._waiting = asyncio.Semaphore(_AT_ONCE), 0

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on with its user's name, or demand a login."""
        if scope["type"] == "http" and scope["path"] != _UNLOCKED:
            header = dict(scope["headers"]).get(b"authorization", b"")
            user = await self._user_of(header, client_of(scope)) if header else ""
            if user is None:
                await refuse(429, "Too many tries to sign in. Try again in a minute", send)
                return
            if not user:
                await refuse(401, "Sign in first", send, _ASK)
                return
            scope = dict(scope) | {"user": user}
        await self._app(scope, receive, send)

    async def _user_of(self, header: bytes, client: str) -> str | None:
        """Return the user's name, "" if the password is wrong, None if there are too many tries."""
        digest = self._accounts.digest(header)
        if digest in self._let_in:
            return self._let_in[digest]
        if self._waiting >= _MOST_WAITING:
            return None
        self._waiting += 1
        try:
            async with self._verifying:
                # A page sends many requests at once: the first of them may have been let in.
                return self._let_in.get(digest) or await self._verified(header, digest, client)
        finally:
            self._waiting -= 1

    async def _verified(self, header: bytes, digest: bytes, client: str) -> str | None:
        name, password = _parse(header)
        tried = f"{name[:64]}@{client}"
        # Counted before it is verified: otherwise many requests at once would all be verified.
        if not (self._failures.allow(tried) and self._all_failures.allow(client)):
            return None
        from anyio.to_thread import run_sync

        if not await run_sync(self._accounts.verify, name, password):
            return ""
        self._failures.forget(tried)
        while len(self._let_in) >= _KNOWN:
            del self._let_in[next(iter(self._let_in))]
        self._let_in[digest] = name
        return name


def _parse(header: bytes) -> tuple[str, str]:
    kind, _, value = header.partition(b" ")
    if kind.lower() != b"basic":
        return "", ""
    try:
        text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, password = text.partition(":")
    return name, password
