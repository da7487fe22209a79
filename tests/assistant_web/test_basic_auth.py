import asyncio
import base64
import io
import socket
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.config import Access, accounts_from
from assistant.web.middleware.basic_auth import Accounts, BasicAuth, hashed
from assistant.web.middleware.rate_limit import OWN, SHARED
from corpus.errors import BadSetting, PilcrowError, PortInUse
from scripts.password import main as password
from tests.server import free_port

LOCK = threading.Lock()
WORDS = "correct horse battery"


@pytest.fixture(scope="module")
def accounts() -> Accounts:
    return Accounts(
        ["# the team", "", hashed("ada", WORDS), hashed("bob@un.org", "пароль из слов")]
    )


@pytest.fixture
def client(accounts: Accounts) -> TestClient:
    async def answer(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.scope["user"])

    app = Starlette(routes=[Route("/", answer), Route("/gradio_api/info", answer)])
    return TestClient(BasicAuth(app, accounts))


def test_a_password_is_kept_as_a_hash_that_tells_nothing() -> None:
    one, two = hashed("ada", WORDS), hashed("ada", WORDS)
    assert one != two
    assert one.startswith("ada:$argon2id$")
    assert WORDS not in one


@pytest.mark.parametrize(
    ("name", "given"),
    [("ada", "short"), ("", WORDS), ("a:b", WORDS), ("a b", WORDS), ("a\nb", WORDS)],
)
def test_what_is_no_name_or_no_password_is_an_error(name: str, given: str) -> None:
    with pytest.raises(BadSetting):
        hashed(name, given)


@pytest.mark.parametrize("lines", [[], ["# nobody"], ["ada:secret"], ["ada"], [":$argon2id$x"]])
def test_a_file_without_accounts_is_an_error_that_names_the_way_out(lines: list[str]) -> None:
    with pytest.raises(BadSetting, match="pilcrow password NAME"):
        Accounts(lines)


def test_only_the_right_password_lets_one_in(client: TestClient) -> None:
    assert client.get("/", auth=("ada", WORDS)).text == "ada"
    assert client.get("/", auth=("bob@un.org", "пароль из слов".encode())).text == "bob@un.org"
    assert client.get("/gradio_api/info", auth=("ada", WORDS)).text == "ada"
    for name, given in (("ada", WORDS[:-1]), ("ada", ""), ("eve", WORDS), ("", ""), ("ADA", WORDS)):
        response = client.get("/", auth=(name, given))
        assert (response.status_code, response.text) == (401, '{"detail": "Sign in first"}')
        assert response.headers["www-authenticate"].startswith("Basic realm=")


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!!", "Bearer abc", f"Basic {base64.b64encode(bytes([255])).decode()}"],
)
def test_a_header_that_is_none_lets_nobody_in(client: TestClient, header: str) -> None:
    assert client.get("/", headers={"authorization": header}).status_code == 401
    assert client.get("/").status_code == 401


def test_guessing_is_stopped_and_those_who_are_in_stay(client: TestClient) -> None:
    assert client.get("/", auth=("ada", WORDS)).status_code == 200
    tried = [client.get("/", auth=("ada", f"guess {n}")).status_code for n in range(12)]
    assert tried == [401] * 10 + [429] * 2
    assert client.get("/", auth=("ada", WORDS)).status_code == 200
    right = ("bob@un.org", "пароль из слов".encode())
    assert client.get("/", auth=right).status_code == 200
    # From another browser, not even the right one is tried.
    assert client.get("/", auth=("ada", f"{WORDS} ")).status_code == 429
    many = [client.get("/", auth=(f"name{n}", WORDS)).status_code for n in range(95)]
    assert (many[0], many[-1]) == (401, 429)


def test_guesses_that_come_at_once_are_counted_each(accounts: Accounts) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("nobody gets in")

    async def guess(door: BasicAuth, number: int) -> int:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        header = b"Basic " + base64.b64encode(f"ada:guess {number}".encode())
        scope = {"type": "http", "path": "/", "headers": [(b"authorization", header)]}
        await door(scope, None, send)  # type: ignore[arg-type]
        status: int = sent[0]["status"]
        return status

    async def run() -> list[int]:
        door = BasicAuth(answer, accounts)
        return await asyncio.gather(*(guess(door, number) for number in range(30)))

    assert sorted(asyncio.run(run())) == [401] * 10 + [429] * 20


