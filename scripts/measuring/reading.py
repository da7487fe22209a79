"""Measure how well reports are read, against gold paragraphs or against other files.

GOLD is a folder of JSON files, one file for each report; a JSON file is a list of objects with
``number``, ``text`` and ``headings``, which people extracted from the report. Each FILE is a report
that has the name of its JSON file, except for the extension. A paragraph is whole if the text under
its number is the gold text, and nothing else except its own sub-paragraphs. White space is ignored.

With ``--twins``, GOLD is a folder of the same reports in other formats. The command counts the
paragraphs whose letters are the same in both files. Punctuation is ignored, because old text files
lost their hyphens.
"""

import argparse
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.command import guarded

if TYPE_CHECKING:
    from corpus import Document, Paragraph

# Captions of tables, which the gold files contain as headings.
_CAPTION = re.compile(r"(?:Table|Figure) [\dIVX.]+ – ")
_SUB_PARAGRAPH = re.compile(r"\(?(?:[a-z]{1,4}|\d{1,2})\)|[•–—·-]")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.reading", description=__doc__
    )
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--failures", action="store_true", help="print the paragraphs that are not whole"
    )
    parser.add_argument(
        "--twins", action="store_true", help="GOLD has the same reports in other formats"
    )
    options = parser.parse_args(argv)
    return guarded(_compare_twins if options.twins else _run, options)


@dataclass
class _Count:
    gold: int = 0
    whole: int = 0
    headings: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        whole, headings = (n / max(self.gold, 1) for n in (self.whole, self.headings))
        return (
            f"{self.gold:5} paragraphs, whole {whole:.3f}, under its headings {headings:.3f}, "
            f"{self.seconds:.1f} s"
        )


def _run(options: argparse.Namespace) -> int:
    from corpus.errors import PilcrowError
    from corpus.read import read

    totals: dict[str, _Count] = {}
    for path in options.files:
        gold = options.gold / f"{path.stem}.json"
        if not gold.exists():
            continue
        start = time.perf_counter()
        try:
            document = read(path).document
        except PilcrowError as error:
            print(error)
            continue
        seconds = time.perf_counter() - start
        lines = json.loads(gold.read_text(encoding="utf-8"))
        count = _compare(document, lines, show=options.failures)
        count.seconds = seconds
        print(f"{path.name:32} {count}")
        total = totals.setdefault(path.suffix, _Count())
        for field in ("gold", "whole", "headings", "seconds"):
            setattr(total, field, getattr(total, field) + getattr(count, field))
    for suffix, total in totals.items():
        print(f"{suffix:32} {total}")
    return 0


def _compare_twins(options: argparse.Namespace) -> int:
    from corpus.read import read

    same = total = 0
    for path in options.files:
        for twin in sorted(options.gold.glob(f"{path.stem}.*")):
            symbol = read(path).document.symbol
            versions = [read(file, symbol).document.paragraphs for file in (path, twin)]
            texts = [
                {p.label: _letters(p.text) for p in paragraphs if p.number}
                for paragraphs in versions
            ]
            labels = dict.fromkeys([*texts[0], *texts[1]])
            agree = [label for label in labels if texts[0].get(label) == texts[1].get(label)]
            same, total = same + len(agree), total + len(labels)
            print(f"{path.name:40} {len(agree):5} of {len(labels):5}")
            if options.failures:
                print("  differ:", ", ".join(label for label in labels if label not in agree))
    print(f"{same} of {total} paragraphs read the same, {same / max(total, 1):.3f}")
    return 0


def _compare(document: "Document", gold: Sequence[dict[str, Any]], *, show: bool) -> _Count:
    count = _Count()
    read: dict[str, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        read.setdefault(paragraph.number, []).append(paragraph)
    for line in gold:
        count.gold += 1
        numbered = read.get(line["number"], [])
        whole = any(_is_whole(paragraph.text, line["text"]) for paragraph in numbered)
        headings = [_bare(heading) for heading in line["headings"] if not _CAPTION.match(heading)]
        has_headings = any(_has_headings(paragraph.headings, headings) for paragraph in numbered)
        count.whole += whole
        count.headings += has_headings
        if show and not whole:
            texts = [paragraph.text for paragraph in numbered]
            print(f"  {line['number']}: {line['text']}\n    {texts}")
        if show and numbered and not has_headings:
            paths = [paragraph.headings for paragraph in numbered]
            print(f"  {line['number']}: {line['headings']}\n    {paths}")
    return count


def _is_whole(text: str, gold: str) -> bool:
    text, gold = _bare(text), _bare(gold)
    return text.startswith(gold) and (text == gold or bool(_SUB_PARAGRAPH.match(text[len(gold) :])))


def _has_headings(headings: Sequence[str], gold: Sequence[str]) -> bool:
    """Return whether all headings of the gold are among the headings, in their order.

    The gold lets a heading in italics hold for one paragraph. Pilcrow lets it hold until the next
    of its level, as a reader does, so it may have more headings than the gold.
    """
    rest = iter(map(_bare, headings))
    return all(any(heading == wanted for heading in rest) for wanted in gold)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _bare(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    raise SystemExit(main())
