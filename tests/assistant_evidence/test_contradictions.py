import pytest

from assistant import Answer, Assistant, Citation
from assistant.evidence.contradictions import conflicts_about, find_conflicts
from assistant.output.terminal import to_text
from corpus import Document, Paragraph


def _subjects(*texts: str) -> list[str]:
    paragraphs = tuple(Paragraph("A/1/1", str(i), text) for i, text in enumerate(texts, start=1))
    return [one.subject for one in find_conflicts([Document("A/1/1", "Report", paragraphs)])]


def test_the_report_dates_one_of_its_own_reports_in_three_ways(report: Document) -> None:
    (found,) = find_conflicts([report])
    assert found.subject == "A/HRC/53/32"
    assert [quote.paragraph.number for quote in found.quotes] == ["3", "42", "47"]


def test_a_visit_that_is_dated_twice_is_one_too() -> None:
    first = "He visited Qatar from 2 to 10 September 2019."
    assert _subjects(first, "During his visit to Qatar in March 2020, he met ministers.") == [
        "visit to Qatar"
    ]
    assert _subjects(first, "During his visit to Qatar in September 2019, he met ministers.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was presented in 2018 (A/73/206).", "It was presented in May 2018 (A/73/206)."),
        ("It was presented in 2018 (A/73/206).", "The Council met in 2020 on A/73/206."),
        ("It was presented in 2018 (A/73/206).", "It was presented in 2020 (A/75/1)."),
        (
            "It was presented in 2018 (A/73/206).",
            "What A/73/206 said in general was taken up; a second was presented in May 2020.",
        ),
    ],
)
def test_dates_that_can_both_be_true_are_no_conflict(one: str, other: str) -> None:
    assert _subjects(one, other) == []


def test_a_conflict_concerns_what_quotes_it_or_asks_by_its_symbol(report: Document) -> None:
    conflicts = find_conflicts([report])
    quotes = conflicts[0].quotes
    assert conflicts_about(conflicts, quotes[:1], "When was it presented?") == conflicts
    assert conflicts_about(conflicts, (), "When was A/HRC/53/32 presented?") == conflicts
    assert conflicts_about(conflicts, (), "When did he visit Qatar?") == ()


def test_an_answer_that_gives_one_of_the_dates_gives_all(assistant: Assistant) -> None:
    answer = assistant.ask("When did he present A/HRC/53/32 to the Council?")
    (conflict,) = answer.conflicts
    dates = [date for q in conflict.quotes for date in ("March 2023", "June 2023", "June 2022")
             if date in q.text]  # fmt: skip
    assert dates == ["March 2023", "June 2023", "June 2022"]
    assert assistant.ask("When did he visit Qatar?").conflicts == ()
    text = to_text(answer)
    assert "different dates for A/HRC/53/32" in text
    for quote in conflict.quotes:  # each once, quoted as an answer or beside it
        assert text.count(quote.text) == 1


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        (
            "His fifth report to the Council (A/HRC/50/37) was on solidarity.",
            "In his fourth report to the Council, presented in 2022 (A/HRC/50/37), he asked more.",
            "A/HRC/50/37",
        ),
        (
            "It was taken up at the fifty-third session (A/HRC/53/32).",
            "He spoke at the fiftieth session (A/HRC/53/32).",
            "A/HRC/53/32",
        ),
        (
            "On 4 August 2020, 218 people were killed in the port of Beirut.",
            "In the port of Beirut, some 190 people were killed on 4 August 2020.",
            "those killed on 4 August 2020",
        ),
        (
            "He visited Qatar from 2 to 10 September 2019.",
            "He visited Qatar from 3 to 10 September 2019.",
            "visit to Qatar",
        ),
    ],
)
def test_numbers_that_cannot_both_be_true_are_one(one: str, other: str, subject: str) -> None:
    assert _subjects(one, other) == [subject]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # the fifth to the Council may be the tenth of all, and the second of its kind
            "His fifth report to the Council (A/HRC/50/37) was on solidarity.",
            "His second thematic report (A/HRC/50/37) and tenth report (A/HRC/50/37) say so.",
        ),
        (
            "His fifth report to the Council (A/HRC/50/37) was on solidarity.",
            "His fourth report to the Council (A/HRC/47/31) was on health.",
        ),
        (
            "On 4 August 2020, 218 people were killed in the port of Beirut.",
            "On 4 August 2020, 3 people were killed in the city of Tripoli.",
        ),
        (
            "On 4 August 2020, 218 people were killed in the port of Beirut.",
            "On 4 August 2020, 6,500 people were injured in the port of Beirut.",
        ),
        (
            "He visited Qatar from 2 to 10 September 2019.",
            "He visited Qatar in September 2019. On 4 September 2019 he visited Doha.",
        ),
    ],
)
def test_numbers_that_can_both_be_true_are_no_conflict(one: str, other: str) -> None:
    assert _subjects(one, other) == []


def test_an_answer_says_which_numbers_differ() -> None:
    texts = (
        "His fifth report to the Council (A/HRC/50/37).",
        "His sixth report to the Council (A/HRC/50/37).",
    )
    paragraphs = [Paragraph("A/1/1", str(i), text) for i, text in enumerate(texts, start=1)]
    (conflict,) = find_conflicts([Document("A/1/1", "Report", tuple(paragraphs))])
    first = Citation(conflict.quotes[0], 1.0)
    said = to_text(Answer("Which?", "Which?", (first,), conflicts=(conflict,)))
    assert "different numbers for A/HRC/50/37 (A/1/1, para. 1; A/1/1, para. 2)" in said
    assert said.count("sixth") == 1
