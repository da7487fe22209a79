"""Check the quotations of a draft against the reports of a library."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.verify.attribution import Attributed, attributed
from assistant.verify.check import Checker
from assistant.verify.draft import Block, draft_of_text, with_note_blocks
from assistant.verify.texts import Texts
from assistant.verify.types import Verdict
from corpus.errors import BadQuestion
from index import Index

MAX_TEXT = 1_000_000
"""The number of characters that a draft may have."""


class Verifier:
    """Checks quotations; one serves all users, since it keeps nothing of a draft."""

    def __init__(self, index: Index) -> None:
        """Check against the reports of ``index``, also of those that are added later."""
        self._index = index
        self._checker = lru_cache(maxsize=1)(_make_checker)

    def verify(self, text: str, *, least_words: int = 4) -> list[Verdict]:
        """Return a verdict on each quotation of a text, which may be Markdown, in order.

        A quotation of fewer than ``least_words`` words is checked only if a citation adjoins it.

        Raises:
            BadQuestion: the text is empty or has more than ``MAX_TEXT`` characters.
        """
        if not text.strip():
            raise BadQuestion("The text is empty. Give a text with quotations")
        if len(text) > MAX_TEXT:
            raise BadQuestion(
                f"The text has {len(text):,} characters. Check it in parts of {MAX_TEXT:,} or fewer"
            )
        return self.verify_blocks(with_note_blocks(draft_of_text(text)), least_words=least_words)

    def verify_blocks(self, blocks: Sequence[Block], *, least_words: int = 4) -> list[Verdict]:
        """Return a verdict on each quotation of a draft, in order.

        Args:
            blocks: the draft, as ``assistant.verify.draft.with_note_blocks`` returns it.
            least_words: as for ``verify``.
        """
        index = self._index.snapshot()
        checker = self._checker(index)
        return [checker.check(one, least_words) for one in attributed(blocks)]

    def check(self, quotation: Attributed, *, least_words: int = 4) -> Verdict:
        """Return the verdict on a quotation whose citations are known."""
        return self._checker(self._index.snapshot()).check(quotation, least_words)


def _make_checker(index: Index) -> Checker:
    return Checker(index, Texts(index.documents))
