"""What the reader is trained on: questions with passages that answer them, and with near misses.

Four sources, none of them the bundled report. ``un_reports.jsonl`` (in ``tests/questions``): our
own questions on other United Nations reports, a third of which the paragraph they name does not
answer. ``upr``: what one State recommended to another, by Human Rights Council reports. ``clapnq``
and ``policyqa``: questions that people asked of other texts, without the half (of policyqa, the
documents with odd numbers) that checks. No conversations: those of ``mtrag_un`` are left whole to
fit and check when to abstain, and our own questions stand in, with another one in front.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus import Paragraph
from corpus.split import sentences
from index.storage.lexical import Lexical
from scripts.training.calibrate import taught

QUESTIONS = Path(__file__).parent.parent.parent / "tests" / "questions" / "un_reports.jsonl"
# Reports whose questions only check: nothing of them is trained on.
CHECKS = frozenset(
    [
        *("A_80_604_Add.2", "A_80_604_Add.5", "cambodia2014", "colombia2009", "costarica2010"),
        *("eritrea2010", "france2008", "kuwait2010", "mexico2009"),
    ]
)
_LONGEST = 14  # sentences of a passage
_POLICIES, _RECOMMENDATIONS = 450, 330  # questions taken of sets that are large and alike
_CONVERSATIONS = 0.2  # of our questions, those asked after another one
_NAMES = {
    "costarica": "Costa Rica",
    "democraticrepublicofthecongo": "Democratic Republic of the Congo",
    "centralafricanrepublic": "Central African Republic",
    "cotedivoire": "Côte d'Ivoire",
    "newzealand": "New Zealand",
    "sanmarino": "San Marino",
}
_STATES = (
    "Algeria", "Argentina", "Austria", "Belgium", "Brazil", "Chile", "China", "Cuba", "Denmark",
    "Egypt", "Finland", "Germany", "Ghana", "Greece", "Haiti", "Hungary", "India", "Indonesia",
    "Ireland", "Japan", "Jordan", "Kenya", "Lebanon", "Libya", "Malaysia", "Mali", "Morocco",
    "Nigeria", "Norway", "Pakistan", "Peru", "Poland", "Portugal", "Qatar", "Senegal", "Slovakia",
    "Slovenia", "Spain", "Sweden", "Switzerland", "Syria", "Thailand", "Tunisia", "Turkey",
    "Uruguay", "Venezuela",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage; ``answers`` tells of each sentence whether it does (None: unknown).

    ``weight`` is how much the pair counts; ``check`` that it is not trained on.
    """

    source: str
    question: str
    heading: str
    sentences: tuple[str, ...]
    answers: tuple[bool | None, ...]
    answered: bool
    weight: float
    check: bool = False


class _Texts:
    """Passages with their headings, and those nearest to a question by words."""

    def __init__(self, texts: Mapping[str, tuple[str, str]]) -> None:
        self.texts = texts

    @cached_property
    def _lexical(self) -> Lexical:
        return Lexical.index([text for text, _ in self.texts.values()])

    def near(self, question: str, k: int, but: Sequence[str]) -> list[str]:
        keys = list(self.texts)
        rows, _ = self._lexical.search(question, k)
        return [keys[row] for row in rows if keys[row] not in but]

    def split(self, key: str) -> tuple[str, ...]:
        return _split(self.texts[key][0])


def gather(qa: Path, un: Path, seed: int) -> list[Pair]:
    """Return all pairs, in random order; ``qa`` and ``un`` are the folders of the sets."""
    rng = random.Random(seed)
    reports = _reports(un)
    pairs = [
        *_own(reports, rng),
        *_upr(un / "upr" / "questions.jsonl", reports, rng),
        *_clapnq(qa),
        *_policyqa(qa, rng),
    ]
    rng.shuffle(pairs)
    return pairs


