"""Check the quotations of a draft against the reports of a library."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.verify.attribution import attributed
from assistant.verify.check import Checker
from assistant.verify.draft import Block, draft_of_text, with_note_blocks
from assistant.verify.texts import Texts
from assistant.verify.types import Verdict
from corpus.errors import BadDraft
from index import Index

LEAST_WORDS = 4


class Verifier:
    """Checks quotations; one serves all users, since it keeps nothing of a draft."""

    def __init__(self, index: Index) -> None:
        """Check against the reports of ``index``, also of those that are added later."""
        self._index = index
        self._checker = lru_cache(maxsize=1)(_make_checker)

    def verify(self, text: str, *, least_words: int = LEAST_WORDS) -> list[Verdict]:
        """Return a verdict on each quotation of a text, which may be Markdown, in order.

        A quotation of fewer than ``least_words`` words is checked only if a citation adjoins it.

        Raises: BadDraft if the text is empty.
        """
        return self.verify_blocks(draft_of(text), least_words=least_words)

    def verify_blocks(
        self, blocks: Sequence[Block], *, least_words: int = LEAST_WORDS, most: int | None = None
    ) -> list[Verdict]:
        """Return a verdict on each quotation of a draft, in order.

        Args:
            blocks: the draft, as ``assistant.verify.draft.with_note_blocks`` returns it.
            least_words: as for ``verify``.
            most: the number of quotations that the draft may have; None for any number.

        Raises: BadDraft if the draft has more quotations.
        """
        return list(self.each(blocks, least_words=least_words, most=most)[1])

    def each(
        self, blocks: Sequence[Block], *, least_words: int = LEAST_WORDS, most: int | None = None
    ) -> tuple[int, Iterator[Verdict]]:
        """Return the number of quotations of a draft and their verdicts, each made when asked for.

        The arguments and errors are those of ``verify_blocks``.
        """
        quotations = attributed(blocks)
        if most is not None and len(quotations) > most:
            raise BadDraft(
                f"The text has {len(quotations):,} quotations. Check it in parts of {most:,} or "
                "fewer"
            )
        index = self._index.snapshot()
        checker = self._checker(index)
        return len(quotations), (checker.check(one, least_words) for one in quotations)


def draft_of(text: str) -> list[Block]:
    """Return the blocks of a text, its notes as blocks of their own.

    Raises: BadDraft if the text is empty.
    """
    if not text.strip():
        raise BadDraft("The text is empty. Give a text with quotations")
    return with_note_blocks(draft_of_text(text))


def _make_checker(index: Index) -> Checker:
    return Checker(index, Texts(index.documents))
