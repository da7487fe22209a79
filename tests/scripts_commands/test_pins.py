"""The dependencies of the project, their tested versions, and the digests of their files."""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires

from packaging.requirements import Requirement

from tests.paths import ROOT

PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]


def canonical(name: str) -> str:
    """Return the normalized name of a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    return {
        canonical(found["name"]): found["version"]
        for found in map(PIN.match, text.splitlines())
        if found
    }


def names(requirements: Iterable[str]) -> set[str]:
    """Return the packages that requirements name, without the project itself."""
    packages = {canonical(re.split(r"[\[<>=~! ]", text)[0]) for text in requirements}
    return packages - {PROJECT["name"]}


def test_each_package_is_installed() -> None:
    roots = (ROOT / name for name in ("corpus", "index", "assistant", "scripts"))
    folders = [path.parent for root in roots for path in root.rglob("__init__.py")]
    found = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert found == {*PYPROJECT["tool"]["setuptools"]["packages"]}


def test_each_version_that_is_installed_has_its_digests() -> None:
    text = (ROOT / "hashes.txt").read_text()
    tested = pins((ROOT / "constraints.txt").read_text())
    hashed = pins(text)
    assert len(hashed) > 90
    assert {name: tested.get(name) for name in hashed} == hashed
    for entry in re.split(r"\n(?=\w)", text.strip()):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_what_the_project_needs_is_among_them() -> None:
    hashed = pins((ROOT / "hashes.txt").read_text())
    assert names(PROJECT["dependencies"]) <= set(hashed)
    # The dependencies of extras are not installed with the base.
    assert not {"grpcio", "ray", "pyarrow", "pymilvus", "ir-measures"} & set(hashed)


def test_the_docs_name_every_dependency_in_its_table() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    base, extras = text.split("## Extras")
    rows = re.findall(r"^\| ([\w.-]+)(?:\[\w+\])? \|", base, re.MULTILINE)
    assert {canonical(package) for package in rows} - {"package"} == names(PROJECT["dependencies"])
    listed = {
        (extra, canonical(package))
        for extra, package in re.findall(
            r"^\| (\w+) \| ([\w.-]+)(?:\[\w+\])? \|", extras, re.MULTILINE
        )
    }
    assert listed - {("extra", "package")} == {
        (extra, package)
        for extra, requirements in PROJECT["optional-dependencies"].items()
        for package in names(requirements)
    }


def test_the_distribution_has_the_four_packages_and_no_other() -> None:
    packages = PYPROJECT["tool"]["setuptools"]["packages"]
    top_level = {package.partition(".")[0] for package in packages}
    assert top_level == {"corpus", "index", "assistant", "scripts"}


def test_the_base_installation_has_none_of_it() -> None:
    """Neither grpc nor ray nor pyarrow comes with what Pilcrow itself needs."""
    seen: set[str] = set()
    left = ["pilcrow"]
    while left:
        for line in requires(left.pop()) or ():
            one = Requirement(line)
            if one.marker and not one.marker.evaluate({"extra": ""}):
                continue
            name = one.name.lower().replace("_", "-")
            if name not in seen:
                seen.add(name)
                left.append(name)
    assert "sentence-transformers" in seen
    assert not seen & {"pymilvus", "grpcio", "ray", "pyarrow", "milvus-lite"}
