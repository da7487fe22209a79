"""Documents without paragraph numbers: letters, verbatim records, statements, decisions.

The United Nations cites them by page. So each of their paragraphs gets its page and its place among
the paragraphs that begin on that page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.block import Block
from corpus.characters import ends_sentence
from corpus.document import FRONT, SUMMARY, Paragraph
from corpus.structure import resolution

# A sentence of this length before the first number is text of a letter, not of a title page.
LETTER_TEXT = 200
SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[•–—*-]\s")
_QUOTES = tuple('"“«„')  # each paragraph of a long quotation begins with one
_FEWEST_WORDS = 12  # words of the first paragraph of a body; titles and dates have fewer
_LEAD_IN = 5  # words of a line that introduces the body
_LONG_ENOUGH = 60  # characters, in a script that does not divide words by spaces
# "Excellency," and "The meeting was called to order at 10.05 a.m." begin a body too.
_BEGINNING = re.compile(
    r"(?:Your )?Excellenc(?:y|ies),?$|Dear .{3,60},$|Sir,$|Madam,$|The meeting (?:was called|rose|"
    r"resumed)|Monsieur,|Excelencia"
)
_MASTHEAD = re.compile(
    r"\*|\[|Distr\b|Original\b|(?:Agenda )?[Ii]tems? \d|Letter dated|Lettre datée|Carta de fecha|"
    r"Note verbale|Identical letters|Note by the|Report of the|Summary record|Held at|Chair|"
    r"President"
)
_SIGNED = re.compile(r"\((?:Signed|Signé|Firmado)\)", re.IGNORECASE)
_LONGEST_SIGNATURE = 160  # characters of each line below "(Signed)"
# The speaker at the start of a block of a verbatim or summary record.
_SPEAKER = re.compile(
    r"((?:The (?:Acting |Deputy |Vice-)*(?:President|Chair(?:man|person|woman)?|Secretary-General|"
    r"Secretary)|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Prince|Princess|Sheikha?|King|Queen|Archbishop|"
    r"Monsignor|Baroness|Justice|Judge|Le Président|La Présidente|M|Mme)\b\.? ?[^:.]{0,60}?)"
    r"(?: ?\([^)]{1,80}\))*) ?:\s"
)
_RECORD = re.compile(r"/(?:PV|SR)\.\d")


def is_record(blocks: Sequence[Block]) -> bool:
    """Return whether a document is a verbatim or summary record, by the symbol in its masthead."""
    head = " ".join(block.text for block in blocks[:40])
    return bool(_RECORD.search(head))


def speaker(text: str) -> str:
    """Return the speaker named at the start of a block of a record, or ""."""
    match = _SPEAKER.match(text)
    return match[1] if match else ""


def first_of_body(blocks: Sequence[Block]) -> int:
    """Return the index of the first paragraph of a body without numbers.

    It is the first block that is long enough to be no title, else the first sentence, or the first
    line before it that introduces it: "In paragraph 1, replace:". The result is the number of
    blocks if there is none of these.
    """
    sentences = [
        index
        for index, block in enumerate(blocks)
        if _BEGINNING.match(block.text) or is_prose(block.text)
    ]
    long = (
        index
        for index in sentences
        if _BEGINNING.match(blocks[index].text)
        or len(blocks[index].text.split()) >= _FEWEST_WORDS
        or len(blocks[index].text) >= _LONG_ENOUGH
    )
    start = next(long, next(iter(sentences), len(blocks)))
    introduced = (index for index, block in enumerate(blocks[:start]) if _introduces(block))
    return next(introduced, start)


def _introduces(block: Block) -> bool:
    words = len(block.text.split())
    is_text = not block.level and not _MASTHEAD.match(block.text)
    return is_text and block.text.endswith(":") and words >= _LEAD_IN


def is_prose(text: str) -> bool:
    """Return whether a text before the body ends as a sentence, and is no note of the masthead."""
    return ends_sentence(text) and not _MASTHEAD.match(text)


def has_letter(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether there is running text before the body: a letter to which parts are annexed."""
    front = (p.text for p in paragraphs if p.part == FRONT)
    return any(len(text) >= LETTER_TEXT and is_prose(text) for text in front)


def cite_letter(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; those of a signed letter before a numbered body belong to the body.

    A committee transmits its report with such a letter.
    """
    cited = list(paragraphs)
    signed = (i for i, p in enumerate(cited) if p.part == FRONT and _SIGNED.match(p.text))
    for index in reversed(range(next(signed, 0))):
        paragraph = cited[index]
        words = len(paragraph.text.split())
        if paragraph.part != FRONT or words < _FEWEST_WORDS or not is_prose(paragraph.text):
            break
        cited[index] = replace(paragraph, part="")
    return cited


def begins_signature(text: str) -> bool:
    """Return whether a line is a signature: "(Signed) Name"."""
    return bool(_SIGNED.match(text)) and len(text) <= _LONGEST_SIGNATURE


def continues_signature(text: str) -> bool:
    """Return whether a line below a signature belongs to it: the office of the signatory."""
    return len(text) <= _LONGEST_SIGNATURE and not ends_sentence(text)


def goes_on(text: str, above: str) -> bool:
    """Return whether a block continues the paragraph above it: a rest, or a sub-paragraph.

    Args:
        text: the text of the block.
        above: the text of the paragraph above it.
    """
    if text[:1].islower() or text[:1] in _QUOTES or SUB_PARAGRAPH.match(text):
        return True
    return not (ends_sentence(above) or above.endswith((",", "—")))


def begins_paragraph(text: str, above: str) -> bool:
    """Return whether a block below a numbered paragraph looks like a paragraph of its own."""
    return not goes_on(text, above) and not above.endswith((":", ";"))


def place_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; those without a number get their place on their page.

    In a format without pages, the places are counted through the document.
    """
    counts: Counter[int | None] = Counter()
    placed: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.part not in (FRONT, SUMMARY):
            counts[paragraph.page] += 1
            if not paragraph.number and not resolution.is_named(paragraph):
                paragraph = replace(paragraph, position=counts[paragraph.page])
        placed.append(paragraph)
    return placed
