"""The parser: it turns blocks into complete paragraphs, each under its headings.

The rules are the United Nations'. Paragraphs are numbered through the report and anew in each
annex. Headings are marked I., A., 1., (a) from the outermost in. Which numbers are paragraphs'
numbers is decided for the whole document at once (``corpus.structure.numbering``). A heading is
accepted only if its style or the next ordinal shows it. Any other text in the numbered body
continues the paragraph before, for instance after a page break.

Letters, verbatim records and statements have no numbers. Their paragraphs are counted on each page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.block import SIDE_HEADING, Block, pages_without_text
from corpus.dehyphenate import count_words
from corpus.document import FRONT, SUMMARY, Paragraph
from corpus.errors import UnreadableReport
from corpus.structure import resolution
from corpus.structure.explanation import HEADING, Taken, explain, kind_of
from corpus.structure.marks import label_contents, marks
from corpus.structure.numbering import OPEN, Step, read_numbers
from corpus.structure.state import MIXED, NUMBERED, UNNUMBERED, State
from corpus.structure.tables import find_tables, label_captions
from corpus.structure.unnumbered import (
    cite_letter,
    first_of_body,
    has_letter,
    is_record,
    place_paragraphs,
)

_LINK = re.compile(r"\[([^\]]*)\]\(#[^)]*\)")
# A file with at least this many headings by style marks all its headings by style.
_ENOUGH_STYLED_HEADINGS = 3
_ATTACHED = re.compile(r"annex|anexo|append|enclosure|attachment", re.IGNORECASE)
# A second numbering with so many times the paragraphs and the text of a first one is the body, if
# the first one has at most so many paragraphs.
_MAIN, _MOST_LISTED = 5, 12
_OFTEN = 3  # a heading in italics that is printed so often is a label of paragraphs
# The shares of the text under a number: above the first, the document is numbered. Below the
# second, the numbers are those of lists. If the numbering has faults too, the third decides. With
# fewer blocks than this without a number, the document is numbered too.
_NUMBERED, _LISTS, _FAULTY, _FEWEST_OTHERS = 0.5, 0.15, 0.4, 12


def parse_blocks(blocks: Sequence[Block], symbol: str, source: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document.

    Raises: UnreadableReport if there is no text that can be cited, or the numbering is broken.
    """
    state = assemble(blocks, symbol)
    if not any(is_citable(paragraph) for paragraph in state.paragraphs):
        raise UnreadableReport(f"{source}: there is no paragraph in the file")
    if state.faults:
        raise UnreadableReport(f"{source}: {state.faults[0]}")
    return tuple(state.paragraphs)


def is_citable(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is in the body, in an annex or in a resolution."""
    return bool(paragraph.number) or paragraph.part not in (FRONT, SUMMARY)


def assemble(blocks: Sequence[Block], symbol: str) -> State:
    """Return the paragraphs of a document, the faults of its numbering, and what was left out."""
    clean = [
        replace(block, text=" ".join(_LINK.sub(r"\1", block.text).split())) for block in blocks
    ]
    every = label_captions(label_contents([block for block in clean if block.text]))
    remainder = [block for block in every if block.label]
    clean = [block for block in every if not block.label]
    asides = _left_out_above(every)
    steps = {step.mark.position: step for step in read_numbers(list(marks(clean)))}
    state = _read(clean, asides, steps, State(symbol, remainder))
    mode = _mode(state)
    if mode != NUMBERED:
        if mode == UNNUMBERED:
            steps = {at: step for at, step in steps.items() if step.kind == OPEN}
        state = _read(clean, asides, steps, State(symbol, remainder, mode))
    state.paragraphs = place_paragraphs(cite_letter(_body_first(state)))
    state.tables = find_tables(every, state.taken_for, state.paragraphs)
    state.pages_without_text = pages_without_text(blocks)
    state.explanation = list(explain(every, state.taken_for))
    return state


def _body_first(state: State) -> list[Paragraph]:
    """Return the paragraphs; a short list before the body is front matter, not the body.

    The list of annexes on a title page can be taken for the body, and the body for a second
    numbering.
    """
    counts = Counter(p.part for p in state.paragraphs if p.number)
    main = next((part for part in state.restarted if counts[part] >= _MAIN * counts[""]), None)
    if main is None or not 0 < counts[""] <= _MOST_LISTED:
        return state.paragraphs
    lengths = Counter[str]()
    for paragraph in state.paragraphs:
        lengths[paragraph.part] += len(paragraph.text)
    if lengths[main] < _MAIN * lengths[""]:
        return state.paragraphs  # a chapter of a few long paragraphs is no list
    state.doubts = [doubt for doubt in state.doubts if f"“{main[:60]}”" not in doubt]
    ordered: list[Paragraph] = []
    for paragraph in state.paragraphs:
        if paragraph.part == main:
            paragraph = replace(paragraph, part="")
        elif not paragraph.part:
            text = f"{paragraph.number}. {paragraph.text}" if paragraph.number else paragraph.text
            paragraph = replace(paragraph, part=FRONT, number="", text=text, headings=())
        ordered.append(paragraph)
    return ordered


def _left_out_above(blocks: Sequence[Block]) -> list[str]:
    """Return, for each block that may be cited, the text that was left out directly above it."""
    asides: list[str] = []
    aside = ""
    for block in blocks:
        if block.label:
            aside += f" {block.text}"
        else:
            asides.append(aside)
            aside = ""
    return asides


def _read(
    blocks: Sequence[Block], asides: Sequence[str], steps: dict[int, Step], state: State
) -> State:
    enough = _ENOUGH_STYLED_HEADINGS if state.mode == NUMBERED else 1
    state.styled = sum(block.level > 0 for block in blocks) >= enough
    state.labels = _repeated_labels(blocks)
    state.words = count_words(block.text for block in blocks)
    state.record = is_record(blocks)
    if state.mode != NUMBERED:
        state.first = next(iter(blocks[first_of_body(blocks) :]), None)
    for index, (block, aside) in enumerate(zip(blocks, asides, strict=True)):
        heading, name = state.read(block, steps.get(index), aside)
        kind = HEADING if heading else kind_of(state.paragraphs[-1])
        state.taken_for.append(Taken(kind, name, len(state.paragraphs)))
    state.paragraphs = resolution.name_paragraphs(state.paragraphs)
    return state


def _mode(state: State) -> str:
    """Return how the paragraphs of a document are to be cited: by number, by page, or by both."""
    numbered = [p for p in state.paragraphs if p.number]
    parts = {p.part for p in numbered}
    if has_letter(state.paragraphs) and parts and all(_ATTACHED.match(part) for part in parts):
        return MIXED
    named = any(resolution.is_named(p) for p in state.paragraphs)
    others = [
        len(p.text)
        for p in state.paragraphs
        if not p.number and p.part != SUMMARY and not resolution.is_named(p)
    ]
    others += state.glued
    length = sum(len(p.text) for p in numbered) - sum(state.glued)
    share = length / max(length + sum(others), 1)
    few_others = len(others) < max(_FEWEST_OTHERS, len(numbered) / 2)
    if numbered and (share >= _NUMBERED or few_others or (named and not state.faults)):
        return NUMBERED
    least = _FAULTY if state.faults else _LISTS
    return MIXED if share >= least else UNNUMBERED


def _repeated_labels(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the side headings that name the next paragraph only.

    A heading holds until the next of its level. But budgets print the same headings in italics
    again and again ("Lessons learned and planned change"): each names one paragraph.
    """
    counts = Counter(block.text for block in blocks if block.level == SIDE_HEADING)
    return frozenset(text for text, count in counts.items() if count >= _OFTEN)
