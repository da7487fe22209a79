"""What kind of answer a question wants, and whether a sentence has one: a date, a number, an order.

The reader knows meanings, but of two sentences that are about the same it does not always prefer
the one that could answer at all. Measured on reports it never saw: the right sentence first in .91
of 118 questions, .89 without.
"""

import re

# How much, in logits of the reader, a sentence gains that has what is asked for.
GAIN = 1.5
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNT = (
    "one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million|billion|half|third"
)
# Question, and what a sentence that answers it has.
_KINDS = (
    (  # "What did he ask Qatar to do?"
        re.compile(
            r"\b(?:ask(?:ed)?|recommend\w*|urge\w*|advi[sc]e\w*|call(?:ed|s)? (?:up)?on|told to|"
            r"want(?:ed)? \w+ to|should|suggest\w*|encourag\w*|propos\w*)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:should|must|urg\w+|recommend\w*|call(?:ed|s)? (?:up)?on|encourag\w+|invit\w+|"
            r"request\w*|stress\w+|emphasiz\w+|appeal\w*|need(?:s|ed)? to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"^\W*(?:and )?when\b|\bwhat (?:year|date|day|month)\b|\bon which (?:day|date)\b|"
            r"\bby when\b|\bdates? of\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:1[89]|20)\d\d\b|\b(?:{_MONTH})\b"),
    ),
    (
        re.compile(
            r"\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion|number)\b", re.IGNORECASE
        ),
        re.compile(rf"\d|\b(?:{_COUNT})\b", re.IGNORECASE),
    ),
)


def gain(question: str, sentence: str) -> float:
    """Return what a sentence gains by having the kind of answer that a question wants."""
    return sum(GAIN for asks, has in _KINDS if asks.search(question) and has.search(sentence))
