"""Questions to begin with and to go on with; each is sure to have an answer.

All of them are looked up by address, so that is known without asking.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from assistant.answer import Answer
from assistant.evidence.quote import quote_lookup
from assistant.question.lookup import asks_what_it_says, look_up
from corpus import Document
from corpus import symbol as symbols
from corpus.contents import contents

_EXAMPLES, _FOLLOW_UPS = 4, 3
# Longer headings make long buttons.
_LONGEST = 80
# Of the bundled report, where it is alone: one of each kind of question.
_CHOSEN = {
    "A/78/176": (
        "Which countries did the Independent Expert visit?",
        "What does international solidarity mean?",
        "What did he ask Qatar to do for migrant workers?",
        "Who hoarded vaccines, and with what effect?",
    )
}


def examples(documents: Sequence[Document]) -> list[str]:
    """Return questions to begin with, made from the headings of the reports in turn."""
    if len(documents) == 1 and documents[0].symbol in _CHOSEN:
        return list(_CHOSEN[documents[0].symbol])
    each = (_about_sections(document, alone=len(documents) == 1) for document in documents)
    turns = chain.from_iterable(zip_longest(*each))
    return _sure((one for one in turns if one), documents, _EXAMPLES)


def follow_ups(answer: Answer, asked: Iterable[str], documents: Sequence[Document]) -> list[str]:
    """Return questions to go on with: documents that are quoted, what comes next, the section."""
    if not answer.citations:
        return []
    before = {question.casefold() for question in asked}
    made = (one for one in _next(answer, documents) if one.casefold() not in before)
    return _sure(made, documents, _FOLLOW_UPS)


def _next(answer: Answer, documents: Sequence[Document]) -> Iterator[str]:
    first = answer.citations[0].quote.paragraph
    own = {document.symbol for document in documents}
    at = "" if len(documents) == 1 else f" of {first.symbol}"
    for citation in answer.citations:
        for name in symbols.in_text(citation.quote.text):
            if name not in own:
                yield f"What is {name} about?"
    last = answer.citations[-1].quote.paragraph
    if last.number.isdigit() and not last.part:
        yield f"What does paragraph {int(last.number) + 1}{at} say?"
    if first.headings:
        yield _section(first.headings[-1], at)


def _about_sections(document: Document, *, alone: bool) -> Iterator[str]:
    at = "" if alone else f" of {document.symbol}"
    sections = contents(document).sections
    headings = dict.fromkeys(one.headings[-1] for one in sections if one.headings)
    return (_section(heading, at) for heading in headings if len(heading) <= _LONGEST)


def _section(heading: str, at: str) -> str:
    return f"What does the section on {re.sub(r'^[(]?[A-Za-z0-9]+[.)] ', '', heading)}{at} say?"


def _sure(made: Iterable[str], documents: Sequence[Document], most: int) -> list[str]:
    """Keep those that are sure to have an answer, as many as there is room for."""
    kept: dict[str, None] = {}
    for question in made:
        lookup = look_up(question, documents)
        if lookup and not lookup.missing and asks_what_it_says(lookup) and quote_lookup(lookup):
            kept[question] = None
        if len(kept) == most:
            break
    return list(kept)
