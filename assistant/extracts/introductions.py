"""Sentences that introduce lists: whether the items say what is to be done, or only name things."""

import re

from assistant.extracts.actors import leading_actor
from assistant.extracts.chains import Request

_ADVICE = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_OFFERED = re.compile(
    r"^\W*(?:\w+ ){0,3}recommendations?(?: (?:to|for) [^:]*)?\W*$|"
    r"\b(?:following|these|below|\d+|two|three|four|five|six|seven|eight|nine|ten|several)"
    r"(?: [\w-]+){0,2} recommendations\b|\brecommendations? (?:\w+ )?(?:listed|below|formulated|"
    r"made|presented|set out|as follows|are|is|include|includes)\b|"
    r"\b(?:makes?|made|presents?|offers?|proposes?)(?: [\w-]+){0,4} recommendations\b",
    re.IGNORECASE,
)
# The introduction tells what became of recommendations.
_FOLLOWED = re.compile(
    r"\b(?:outcomes?|evidence|implement\w*|status|progress|follow-?up|intent|correspond\w*|results?|"
    r"response|responded|actions? taken)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"\b(?:to|that|should|must|by|wish to|needs? to|ought to)$")
_GOVERNS = re.compile(
    r"\b(?:including|in particular|recommends?|also|following|follows|urges?|requests?|encourages?|"
    r"invites?|upon|on|measures|actions|steps|recommendations?|priorities|things|ways?)$"
)
_NAMES_THINGS = re.compile(
    r"\b(?:include|includes|including|contain|contains|cover|comprise|information|elements|criteria|"
    r"questions|topics|issues|areas|principles|documents|items|consist of)\b[^.;]{0,40}$"
)
_INSERTED = re.compile(r"(?:\s*,[^:]*|\s\w+ly|\s(?:also|therefore|further|then|now|thus|still))*")


def governs(text: str, request: Request) -> bool:
    """Return whether the items of a list are what a request asks for.

    "States should: (a) ratify it" has such items. In "The plan should include: (a) a budget", they
    are things, and the request is the sentence itself.
    """
    end = text.rstrip(" :—–,")
    if _LAST_WORD.search(end):
        return True
    if _NAMES_THINGS.search(end):
        return False
    if _GOVERNS.search(end):
        return True
    rest = end[request.end :]
    if request.form == "duty":
        return bool(_INSERTED.fullmatch(rest))
    return not re.search(r"\b(?:to|that|should|must)\s[a-z]", rest)


def offers_recommendations(text: str, state: str) -> Request | None:
    """Return what a sentence such as "The recommendations are:" asks for, or None.

    Args:
        text: the sentence.
        state: the State under review that is asked, or "".
    """
    match = _ADVICE.search(text)
    if match is None or not text.rstrip().endswith((":", "—", "–")):
        return None
    # In a review, every list that an introduction with this word opens has recommendations.
    if not state and (not _OFFERED.search(text) or _FOLLOWED.search(text)):
        return None
    to = re.match(r" to ", text[match.end() :])
    addressee = state or (leading_actor(text[match.end() + to.end() :]) if to else "")
    return Request(match.group(), "recommend", match.end(), addressee, "", "list")
