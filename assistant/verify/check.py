"""The verdict on one quotation: the words as they stand, similar words, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.verify.attribution import Attributed
from assistant.verify.citations import read_citations
from assistant.verify.compare import weight_of
from assistant.verify.pattern import Pattern, patterns
from assistant.verify.quoted import cites_after, without_tail
from assistant.verify.similar import MOST_TOKENS, Searched, most_similar
from assistant.verify.sources import Cited, cited, is_under
from assistant.verify.texts import Found, Texts
from assistant.verify.types import Difference, Source, Verdict
from corpus.fold import fold
from corpus.language import detect_language
from corpus.symbol import names

_CUT_WORD = re.compile(r"(?<=\w)[-‐]\s*\n\s*(?=\w)")  # a hyphen at the end of a line
_SURE_OF_LANGUAGE = 0.8
_KNOWN_WORDS = 0.5  # of the words of a text in a language that the library has
_LEAST_FOR_LANGUAGE = 40  # characters


@dataclass(frozen=True, slots=True)
class _Sources:
    """The citations of a quotation, each with what the library has of it."""

    pairs: tuple[tuple[Source, Cited], ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The documents that are not in the library."""
        return tuple(dict.fromkeys(s.symbol for s, c in self.pairs if not c.documents))

    @property
    def known(self) -> bool:
        """Whether a document is in the library."""
        return any(c.documents for _, c in self.pairs)

    def missing(self) -> list[str]:
        """Return a sentence for each part of an address that is in no document."""
        return [
            f"{source.symbol or 'No report'} has no {', '.join(c.missing)}."
            if source.symbol
            else f"No report has a {', '.join(c.missing)}."
            for source, c in self.pairs
            if c.documents and c.missing
        ]


class Checker:
    """Checks quotations against one build of a library."""

    def __init__(self, index: Searched, texts: Texts) -> None:
        """Check against ``texts``, which are those of ``index``."""
        self._index, self._texts = index, texts
        self._cited = lru_cache(maxsize=1024)(self._find_cited)
        self._languages = {document.language for document in texts.documents}

    def check(self, one: Attributed, least_words: int) -> Verdict:
        """Return the verdict on a quotation."""
        quotation = one.quotation
        verdict = Verdict(quotation, "not_checked", one.sources)
        if quotation.open:
            return replace(verdict, remarks=("Its closing quotation mark is missing.",))
        found = _all_patterns(quotation.text)
        sources = _Sources(tuple((source, self._cited(source)) for source in one.sources))
        words = max((pattern.words for pattern in found), default=0)
        if not found or (words < least_words and not (one.near and sources.known)):
            return replace(verdict, outcome="too_short")
        hits = self._hits(found, sources)
        if hits and _has_other_citation(quotation.text, hits[0]):
            return self._inexact(verdict, found[:1], sources)
        if hits:
            return self._exact(verdict, hits, sources)
        return self._inexact(verdict, found, sources)

    def _find_cited(self, source: Source) -> Cited:
        return cited(source, self._texts)

    def _hits(self, found: Sequence[Pattern], sources: _Sources) -> list[Found]:
        """Return the places of the most literal pattern that is where the draft says, or is at all.

        The cited places come first.
        """
        best: list[Found] = []
        for pattern in found:
            hits = self._texts.find(pattern)
            hits.sort(key=lambda hit: not self._is_cited(hit, sources))
            if hits and self._is_cited(hits[0], sources):
                return hits
            best = best or hits
        return best

    def _is_cited(self, hit: Found, sources: _Sources) -> bool:
        return any(
            c.has(hit.number, self._texts) and is_under(hit.span, c.letters)
            for _, c in sources.pairs
        )

    def _exact(self, verdict: Verdict, hits: Sequence[Found], sources: _Sources) -> Verdict:
        places = tuple(dict.fromkeys(hit.span for hit in hits))
        verdict = replace(verdict, places=places)
        is_cited = self._is_cited(hits[0], sources)
        if not sources.pairs:
            verdict = replace(verdict, outcome="found", remarks=("The draft names no source.",))
        elif is_cited:
            verdict = replace(verdict, outcome="found")
        elif sources.unknown:
            return replace(verdict, remarks=_not_in_library(sources, "The same words are in"))
        else:
            remarks = (*sources.missing(), self._wrong(hits[0], sources))
            verdict = replace(verdict, outcome="elsewhere", remarks=remarks)
        return _with_omissions(verdict, hits[0])

    def _wrong(self, hit: Found, sources: _Sources) -> str:
        """Return a sentence on what of the citation is wrong."""
        owner = self._texts.owners[hit.number]
        if not any(owner in c.documents for _, c in sources.pairs):
            return "The words are in another document than the draft says."
        if any(c.has(hit.number, self._texts) for _, c in sources.pairs):
            return "The words are in another sub-paragraph than the draft says."
        return "The words are in another paragraph than the draft says."

    def _inexact(self, verdict: Verdict, found: Sequence[Pattern], sources: _Sources) -> Verdict:
        text = verdict.quotation.text
        similar = most_similar(
            self._index, self._texts, text, found[-1], [c for _, c in sources.pairs]
        )
        places = similar.places if similar else ()
        if sources.unknown:
            remarks = _not_in_library(sources, "Similar words are in" if places else "")
            return replace(verdict, places=places, remarks=remarks)
        missing = tuple(sources.missing())
        if similar is None and sum(map(len, found[-1].tokens)) > MOST_TOKENS:
            remark = "It is nowhere as it stands, and it is too long to be compared in parts."
            return replace(verdict, remarks=(*missing, remark))
        if similar is None:
            language = self._foreign(text, sources)
            if language:
                remark = f"The quotation is in {language}, and the library has no such text."
                return replace(verdict, remarks=(*missing, remark))
            return replace(verdict, outcome="absent", remarks=missing)
        remarks = (*missing, *similar.remarks)
        if sources.pairs and not similar.cited:
            remarks += ("The similar words are not where the draft says.",)
        return replace(
            verdict,
            outcome="drift",
            places=places,
            differences=similar.differences,
            remarks=remarks,
        )

    def _foreign(self, text: str, sources: _Sources) -> str:
        """Return the language of a quotation if no document that it may be from is in it."""
        if len(text) < _LEAST_FOR_LANGUAGE:
            return ""
        documents = {i for _, c in sources.pairs for i in c.documents}
        languages = {self._texts.documents[i].language for i in documents} or self._languages
        words = [token.text for token in fold(text) if token.kind == "word"]
        known = sum(map(self._texts.has_word, words))
        if languages == self._languages and known > _KNOWN_WORDS * len(words):
            return ""  # the detection would take long when it is first used
        language, confidence = detect_language(text)
        sure = confidence >= _SURE_OF_LANGUAGE and language not in languages
        return language if sure else ""


