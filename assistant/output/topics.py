"""What the headings of a report are about, as words that can follow "about" in a question."""

import re
from collections.abc import Iterator, Sequence

from assistant.question.states import fold, states
from corpus import Document
from corpus.contents import contents

_LONGEST = 70  # characters of a heading; a longer one makes a long button
_NUMBER = re.compile(
    r"^\W*(?:\(?(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)*|[a-z])[.)]|[IVXLC]+\b(?=\s+[A-Z]))\s+"
)
# Headings that say where one is in a report, and not what is told there.
_EMPTY = re.compile(
    r"^(?:(?:the|general|brief|short|key|main|final|preliminary|concluding|overall|other|annex|"
    r"executive|some|introductory|opening|closing|further|next|organizational|additional)\s+)*"
    r"(?:introduction|introductory|conclusions?|recommendations?|mandate|overview|background|"
    r"summary|observations?|remarks?|comments?|general|annex(?:es)?|appendix|methodology|"
    r"findings|context|purpose|objectives?|scope|note|notes|contents|preface|foreword|matters|"
    r"questions|issues|next steps|steps|way forward|statements?|agenda|conduct|request|action|"
    r"actions?|decisions?|others?|results?|analysis|references?|glossary|abbreviations|"
    r"terms of reference|business|adoption|attendance|documentation|opening|closure|closing|"
    r"letters?|identical letters|draft|enclosure|table|figure|box|part|chapter|section)\b"
    r"(?:\s+(?:and|of the (?:report|session|meeting|study)|to the (?:report|session))\b.*)?$|"
    r"^(?:conclusions?|recommendations?|introduction|annex|appendix|enclosure|letters? dated|"
    r"note by|report of|draft (?:resolution|decision)|adoption of|opening of|closure of|"
    r"request for|actions? (?:to be )?(?:taken|requested)|table|figure|box)\b|"
    r"^(?:resolution|decision|statement)s?\s[\d(]|\b(?:other|related) (?:matters|business)$",
    re.IGNORECASE,
)
_ODD = re.compile(r"[?!:;“”\"\[\]{}<>|*/=…]|\s[–—-]\s|\b\d{4}/\d|\.\s|\.$|,$|\($")
# Verbs that make a heading a sentence: "States must act".
_SENTENCE = re.compile(
    r"^(?:how|what|why|when|where|who|whether|if|to|in|on|by|with|from|as|at|for|under|after|before)\b|"
    r"\b(?:is|are|was|were|has|have|had|will|shall|should|must|can|could|may|does|do|did|this|we|our)\b",
    re.IGNORECASE,
)
# Nouns that need an article if no other word says which one is meant.
_ONE = (
    "framework|situation|role|approach|environment|landscape|outlook|agenda|process|strategy|plan|"
    "programme|budget|mission|crisis|context|system|mechanism|economy|economies|sector|impact|"
    "status|structure|force|team|office|fund|account|period|regime|concept|nature|right|need|use|"
    "case|question|state|rule|law|timeline|workforce|component|secretariat|council|committee|"
    "commission|assembly|working group|task force|region|community|network|market|threat|history|"
    "position|relationship|definition|level|rate|path|future|past|review|model|meeting|balance|"
    "division|overview|pillar|category|picture|direction|dialogue|government|delegation|public|workplace"
)
_NEEDS_ARTICLE = re.compile(rf"^(?:[\w’'-]+\s){{0,3}}(?:{_ONE})$", re.IGNORECASE)
_OF = re.compile(
    r"^[\w’'-]+(?:\s[\w’'-]+)?\s(?:of|by)\s|^(?:fight|struggle) against\b|^rights? to\b",
    re.IGNORECASE,
)
_HAS_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|all|each|every|some|\d)\b", re.I)


def topics(document: Document) -> Iterator[str]:
    """Yield what the sections of a report are about, in their order: "the legal framework".

    Left out are the headings of an introduction and the like, and those that are no name of a
    thing: questions, sentences, titles of annexes. Questions are in English, so a report in
    another language has none.
    """
    if document.language != "English":
        return
    sections = contents(document).sections
    headings = dict.fromkeys(section.headings[-1] for section in sections if section.headings)
    for heading in headings:
        if topic := topic_of_heading(heading, document):
            yield topic


def topic_of_heading(heading: str, document: Document) -> str:
    """Return what a heading is about, as words that can follow "about"; "" if that is not clear."""
    title = _NUMBER.sub("", " ".join(heading.split())).strip()
    words = title.split()
    unsuited = (
        not 2 < len(title) <= _LONGEST
        or _EMPTY.search(title)
        or _ODD.search(title)
        or _SENTENCE.search(title)
        or title.isupper()
        or not title[0].isalpha()
    )
    # One word is too little to ask for, unless it names someone or several things.
    alone = len(words) == 1 and not title.endswith("s")
    if unsuited or (alone and not _is_name(words, document)):
        return ""
    if not _is_name(words, document):
        title = title[0].lower() + title[1:]
    is_act = words[0].endswith("ing")  # "strengthening the rule of law"
    needs = _NEEDS_ARTICLE.match(title) or (_OF.match(title) and not is_act)
    return f"the {title}" if needs and not _HAS_ARTICLE.match(title) else title


def _is_name(words: Sequence[str], document: Document) -> bool:
    """Return whether the first word of a heading keeps its capital, as a name has it.

    The report then writes it, with the word after it, with a capital within a sentence too: "the
    Special Committee". Else it is "special measures".
    """
    first = words[0]
    if first[1:] != first[1:].lower() or fold(first).strip() in states()[1]:
        return True
    if words[1:] and words[1][0].isupper():  # the title of something
        return True
    phrase = " ".join(words[:2])
    within = re.compile(rf"[a-z,;]\s{re.escape(phrase)}\b")
    return any(phrase in p.text and within.search(p.text) for p in document.paragraphs)
