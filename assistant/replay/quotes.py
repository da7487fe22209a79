"""Look up whether the quotations of saved answers still stand in the reports; nothing is asked."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from assistant.replay.outcome import Both, Outcome, Replayed, library_remarks
from assistant.replay.saved import Quote, SavedAnswer
from corpus import Document, Paragraph
from corpus.alignment import Text, align
from corpus.document import notes_of, table_paragraph
from corpus.split import sentences
from corpus.wording import compare_words, words_of

# The worst of these is what became of an answer.
_WORST: tuple[Outcome, ...] = ("same", "moved", "changed", "lost")


class Shelf:
    """The texts of reports that quotations are looked up in."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Look up quotations in these reports."""
        self.documents = documents

    @cached_property
    def _texts(self) -> dict[tuple[str, str], list[Paragraph]]:
        return {
            (document.symbol, document.language): [
                *document.paragraphs,
                *(note for one in document.paragraphs for note in notes_of(one)),
                *(table_paragraph(document, table) for table in document.tables),
            ]
            for document in self.documents
        }

    def look_up(self, saved: SavedAnswer) -> Replayed:
        """Return what became of the quotations of an answer; without quotations, it is the same."""
        found = [self._find(quote) for quote in saved.quotes]
        outcome = max((one for one, _ in found), key=_WORST.index, default=_WORST[0])
        remarks = tuple(library_remarks(saved, self.documents))
        return Replayed(saved.question, outcome, tuple(both for _, both in found), remarks)

    def _find(self, quote: Quote) -> tuple[Outcome, Both]:
        texts = self._texts.get((quote.document, quote.language), [])
        home = [text for text in texts if text.label == quote.paragraph]
        for text in (*home, *texts):
            if quote.text in text.text:
                now = _quote(quote, text, quote.text)
                outcome: Outcome = "same" if text.label == quote.paragraph else "moved"
                return outcome, Both(quote, now, compare_words(quote.text, quote.text))
        candidates = list(_sentences(home))
        words = [Text(words_of(text), "") for _, text in candidates]
        for pair in align([Text(words_of(quote.text), "")], words):
            text, likest = candidates[pair.new]
            now = _quote(quote, text, likest)
            return "changed", Both(quote, now, compare_words(quote.text, likest))
        return "lost", Both(quote, None)


def look_up(saved: Sequence[SavedAnswer], shelf: Shelf) -> Iterator[Replayed]:
    """Yield what became of the quotations of each answer, some milliseconds each."""
    yield from map(shelf.look_up, saved)


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    for paragraph in paragraphs:
        yield from ((paragraph, span.text) for span in sentences(paragraph))


def _quote(quote: Quote, paragraph: Paragraph, text: str) -> Quote:
    return Quote(quote.document, quote.language, paragraph.label, paragraph.reference, text)
