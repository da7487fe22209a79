import pytest

from assistant.answer import Answer, Citation
from assistant.question.resolve import ResolvedQuestion
from assistant.question.rewrite import rewrite
from corpus import Paragraph, Span

NAMES = frozenset({"sweden", "qatar", "costa", "rica", "netherlands", "dutch", "swedish"})
PLACE = Paragraph("A/1/1", "51", "He visited Sweden.", "", ("A. Sweden",))


def turn(question: str, query: str = "", *, cited: bool = True) -> Answer:
    citations = (Citation(Span(PLACE, 0, 18), 1.0),) if cited else ()
    return Answer(question, query or question, citations)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and Qatar?", "When did he visit Qatar?"),
        ("What about Costa Rica?", "When did he visit Costa Rica?"),
        ("ok, and the Netherlands?", "When did he visit Netherlands?"),
    ],
)
def test_another_name_takes_the_place_of_the_last(question: str, expected: str) -> None:
    assert rewrite(question, [turn("When did he visit Sweden?")], NAMES).query == expected


def test_a_chain_of_names_builds_on_the_question_as_it_was_read() -> None:
    history = [turn("When did he visit Sweden?"), turn("and Qatar?", "When did he visit Qatar?")]
    assert rewrite("and Costa Rica?", history, NAMES).query == "When did he visit Costa Rica?"


@pytest.mark.parametrize(
    "question", ["by when?", "What did it leave out?", "And what worried him there?", "why?"]
)
def test_a_question_that_leans_on_others_is_read_after_them(question: str) -> None:
    history = [turn("First?"), turn("Second?"), turn("Last?")]
    reading = rewrite(question, history, NAMES)
    assert (reading.query, reading.context) == (question, "First? Last?")
    assert reading.stay_near == PLACE


def test_a_question_that_moves_elsewhere_does_not_stay_in_the_section() -> None:
    reading = rewrite("and what of the refugees in Costa Rica?", [turn("And Sweden?")], NAMES)
    assert reading.context == "And Sweden?"
    assert reading.stay_near is None


@pytest.mark.parametrize(
    "question",
    [
        "Which States hoarded vaccines?",
        "Who was the first mandate holder of the Independent Expert?",
        "When did WHO declare COVID-19 a pandemic?",
    ],
)
def test_a_change_of_topic_stands_alone(question: str) -> None:
    reading = rewrite(question, [turn("When did he visit Sweden?")], NAMES)
    assert (reading.query, reading.context, reading.stay_near) == (question, "", None)


def test_without_a_past_every_question_stands_alone() -> None:
    assert rewrite("and Qatar?", [], NAMES).query == "and Qatar?"


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        (
            "What was the purpose of his trip to Sweden?",
            "and of the one to Costa Rica?",
            "What was the purpose of his trip to Costa Rica?",
        ),
        (
            "Did Swedes agree among themselves?",
            "was it like that in Costa Rica too?",
            "Did Costa Rica agree among themselves?",
        ),
        (
            "What did he say of talk in the Swedish campaign?",
            "Did he say the same about the Dutch?",
            "What did he say of talk in the Dutch campaign?",
        ),
        (
            "What was his first report to the General Assembly about?",
            "And the second one?",
            "What was his second report to the General Assembly about?",
        ),
    ],
)
def test_what_a_short_follow_up_names_takes_the_place_of_its_like(
    last: str, question: str, expected: str
) -> None:
    assert rewrite(question, [turn(last)], NAMES).query == expected


@pytest.mark.parametrize("question", ["Who is Virginia Dandan?", "When did he visit Qatar?"])
def test_a_whole_question_about_another_name_stands_alone(question: str) -> None:
    reading = rewrite(question, [turn("When did he visit Sweden?")], NAMES)
    assert (reading.query, reading.context) == (question, "")


def test_what_others_are_is_asked_before() -> None:
    history = [turn("How many people fled?"), turn("How many of those are in North Kivu?")]
    reading = rewrite("And in Qatar?", history, NAMES | {"kivu", "north"})
    assert reading.query == "How many of those are in Qatar?"
    assert reading.context == "How many people fled?"


def test_the_reader_is_asked_the_questions_before_too() -> None:
    dependent = ResolvedQuestion("By when?", "By when?", "What was planned? What is the target?")
    assert dependent.for_reader == "What was planned? What is the target? By when?"
    words = "Which vaccines did those States hoard?"
    assert ResolvedQuestion(words, words).for_reader == words
