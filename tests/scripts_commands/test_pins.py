"""The versions that are tested, and the digests of their files."""

import re
import tomllib

from tests.paths import ROOT

PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)")


def pins(text: str) -> dict[str, str]:
    return {
        re.sub(r"[-_.]+", "-", found["name"]).lower(): found["version"]
        for found in map(PIN.match, text.splitlines())
        if found
    }


def test_each_version_that_is_installed_has_its_digests() -> None:
    text = (ROOT / "hashes.txt").read_text()
    tested = pins((ROOT / "constraints.txt").read_text())
    hashed = pins(text)
    assert len(hashed) > 90
    assert {name: tested.get(name) for name in hashed} == hashed
    for entry in re.split(r"\n(?=\w)", text.strip()):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_what_the_project_needs_is_among_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {
        re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ]", text)[0]).lower()
        for text in project["dependencies"]
    }
    hashed = pins((ROOT / "hashes.txt").read_text())
    assert needed <= set(hashed)
    # What a cluster or an engine needs does not come with it.
    assert not {"grpcio", "ray", "pyarrow", "pymilvus"} & set(hashed)
