"""Many reports in one library: versions, languages, filters, what a kill leaves."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from corpus import Document, Paragraph
from corpus.diff import diff
from corpus.errors import NoSuchReport
from corpus.select import Filter, body_of, select_documents
from index import Index
from index.building.build import merge
from index.building.journal import Journal
from scripts import build as build_command
from scripts import doctor, pilcrow, read
from tests.forked import start_command
from tests.libraries import link_encoder, make_library
from tests.longer import FIGURES, at_length

_KILLS = at_length(10, 40)


def report(symbol: str, *texts: str, language: str = "English") -> Document:
    numbered = [Paragraph(symbol, str(n), text) for n, text in enumerate(texts, start=1)]
    return Document(symbol, f"Report {symbol}", tuple(numbered), language=language)


def test_compares_versions_by_paragraph_number() -> None:
    old = report("A/1/1", "One.", "Two.", "Three.")
    new = report("A/1/1", "One.", "Two, changed.", "Three.", "Four.")
    changes = diff(old, new)
    assert str(changes) == "changed 2; appeared 4; vanished none"
    assert diff(new, old).vanished == ("4",)
    assert not diff(old, old)


def test_chooses_by_symbol_body_year_and_language() -> None:
    documents = [
        report("A/78/176", "x"),
        report("A/HRC/53/32", "x"),
        report("S/RES/502 (1982)", "x"),
        report("A/78/176", "x", language="French"),
    ]

    def chosen(**wanted: object) -> list[str]:
        return [d.key for d in select_documents(documents, Filter(**wanted))]  # type: ignore[arg-type]

    assert chosen(symbols=("a/78/176",), language="french") == ["A/78/176#French"]
    assert chosen(body="A/HRC") == ["A/HRC/53/32#English"]
    assert chosen(body="s") == ["S/RES/502 (1982)#English"]
    assert chosen(year=1982) == ["S/RES/502 (1982)#English"]
    with pytest.raises(NoSuchReport, match="of the body E, of 1990"):
        chosen(body="E", year=1990)


def test_a_body_is_how_a_symbol_begins() -> None:
    symbols = ("A/78/176", "A/HRC/53/32", "S/RES/502 (1982)", "CEDAW/C/CAF/CO/6")
    assert [body_of(one) for one in symbols] == ["A", "A/HRC", "S/RES", "CEDAW/C/CAF/CO"]


def test_removing_what_is_not_there_says_so() -> None:
    with pytest.raises(NoSuchReport, match="A/2/2 is not in the library"):
        merge([report("A/1/1", "x")], [], ["A/2/2"])


@pytest.mark.model
def test_the_same_paragraph_in_two_languages_is_found_once(tmp_path: Path) -> None:
    english = "States must cooperate to end poverty in all countries."
    french = "Les États must cooperate to end poverty in all countries."
    documents = [
        report("A/1/1", english, "Nothing here about that."),
        report("A/1/1", french, "Rien.", language="French"),
    ]
    make_library(tmp_path, documents)
    hits = Index.open(tmp_path).search("cooperate to end poverty")
    assert [h.passage.paragraph.label for h in hits].count("1") == 1
    assert hits[0].passage.text == english


@pytest.mark.model
def test_equal_words_at_another_place_keep_their_own_places(tmp_path: Path) -> None:
    said = "The Council adopted a resolution on the rights of peasants in rural areas."
    long = " ".join(f"Sentence number {n} is about other matters altogether." for n in range(20))
    library = tmp_path / "library"
    first = report("A/1/1", f"{long} {said}")
    make_library(library, [first])
    make_library(library, [report("A/2/2", said)])
    for hit in Index.open(library).search("rights of peasants in rural areas", k=2):
        best = max(hit.sentences, key=lambda sentence: sentence.score)
        assert best.passage.text == said


def test_a_journal_gives_back_what_was_written_and_passes_over_what_is_broken(
    tmp_path: Path,
) -> None:
    keys = [bytes([n]) * 32 for n in range(3)]
    journal = Journal(tmp_path, "some/model")
    journal.write({keys[0]: {"vector": np.ones(3)}, keys[1]: {"vector": np.zeros(3)}})
    journal.write({keys[2]: {"vector": np.full(3, 2.0)}})
    file = next(tmp_path.rglob("00000.npz"))
    found = Journal(tmp_path, "some/model").read()
    assert list(found) == keys
    assert found[keys[2]]["vector"].tolist() == [2, 2, 2]
    file.write_bytes(file.read_bytes()[:-40])
    assert list(Journal(tmp_path, "some/model").read()) == [keys[2]]


@pytest.mark.model
def test_a_build_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """The old library serves, and what was encoded is not encoded again."""
    library, reports = tmp_path / "library", tmp_path / "reports"
    reports.mkdir()
    make_library(library, [report("A/1/1", "The first report.")])
    before = Index.open(library).version
    moments = random.Random(3)
    for kill in range(_KILLS):
        # A new report now and then, so that there is always work to be lost.
        name = f"A_2_{kill // 5}.txt"
        lines = [
            f"{n}. Paragraph {n} is about matter {kill // 5} {n * 7919}." for n in range(1, 151)
        ]
        (reports / name).write_text("\n\n".join(lines))
        written = len(list(library.glob("work/*/*.npz")))
        command = ["build", "--library", str(library), str(reports)]
        process = start_command(command, tmp_path / "errors")
        # The libraries are loaded before the process begins, so it is killed at its work.
        process.join(moments.uniform(0.2, 5))
        process.kill()
        process.join()
        done = process.exitcode == 0
        # Readers are served all the while, by the old library or by the new.
        hits = Index.open(library).search("first report")
        assert hits[0].passage.paragraph.symbol == "A/1/1"
        published = Index.open(library).version != before
        assert done or published or len(list(library.glob("work/*/*.npz"))) >= written
    FIGURES["builds killed at a random moment"] += _KILLS
    assert pilcrow.main(["build", "--library", str(library), str(reports)]) == 0
    assert Index.open(library).version != before
    assert not (library / "work").exists()


@pytest.mark.model
def test_build_tells_what_changed_and_leaves_out_what_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, path = tmp_path / "library", tmp_path / "reports"
    link_encoder(library)
    path.mkdir()
    (path / "A_1_2.txt").write_text("1. One.\n\n2. Two.\n\n3. Three.")
    (path / "A_3_4.txt").write_text("1. One.\n\n2. Two.\n\n5. Five.\n\n6. Six.")
    place = ["--library", str(library)]
    assert build_command.main([*place, str(path)]) == 1
    told = capsys.readouterr()
    assert "3 paragraphs, 1-3, no gap, no duplicate" in told.out
    assert "after paragraph 2 comes 5" in told.err
    (path / "A_1_2.txt").write_text("1. One.\n\n2. Two, revised.\n\n3. Three.\n\n4. Four.")
    assert build_command.main([*place, "--dry-run", "--json", str(path / "A_1_2.txt")]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["changed"], line["appeared"], line["vanished"]) == (["2"], ["4"], [])
    assert line["certificate"]["paragraphs"] == 4
    assert build_command.main([*place, "--accept", str(path)]) == 0
    capsys.readouterr()
    assert build_command.main([*place, "--list", "--json"]) == 0
    listed = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert [one["symbol"] for one in listed] == ["A/1/2", "A/3/4"]


def test_read_prints_paragraphs_and_certificate_and_touches_no_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILCROW_LIBRARY", str(tmp_path / "library"))
    path = tmp_path / "A_1_2.md"
    path.write_text("# A title of some length\n\n## I. One\n\n1. First.\n2. Second.\n")
    assert read.main([str(path), "--json"]) == 0
    fields = json.loads(capsys.readouterr().out)
    assert fields["symbol"] == "A/1/2"
    numbered = [p for p in fields["paragraphs"] if p["number"]]
    assert [(p["number"], p["text"], p["headings"]) for p in numbered] == [
        ("1", "First.", ["I. One"]),
        ("2", "Second.", ["I. One"]),
    ]
    assert fields["certificate"]["ranges"] == ["1-2"]
    assert read.main([str(path)]) == 0
    assert "2 paragraphs, 1-2, no gap" in capsys.readouterr().out
    (tmp_path / "A_9_9.txt").write_text("A title")
    assert read.main([str(tmp_path / "A_9_9.txt")]) == 1
    assert not (tmp_path / "library").exists()


@pytest.mark.model
def test_the_doctor_names_the_repair(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.main(["--library", str(library)]) == 0
    assert "every file as written" in capsys.readouterr().out
    make_library(tmp_path, [report("A/1/1", "One.")])
    next(tmp_path.rglob("vectors.npy")).write_bytes(b"no vectors")
    assert doctor.main(["--library", str(tmp_path)]) == 1
    assert "pilcrow build --fresh" in capsys.readouterr().out
