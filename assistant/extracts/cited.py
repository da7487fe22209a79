"""Where documents are cited: "A/80/604, paras. 3, 8 and 14–16; A/80/615, para. 5"."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.extracts.types import Extract


def cited_in(rows: Sequence[Extract]) -> dict[str, str]:
    """Return for each document that rows of references cite where it is cited, in words.

    The key is the column ``cited``. A footnote and a heading are cited as their paragraph.
    """
    citing: dict[str, dict[str, tuple[Extract, list[int]]]] = {}
    for row in rows:
        reports = citing.setdefault(row.values["cited"], {})
        _, positions = reports.setdefault(row.document.key, (row, []))
        if row.position not in positions:
            positions.append(row.position)
    return {
        cited: "; ".join(_in_report(row, positions) for row, positions in reports.values())
        for cited, reports in citing.items()
    }


def _in_report(row: Extract, positions: Iterable[int]) -> str:
    """Return the paragraphs of one report, after its symbol."""
    parts: dict[str, list[str]] = {}
    others: list[str] = []
    for position in sorted(positions):
        paragraph = row.document.paragraphs[position]
        if paragraph.number:
            numbers = parts.setdefault(paragraph.part, [])
            numbers += [paragraph.number] if paragraph.number not in numbers else []
        elif paragraph.label and paragraph.label not in others:
            others.append(paragraph.label)
    places = [", ".join(filter(None, (part, paras(numbers)))) for part, numbers in parts.items()]
    return ", ".join([row.document.symbol, *places, *others])


def paras(numbers: Sequence[str]) -> str:
    """Return numbers of paragraphs as the United Nations writes them.

    "para. 3"; "paras. 3 and 4"; "paras. 3, 8 and 14–16".
    """
    items = list(_ranges(numbers))
    word = "para." if len(numbers) == 1 else "paras."
    joined = " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
    return f"{word} {joined}"


def _ranges(numbers: Sequence[str]) -> Iterator[str]:
    """Yield single numbers, and ranges of three or more that follow each other."""
    run: list[str] = []
    for number in [*numbers, ""]:
        if run and _follows(run[-1], number):
            run.append(number)
            continue
        if len(run) > 2:
            yield f"{run[0]}–{run[-1]}"
        else:
            yield from run
        run = [number] if number else []


def _follows(one: str, other: str) -> bool:
    """Return whether a number is the next one: "15" after "14", "29A.6" after "29A.5"."""
    start, _, last = one.rpartition(".")
    other_start, _, next_ = other.rpartition(".")
    return start == other_start and last.isdecimal() and next_ == str(int(last) + 1)
