"""The numbers of the paragraphs of a Word document, and the list that gives most of them."""

from collections.abc import Sequence

from corpus.numerals import Number, candidate
from corpus.readers.docx_drafts import Draft

_UNNUMBERED = ("", 0)


def main_list(text: Sequence[Draft], in_tables: Sequence[Draft]) -> tuple[str, int] | None:
    """Return the form and level of the list that numbers most of the text, if it is no "1.".

    Numbers such as "1", "1)" and "1 -" are then paragraph numbers. The result is None if most of
    the numbered text has other numbers, automatic or typed.

    Args:
        text: the paragraphs outside of tables.
        in_tables: the paragraphs in tables, which count if no others are numbered.
    """
    for drafts in (text, in_tables):
        lengths: dict[tuple[str, int] | None, int] = {}
        for draft in drafts:
            is_heading = draft.outline is not None or draft.style.bold
            if not draft.kind and not is_heading and (key := _form_of(draft)) != _UNNUMBERED:
                lengths[key] = lengths.get(key, 0) + len(draft.text)
        if lengths:
            return max(lengths, key=lambda key: lengths[key])
    return None


def _form_of(draft: Draft) -> tuple[str, int] | None:
    """Return the form and level of a paragraph's number; None if the parser knows the form."""
    number = draft.number
    if number and number.form and not any(letter.isalpha() for letter in number.form):
        return None if number.form == "%." else (number.form, number.key[1])
    return None if candidate(draft.printed) else _UNNUMBERED


def number_of(text: str) -> Number:
    """Return the number at the start of a paragraph; empty if there is none."""
    number = candidate(text)
    return number.number if number else ()


def follows(number: Number, last: Number) -> bool:
    """Return whether a number is the next one, or the first of a section."""
    if not last:
        return number[-1] == 1
    first = len(number) > 1 and number[-1] == 1 and number != last
    return first or number == (*last[:-1], last[-1] + 1)
