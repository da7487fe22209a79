"""Measure the answers to a question set, for all questions and for each kind of question."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from assistant.answer import Answer
from assistant.evaluation.estimates import lower_bound
from assistant.evaluation.grading import called, coverage, in_report, is_relevant, is_right
from assistant.evaluation.question_file import Question
from corpus import Paragraph
from corpus.errors import NotInstalled

try:
    import ir_measures
    from ir_measures import RR, Qrel, ScoredDoc, Success
except ImportError:
    raise NotInstalled(
        "Measuring answers needs an extra: pip install 'pilcrow[evaluate]'"
    ) from None

Pairs = Sequence[tuple[Question, Answer]]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one kind of question; shares and means are from 0 to 1.

    ``questions`` is the number of questions. ``hit_1``, ``hit_3``, ``hit_5`` (hit@k) and ``mrr_10``
    (MRR@10) measure the order of the paragraphs found (Voorhees, 1999). ``spans`` is the mean share
    of the required strings that the quotations contain, and ``full`` the share of answers that
    contain all. ``precision`` is the mean share of citations from a relevant paragraph, and
    ``words`` the median number of words quoted; both leave out abstentions. ``answered`` is the
    share of answerable questions answered, ``refused`` the share of the other questions refused,
    and ``balanced`` the mean of the two. ``likely`` is the share of answerable questions whose
    answer is called likely. ``likely_right`` is the share of all answers called likely that are
    right, ``likely_bound`` the one-sided lower 95 % bound of that share, and ``likely_wrong`` the
    number of answers called likely that are wrong, as is each answer to an unanswerable question.
    All other measures are over answerable questions, where an abstention has no strings. A measure
    is None if no question of the kind can be measured.
    """

    questions: int
    hit_1: float | None
    hit_3: float | None
    hit_5: float | None
    mrr_10: float | None
    spans: float | None
    full: float | None
    precision: float | None
    words: float | None
    answered: float | None
    refused: float | None
    balanced: float | None
    likely: float | None
    likely_right: float | None
    likely_bound: float | None
    likely_wrong: int


def measure(questions: Sequence[Question], answers: Sequence[Answer]) -> dict[str, Measures]:
    """Return the measures of "all" questions and of each kind, in the order of the file."""
    pairs = list(zip(questions, answers, strict=True))
    groups = {"all": pairs}
    for question, answer in pairs:
        groups.setdefault(question.kind or "unnamed", []).append((question, answer))
    return {kind: _measure(group) for kind, group in groups.items()}


def _measure(pairs: Pairs) -> Measures:
    answerable = [(q, a) for q, a in pairs if q.answerable]
    with_answer = [(q, a) for q, a in answerable if not a.abstained]
    covered = [coverage(q, a) for q, a in answerable]
    ranked = _ranked([(q, a) for q, a in answerable if q.relevant])
    answered = _mean([not a.abstained for _, a in answerable])
    refused = _mean([a.abstained for q, a in pairs if not q.answerable])
    both = [share for share in (answered, refused) if share is not None]
    likely = [is_right(q, a) for q, a in pairs if called(a) == "likely"]
    return Measures(
        questions=len(pairs),
        hit_1=ranked.get("Success@1"),
        hit_3=ranked.get("Success@3"),
        hit_5=ranked.get("Success@5"),
        mrr_10=ranked.get("RR@10"),
        spans=_mean(covered),
        full=_mean([share == 1 for share in covered]),
        precision=_mean([_precision(q, a) for q, a in with_answer]),
        words=median(_words(a) for _, a in with_answer) if with_answer else None,
        answered=answered,
        refused=refused,
        balanced=fmean(both) if len(both) == 2 else None,
        likely=_mean([called(a) == "likely" for _, a in answerable]),
        likely_right=_mean(likely),
        likely_bound=lower_bound(sum(likely), len(likely)),
        likely_wrong=len(likely) - sum(likely),
    )


def _ranked(pairs: Pairs) -> dict[str, float]:
    if not pairs:
        return {}
    # Ranks are used as scores, so that hits with equal scores keep their order.
    qrels = [Qrel(str(i), number, 1) for i, (q, _) in enumerate(pairs) for number in q.relevant]
    run = [
        ScoredDoc(str(i), _name(question, hit.passage.paragraph), -float(rank))
        for i, (question, answer) in enumerate(pairs)
        for rank, hit in enumerate(answer.hits)
    ]
    measures = [Success @ 1, Success @ 3, Success @ 5, RR @ 10]
    return {
        str(name): value for name, value in ir_measures.calc_aggregate(measures, qrels, run).items()
    }


def _name(question: Question, paragraph: Paragraph) -> str:
    """Return the label of a paragraph; in another report than the question's, its reference."""
    return paragraph.label if in_report(question, paragraph) else paragraph.reference


def _precision(question: Question, answer: Answer) -> float:
    return fmean(is_relevant(question, citation.quote.paragraph) for citation in answer.citations)


def _words(answer: Answer) -> int:
    return sum(len(citation.quote.text.split()) for citation in answer.citations)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
