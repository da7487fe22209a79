import json
from pathlib import Path

import pytest

from assistant.evaluation.question_file import Question
from corpus import Document, Footnote, Paragraph
from scripts.measuring import probes as command
from scripts.measuring.names import lacking_names, name_in
from scripts.measuring.probes import probes
from tests.paths import QUESTIONS

TEXT = Paragraph(
    "A/1/1",
    "1",
    "The expert visited Sweden in 2019, and met the Bhutanese students and Ms. Hadzibegic.",
    headings=("II. The right to water",),
    footnotes=(Footnote("1", "See the report of the Universal Postal Union."),),
)
REPORT = Document("A/1/1", "Visit to Qatar", (TEXT,), source="A_1_1.pdf")
ASKED = [
    Question("a", "When did the expert visit Sweden?", symbol="A/1/1", document="A_1_1"),
    Question("b", "Whom did the expert meet?", symbol="A/1/1", document="A_1_1"),
    Question("c", "Who paid?", answerable=False, symbol="A/1/1", document="A_1_1"),
]


def test_no_name_of_a_probe_is_in_the_library() -> None:
    names = {kind: {name.text for name in found} for kind, found in lacking_names([REPORT]).items()}
    # In the text, in an adjective, in a title.
    assert not {"Sweden", "Bhutan", "Qatar"} & names["state"]
    assert "Nepal" in names["state"]
    assert "2019" not in names["year"]
    assert "2018" in names["year"]
    assert "the Universal Postal Union" not in names["body"]
    assert not [name for name in names["person"] if "Hadžibegić" in name]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did he recommend to Costa Rica?", "Costa Rica"),
        ("What did Mr. Paul Renner say?", "Mr. Paul Renner"),
        ("Who chairs the Committee on Food Security?", "the Committee on Food Security"),
        ("What was spent in 2023?", "2023"),
        ("What is Sweden's view, and Qatar's?", None),
        ("Compare Sweden with Qatar", None),
        ("Who came?", None),
    ],
)
def test_the_name_in_a_question(question: str, name: str | None) -> None:
    found = name_in(question)
    assert (question[found[1] : found[2]] if found else None) == name


def test_probes_ask_in_each_way_about_names_that_are_in_no_report() -> None:
    lines = list(probes([REPORT], ASKED, count=30, seed=1))
    assert len(lines) == 30
    assert lines == list(probes([REPORT], ASKED, count=30, seed=1))
    assert lines != list(probes([REPORT], ASKED, count=30, seed=2))
    assert len({(*line["history"], line["question"]) for line in lines}) == 30
    for line in lines:
        assert line["name"] in line["question"]
        assert (line["kind"], line["answerable"]) == ("unknown_name", False)
        assert (line["document"], line["symbol"]) == ("A_1_1", "A/1/1")
        assert line["history"] in ([], [ASKED[0].question], [ASKED[1].question])
    texts = [line["question"] for line in lines if not line["history"]]
    assert any(text.startswith("When did the expert visit ") for text in texts)
    assert any("the right to water" in text for text in texts)
    assert 8 <= sum(bool(line["history"]) for line in lines) <= 16


def test_reports_have_about_as_many_probes_and_one_without_questions_has_none() -> None:
    other = Document("A/2/2", "Other", (Paragraph("A/2/2", "1", "Text."),))
    silent = Document("A/3/3", "Silent", (Paragraph("A/3/3", "1", "Text."),))
    asked = [*ASKED, Question("d", "Who came?", symbol="A/2/2")]
    lines = list(probes([REPORT, other, silent], asked, count=21, seed=1))
    assert [line["symbol"] for line in lines] == ["A/1/1"] * 11 + ["A/2/2"] * 10


@pytest.mark.model
def test_prints_lines_of_a_question_set(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(library), str(QUESTIONS), "--count", "5"]) == 0
    printed = capsys.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [line["id"] for line in lines] == [f"un{number:03}" for number in range(1, 6)]
    assert {line["symbol"] for line in lines} == {"A/78/176"}
    assert printed.err == "pilcrow: 5 of 5 questions made.\n"
