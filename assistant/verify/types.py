"""What a check of quotations finds: a verdict on each quotation, with places and differences."""

from dataclasses import dataclass
from typing import Literal

from corpus import Span

Outcome = Literal["found", "elsewhere", "drift", "absent", "not_checked", "too_short"]
Change = Literal["changed", "left out", "added"]
# What of a difference changes the meaning most.
Weight = Literal["number", "negation", "modal verb", ""]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a draft, and what the draft says it is from.

    ``text`` is the quotation without its marks. It is ``block.text[start:end]`` of the block number
    ``block`` of the draft. ``open`` says that its closing mark is missing, and ``block_quotation``
    that it has no marks because it is set apart.
    """

    text: str
    block: int
    start: int
    end: int
    open: bool = False
    block_quotation: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A citation of a draft: ``text`` as written; "" for a symbol or an address it does not have.

    ``symbol`` is that of the document, also if the citation says only "ibid." or "para. 7" of a
    document that was named before. ``address`` is "paras. 36–41", "annex II, para. 3". ``rest`` is
    the text of the draft after the symbol, which may be an address of an unusual form.
    """

    text: str
    symbol: str
    address: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between a quotation and the report; "" where one of them has no such words.

    ``start`` and ``end`` are the characters of the quotation that ``quoted`` is.
    """

    change: Change
    quoted: str
    report: str
    weight: Weight
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a quotation.

    ``outcome`` is one of:
        found         the words are where the draft says, or somewhere if it does not say;
        elsewhere     the words are in the library, but not where the draft says;
        drift         similar words are in the library: ``differences`` are the differences;
        absent        no similar words are in the library;
        not_checked   the quotation cannot be checked: ``remarks`` says why;
        too_short     the quotation has too few words to be checked without a citation.

    ``places`` are the spans with the words, the cited one first. ``sources`` are the citations that
    belong to the quotation. ``remarks`` are sentences on what is odd: words that an ellipsis
    leaves out, a paragraph that does not exist, quotations that are joined.
    """

    quotation: Quoted
    outcome: Outcome
    sources: tuple[Source, ...] = ()
    places: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
