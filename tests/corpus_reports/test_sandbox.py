"""Files that harm their reader: it ends, they are refused, and the next one is read."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import PilcrowError
from corpus.errors import UnknownSymbol, UnreadableReport
from corpus.read import bundled_reports, read
from corpus.sandbox import Limits, ReaderProcess, read_each
from tests.longer import FIGURES, at_length
from tests.paths import CHROMIUM
from tests.report_files import write_pdf, write_word

REPORT = bundled_reports()[0]
START = "%PDF-1.4\n"
# Each holds up or breaks a reader that follows wherever it is led.
LOOPS = {
    "pages that hold themselves": """
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 9999999/Kids[2 0 R 2 0 R]>> endobj""",
    "a page that is its own parent": """
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]/Parent 3 0 R>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R>> endobj""",
    "a drawing that draws itself": """
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R
/Resources<</XObject<</X 5 0 R>>>>>> endobj
4 0 obj <</Length 5>> stream
/X Do
endstream endobj
5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 11/Resources<</XObject<</X 5 0 R>>>>>>
stream
/X Do /X Do
endstream endobj""",
    "a length that is itself": """
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>> endobj
4 0 obj <</Length 4 0 R>> stream
x
endstream endobj""",
    "brackets": f"1 0 obj {'[' * 200_000} endobj",
    "a table of places that comes before itself": "xref\n0 1\n0000000000 65535 f \n",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess(Limits(seconds=20)) as reader:
        yield reader


def pdf(body: str) -> bytes:
    whole = f"{START}{body}\ntrailer <</Root 1 0 R/Prev {len(START)}/Size 9>>\nstartxref\n"
    return f"{whole}{len(START)}\n%%EOF\n".encode()


def test_what_is_read_apart_is_what_is_read_here(reader: ReaderProcess, tmp_path: Path) -> None:
    for path in (REPORT, write_word(tmp_path)):
        assert reader.read(path) == read(path)


def test_errors_are_the_same_apart(reader: ReaderProcess, tmp_path: Path) -> None:
    path = tmp_path / "nameless.txt"
    path.write_text("1. One.\n\n2. Two.\n")
    with pytest.raises(UnknownSymbol) as here:
        read(path)
    with pytest.raises(UnknownSymbol) as apart:
        reader.read(path)
    assert str(apart.value) == str(here.value)
    assert reader.read(path, "A/1/1").document.symbol == "A/1/1"


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with ReaderProcess(Limits(seconds=0.001)) as reader:
        with pytest.raises(UnreadableReport, match=r"took too long to read \(a file may take"):
            reader.read(REPORT)
        reader._limits = Limits()
        assert reader.read(REPORT) == read(REPORT)


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "A_1_1.txt"
    path.write_text("1. " + "word " * 5_000_000)
    ((_, found),) = read_each([path], limits=Limits(memory=200 << 20))
    assert isinstance(found, UnreadableReport)
    assert "and save it anew" in str(found)


def test_a_file_that_ends_its_reader_is_refused_and_the_next_one_is_read() -> None:
    with ReaderProcess() as reader:
        reader.read(REPORT)
        process = reader._running_process()
        # It is stopped, so that it has the request and does not answer, and then it dies.
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(2, os.kill, (process.pid, signal.SIGKILL)).start()
        with pytest.raises(UnreadableReport, match="broke the program that reads it"):
            reader._request({"path": str(REPORT), "symbol": None}, REPORT.name)
        assert reader.read(REPORT) == read(REPORT)


def test_a_folder_with_a_program_of_our_name_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "__init__.py").write_text("raise SystemExit")
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with ReaderProcess() as reader:
        assert reader.read(REPORT) == read(REPORT)


@pytest.mark.parametrize("name", LOOPS)
def test_a_pdf_that_leads_in_circles_is_read_or_refused(
    name: str, reader: ReaderProcess, tmp_path: Path
) -> None:
    path = tmp_path / "A_1_1.pdf"
    path.write_bytes(pdf(LOOPS[name]))
    with pytest.raises(UnreadableReport):
        reader.read(path)
    FIGURES["PDFs that lead in circles"] += 1


def test_a_pdf_of_too_many_pages_is_refused_before_it_is_read(
    reader: ReaderProcess, tmp_path: Path
) -> None:
    kids = "".join(f"{n} 0 R " for n in range(3, 1300))
    pages = "\n".join(f"{n} 0 obj <</Type/Page/Parent 2 0 R>> endobj" for n in range(3, 1300))
    path = tmp_path / "A_1_1.pdf"
    path.write_bytes(
        pdf(
            "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
            f"2 0 obj <</Type/Pages/Count 1297/Kids[{kids}]/MediaBox[0 0 9 9]>> endobj\n{pages}"
        )
    )
    with pytest.raises(UnreadableReport, match="more than 1,200 pages"):
        reader.read(path)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; it writes the PDF")
def test_a_pdf_with_wrong_bytes_is_read_or_refused(reader: ReaderProcess, tmp_path: Path) -> None:
    path = write_pdf(tmp_path)
    sound, places = path.read_bytes(), random.Random(3)
    for _ in range(at_length(15, 200)):
        FIGURES["PDFs with wrong bytes"] += 1
        data = bytearray(sound)
        for _ in range(places.choice((1, 10, 300))):
            data[places.randrange(len(data))] = places.randrange(256)
        if places.random() < 0.3:
            del data[places.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            found = reader.read(path).document
        except PilcrowError:
            continue
        assert all(paragraph.text for paragraph in found.paragraphs)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "A_1_1.txt"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    # The file has more bytes than the process that reads it may hold in memory.
    with (
        ReaderProcess(Limits(memory=400 << 20)) as reader,
        pytest.raises(UnreadableReport, match="larger than 50 MB"),
    ):
        reader.read(path)


def test_entities_are_not_unfolded(reader: ReaderProcess, tmp_path: Path) -> None:
    folded = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "A_1_1.xml"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">{folded}'
        '<!ENTITY own SYSTEM "file:///etc/passwd">]>'
        "<akomaNtoso><p>1. &e11; &own;</p></akomaNtoso>"
    )
    try:
        found = reader.read(path).document
    except UnreadableReport:
        return
    assert "root:" not in "".join(p.text for p in found.paragraphs)
    assert sum(len(p.text) for p in found.paragraphs) < 1_000
