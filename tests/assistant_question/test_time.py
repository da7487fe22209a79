"""The time to read a question is bounded, whatever its 1,000 characters are.

If a question of twice the length takes at most about four times as long, then no part of the
reading is worse than quadratic, and no question can stop the assistant.
"""

from collections.abc import Callable
from math import inf
from time import process_time

import pytest

from assistant.answer import Answer
from assistant.question.address import read_address, without_address
from assistant.question.answer_type import type_bonus, type_missing
from assistant.question.documents import named_documents
from assistant.question.language import foreign_language
from assistant.question.lexicon import content_words
from assistant.question.lexicon.rows import ROWS
from assistant.question.lookup import look_up
from assistant.question.overview import overview_of
from assistant.question.resolve import resolve
from assistant.question.rewrite import rewrite
from assistant.question.searches import is_keywords, topic_sought
from assistant.question.small_talk import small_talk_in
from assistant.question.spelling import Vocabulary, english_share, similarity
from assistant.question.turns import read_turn
from corpus import Document
from index.storage.lexical import longest_phrase

LEGAL = (
    "in accordance with the provisions of article 26, paragraph 2, of the Covenant, and without "
    "prejudice to the obligations of the States parties under section II.A of the annex to the "
    "resolution referred to in paragraphs 3, 4 and 5 of the report of the Secretary-General, "
)
UNITS = {
    "of the": "of the ",
    "legal prose": LEGAL,
    "brackets": "(",
    "square brackets": "[",
    "digits": "7",
    "unknown words": "qwzxvbnm" * 5 + " ",
    "one long word": "x",
    "paragraphs": "para. 5, ",
    "numbers": "para 1 and 2, ",
    "ranges": "¶ 1-9 to ",
    "sections": "section II A ",
    "symbols": "A/HRC/50/",
    "slashes": "A/",
    "spaces": "   ",
    "thanks": "thanks ",
    "hello": "hellooooo",
    "first": "first last ",
    "hundreds": "one hundred and ",
    "who": "who wrote when ",
    "capitals": "Ab ",
    "turns": "now let us leave ",
    "back": "back to ",
    "quotes": "'s ",
}
# Below this many seconds, a time is too short to be compared with another.
SHORTEST = 0.02
VOCABULARY = Vocabulary(("vaccine", "hoarding", "qatar", "article"), frozenset(["qatar"]))
EARLIER = [Answer(LEGAL, LEGAL, ())]
FUNCTIONS: dict[str, Callable[[str, Document], object]] = {
    "every pattern": lambda text, _: [row.matches(text) for row in ROWS],
    "small talk": lambda text, _: small_talk_in(text),
    "searches": lambda text, _: (is_keywords(text), topic_sought(text)),
    "address": lambda text, _: (read_address(text), without_address(text)),
    "overview": lambda text, _: overview_of(text),
    "look-up": lambda text, report: look_up(text, [report]),
    "named documents": lambda text, report: named_documents(text, [report]),
    "rewrite": lambda text, _: rewrite(text, EARLIER, VOCABULARY.names),
    "spelling": lambda text, _: (VOCABULARY.correct(text), VOCABULARY.unknown(text)),
    "language": lambda text, _: foreign_language(text, VOCABULARY),
    "words": lambda text, _: (list(content_words(text)), english_share(text, VOCABULARY)),
    "answer type": lambda text, _: (type_bonus(text, text), type_missing(text, [text])),
    "turn": lambda text, _: read_turn(text),
    "similarity": lambda text, _: similarity(text, text),
    "longest phrase": lambda text, _: longest_phrase(text, text),
    "all of it": lambda text, report: resolve(text, EARLIER, [report], VOCABULARY),
}


# A question of twice the length takes at most so many times as long.
BOUND = 6
HALF, WHOLE = 499, 998  # characters


def shortest(work: Callable[[], object], bound: float = 0.0, most: int = 3) -> float:
    """Return the shortest of ``most`` times: what else the machine does can only lengthen a time.

    These are seconds of the processor, so other processes count little. A time below ``bound``
    needs no other time.
    """
    best = inf
    for _ in range(most):
        start = process_time()
        work()
        best = min(best, process_time() - start)
        if best < bound:
            break
    return best


def grows_too_fast(read: Callable[[str], object], unit: str) -> bool:
    """Whether twice the length takes more than ``BOUND`` times as long.

    Most functions read the whole in less than the least that is allowed. Only the others are
    measured with the half. The first time includes what is loaded at the first use.
    """
    half, whole = ((unit * WHOLE)[:length] for length in (HALF, WHOLE))
    if shortest(lambda: read(whole), most=1) < BOUND * SHORTEST:
        return False
    allowed = BOUND * max(shortest(lambda: read(half)), SHORTEST)
    return shortest(lambda: read(whole), allowed) >= allowed


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_length_takes_at_most_about_four_times_as_long(
    report: Document, unit: str, function: str
) -> None:
    read = FUNCTIONS[function]
    assert not grows_too_fast(lambda text: read(text, report), UNITS[unit])


def test_a_function_whose_time_grows_with_the_third_power_is_found() -> None:
    def cubic(text: str) -> None:
        for _ in range(len(text) ** 3 // 40):
            pass

    assert grows_too_fast(cubic, "x")
