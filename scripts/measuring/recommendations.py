"""Measure how well recommendations are found: precision, recall, and who is asked.

Each labelled sentence is compared with the rows of the table. A sentence is found if a row covers
it or is inside it. The labels have no texts: the reports must be at hand, and a sentence whose
digest is another in the report as it is read now is counted as missing.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from assistant.extracts import Extract, extract
from corpus import Document
from corpus.errors import PilcrowError
from corpus.read import read_document
from scripts.command import guarded

LABELS = Path(__file__).parents[2] / "tests" / "data" / "recommendations.jsonl"
_SMALL = {"the", "all", "a", "of", "and", "its", "in", "for", "on"}
_LIKE = 0.5  # the least share of common words of two names of one addressee


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled sentence; ``docs/recommendations.md`` says how it was labelled."""

    id: str
    half: str
    file: str
    symbol: str
    paragraph: str
    start: int
    end: int
    digest: str
    is_recommendation: bool
    addressee: str
    strength: str


@dataclass(slots=True)
class Counts:
    """How many sentences were compared, and how many of them are right."""

    sentences: int = 0
    labelled: int = 0
    found: int = 0
    right: int = 0
    addressees: int = 0
    strengths: int = 0
    missing: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the sentences found that are recommendations."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the recommendations that were found."""
        return self.right / self.labelled if self.labelled else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measuring.recommendations",
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("documents", type=Path, help="the folder of the labelled reports")
    parser.add_argument("--labels", type=Path, default=LABELS, metavar="LABELS.jsonl")
    parser.add_argument(
        "--errors", choices=("build", "test"), help="print the errors on this half of the reports"
    )
    return guarded(_run, parser.parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    labels = read_labels(options.labels)
    files = {label.file for label in labels}
    documents = dict(_documents(options.documents, sorted(files)))
    start = time.process_time()
    rows = {file: extract("recommendations", [document]) for file, document in documents.items()}
    seconds = time.process_time() - start
    paragraphs = sum(len(document.paragraphs) for document in documents.values())
    print("| half | sentences | recommendations | precision | recall | addressee | strength |")
    print("|---|---|---|---|---|---|---|")
    counted = compare(labels, documents, rows)
    for half, counts in sorted(counted.items()):
        share = [f"{n / counts.right:.3f}" if counts.right else "-"
                 for n in (counts.addressees, counts.strengths)]  # fmt: skip
        print(
            f"| {half} | {counts.sentences} | {counts.labelled} | {counts.precision:.3f} "
            f"| {counts.recall:.3f} | {share[0]} | {share[1]} |"
        )
    missing = sum(counts.missing for counts in counted.values())
    print(f"\n{missing} labelled sentences are not in the reports as they are read now")
    print(f"{paragraphs / seconds:.0f} paragraphs a second of processor time")
    for error in counted[options.errors].wrong if options.errors else ():
        print(error)
    return 0


def read_labels(path: Path) -> list[Label]:
    """Return the labelled sentences of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Label(**json.loads(line)) for line in lines]


def _documents(folder: Path, files: Iterable[str]) -> Iterable[tuple[str, Document]]:
    for file in files:
        try:
            yield file, read_document(folder / file)
        except PilcrowError as error:
            print(f"{file}: {error}")


def compare(
    labels: Sequence[Label],
    documents: Mapping[str, Document],
    rows: Mapping[str, Sequence[Extract]],
) -> dict[str, Counts]:
    """Return the counts of each half."""
    counted: dict[str, Counts] = defaultdict(Counts)
    for label in labels:
        counts = counted[label.half]
        text = _text(label, documents.get(label.file))
        if text is None:
            counts.missing += 1
            continue
        row = next((row for row in rows[label.file] if _is_of(row, label)), None)
        counts.sentences += 1
        counts.labelled += label.is_recommendation
        counts.found += row is not None
        if row is None or not label.is_recommendation:
            if (row is not None) != label.is_recommendation:
                what = "found" if row else "not found"
                counts.wrong.append(f"{label.id} {what}: {dict(row.values) if row else ''} {text}")
            continue
        counts.right += 1
        addressed = same_addressee(row.values["addressee"], label.addressee)
        counts.addressees += addressed
        counts.strengths += row.values["strength"] == label.strength
        if not addressed or row.values["strength"] != label.strength:
            wanted = f"{label.addressee!r}, {label.strength}"
            counts.wrong.append(f"{label.id} wanted {wanted}: {dict(row.values)} {text}")
    return dict(counted)


def _text(label: Label, document: Document | None) -> str | None:
    """Return the labelled sentence, or None if the report as it is read now has it not."""
    for paragraph in document.paragraphs if document else ():
        text = paragraph.text[label.start : label.end]
        if paragraph.label == label.paragraph and _digest(text) == label.digest:
            return text
    return None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _is_of(row: Extract, label: Label) -> bool:
    """Return whether a row and a label have the same place, or one is inside the other."""
    span = row.span
    return span.paragraph.label == label.paragraph and (
        (span.start <= label.start and label.end <= span.end)
        or (label.start <= span.start and span.end <= label.end)
    )


def same_addressee(one: str, other: str) -> bool:
    """Return whether two names are alike: both empty, or with half of their words in common."""
    words = [set(re.findall(r"\w+", name.lower())) - _SMALL for name in (one, other)]
    if not all(words):
        return words[0] == words[1]
    return len(words[0] & words[1]) / len(words[0] | words[1]) >= _LIKE


if __name__ == "__main__":
    raise SystemExit(main())
