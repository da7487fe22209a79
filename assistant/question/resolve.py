"""Resolve a question: correct and rewrite it, and find the documents and addresses it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import SMALL_TALK, Answer, Reply
from assistant.question.address import without_address
from assistant.question.dates import spelled_as_reports
from assistant.question.documents import named_documents, with_symbols
from assistant.question.entities import Entity, find_entities
from assistant.question.language import foreign_language
from assistant.question.lexicon import content_words
from assistant.question.lookup import Lookup, look_up
from assistant.question.parts import split_question
from assistant.question.rewrite import RewrittenQuestion, rewrite
from assistant.question.searches import is_keywords, topic_sought
from assistant.question.small_talk import small_talk_in, without_small_talk
from assistant.question.spelling import Vocabulary
from assistant.question.turns import Turn, read_turn
from corpus import Document, Paragraph


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """A question together with everything that the later stages need to know about it.

    ``text`` is the question as typed; ``query`` is the question after spelling correction and
    rewriting. ``context`` holds the earlier questions that ``query`` depends on; it is empty if
    ``query`` stands alone. ``stay_near`` is the first paragraph that the previous answer quoted, if
    the question stays in its section. ``names`` are the words of ``query`` that the library writes
    with a capital, in lower case. ``lookup`` holds the paragraphs that the question names by their
    address, and is None if the question names no address. ``unknown`` are the words of ``query``
    that are in no report. ``language`` is the English name of the question's language, and "" if
    the question is in English or is a look-up. ``named_documents`` are the symbols of the library's
    reports that the question names; for a follow-up, of the report that the last answer quotes.
    ``entities`` are what ``query`` names; for a follow-up that names nothing, what the previous
    question names. ``reply`` is what to say to a text that is no question, and "" for a question.
    ``keywords``: the text is no sentence but a few words to search for. ``topic`` is that on which
    the question wants whatever a report has, and "" for any other question. ``parts`` are the
    questions that the text asks, if it asks several; else the text alone.
    """

    text: str
    query: str
    context: str = ""
    stay_near: Paragraph | None = None
    names: frozenset[str] = frozenset()
    lookup: Lookup | None = None
    unknown: tuple[str, ...] = ()
    language: str = ""
    named_documents: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    reply: Reply = ""
    keywords: bool = False
    topic: str = ""
    parts: tuple[str, ...] = ("",)

    @property
    def for_reader(self) -> str:
        """The text for the reader: the query, after the questions that it depends on."""
        return f"{self.context} {self.query}".strip()


def resolve(
    text: str, history: Sequence[Answer], documents: Sequence[Document], vocabulary: Vocabulary
) -> ResolvedQuestion:
    """Return the question, corrected and rewritten, with what it names.

    ``history`` holds the earlier answers of the conversation, oldest first. ``documents`` are the
    reports that may answer, and ``vocabulary`` holds the words of the library.
    """
    reply = small_talk_in(text)
    if reply:
        return ResolvedQuestion(text, text, reply=reply)
    history = [answer for answer in history if answer.reply not in SMALL_TALK]
    asked = without_small_talk(text)
    turn = read_turn(asked) if history else Turn(asked)
    spelled = spelled_as_reports(with_symbols(turn.question, documents))
    text_read = _with_choice(spelled, history, documents)
    earlier = [] if turn.is_new else history
    rewritten = rewrite(vocabulary.correct(text_read), earlier, vocabulary.names)
    lookup = look_up(
        rewritten.query,
        documents,
        follows=bool(rewritten.context),
        discussed=_under_discussion(history),
    )
    language = "" if lookup else foreign_language(text, vocabulary)
    is_question = bool(lookup or language or rewritten.context)
    topic = "" if is_question else topic_sought(rewritten.query)
    return ResolvedQuestion(
        text,
        rewritten.query,
        rewritten.context,
        rewritten.stay_near,
        rewritten.names,
        lookup,
        vocabulary.unknown(rewritten.query),
        language,
        named_documents(text_read, documents) or _stays_with(rewritten, history, documents),
        _entities(topic or rewritten.query, rewritten.context, history, documents, vocabulary),
        parts=(text,) if language else split_question(text_read, marks_only=bool(lookup)),
        keywords=not is_question and is_keywords(rewritten.query),
        topic=topic,
    )


def _entities(
    query: str,
    context: str,
    history: Sequence[Answer],
    documents: Sequence[Document],
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return what the question names; the reports that answer are not part of what is asked."""
    own = {document.symbol for document in documents}
    found = find_entities(query, vocabulary.names)
    if not found and context:
        found = find_entities(history[-1].query, vocabulary.names)
    return tuple(entity for entity in found if own.isdisjoint(entity.forms))


def _stays_with(
    rewritten: RewrittenQuestion, history: Sequence[Answer], documents: Sequence[Document]
) -> tuple[str, ...]:
    """Return the symbol of the report under discussion if the question is a follow-up."""
    if not rewritten.follows:
        return ()
    discussed = _under_discussion(history[-1:])
    if not discussed:
        return named_documents(history[-1].query, documents)
    return tuple({d.symbol for d in documents if d.symbol == discussed})


def _under_discussion(history: Sequence[Answer]) -> str:
    """Return the symbol of the report that the last answer with quotations quotes first, or ""."""
    quoted = (answer.citations[0] for answer in reversed(history) if answer.citations)
    citation = next(quoted, None)
    return citation.quote.paragraph.symbol if citation else ""


def _with_choice(text: str, history: Sequence[Answer], documents: Sequence[Document]) -> str:
    """Return the last question with the report that was chosen, if the text chooses one.

    After "What does para. 4 say?" and "Which report?", "A/78/176" means paragraph 4 of it.
    """
    if not history or history[-1].reply != "which_report" or look_up(text, documents):
        return text
    chosen = named_documents(text, documents)
    if not chosen or set(content_words(without_address(text))):
        return text
    return f"{history[-1].query} {chosen[0]}"


def explain(resolved: ResolvedQuestion) -> Iterator[str]:
    """Yield lines for a trace: how the question was rewritten, looked up, and what is unknown."""
    yield f'read as "{resolved.query}"{" (keywords)" * resolved.keywords}'
    if resolved.topic:
        yield f'wants what there is on "{resolved.topic}"'
    if resolved.reply:
        yield f"no question: {resolved.reply}"
    if resolved.context:
        yield f'after "{resolved.context}"'
    if resolved.lookup:
        count = len(resolved.lookup.paragraphs)
        yield f"looked up by {resolved.lookup.kind}: {count} paragraph{'s' * (count != 1)}"
    if resolved.unknown:
        yield f"in no report: {', '.join(resolved.unknown)}"
    if resolved.entities:
        yield f"asks about {', '.join(entity.text for entity in resolved.entities)}"
