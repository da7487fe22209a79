"""Resolve a question: correct and rewrite it, and find the documents and addresses it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.question.entities import Entity, find_entities
from assistant.question.language import foreign_language
from assistant.question.lexicon import content_words
from assistant.question.lookup import Lookup, look_up, named_documents
from assistant.question.rewrite import RewrittenQuestion, rewrite
from assistant.question.spelling import Vocabulary
from corpus import Document, Paragraph

# A question with at least this many different content words can be judged without the question
# before it.
_MIN_CONTENT_WORDS = 3


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """A question together with everything that the later stages need to know about it.

    ``text`` is the question as typed; ``query`` is the question after spelling correction and
    rewriting. ``context`` holds the earlier questions that ``query`` depends on, and
    ``previous_question`` the last of these; both are empty if ``query`` stands alone.
    ``stay_near`` is the first paragraph that the previous answer quoted, if the question stays in
    its section. ``names`` are the words of ``query`` that the library writes with a capital, in
    lower case. ``lookup`` holds the paragraphs that the question names by their address, and is
    None if the question names no address. ``unknown`` are the words of ``query`` that are in no
    report. ``language`` is the English name of the question's language, and "" if the question is
    in English or is a look-up. ``named_documents`` are the symbols of the library's reports that
    the question names. ``entities`` are what ``query`` names; for a follow-up that names nothing,
    what the previous question names.
    """

    text: str
    query: str
    context: str = ""
    previous_question: str = ""
    stay_near: Paragraph | None = None
    names: frozenset[str] = frozenset()
    lookup: Lookup | None = None
    unknown: tuple[str, ...] = ()
    language: str = ""
    named_documents: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()

    @property
    def for_reader(self) -> str:
        """The text for the reader: the query, after the previous question if the query is short."""
        enough = len(set(content_words(self.query))) >= _MIN_CONTENT_WORDS
        return self.query if enough else f"{self.previous_question} {self.query}".strip()


def resolve(
    text: str, history: Sequence[Answer], documents: Sequence[Document], vocabulary: Vocabulary
) -> ResolvedQuestion:
    """Return the question, corrected and rewritten, with what it names.

    ``history`` holds the earlier answers of the conversation, oldest first. ``documents`` are the
    reports that may answer, and ``vocabulary`` holds the words of the library.
    """
    rewritten = rewrite(vocabulary.correct(text), history, vocabulary.names)
    lookup = look_up(rewritten.query, documents, follows=bool(rewritten.context))
    return ResolvedQuestion(
        text,
        rewritten.query,
        rewritten.context,
        rewritten.previous_question,
        rewritten.stay_near,
        rewritten.names,
        lookup,
        vocabulary.unknown(rewritten.query),
        "" if lookup else foreign_language(text, vocabulary),
        named_documents(text, documents),
        _entities(rewritten, history, documents, vocabulary),
    )


def _entities(
    rewritten: RewrittenQuestion,
    history: Sequence[Answer],
    documents: Sequence[Document],
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return what the question names; the reports that answer are not part of what is asked."""
    own = {document.symbol for document in documents}
    found = find_entities(rewritten.query, vocabulary.names)
    if not found and rewritten.context:
        found = find_entities(history[-1].query, vocabulary.names)
    return tuple(entity for entity in found if own.isdisjoint(entity.forms))


def explain(resolved: ResolvedQuestion) -> Iterator[str]:
    """Yield lines for a trace: how the question was rewritten, looked up, and what is unknown."""
    yield f'read as "{resolved.query}"'
    if resolved.context:
        yield f'after "{resolved.context}"'
    if resolved.lookup:
        count = len(resolved.lookup.paragraphs)
        yield f"looked up by {resolved.lookup.kind}: {count} paragraph{'s' * (count != 1)}"
    if resolved.unknown:
        yield f"in no report: {', '.join(resolved.unknown)}"
    if resolved.entities:
        yield f"asks about {', '.join(entity.text for entity in resolved.entities)}"
