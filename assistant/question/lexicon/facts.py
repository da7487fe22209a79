"""Patterns of questions whose answer is found by its form: a day, an abbreviation, a length."""

from assistant.question.lexicon.rows import pattern, word_list
from corpus.date_words import MONTHS

_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|sept\.?"
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[5-9]|20)\d\d"

DAY = pattern(
    "day",
    rf"(?<![\w/.-])(?:(?P<day>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})"
    rf"(?:,?\s+(?P<year>{_YEAR}))?|"
    rf"(?P<month_first>{_MONTH})\s+(?P<day_second>{_DAY})(?:st|nd|rd|th)?(?!\d),?"
    rf"(?:\s+(?P<year_last>{_YEAR}))?|"
    rf"(?P<month_alone>{_MONTH})\s+(?P<year_alone>{_YEAR})|"
    rf"(?P<iso_year>{_YEAR})-(?P<iso_month>0?[1-9]|1[0-2])-(?P<iso_day>{_DAY})|"
    rf"(?P<one>{_DAY})(?P<mark>[/.-])(?P<two>{_DAY})(?P=mark)(?P<plain_year>{_YEAR}))(?![\w/])",
    "on April 23rd, 2018",
    "in 2018",
)
# The words of a question that asks for no more than what happened then.
DAY_WORDS = word_list(
    "words of a question about a day",
    """
    about anything date dated day did event events going happen happened happening happens in
    mentioned month occur occurred of on report said say says something take takes the took place
    there they this was were went what whats which
    """,
    "happened",
    "visited",
)
STANDS_FOR = pattern(
    "asks what an abbreviation stands for",
    r"\b(?:what|whats|what's)\b(?:\s+(?:does|is|do|did))?\s+(?:the\s+)?(?:(?:acronym|abbreviation|"
    r"initials|letters)\s+)?(?P<one>(?-i:[A-Z][A-Za-z/-]*[A-Z][A-Za-z]*s?))\s+(?:stands?\s+for|"
    r"means?(?=\W*$)|short\s+for|an?\s+(?:acronym|abbreviation)\s+(?:of|for))|"
    r"\b(?:full\s+(?:form|name)|meaning|expansion|expand|spell\s+out|write\s+out|unabbreviated)\b"
    r"(?:\s+(?:of|for))?\s+(?:the\s+)?(?:(?:acronym|abbreviation|initials|letters)\s+)?"
    r"(?P<two>(?-i:[A-Z][A-Za-z/-]*[A-Z][A-Za-z]*s?))(?=\W*$)",
    "What does WHO stand for?",
    "What does the report stand for?",
)
# Who or what was counted so far: "the fourth mandate holder" says that there have been four.
COUNT_SO_FAR = pattern(
    "asks for a number so far",
    r"\bhow\s+many\s+(?P<noun>[a-z-]+(?:\s+[a-z-]+){1,2}?s)\s+(?:have|has)\s+there\s+been\b",
    "How many mandate holders have there been?",
    "How many countries did he visit?",
)
EXTENT = pattern(
    "asks how long a report is",
    r"^\W*(?:(?:and|so|please|tell me)\s+)*(?:how\s+long\s+is\s+(?:it|(?:the|this)\s+(?:\w+\s+)?"
    r"(?:report|document|text|paper))|(?:how\s+many|(?:what\s+is\s+)?(?:the\s+)?(?:total\s+)?"
    r"number\s+of)\s+(?:numbered\s+)?(?:paragraphs?|paras?|pages?)"
    r"(?:\s+(?:are|is|does|do|has|have|it|there|in|of|the|this|in\s+total|total|altogether|long|"
    r"report|document|contain|contains|comprise|include))*|(?:what\s+is\s+)?(?:the\s+|its\s+)?"
    r"length(?:\s+of\s+(?:it|(?:the|this)\s+(?:report|document)))?)\W*$",
    "How many paragraphs does the report have?",
    "How long is the mandate?",
)
_OPERATOR = r"(?:[+*×÷^=]|\s-\s|\bplus\b|\bminus\b|\btimes\b|\bdivided by\b)"
_SUM = rf"[\d\s.,()]*\d[\s)]*{_OPERATOR}[\d\s.,()+*×÷^=-]*"
ARITHMETIC = pattern(
    "sum",
    rf"^\W*(?:(?:what\s+is|what's|whats|how\s+much\s+is|calculate|compute|solve|is)\s+)?{_SUM}"
    r"(?:(?:equal\s+to|is|make)\s*)?\W*$|^\W*what\s+time\s+is\s+it(?:\s+now)?\W*$",
    "What is 2+2?",
    "What is resolution 53/5?",
)
# The odd spellings of a symbol: an organ, then parts after hyphens, underscores or spaces.
ODD_SYMBOL = pattern(
    "symbol with other marks than slashes",
    r"(?<![\w/.-])(?:[ASET]|ST|DP|DP-FPA|TD|UNW|CCPR|CEDAW|CERD|CAT|CRC|CRPD|CMW|CED|ICEF)"
    r"(?P<mark>[-_ ])(?:(?:(?:HRC|RES|DEC|CONF|AC|CN|C|INF|PV|SR|WG|WP|NGO|EMRIP|HLPF|ES|S|PRST)"
    r"(?:\.\d{1,3})?|\d{1,4}|(?:add|corr|rev)\.?\d{1,2})(?![A-Za-z])"
    r"(?:(?P=mark)(?=\w))?){2,6}(?<![-_ ])",
    "What does a-hrc-50-2 say?",
    "para 50",
)
RESOLUTION_SYMBOL = pattern(
    "symbol of a resolution",
    r"^(?P<organ>A/HRC|A|E|S)/RES/(?P<number>\d{1,4}(?:/\d{1,4})?(?: \(\d{4}\))?)",
    "A/RES/73/262",
    "A/73/262",
)
BODY = pattern(
    "body that adopts resolutions",
    r"\b(?:(?P<A>General\s+Assembly|Assembly)|(?P<HRC>Human\s+Rights\s+Council)|"
    r"(?P<E>Economic\s+and\s+Social\s+Council)|(?P<S>Security\s+Council)|(?P<any>Council)|"
    r"(?P<other>Commission|Committee|Conference|Board))\b",
    "the General Assembly noted",
    "the Minister noted",
    cased=True,
)
# "General Assembly resolution 73/262": the body says which of two resolutions 53/5 is meant.
RESOLUTION_OF = pattern(
    "resolution of a body",
    r"\b(?:(?P<A>(?:UN\s+)?General\s+Assembly|UNGA|GA)|(?P<HRC>Human\s+Rights\s+Council|HRC)|"
    r"(?P<E>Economic\s+and\s+Social\s+Council|ECOSOC)|(?P<S>Security\s+Council|UNSC))(?:['’]s)?\s+"
    r"res(?:olution|\.)?\s+(?P<number>\d{1,4}/\d{1,4}|(?<=\s)\d{3,4}(?:\s\(\d{4}\))?)(?![\w/])",
    "General Assembly resolution 73/262",
    "resolution 73/262",
)
