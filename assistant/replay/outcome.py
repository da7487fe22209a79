"""What became of a saved answer: the same, moved, changed, lost, found; and what the library is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.output.library_state import library_state
from assistant.replay.saved import Quote, SavedAnswer
from corpus import Document
from corpus.alignment import Text, align
from corpus.wording import Piece, compare_words, words_of

Outcome = Literal["same", "moved", "changed", "lost", "found", "failed"]
OUTCOMES: tuple[Outcome, ...] = ("same", "moved", "changed", "lost", "found", "failed")


@dataclass(frozen=True, slots=True)
class Both:
    """A quotation then and now; None if the answer has none there. ``pieces`` are its words."""

    then: Quote | None
    now: Quote | None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about the library: its key in ``words.json``, and the values in it."""

    key: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A saved answer and what became of it.

    ``outcome`` is "same" (the same quotations, or again none), "moved" (the same words, from other
    paragraphs or in another order), "changed" (other words, or another reply), "lost" (had
    quotations, has none), "found" (had none, has some), or "failed" (cannot be asked;
    ``problem`` says why). ``quotes`` are the quotations then and now. ``remarks`` say what changed
    in the library.
    """

    question: str
    outcome: Outcome
    quotes: tuple[Both, ...]
    remarks: tuple[Remark, ...]
    problem: str = ""


def compared(saved: SavedAnswer, now: Sequence[Quote], reply: str) -> tuple[Outcome, list[Both]]:
    """Return what became of an answer, and its quotations then and now side by side."""
    then = saved.quotes
    quotes = _side_by_side(then, now)
    if not then or not now:
        if then or now:
            return ("lost" if then else "found"), quotes
        return ("same" if reply == saved.reply else "changed"), quotes
    words, other = ([tuple(words_of(one.text)) for one in some] for some in (then, now))
    if words == other and [one.address for one in then] == [one.address for one in now]:
        return "same", quotes
    return ("moved" if Counter(words) == Counter(other) else "changed"), quotes


def _side_by_side(then: Sequence[Quote], now: Sequence[Quote]) -> list[Both]:
    texts, others = ([_text(one) for one in quotes] for quotes in (then, now))
    pairs = {pair.old: pair.new for pair in align(texts, others)}
    found = [
        Both(one, now[pairs[i]], compare_words(one.text, now[pairs[i]].text))
        if i in pairs
        else Both(one, None)
        for i, one in enumerate(then)
    ]
    taken = set(pairs.values())
    return [*found, *(Both(None, one) for j, one in enumerate(now) if j not in taken)]


def _text(quote: Quote) -> Text:
    return Text(words_of(quote.text), quote.reference)


def library_remarks(saved: SavedAnswer, documents: Sequence[Document]) -> Iterator[Remark]:
    """Yield what changed in the library since an answer was saved."""
    then = saved.library
    if not then:
        yield Remark("library_unknown")
        return
    now = library_state(documents, then["cited"])
    if now["digest"] == then["digest"]:
        yield Remark("library_same")
        return
    yield Remark("library_other", (then["reports"], now["reports"]))
    for key, digest in then["cited"].items():
        name = str(key).removesuffix("#English")
        if key not in now["cited"]:
            yield Remark("report_gone", (name,))
        elif now["cited"][key] != digest:
            yield Remark("report_other", (name,))


def counts(replayed: Sequence[Replayed]) -> dict[Outcome, int]:
    """Return how many answers have each outcome."""
    found = Counter(one.outcome for one in replayed)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def all_same(replayed: Sequence[Replayed]) -> bool:
    """Return whether every answer is the same."""
    return all(one.outcome == "same" for one in replayed)
