"""Pairs of a question and a passage, on which the reader is trained: answers and near misses.

The pairs come from four sources. The bundled report is not among them.
``un_reports.jsonl`` (in ``tests/questions``) has our own questions on other United Nations reports.
The paragraph that is named with a question does not answer a third of these questions.
``upr`` has recommendations of one State to another, from reports of the Human Rights Council.
``clapnq`` and ``policyqa`` have questions that people asked about other texts. One half of each of
these sets is kept for tests; of policyqa, that half is the documents with odd numbers.

No conversations are used: those of ``mtrag_un`` are all needed to fit and test when to abstain.
Instead, some of our own questions are preceded by another question.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.training.passages import (
    Passages,
    contain_spans,
    read_lines,
    read_reports,
    read_set,
)

QUESTIONS = Path(__file__).parent.parent.parent / "tests" / "questions" / "un_reports.jsonl"
# The reader is tested with the questions of these reports, and is not trained on these reports.
CHECKS = frozenset(
    [
        *("A_80_604_Add.2", "A_80_604_Add.5", "cambodia2014", "colombia2009", "costarica2010"),
        *("eritrea2010", "france2008", "kuwait2010", "mexico2009"),
    ]
)
_POLICIES, _RECOMMENDATIONS = 450, 330  # sampled questions of sets that are large and uniform
_CONVERSATIONS = 0.2  # the share of our questions that follow another question
STATES = (
    "Algeria", "Argentina", "Austria", "Belgium", "Brazil", "Chile", "China", "Cuba", "Denmark",
    "Egypt", "Finland", "Germany", "Ghana", "Greece", "Haiti", "Hungary", "India", "Indonesia",
    "Ireland", "Japan", "Jordan", "Kenya", "Lebanon", "Libya", "Malaysia", "Mali", "Morocco",
    "Nigeria", "Norway", "Pakistan", "Peru", "Poland", "Portugal", "Qatar", "Senegal", "Slovakia",
    "Slovenia", "Spain", "Sweden", "Switzerland", "Syria", "Thailand", "Tunisia", "Turkey",
    "Uruguay", "Venezuela",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage.

    ``answers`` says for each sentence whether it answers the question (None: unknown), and
    ``answered`` whether the passage does. ``weight`` is the weight of the pair in the loss. A pair
    with ``check`` tests the reader and is not trained on.
    """

    source: str
    question: str
    heading: str
    sentences: tuple[str, ...]
    answers: tuple[bool | None, ...]
    answered: bool
    weight: float
    check: bool = False


def gather(qa: Path, un: Path, seed: int) -> list[Pair]:
    """Return all pairs, in random order.

    ``qa`` is the folder of clapnq and policyqa, ``un`` the folder of gold/ and upr/.
    """
    rng = random.Random(seed)
    reports = read_reports(un)
    pairs = [
        *_own(reports, rng),
        *_upr(un / "upr" / "questions.jsonl", reports, rng),
        *_clapnq(qa),
        *_policyqa(qa, rng),
    ]
    rng.shuffle(pairs)
    return pairs


def _own(reports: Mapping[str, Passages], rng: random.Random) -> Iterator[Pair]:
    for line, question in _in_conversations(list(read_lines(QUESTIONS)), rng):
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
    """Yield our questions; some are preceded by another question on the same report."""
    asked: dict[str, list[str]] = {}
    for line in lines:
        asked.setdefault(line["document"], []).append(line["question"])
    for line in lines:
        before = f"{rng.choice(asked[line['document']])} "
        yield line, (before if rng.random() < _CONVERSATIONS else "") + line["question"]


def _upr(path: Path, reports: Mapping[str, Passages], rng: random.Random) -> Iterator[Pair]:
    lines = list(read_lines(path))
    documents = sorted({line["document"] for line in lines})
    trained = {name for i, name in enumerate(documents) if i % 3} - CHECKS
    lines = [line for line in lines if line["document"] in trained]
    for line in rng.sample(lines, min(_RECOMMENDATIONS, len(lines))):
        texts, question, gold = reports[line["document"]], line["question"], line["gold"]
        match = re.match(r"What did (.+?) recommend", question)
        if gold[0] not in texts.texts or not match:
            continue
        state, own = match[1], texts.split(gold[0])
        answers = contain_spans(own, [line["text"]])
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
    texts, lines = read_set(qa, "clapnq")
    for line in lines:
        question, gold = line["question"], line["gold"]
        shown = gold[0] if line["answerable"] else line["tags"]["shown"][0]
        own = texts.split(shown)
        answers = contain_spans(own, line["spans"])
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
    """Yield pairs of the documents with an even number; the others are kept for tests."""
    documents: dict[str, dict[str, tuple[str, str]]] = {}
    for line in read_lines(qa / "policyqa.paragraphs.jsonl"):
        documents.setdefault(line["id"].split(":")[0], {})[line["id"]] = (line["text"], "")
    texts = {name: Passages(own) for name, own in documents.items()}
    lines = [
        line
        for line in read_lines(qa / "policyqa.questions.jsonl")
        if int(line["gold"][0].split(":")[0]) % 2 == 0
        and any(len(span.split()) >= 4 for span in line["spans"])
    ]
    for line in rng.sample(lines, min(_POLICIES, len(lines))):
        question, gold = line["question"], line["gold"]
        document = texts[gold[0].split(":")[0]]
        own = document.split(gold[0])
        answers = contain_spans(own, line["spans"])
        title = line["tags"].get("title", "") if rng.random() < 0.3 else ""
        if any(answers):
            yield Pair("policyqa", question, title, own, answers, True, 0.6)
            # The questions are vague, so the nearest paragraphs may also answer them.
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
    """Return the question about another State or year, which ``text`` does not name.

    Returns None if the question names no State and no year.
    """
    named = [state for state in STATES if re.search(rf"\b{state}\b", question)]
    if named:
        others = [state for state in STATES if state not in text and state not in question]
        return re.sub(rf"\b{named[0]}\b", rng.choice(others), question)
    years = re.findall(r"\b(?:19|20)\d\d\b", question)
    if not years:
        return None
    others = [str(year) for year in range(1994, 2024) if str(year) not in text + question]
    return question.replace(years[0], rng.choice(others))
