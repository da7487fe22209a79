"""A search is answered by what has its words, also where the reader sees no answer."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What does the report say about vaccine hoarding?", "vaccin"),
        ("Does A/78/176 mention migrants?", "migrant"),
        ("Is there anything on climate change in this report?", "climate"),
        ("tell me about women's rights", "wom"),
    ],
)
def test_every_sentence_on_a_topic_has_a_word_of_it(
    assistant: Assistant, question: str, word: str
) -> None:
    quoted = [citation.quote.text.lower() for citation in assistant.ask(question).citations]
    assert quoted
    assert all(word in text for text in quoted)


@pytest.mark.parametrize(
    "question",
    [
        "What does the report say about chess tournaments?",
        "Does A/78/176 mention reparations?",
        "tell me about debt",
        "Is there anything about cryptocurrency in the report?",
        "Does the report mention vaccine passports?",
    ],
)
def test_a_topic_that_no_paragraph_has_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained
