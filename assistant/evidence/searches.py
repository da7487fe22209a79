"""Searches: a few words, or a topic. What has the words is the answer, whatever the reader says."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.lexicon import content_words
from assistant.question.resolve import ResolvedQuestion
from corpus import Span
from index import Hit
from index.storage.lexical import stem


def on_topic(hits: Sequence[Hit], topic: str) -> list[Hit]:
    """Return the hits whose paragraphs have all words of a topic; all hits if none has.

    The sentences of each hit are those that have a word of the topic, if there are any.
    """
    wanted = _stems(topic)
    having = [hit for hit in hits if wanted <= _stems(hit.passage.paragraph.text)]
    return [replace(hit, sentences=_with_words(hit.sentences, wanted)) for hit in having or hits]


def found_by_words(resolved: ResolvedQuestion, chosen: Sequence[Span]) -> bool:
    """Return whether the question is a search, and the paragraphs of the sentences have its words.

    They have half of a few keywords, or all words of a topic.
    """
    wanted = _stems(resolved.topic or (resolved.query if resolved.keywords else ""))
    found = _stems(" ".join(span.paragraph.text for span in chosen))
    missing = len(wanted - found)
    return bool(wanted) and (not missing if resolved.topic else 2 * missing <= len(wanted))


def _with_words(sentences: Sequence[Hit], wanted: frozenset[str]) -> tuple[Hit, ...]:
    having = tuple(s for s in sentences if not wanted.isdisjoint(_stems(s.passage.text)))
    return having or tuple(sentences)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))
