"""Recommendations of the universal periodic review: "101.13 Ratify the Convention (Spain);"."""

import re

from assistant.extracts.actors import is_state
from corpus import Document, Paragraph
from corpus.document import FRONT

_REVIEW = re.compile(r"\buniversal periodic review\b", re.IGNORECASE)
_STATES = re.compile(r"\(((?:[A-ZÀ-Þ]|the [A-Z])(?:[^()]|\([^()]*\))*)\)\s*[;.,]?\s*(?:and)?\s*$")
_SUPPORT = re.compile(
    r"\b(?:support of|examined by|considered by|rejected by|presented to|made to|by)(?: the)? "
    r"(?P<state>[A-ZÀ-Þ][\w’'-]*(?: (?:(?:of|and|the) )*[A-ZÀ-Þ][\w’'-]*)*)"
)

# On a title page, these name the language of the document and not a State.
_LANGUAGES = frozenset(["arabic", "chinese", "english", "french", "russian", "spanish"])


def state_under_review(document: Document) -> str:
    """Return the State that a report of the universal periodic review is about, or "".

    The title page names it, or else a sentence such as "enjoy the support of Gabon".
    """
    front = [p.text for p in document.paragraphs if p.part == FRONT]
    if not any(_REVIEW.search(line) for line in [document.title, *front]):
        return ""
    for line in [document.title, *front]:
        for part in re.split(r"\s*[–—:*]+\s*", line):
            if is_state(part) and part.strip().casefold() not in _LANGUAGES:
                return part.strip()
    for paragraph in document.paragraphs:
        for match in _SUPPORT.finditer(paragraph.text):
            if is_state(match["state"]):
                return match["state"]
    return ""


def recommending_states(text: str) -> str:
    """Return the States in brackets at the end of a recommendation, as printed, or ""."""
    match = _STATES.search(text)
    names = match.group(1).strip() if match else ""
    return "" if "/" in names else names  # it is the symbol of a document


def is_numbered_item(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is an item of a list of recommendations: 101.13."""
    return "." in paragraph.number or "list in para." in paragraph.part
