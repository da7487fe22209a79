"""Find an address in a report: paragraphs, sentences, sections, annexes, pages and footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Reply
from assistant.question.address import Address, Slice
from assistant.question.documents import Report
from assistant.question.lexicon.addresses import HEADING_MARK
from assistant.question.lexicon.numbers import roman
from corpus import Paragraph, Span
from corpus.contents import Section
from corpus.document import note_paragraph
from corpus.split import sentences


@dataclass(frozen=True, slots=True)
class Found:
    """What a report has at an address.

    ``spans`` are to be quoted in place of the whole ``paragraphs``, if there are any. ``missing``
    are the parts of the address that the report does not have. ``reply`` says if the report could
    not be looked up by such an address at all.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    spans: tuple[Span, ...] = ()
    missing: tuple[str, ...] = ()
    reply: Reply = ""


def find(address: Address, report: Report) -> Found:
    """Return what a report has at an address."""
    finders = {"note": _notes, "page": _pages, "paragraph": _paragraphs}
    found = finders.get(address.kind, _sections)(address, report)
    return _sentences(address.sentences, found) if address.sentences else found


def first_sentences(which: Slice, paragraphs: Sequence[Paragraph]) -> Found:
    """Return sentences of a text of several paragraphs, counted from its beginning or its end."""
    spans = [span for paragraph in paragraphs for span in sentences(paragraph)]
    chosen = tuple(spans[which.start : which.stop])
    within = tuple(dict.fromkeys(span.paragraph for span in chosen))
    return Found(within, chosen, () if chosen else (which.name,))


def path_matches(headings: Sequence[str], path: Sequence[str]) -> bool:
    """Return whether headings are at or under the section with a path such as ("II", "A")."""
    marks = [mark for mark in map(_heading_mark, headings) if mark]
    if len(path) == 1:
        # "V" names chapter V and not a section with the letter V, because the letters I, V and X
        # are Roman numerals. "C" names every section with the letter C.
        (only,) = path
        inner = only.isalpha() and only not in "IVX" and only in marks
        return inner or (bool(marks) and _same_mark(marks[0], only))
    # A path that does not begin with a chapter, "B.1", may begin anywhere.
    from_chapter = path[0].isdecimal() or set(path[0]) <= set("IVXL")
    starts = range(1 if from_chapter else len(marks) - len(path) + 1)
    return any(
        len(marks) - start >= len(path)
        and all(_same_mark(mark, step) for mark, step in zip(marks[start:], path, strict=False))
        for start in starts
    )


def part_matches(part: str, wanted: str) -> bool:
    """Return whether a part of a report is "annex II" or, if no number is given, any annex."""
    name, _, mark = wanted.partition(" ")
    own_name, _, own_mark = part.partition(" ")
    if own_name.lower() != name:
        return False
    return not mark or _same_mark(own_mark.upper(), mark.upper())


def _paragraphs(address: Address, report: Report) -> Found:
    if not address.numbers:
        return _by_order(address, report)
    if address.part.endswith("para."):
        return _of_resolution(address, report)
    numbers, paragraphs = report.contents.numbers, report.document.paragraphs
    within = [
        index
        for section in report.contents.sections
        if (part_matches(section.part, address.part) if address.part else not section.part)
        for index in range(section.first, section.last)
    ]
    chosen = [
        index
        for wanted in address.numbers
        for index in within
        if numbers[index] and wanted.has(numbers[index])
    ]
    if address.step:
        return _beside(address, report, [i for i in within if numbers[i]], chosen)
    present = {numbers[index].lower() for index in within}
    before = f"{_printed(address.part)}, " if address.part else ""
    missing = tuple(
        f"{before}para{'s' * ('-' in number)}. {number.upper() if '.' in number else number}"
        for wanted in address.numbers
        for number in wanted.missing_from(present)
    )
    return Found(tuple(paragraphs[index] for index in dict.fromkeys(chosen)), missing=missing)


def _beside(
    address: Address, report: Report, within: Sequence[int], chosen: Sequence[int]
) -> Found:
    """Find the numbered paragraph after or before the one that is named."""
    number = address.numbers[0].first
    place = within.index(chosen[0]) + address.step if chosen else -1
    if not 0 <= place < len(within):
        where = "after" if address.step > 0 else "before"
        return Found(missing=(f"paragraph {where} para. {number}",))
    return Found((report.document.paragraphs[within[place]],))