class CountingAccounts(Accounts):
    """Accounts that note how many passwords are verified, at most at the same time and in all."""

    now = most = total = 0

    def verify(self, name: str, password: str) -> bool:
        with LOCK:
            self.now += 1
            self.total += 1
            self.most = max(self.most, self.now)
        time.sleep(0.01)
        with LOCK:
            self.now -= 1
        return password == WORDS


def test_two_passwords_are_verified_at_once_whoever_tries() -> None:
    counting = CountingAccounts([hashed("ada", WORDS)])

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"status": 200})

    async def enter(door: BasicAuth, password: str, number: int) -> int:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        header = b"Basic " + base64.b64encode(f"ada:{password}".encode())
        scope: dict[str, Any] = {"type": "http", "path": "/"}
        scope["headers"] = [(b"authorization", header)]
        scope["client"] = (f"192.0.2.{number}", 1)
        await door(scope, None, send)  # type: ignore[arg-type]
        status: int = sent[0]["status"]
        return status

    async def run() -> None:
        door = BasicAuth(answer, counting)
        tries = (enter(door, f"wrong password {number}", number) for number in range(100))
        told = await asyncio.gather(*tries)
        assert (told.count(401), told.count(429)) == (64, 36)  # the others are told to wait
        assert (counting.most, counting.total) == (2, 64)
        # A page sends many requests at once.
        assert await asyncio.gather(*(enter(door, WORDS, 1) for _ in range(30))) == [200] * 30
        assert counting.total <= 64 + 2

    asyncio.run(run())


def test_the_command_prints_a_line_for_the_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORDS}\n"))
    assert password(["ada"]) == 0
    path = tmp_path / "accounts"
    path.write_text(capsys.readouterr().out)
    assert Accounts.read(path).verify("ada", WORDS)
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert password(["ada"]) == 2
    assert "12 characters" in capsys.readouterr().err


def test_accounts_come_from_a_file_or_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PILCROW_AUTH", raising=False)
    assert accounts_from(None) is None
    monkeypatch.setenv("PILCROW_AUTH", hashed("ada", WORDS))
    assert accounts_from(None) is not None
    with pytest.raises(BadSetting, match="cannot be read"):
        accounts_from(tmp_path / "missing")


@pytest.mark.parametrize(
    "access", [Access(host="0.0.0.0"), Access(names=("pilcrow.example",)), Access(host="::")]
)
def test_where_others_come_they_must_sign_in(access: Access) -> None:
    with pytest.raises(PilcrowError, match="pilcrow password NAME"):
        access.check()
    assert access.shared
    assert not access.may_change


def test_what_others_may_do_follows_from_where_it_is_served(accounts: Accounts) -> None:
    own = Access(port=free_port())
    own.check()
    assert (own.shared, own.may_change, own.advice) == (False, True, "")
    shared = Access(host="0.0.0.0", port=free_port(), accounts=accounts, names=("p.example",))
    shared.check()
    assert (shared.shared, shared.may_change) == (True, False)
    assert (shared.limits, own.limits) == (SHARED, OWN)
    assert Access(rate=7).limits == replace(OWN, rate=7)
    assert "caddy reverse-proxy --from p.example" in shared.advice
    assert Access(host="0.0.0.0", accounts=accounts, changes=True).may_change
    assert "p.example" in shared.hosts


def test_what_cannot_be_served_is_an_error(tmp_path: Path, accounts: Accounts) -> None:
    with pytest.raises(BadSetting, match="no address of this machine"):
        Access(host="nowhere.invalid", accounts=accounts).check()
    with pytest.raises(BadSetting, match="no address of this machine"):
        Access(host="192.0.2.1", accounts=accounts).check()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = Access(port=other.getsockname()[1])
        with pytest.raises(PortInUse, match="--port"):
            taken.check()
    with pytest.raises(BadSetting, match="--rate"):
        Access(port=free_port(), rate=0).check()
    with pytest.raises(BadSetting, match="cannot be written"):
        Access(port=free_port(), log=tmp_path / "no" / "log").check()
