"""Suggested questions, at the start and after an answer. Each of them has an answer.

All of them ask for a paragraph, section or report by its address, or for what the heading of a
section says. Whether there is an answer is known without searching.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from assistant.answer import Answer
from assistant.evidence.quote import quote_lookup
from assistant.output.topics import topic_of_heading, topics
from assistant.question.lookup import asks_what_it_says, look_up
from assistant.question.overview import summary
from corpus import Document
from corpus import symbol as symbols

_EXAMPLES, _FOLLOW_UPS = 4, 3
_MOST_TRIED = 40  # questions; of thousands of reports, most are not read for this
# Written for the bundled report, if it is the only report: one question of each kind.
WRITTEN = {
    "A/78/176": (
        "Which countries did the Independent Expert visit?",
        "What does international solidarity mean?",
        "What did he ask Qatar to do for migrant workers?",
        "Who hoarded vaccines, and with what effect?",
    )
}


def examples(documents: Sequence[Document]) -> list[str]:
    """Return questions for the start, made from the headings of each report in turn."""
    if len(documents) == 1 and documents[0].symbol in WRITTEN:
        return list(WRITTEN[documents[0].symbol])
    alone, asked = len(documents) == 1, set[str]()
    by_report = (
        chain(
            about_sections(one, alone=alone),
            [about_report("" if alone else one.symbol)] if summary(one) else [],
        )
        for one in documents
    )
    questions = []
    for question in chain.from_iterable(zip_longest(*by_report)):
        topic = (question or "").partition(" about ")[2]
        # Reports of one kind have the same headings: each is asked for once.
        if question and not (topic and topic in asked):
            asked.add(topic)
            questions.append(question)
        if len(questions) == _MOST_TRIED:
            break
    found = answerable(questions, documents, _EXAMPLES)
    return found or answerable(_plain_questions(documents), documents, _EXAMPLES)


def _plain_questions(documents: Sequence[Document]) -> Iterator[str]:
    """Yield questions for reports without a heading that is a topic, or in another language."""
    for document in documents[:_MOST_TRIED]:
        of_report = "" if len(documents) == 1 else f" of {document.symbol}"
        numbers = (p.number for p in document.paragraphs if p.number and not p.part)
        yield from (
            f"What does paragraph {number}{of_report} say?" for number in islice(numbers, 2)
        )
        yield f"What does page 1{of_report} say?"
        yield about_report("" if len(documents) == 1 else document.symbol)


def follow_ups(answer: Answer, asked: Iterable[str], documents: Sequence[Document]) -> list[str]:
    """Return questions after an answer.

    They ask for documents that the answer mentions, for the next paragraph, and for the section;
    where nothing answers, for the paragraphs that are nearest, and for their section. Questions in
    ``asked`` are left out.
    """
    already_asked = {question.casefold() for question in asked}
    propose = _next_questions if answer.citations else _nearest_questions
    questions = (
        question
        for question in propose(answer, documents)
        if question.casefold() not in already_asked
    )
    return answerable(questions, documents, _FOLLOW_UPS)


def _next_questions(answer: Answer, documents: Sequence[Document]) -> Iterator[str]:
    first = answer.citations[0].quote.paragraph
    in_library = {document.symbol for document in documents}
    of_report = "" if len(documents) == 1 else f" of {first.symbol}"
    for citation in answer.citations:
        for symbol in symbols.in_text(citation.quote.text):
            if symbol not in in_library:
                yield f"What is {symbol} about?"
    last = answer.citations[-1].quote.paragraph
    if last.number.isdigit() and not last.part:
        yield f"What does paragraph {int(last.number) + 1}{of_report} say?"
    if first.headings:
        yield _about_heading(first.headings[-1], first.symbol, documents)


def _nearest_questions(answer: Answer, documents: Sequence[Document]) -> Iterator[str]:
    nearest = [hit.passage.paragraph for hit in answer.hits[:_FOLLOW_UPS]]
    for paragraph in nearest:
        of_report = "" if len(documents) == 1 else f" of {paragraph.symbol}"
        if paragraph.headings:
            yield _about_heading(paragraph.headings[-1], paragraph.symbol, documents)
        if paragraph.number and not paragraph.part:
            yield f"What does paragraph {paragraph.number}{of_report} say?"


def about_report(symbol: str = "") -> str:
    """Return the question what a report is about; without a symbol, there is only one report."""
    return f"What is {symbol or 'the report'} about?"


def about_sections(document: Document, *, alone: bool) -> Iterator[str]:
    """Yield a question on each section of a report; not ``alone``, they name the report."""
    return (_about(topic, "" if alone else document.symbol) for topic in topics(document))


def _about_heading(heading: str, symbol: str, documents: Sequence[Document]) -> str:
    """Return a question on a section; "" if its heading is that of an introduction or the like."""
    document = next((one for one in documents if one.symbol == symbol), None)
    topic = topic_of_heading(heading, document) if document else ""
    return _about(topic, "" if len(documents) == 1 else symbol) if topic else ""


def _about(topic: str, symbol: str) -> str:
    return f"What does {symbol or 'the report'} say about {topic}?"


def answerable(questions: Iterable[str], documents: Sequence[Document], limit: int) -> list[str]:
    """Return the first ``limit`` different questions that are look-ups and have an answer."""
    answered: dict[str, None] = {}
    for question in questions:
        lookup = look_up(question, documents) if question else None
        if lookup and not lookup.missing and asks_what_it_says(lookup) and quote_lookup(lookup):
            answered[question] = None
        if len(answered) == limit:
            break
    return list(answered)
