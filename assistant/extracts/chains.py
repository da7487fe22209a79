"""Sentences that ask several things: "encourages States to sign it, and urges Chad to pay"."""

import re
from dataclasses import dataclass

# Two verbs for one addressee: "urges and encourages all States".
_DIRECTLY = re.compile(r"(?:,|\s)?(?:\s?(?:and|or|,))(?:\s(?:also|further|strongly|\w+ly))*\s")
_OWN_SUBJECT = re.compile(r"\b(?:I|we|they)(?:\s(?:also|further|then|strongly|\w+ly))*\s$", re.I)
_WHAT_IS_ASKED = re.compile(r"\s(?:to|that|should|must)\s")

_CLAUSE_OF_IT = re.compile(r"\b(?:that|which|who|whom|whose|where)\b")


@dataclass(frozen=True, slots=True)
class Request:
    """What a sentence asks for.

    ``verb`` are its words, from ``start`` to ``end``; ``addressee`` is who is asked and ``by`` who
    asks, as printed, or "". ``form`` is that of the phrase: see ``assistant.extracts.urging``.
    """

    verb: str
    strength: str
    end: int
    addressee: str
    by: str
    form: str = ""
    start: int = 0


def continues(before: str, verb: str, last: Request) -> bool:
    """Return whether a verb without a subject has the one who spoke before in the sentence.

    "Encourages States to sign it, urges Chad to pay": ``before`` is what is before the verb.
    """
    trimmed = before.rstrip()
    return last.form == "speech" and trimmed.endswith((",", ";")) and verb.split()[0].endswith("s")


def shares_addressee(text: str, last: Request, request: Request) -> bool:
    """Return whether two verbs are one urging: "urges and encourages all States to sign"."""
    between = text[last.end : request.start]
    return request.form == "speech" and bool(_DIRECTLY.fullmatch(between))


def adds(text: str, last: Request, request: Request) -> bool:
    """Return whether a request is one more, and not part of what the one before asks for."""
    if not request.addressee:
        return False
    between = text[last.end : request.start]
    if request.form == "speech":
        verb = request.verb.split()[0].lower()
        # "I ask States to sign it and encourage others": it is the States who encourage.
        bare = not verb.endswith(("s", "ed")) and _WHAT_IS_ASKED.search(between)
        return not bare or bool(_OWN_SUBJECT.search(between))
    if request.addressee == last.addressee or _CLAUSE_OF_IT.search(between):
        return False
    name = re.escape(request.addressee)
    return bool(
        re.search(rf"(?:[,;]|\b(?:and|but|while))\s(?:\w+,?\s)?{name}\W+(?:\w+\s)*$", between)
    )
