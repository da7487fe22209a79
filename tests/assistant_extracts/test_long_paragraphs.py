"""A paragraph of many pages is read in a time that grows with its length."""

import time

import pytest

from assistant.extracts import extract
from corpus import Document, Paragraph

TEXTS = {
    "names of documents": "resolution 70/1 and A/79/1, para. 5; ",
    "one sentence": "the Council encourages States to act and urges Chad to help, ",
    "sentences": "States should act by 5 May 2030. ",
    "what could be numbers of paragraphs": "1. 2. ",
}
SHORT, LONG = 5_000, 40_000


def seconds(text: str, length: int) -> float:
    paragraph = Paragraph("A/1/1", "1", (text * (length // len(text) + 1))[:length])
    document = Document("A/1/1", "Report", (paragraph,))
    start = time.process_time()
    for kind in ("recommendations", "references", "dates"):
        extract(kind, [document])
    return time.process_time() - start


@pytest.mark.timing
@pytest.mark.parametrize("name", TEXTS)
def test_eight_times_the_length_takes_less_than_twenty_times_as_long(name: str) -> None:
    """64 times if the time grows with the square of the length."""
    text = TEXTS[name]
    seconds(text, SHORT)  # loads what is loaded once
    short = min(seconds(text, SHORT) for _ in range(3))
    assert min(seconds(text, LONG) for _ in range(2)) < 20 * short + 0.05
