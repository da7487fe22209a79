import pytest

from assistant.question.searches import is_keywords, topic_sought


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vaccine patents", True), ("dikes water Netherlands", True), ("ILO", True),
        ("South-South cooperation", True), ("Which countries?", False), ("he visited Qatar", False),
        ("list the countries", False), ("one two three four five six", False),
        ("visit Qatar when", False),
        ("", False), ("?", False),
    ],
)  # fmt: skip
def test_keywords_are_a_few_words_without_a_verb(text: str, expected: bool) -> None:
    assert is_keywords(text) is expected


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What does the report say about vaccine patents?", "vaccine patents"),
        ("What does S/2025/403 say about civilians?", "civilians"),
        ("what did the MONUSCO report say on protection of civilians", "protection of civilians"),
        ("Does this report mention climate finance?", "climate finance"),
        ("does A/78/176 deal with migrants?", "migrants"),
        ("Is there anything about the right to food in the report?", "right to food"),
        ("Anything on debt relief in this document?", "debt relief"),
        ("any information about Sweden", "Sweden"),
        ("tell me about vaccine hoarding", "vaccine hoarding"),
        ("Show me the paragraphs about gender equality.", "gender equality"),
        ("What about reparations?", "reparations"),
        ("find everything on the issue of child soldiers", "child soldiers"),
        # A person or a body is no report, and a clause asks for a fact.
        ("What did he say about the World Cup stadiums in Qatar?", ""),
        ("What does UNICEF say about Cuba?", ""),
        ("What does the report say about how vaccines were shared?", ""),
        ("What does the report say?", ""),
        ("What does the report say about the number of cases of sexual exploitation reported from "
         "March to May by contingents?", ""),
        ("Does the mission mention Sweden?", ""),
        ("Which reports mention Sweden?", ""),
    ],
)  # fmt: skip
def test_a_topic_is_what_a_report_is_asked_about(text: str, topic: str) -> None:
    assert topic_sought(text) == topic
