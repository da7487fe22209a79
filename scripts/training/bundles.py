"""Bundles of related pairs, on which the reader learns whether a passage answers a question.

A bundle has pairs with the same question or the same passage, of which some answer and others do
not, so that neither the style of a question nor the topic of a passage gives the label away. Every
edit of a passage is mirrored: where a sentence that answers is inserted, a sentence that does not
answer is inserted elsewhere, with the other label; likewise for sentences taken out and for names
that are exchanged.

There are three kinds of bundle. "Minimal" bundles are made from near misses for which somebody
wrote a sentence that would answer, a distractor, and a twin question. "Ranking" bundles have an
answerable question with the paragraph that answers and with the most tempting other paragraphs.
"Exchanged" bundles have a question with one of its names exchanged.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.question.lexicon import content_words
from scripts.training.edits import answering, find_exchange, make_pair, shorten, starts_of
from scripts.training.pairs import Pair
from scripts.training.passages import Passages, contain_spans, read_lines, read_reports

# The share of pairs that are read under their heading, and of questions that follow another one
# with which they have nothing to do.
_HEADING_SHARE, _UNRELATED_SHARE = 0.7, 0.08
_MIN_CONTENT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pairs that are learned together.

    ``ordered`` holds (better, worse) positions in ``pairs``: pairs with the same question or the
    same passage, of which the first answers and the second does not. ``document`` is the report,
    and ``writer`` the letters at the start of the question's id.
    """

    kind: str
    document: str
    writer: str
    pairs: tuple[Pair, ...]
    ordered: tuple[tuple[int, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders and files from which bundles are made.

    ``questions`` and ``minimal`` are files of JSON lines; ``paragraphs`` is the folder that has
    STEM.json for each report (number: text and headings).
    """

    questions: Path
    minimal: Sequence[Path]
    paragraphs: Path
    un: Path


def gather_bundles(sources: Sources, seed: int, split: str = "train") -> list[Bundle]:
    """Return the bundles of the reports in ``questions``, in random order.

    Of ``minimal``, lines without a ``split`` count as "train".
    """
    rng = random.Random(seed)
    maker = _Maker(_read_paragraphs(sources), rng)
    bundles: list[Bundle] = []
    lines = list(read_lines(sources.questions))
    for path in sources.minimal:
        for line in read_lines(path):
            if line.get("split", "train") == split:
                bundles += maker.minimal(line)
    near = {line["id"]: line["near"] for line in lines}
    maker.near.update(near)
    for line in lines:
        if line["answerable"] and line["gold"]:
            bundles += maker.ranking(line)
            bundles += maker.exchanged(line)
    rng.shuffle(bundles)
    return bundles


def _read_paragraphs(sources: Sources) -> dict[str, Passages]:
    reports = read_reports(sources.un)
    for path in sorted(sources.paragraphs.glob("*.json")):
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        reports[path.stem] = Passages(
            {
                number: (
                    " ".join(paragraph["text"].split()),
                    paragraph["headings"][-1] if paragraph["headings"] else "",
                )
                for number, paragraph in fields.items()
            }
        )
    return reports


class _Maker:
    """Makes bundles from lines of question sets."""

    def __init__(self, reports: Mapping[str, Passages], rng: random.Random) -> None:
        self._reports, self._rng = reports, rng
        self.near: dict[str, list[str]] = {}

    def minimal(self, line: Mapping[str, Any]) -> Iterator[Bundle]:
        """Yield a bundle: answer inserted, distractor inserted, original, and twin."""
        report = self._reports[line["document"]]
        if line["paragraph"] not in report.texts:
            return
        text, heading = report.texts[line["paragraph"]]
        heading = self._heading(heading)
        question = self._in_conversation(line)
        place = text.find(line["after"])
        cut = place + len(line["after"]) if place >= 0 else len(text)
        own = report.split(line["paragraph"])
        starts = starts_of(text, own)
        position = sum(start < cut for start in starts)

        def inserted(sentence: str) -> tuple[str, ...]:
            return (*own[:position], sentence, *own[position:])

        pairs = [
            make_pair("answer inserted", question, heading, inserted(line["answer"]), {position}),
            make_pair(
                "distractor inserted", question, heading, inserted(line["distractor"]), set()
            ),
            make_pair("original", question, heading, own, set()),
        ]
        ordered = [(0, 1), (0, 2)]
        twin = line.get("twin")
        if twin:
            twin_question = self._in_conversation({**line, "question": twin["question"]})
            gold = contain_spans(own, twin["spans"])
            if any(gold):
                with_distractor = self._rng.random() < 0.5
                sentences = inserted(line["distractor"]) if with_distractor else own
                answers = {i for i, answers in enumerate(gold) if answers}
                if with_distractor:
                    answers = {i + (i >= position) for i in answers}
                pairs.append(make_pair("twin", twin_question, heading, sentences, answers))
                ordered += [(3, 1), (3, 2)]
        yield self._bundle("minimal", line, pairs, ordered, around=position)

    def ranking(self, line: Mapping[str, Any]) -> Iterator[Bundle]:
        """Yield a bundle: the paragraph that answers, two tempting ones, the answer taken out."""
        report = self._reports[line["document"]]
        gold = [number for number in line["gold"] if number in report.texts]
        if not gold:
            return
        number = self._rng.choice(gold)
        own = report.split(number)
        answers = answering(own, line["spans"])
        if not answers:
            return
        question, heading = self._in_conversation(line), self._heading(report.texts[number][1])
        pairs = [self._positive(question, heading, own, answers)]
        excluded = [*line["gold"], *line["needed"]]
        near = [n for n in line["near"] if n in report.texts and n not in excluded]
        near += [n for n in report.near(line["question"], 6, excluded) if n not in near]
        for other in near[:1]:
            other_heading = self._heading(report.texts[other][1])
            pairs.append(make_pair("near", question, other_heading, report.split(other), set()))
        if len(own) >= 3 and len(gold) == 1:
            rest = tuple(s for i, s in enumerate(own) if i not in answers)
            filler = self._filler(report, number, rest)
            place = min(answers)
            pairs.append(
                make_pair(
                    "taken out", question, heading, (*rest[:place], filler, *rest[place:]), set()
                )
            )
        yield self._bundle("ranking", line, pairs, [(0, i) for i in range(1, len(pairs))])

    def exchanged(self, line: Mapping[str, Any]) -> Iterator[Bundle]:
        """Yield a bundle with a name of the question exchanged, and in the passage as well."""
        report = self._reports[line["document"]]
        gold = [number for number in line["gold"] if number in report.texts]
        if not gold or line["history"] or line["kind"] == "false_premise":
            return
        own = report.split(gold[0])
        answers = answering(own, line["spans"])
        heading = report.texts[gold[0]][1]
        exchange = find_exchange(line["question"], " ".join((heading, *own)), report, self._rng)
        if not exchange or not answers:
            return
        old, new = exchange
        other = line["question"].replace(old, new)
        changed = tuple(sentence.replace(old, new) for sentence in own)
        pairs = [
            make_pair("unchanged", line["question"], heading, own, answers),
            make_pair("name changed", other, heading, own, set()),
            make_pair("both changed", other, heading.replace(old, new), changed, answers),
            make_pair(
                "passage changed", line["question"], heading.replace(old, new), changed, set()
            ),
        ]
        ordered = [(0, 1), (2, 1), (0, 3), (2, 3)]
        yield self._bundle("exchanged", line, pairs, ordered)

    def _positive(
        self, question: str, heading: str, own: tuple[str, ...], answers: set[int]
    ) -> Pair:
        """Return the pair that answers; in half of the cases without another sentence."""
        others = [i for i in range(len(own)) if i not in answers]
        if len(own) < 4 or not others or self._rng.random() < 0.5:
            return make_pair("gold", question, heading, own, answers)
        out = self._rng.choice(others)
        kept = tuple(s for i, s in enumerate(own) if i != out)
        return make_pair(
            "gold, another sentence out", question, heading, kept, {i - (i > out) for i in answers}
        )

    def _filler(self, report: Passages, number: str, rest: Sequence[str]) -> str:
        """Return a sentence of another paragraph on the subject, to stand for one taken out."""
        subject = " ".join(rest)[:300] or report.texts[number][1]
        for key in report.near(subject, 4, [number]):
            sentences = report.split(key)
            if sentences:
                return self._rng.choice(sentences)
        return ""

    def _in_conversation(self, line: Mapping[str, Any]) -> str:
        """Return the question as the reader gets it: a short follow-up after the one before."""
        question = str(line["question"])
        history = line["history"]
        if history:
            few = len(set(content_words(question))) < _MIN_CONTENT_WORDS
            return f"{history[-1]} {question}" if few or self._rng.random() < 0.5 else question
        return question

    def _heading(self, heading: str) -> str:
        return heading if self._rng.random() < _HEADING_SHARE else ""

    def _bundle(
        self,
        kind: str,
        line: Mapping[str, Any],
        pairs: Sequence[Pair],
        ordered: Sequence[tuple[int, int]],
        around: int = -1,
    ) -> Bundle:
        writer = re.match(r"[a-z]*", line["id"])
        cut = tuple(shorten(pair, around) for pair in pairs)
        return Bundle(kind, line["document"], writer[0] if writer else "", cut, tuple(ordered))
