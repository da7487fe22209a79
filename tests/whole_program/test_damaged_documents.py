"""Real documents that are damaged are read, or refused with a reason, and break no reader.

``pilcrow check --long`` damages ten thousand. Each damaged file is the same in each run.
"""

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import PilcrowError
from corpus.sandbox import Limits, ReaderProcess
from tests.longer import FIGURES, at_length
from tests.paths import UN_DOCUMENTS

pytestmark = pytest.mark.skipif(
    not UN_DOCUMENTS.is_dir(), reason="the folder of real documents is not there (UN_DOCUMENTS)"
)
# By format: how many are tried, and how many of the smallest files are damaged. A file of text is
# read in milliseconds, a PDF in a second.
TRIED = {
    "txt": (at_length(8, 3_500), 30),
    "md": (at_length(8, 2_000), 6),
    "html": (at_length(8, 2_000), 3),
    "xml": (at_length(8, 1_500), 2),
    "docx": (at_length(4, 700), 6),
    "pdf": (at_length(2, 300), 10),
}
# What the process that reads says of an error that no reader expects.
_FAULT = re.compile(r"could not be read \(\w+\)|broke the program")
_LONGEST = 200  # bytes that are written at once


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 10, 200))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _leave_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 50, 5_000))]


def _double(data: bytearray, chance: random.Random) -> None:
    start, to = chance.randrange(len(data)), chance.randrange(len(data))
    data[to:to] = data[start : start + chance.choice((1, 50, 5_000))]


def _swap(data: bytearray, chance: random.Random) -> None:
    """Write what stands in one place over what stands in another."""
    start, to = chance.randrange(len(data)), chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, _LONGEST)]
    data[to : to + len(piece)] = piece


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _cut, _leave_out, _double, _swap,
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damage the bytes of a file or, of a zip archive, often those of one of its parts."""
    if not content.startswith(b"PK") or chance.random() < 0.2:
        data = bytearray(content)
        chance.choice(DAMAGES)(data, chance)
        return bytes(data)
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(names)
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen and part:
                chance.choice(DAMAGES)(part, chance)
            new.writestr(name, bytes(part))
    return made.getvalue()


@pytest.mark.parametrize("ending", TRIED)
def test_a_damaged_document_is_read_or_refused(ending: str, tmp_path: Path) -> None:
    number, files = TRIED[ending]
    found = [path for path in UN_DOCUMENTS.rglob(f"*.{ending}") if path.stat().st_size > 1_000]
    sound = sorted(found, key=lambda path: (path.stat().st_size, path.name))[:files]
    contents = [path.read_bytes() for path in sound]
    path, chance = tmp_path / f"A_1_1.{ending}", random.Random(ending)
    read = 0
    refused: list[str] = []
    with ReaderProcess(Limits(seconds=300)) as reader:
        for _ in range(number):
            path.write_bytes(damaged(chance.choice(contents), chance))
            try:
                document = reader.read(path).document
            except PilcrowError as problem:
                refused.append(str(problem))
                continue
            assert all(paragraph.text for paragraph in document.paragraphs), path
            read += 1
    faults = [reason for reason in refused if _FAULT.search(reason)]
    assert not faults, faults[:5]
    FIGURES[f"damaged {ending} files of real documents"] += number
    FIGURES["damaged files of real documents that were read all the same"] += read
