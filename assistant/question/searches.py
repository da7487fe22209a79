"""Recognise searches: a few words, or a question for whatever a report has on a topic."""

from assistant.question.lexicon import content_words
from assistant.question.lexicon.searches import ASKS_ABOUT, IN_REPORT
from assistant.question.lexicon.small_talk import SENTENCE_WORD
from assistant.question.lexicon.words import JOINED_WORD

_MOST_KEYWORDS, _MOST_WORDS_OF_A_TOPIC = 5, 5


def is_keywords(text: str) -> bool:
    """Return whether a text is a few words to search for: no verb, no question word."""
    words = JOINED_WORD.findall(text)
    return 0 < len(words) <= _MOST_KEYWORDS and not SENTENCE_WORD.search(text)


def topic_sought(text: str) -> str:
    """Return the topic on which a question wants whatever a report has, or "".

    "What does the report say about vaccine patents?" wants "vaccine patents". What has a verb of
    its own, or many words, asks for a fact: "... say about how vaccines were shared".
    """
    asked = ASKS_ABOUT.search(text)
    topic = IN_REPORT.sub("", text[asked.end() :]) if asked else ""
    few = 0 < len(list(content_words(topic))) <= _MOST_WORDS_OF_A_TOPIC
    return topic if few and not SENTENCE_WORD.search(topic) else ""
