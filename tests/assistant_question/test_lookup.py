import pytest

from assistant.question.address import without_address
from assistant.question.documents import named_documents
from assistant.question.lookup import look_up
from corpus import Document


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("what does para 14 say", ["14"]),
        ("Show me paragraph 41", ["41"]),
        ("Could you quote para. 70 please?", ["70"]),
        ("paras. 12-14", ["12", "13", "14"]),
        ("Paragraphs 3, 42 and 47, please", ["3", "42", "47"]),
        ("What is in paragraphs 12 to 14?", ["12", "13", "14"]),
        ("¶47", ["47"]),
        ("What's the point made in paragraph 53 of the report?", ["53"]),
    ],
)
def test_a_paragraph_is_looked_up_by_its_number(
    report: Document, question: str, numbers: list[str]
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert (found.kind, [p.number for p in found.paragraphs]) == ("paragraph", numbers)
    assert found.topic == ()


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What does section III.C argue?", ["48", "49"]),
        ("Can you sum up section II.E on economic security and insecurity?", ["36", "37", "38"]),
        ("Summarise the conclusions and recommendations", ["75", "76"]),
        ("What are the conclusions?", ["75", "76"]),
        ("What does the introduction say?", ["1", "2", "3", "4", "5"]),
        ("what does the section on Sweden say", ["51", "52", "53", "54", "55"]),
        ("part V", ["75", "76"]),
    ],
)
def test_a_section_is_looked_up_by_its_ordinal_or_title(
    report: Document, question: str, labels: list[str]
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert found.kind in ("section", "findings")
    assert [p.label for p in found.paragraphs] == labels


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What is A/HRC/41/44 about?", ["10"]),
        ("what is a/hrc/50/37 about", ["39"]),
        ("A/HRC/44/44/Add.1 - which mission is that the report of?", ["61"]),
        ("What did Commission on Human Rights resolution 2005/55 do?", ["2"]),
        ("what did HRC res. 44/2 say", ["23"]),
        ("What did he set out in A/HRC/53/32?", ["3", "42", "47"]),
    ],
)
def test_a_symbol_is_looked_up_where_it_is_named(
    report: Document, question: str, numbers: list[str]
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert (found.kind, [p.number for p in found.paragraphs]) == ("symbol", numbers)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What does para 99 say?", ("para. 99",)),
        ("What does A/HRC/1/2 say?", ("A/HRC/1/2",)),
        ("resolution 99/1", ("99/1",)),
        ("section IX", ("section IX",)),
    ],
)
def test_an_address_that_no_report_has_is_missing(
    report: Document, question: str, missing: tuple[str, ...]
) -> None:
    found = look_up(question, [report])
    assert found is not None
    assert (found.paragraphs, found.missing) == ((), missing)


def test_what_is_asked_of_a_paragraph_is_its_topic(report: Document) -> None:
    found = look_up("what does para 63 say about NGOs", [report])
    assert found is not None
    assert found.topic == ("NGOs",)


@pytest.mark.parametrize(
    "question",
    [
        "Which countries did he visit?",
        "what are the recommendations to Qatar",
        "What part did civil society play?",
        "What does A/78/176 say about vaccines?",
        "How many paragraphs of text are there?",
    ],
)
def test_other_questions_are_no_look_ups(report: Document, question: str) -> None:
    assert look_up(question, [report]) is None


def test_a_follow_up_is_not_looked_up_by_heading(report: Document) -> None:
    assert look_up("and Qatar?", [report], follows=True) is None
    assert look_up("and para 5?", [report], follows=True) is not None


def test_a_library_report_that_is_named_restricts_the_search(report: Document) -> None:
    question = "What does A/78/176 say about vaccines?"
    assert named_documents(question, [report]) == ("A/78/176",)
    assert without_address(question) == "What does say about vaccines?"