def _own(reports: Mapping[str, _Texts], rng: random.Random) -> Iterator[Pair]:
    for line, question in _in_conversations(list(_lines(QUESTIONS)), rng):
        texts, number = reports[line["document"]], line["paragraph"]
        check = line["document"] in CHECKS
        own, heading = texts.split(number), texts.texts[number][1]
        gold = tuple(any(s.startswith(start) for start in line["answers"]) for s in own)

        def head(heading: str = heading) -> str:
            return heading if rng.random() < 0.6 else ""

        yield Pair("own", question, head(), own, gold, any(gold), 1.5, check)
        for key in texts.near(question, 6, [number])[: 3 if any(gold) else 2]:
            yield _none("own, neighbour", question, head(), texts.split(key), 0.7, check)
        if any(gold):
            if len(own) >= 3:
                rest = tuple(s for s, answers in zip(own, gold, strict=True) if not answers)
                yield _none("own, answer taken out", question, head(), rest, 0.8, check)
            other = _swap(question, " ".join((*own, heading)), rng)
            if other:
                yield _none("own, name changed", other, heading, own, 0.8, check)


def _in_conversations(
    lines: Sequence[dict[str, Any]], rng: random.Random
) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield our questions, some with another one on the same report in front."""
    asked: dict[str, list[str]] = {}
    for line in lines:
        asked.setdefault(line["document"], []).append(line["question"])
    for line in lines:
        before = f"{rng.choice(asked[line['document']])} "
        yield line, (before if rng.random() < _CONVERSATIONS else "") + line["question"]


def _upr(path: Path, reports: Mapping[str, _Texts], rng: random.Random) -> Iterator[Pair]:
    lines = list(_lines(path))
    documents = sorted({line["document"] for line in lines})
    trained = {name for i, name in enumerate(documents) if i % 3} - CHECKS
    lines = [line for line in lines if line["document"] in trained]
    for line in rng.sample(lines, min(_RECOMMENDATIONS, len(lines))):
        texts, question, gold = reports[line["document"]], line["question"], line["gold"]
        found = re.match(r"What did (.+?) recommend", question)
        if gold[0] not in texts.texts or not found:
            continue
        state, own = found[1], texts.split(gold[0])
        answers = _holds(own, [line["text"]])
        if not any(answers):
            answers = tuple(state in sentence for sentence in own)
        if not any(answers):
            continue
        heading = texts.texts[gold[0]][1] if rng.random() < 0.5 else ""
        yield Pair("upr", question, heading, own, answers, True, 0.6)
        others = [k for k in texts.near(question, 12, gold) if state not in texts.texts[k][0]]
        for key in others[:2]:
            yield _none("upr, another State's", question, heading, texts.split(key), 0.5)
        other = _swap(question, " ".join(own), rng)
        if other and rng.random() < 0.3:
            yield _none("upr, name changed", other, heading, own, 0.5)


def _clapnq(qa: Path) -> Iterator[Pair]:
    texts, lines = _set(qa, "clapnq")
    for line in lines:
        question, gold = line["question"], line["gold"]
        shown = gold[0] if line["answerable"] else line["tags"]["shown"][0]
        own = texts.split(shown)
        answers = _holds(own, line["spans"])
        if line["answerable"] and any(answers):
            yield Pair("clapnq", question, "", own, answers, True, 1.0)
            rest = tuple(s for s, answer in zip(own, answers, strict=True) if not answer)
            if len(rest) > 2:
                yield _none("clapnq, answer taken out", question, "", rest, 0.5)
        elif not line["answerable"]:
            yield _none("clapnq, near miss", question, "", own, 1.5)
        for key in texts.near(question, 6, [*gold, shown])[:2]:
            yield _none("clapnq, another", question, "", texts.split(key), 0.7)


def _policyqa(qa: Path, rng: random.Random) -> Iterator[Pair]:
    """Take the documents with an even number; the odd ones check."""
    documents: dict[str, dict[str, tuple[str, str]]] = {}
    for line in _lines(qa / "policyqa.paragraphs.jsonl"):
        documents.setdefault(line["id"].split(":")[0], {})[line["id"]] = (line["text"], "")
    texts = {name: _Texts(own) for name, own in documents.items()}
    lines = [
        line
        for line in _lines(qa / "policyqa.questions.jsonl")
        if int(line["gold"][0].split(":")[0]) % 2 == 0
        and any(len(span.split()) >= 4 for span in line["spans"])
    ]
    for line in rng.sample(lines, min(_POLICIES, len(lines))):
        question, gold = line["question"], line["gold"]
        document = texts[gold[0].split(":")[0]]
        own = document.split(gold[0])
        answers = _holds(own, line["spans"])
        title = line["tags"].get("title", "") if rng.random() < 0.3 else ""
        if any(answers):
            yield Pair("policyqa", question, title, own, answers, True, 0.6)
            # The questions are vague: what is nearest may answer too.
            for key in document.near(question, 10, gold)[3:4]:
                yield _none("policyqa, another", question, title, document.split(key), 0.4)


def _none(
    source: str,
    question: str,
    heading: str,
    own: tuple[str, ...],
    weight: float,
    check: bool = False,
) -> Pair:
    return Pair(source, question, heading, own, (False,) * len(own), False, weight, check)


def _swap(question: str, text: str, rng: random.Random) -> str | None:
    """Ask of another State, or another year: near, and not answered."""
    named = [state for state in _STATES if re.search(rf"\b{state}\b", question)]
    if named:
        others = [state for state in _STATES if state not in text and state not in question]
        return re.sub(rf"\b{named[0]}\b", rng.choice(others), question)
    years = re.findall(r"\b(?:19|20)\d\d\b", question)
    if not years:
        return None
    others = [str(year) for year in range(1994, 2024) if str(year) not in text + question]
    return question.replace(years[0], rng.choice(others))


def _reports(un: Path) -> dict[str, _Texts]:
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    for path in sorted((un / "gold").glob("*.json")):
        for line in json.loads(path.read_text(encoding="utf-8")):
            heading = line["headings"][-1] if line["headings"] else ""
            texts.setdefault(path.stem, {}).setdefault(line["number"], (line["text"], heading))
    for line in _lines(un / "upr" / "paragraphs.jsonl"):
        country = line["doc"][:-4]
        heading = _NAMES.get(country, country.capitalize())
        texts.setdefault(line["doc"], {}).setdefault(line["para"], (line["text"], heading))
    return {name: _Texts(own) for name, own in texts.items()}


def _set(qa: Path, name: str) -> tuple[_Texts, list[dict[str, Any]]]:
    """Return a set's passages, and those of its questions that are there for training."""
    paragraphs = _lines(qa / f"{name}.paragraphs.jsonl")
    texts = _Texts({line["id"]: (line["text"], "") for line in paragraphs})
    lines = [
        line
        for line in _lines(qa / f"{name}.questions.jsonl")
        if line["answerable"] is not None
    ]  # fmt: skip
    return texts, [line for line, mine in zip(lines, taught(len(lines)), strict=True) if mine]


def _holds(own: Sequence[str], spans: Sequence[str]) -> tuple[bool, ...]:
    """Tell of each sentence whether it holds one of the spans, or is held by one."""

    def bare(text: str) -> str:
        return re.sub(r"\W+", "", text.lower())

    wanted = [bare(span) for span in spans if len(bare(span)) > 2]
    return tuple(
        any(w in bare(s) or (bare(s) in w and len(bare(s)) > 20) for w in wanted) for s in own
    )


def _split(text: str) -> tuple[str, ...]:
    whole = " ".join(text.split())
    if not whole:
        return ()
    return tuple(span.text for span in sentences(Paragraph("", "", whole)))[:_LONGEST]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