def _all_patterns(text: str) -> list[Pattern]:
    """Return what a quotation may mean: also with its last citation or line breaks taken out."""
    texts = [text, without_tail(text)]
    if _CUT_WORD.search(text):
        texts += [_CUT_WORD.sub("", text), _CUT_WORD.sub("-", text)]
    found: dict[tuple[re.Pattern[str], ...], Pattern] = {}
    for one in dict.fromkeys(texts):
        for pattern in patterns(one):
            found.setdefault(pattern.pieces, pattern)
    return list(found.values())


def _has_other_citation(text: str, hit: Found) -> bool:
    """Return whether a quotation ends with a citation where the report has another one.

    A citation of the report itself, which the author of the draft put there, is no such.
    """
    cited = read_citations(text[len(without_tail(text)) :])
    paragraph = hit.span.paragraph
    is_own = any(not one.symbol or one.symbol in names(paragraph.symbol) for one in cited)
    return bool(cited) and not is_own and cites_after(paragraph.text, hit.span.end)


def _with_omissions(verdict: Verdict, hit: Found) -> Verdict:
    """Return a verdict with what the insertions and ellipses of the draft leave out.

    An insertion in place of a number, a negation or a modal verb changes what the report says.
    """
    remarks: list[str] = []
    changed: list[Difference] = []
    for omission in hit.left_out:
        weight = weight_of(omission.tokens.split())
        if omission.replaced and weight:
            changed.append(Difference("changed", "[…]", omission.tokens, weight, 0, 0))
        elif omission.replaced:
            remarks.append(f"An insertion in brackets stands for “{omission.tokens}”.")
        elif weight == "negation":
            remarks.append(f"The ellipsis leaves out a negation: “{omission.tokens}”.")
    if changed and verdict.outcome == "found":
        verdict = replace(verdict, outcome="drift", differences=tuple(changed))
    return replace(verdict, remarks=(*verdict.remarks, *remarks))


def _not_in_library(sources: _Sources, places: str) -> tuple[str, ...]:
    names = ", ".join(sources.unknown)
    is_are = "is" if len(sources.unknown) == 1 else "are"
    first = f"{names} {is_are} not in the library."
    return (first, f"{places} the places named here.") if places else (first,)
