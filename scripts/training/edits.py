"""Edits of questions and passages from which bundles are made."""

import random
import re
from collections.abc import Sequence
from typing import Any

from assistant.question.lexicon import GENERIC_NAMES
from scripts.training.pairs import STATES, Pair
from scripts.training.passages import Passages, contain_spans

# A longer paragraph is cut to the sentences around its answer, as the index cuts it to passages.
_MAX_WORDS = 150
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+(?: (?:of |the |and )*[A-Z][\w'’-]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def make_pair(
    source: str, question: str, heading: str, sentences: Sequence[str], answers: set[int]
) -> Pair:
    """Return a pair; ``answers`` are the positions of the sentences that answer."""
    known = tuple(i in answers for i in range(len(sentences)))
    heading = re.sub(r"^(?:[IVXLC]+|[A-Z]|\d{1,2})\. ", "", heading)
    return Pair(source, question, heading, tuple(sentences), known, bool(answers), 1.0)


def answering(sentences: Sequence[str], spans: Sequence[Any]) -> set[int]:
    """Return the positions of sentences with a span; empty if one span is in no sentence."""
    found: set[int] = set()
    for span in spans:
        alternatives = span if isinstance(span, list) else [span]
        holds = contain_spans(sentences, alternatives)
        if not any(holds):
            return set()
        found |= {i for i, answers in enumerate(holds) if answers}
    return found


def shorten(pair: Pair, around: int) -> Pair:
    """Return the pair with the sentences nearest to the one that matters, at most _MAX_WORDS."""
    lengths = [len(sentence.split()) for sentence in pair.sentences]
    if sum(lengths) <= _MAX_WORDS:
        return pair
    middle = next((i for i, answers in enumerate(pair.answers) if answers), max(around, 0))
    middle = min(middle, len(lengths) - 1)
    first = last = middle
    words = lengths[middle]
    while True:
        options = [i for i in (first - 1, last + 1) if 0 <= i < len(lengths)]
        options = [i for i in options if words + lengths[i] <= _MAX_WORDS]
        if not options:
            break
        chosen = options[0]
        words += lengths[chosen]
        first, last = min(first, chosen), max(last, chosen)
    return Pair(
        pair.source,
        pair.question,
        pair.heading,
        pair.sentences[first : last + 1],
        pair.answers[first : last + 1],
        any(pair.answers[first : last + 1]),
        pair.weight,
    )


def starts_of(text: str, sentences: Sequence[str]) -> list[int]:
    """Return where each sentence starts in a text, in characters."""
    starts, position = [], 0
    for sentence in sentences:
        position = max(text.find(sentence, position), position)
        starts.append(position)
        position += len(sentence)
    return starts


def find_exchange(
    question: str, text: str, report: Passages, rng: random.Random
) -> tuple[str, str] | None:
    """Return a name or year that question and text have, and another that neither has."""
    whole = question + text
    for state in STATES:
        if re.search(rf"\b{state}\b", question) and state in text:
            return state, rng.choice([s for s in STATES if s not in whole])
    for year in _YEAR.findall(question):
        if year in text:
            years = [str(int(year) + shift) for shift in (-3, -2, -1, 1, 2, 3)]
            return year, rng.choice([y for y in years if y not in whole])
    for name in _NAME.findall(question):
        if name in text and len(name) > 3 and name.lower() not in GENERIC_NAMES:
            others = [
                other
                for key in rng.sample(list(report.texts), min(12, len(report.texts)))
                for other in _NAME.findall(report.texts[key][0])
                if other not in whole
                and name not in other
                and abs(len(other) - len(name)) < 12
                and other.lower() not in GENERIC_NAMES
            ]
            if others:
                return name, rng.choice(others)
    return None