def _by_order(address: Address, report: Report) -> Found:
    """Find the first, the last or the n-th paragraphs of a report, a section or an annex."""
    assert address.ends is not None
    which = address.ends
    sections = _scope(address, report)
    if not sections:
        return _sections(address, report)
    within = [p for p in report.paragraphs(sections) if p.number]
    whole = not address.section and not address.part
    if whole and which.start is not None and which.start == (which.stop or 0) - 1 >= 0:
        # In a report that does not begin with 1, the fifth paragraph is the paragraph number 5.
        numbered = tuple(p for p in within if p.number == str(which.stop))
        if numbered:
            return Found(numbered)
    chosen = tuple(within[which.start : which.stop])
    return Found(chosen, missing=() if chosen else (which.name,))


def _of_resolution(address: Address, report: Report) -> Found:
    """Find operative or preambular paragraphs, which have a part if they have no number."""
    wanted = address.numbers[0].first
    part = f"{address.part} {wanted}"
    found = tuple(p for p in report.document.paragraphs if p.part == part)
    if not found and address.part.startswith("operative"):
        paragraphs = report.document.paragraphs
        found = tuple(paragraphs[index] for index in report.contents.numbered(wanted))
    return Found(found, missing=() if found else (part,))


def _sections(address: Address, report: Report) -> Found:
    paragraphs = tuple(report.paragraphs(_scope(address, report)))
    name = f"section {'.'.join(address.section)}" if address.section else _printed(address.part)
    return Found(paragraphs, missing=() if paragraphs else (name,))


def _scope(address: Address, report: Report) -> list[Section]:
    """Return the sections that an address names; the body of the report if it names none."""

    def is_named(section: Section) -> bool:
        in_part = part_matches(section.part, address.part) if address.part else not section.part
        return in_part and (not address.section or path_matches(section.headings, address.section))

    return [section for section in report.contents.sections if is_named(section)]


def _pages(address: Address, report: Report) -> Found:
    paragraphs = report.document.paragraphs
    known = {str(p.page) for p in paragraphs if p.page is not None}
    found = tuple(p for p in paragraphs if any(n.has(str(p.page)) for n in address.numbers))
    missing = tuple(
        f"page{'s' * ('-' in page)} {page}"
        for n in address.numbers
        for page in n.missing_from(known)
    )
    return Found(found, missing=missing, reply="" if known else "no_pages")


def _notes(address: Address, report: Report) -> Found:
    pairs = [(p, note) for p in report.document.paragraphs for note in p.footnotes]
    chosen = [
        (p, note)
        for wanted in address.numbers
        for p, note in pairs
        if wanted.has(note.mark.strip(" ()[].").lower())
    ]
    present = {note.mark.strip(" ()[].").lower() for _, note in pairs}
    quoted = dict.fromkeys(note_paragraph(p, note) for p, note in chosen)
    missing = tuple(
        f"footnote{'s' * ('-' in mark)} {mark}"
        for wanted in address.numbers
        for mark in wanted.missing_from(present)
    )
    return Found(
        tuple(dict.fromkeys(p for p, _ in chosen)),
        tuple(Span(note, 0, len(note.text)) for note in quoted if note.text),
        missing,
        "" if pairs else "no_notes",
    )


def _sentences(which: Slice, found: Found) -> Found:
    """Return the wanted sentences of each paragraph that was found."""
    spans = tuple(span for p in found.paragraphs for span in sentences(p)[which.start : which.stop])
    missing = found.missing if spans or not found.paragraphs else (*found.missing, which.name)
    return Found(found.paragraphs if spans else (), spans, missing, found.reply)


def _heading_mark(heading: str) -> str:
    """Return the mark of a heading in capitals, "II" or "A"; "" if the heading has none."""
    match = HEADING_MARK.match(heading)
    return match[1].upper() if match else ""


def _same_mark(mark: str, step: str) -> bool:
    return mark == step or any(
        one.isdecimal() and roman(int(one)) == other for one, other in ((mark, step), (step, mark))
    )


def _printed(part: str) -> str:
    name, _, mark = part.partition(" ")
    return f"{name} {mark.upper()}".strip()
