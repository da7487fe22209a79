"""Patterns of the addresses in a question: paragraphs, sentences, sections, annexes, pages, notes.

The expressions repeat only what starts with a character of its own, so that the time to match
grows with the length of the question and not with its square.
"""

from assistant.question.lexicon.numbers import CARDINAL_EXPRESSION, ORDINAL_EXPRESSION
from assistant.question.lexicon.rows import pattern

_FIGURES = (
    r"\d{1,4}(?:[A-Za-z](?=\.\d))?(?:\.\d{1,3}){0,3}(?:\s(?:bis|ter|quater)\b|[A-Za-z]\b)?(?![\d/])"
)
_NUMBER = rf"(?:{_FIGURES}(?:\s?\([a-z]{{1,4}}\))*|{CARDINAL_EXPRESSION})"
_COUNT = rf"(?:{CARDINAL_EXPRESSION}|\d{{1,2}}\b|few|couple\s+of)"
_NO = r"(?:\s*(?:nos?\b\.?|n[°º]|numbers?\b|#))?\s*:?\s*"
_MARK = rf"(?:[¶§]{{1,3}}|\b(?:para(?:graph)?s?|pars?|pgphs?)\b\.?){_NO}"
_RANGE = r"-|–|—|‑|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\bup\s+to\b"
_AND = r"(?:,|;|&|\+|/)?\s*(?:\band\b|\bor\b|\bplus\b|\bas\s+well\s+as\b)?"
_JOIN = rf"\s*(?:{_RANGE}|{_AND})\s*"
_PARAGRAPH_WORD = r"(?:numbered\s+)?para(?:graph)?s?\b\.?"
_LIST = rf"{_NUMBER}(?:(?=[\s,;&+/–—‑-]){_JOIN}(?:{_MARK})?{_NUMBER})*"

# In a list the numbers are "number", joined by "range" or by anything else.
LIST_ITEM = pattern(
    "number in a list",
    rf"(?P<range>{_RANGE})|(?P<number>{_FIGURES}|{CARDINAL_EXPRESSION})",
    "and 15",
    "and, or",
)
PARAGRAPHS = pattern("paragraphs by number", rf"{_MARK}({_LIST})", "§§ 10-12", "paragraphs of text")
# A dotted number alone can be nothing else than a paragraph.
BARE_NUMBER = pattern(
    "dotted number alone",
    r"^\W*(\d{1,3}[A-Za-z]?(?:\.\d{1,3}){1,3})\W*$",
    "29A.5",
    "2.5 per cent",
)
BESIDE = pattern(
    "paragraph beside another",
    rf"\b(?:(?:next|previous)\s+)?(?:{_PARAGRAPH_WORD}\s+)?(?:that\s+)?(?:(?:comes?|stands?|is)\s+)?"
    r"(?:(?P<after>(?:right\s+|just\s+)?after|follow(?:s|ing)|next\s+(?:to|after))|"
    r"(?P<before>(?:right\s+|just\s+)?before|preced(?:es|ing)))\s+"
    rf"(?:(?<=paragraph after )|(?<=paragraph before )|{_MARK})(?P<number>{_NUMBER})",
    "What comes after paragraph 50?",
    "What happened after 2018?",
)
NTH_PARAGRAPH = pattern(
    "paragraph by ordinal",
    rf"\b({ORDINAL_EXPRESSION})\s+{_PARAGRAPH_WORD}",
    "the twenty-third paragraph",
    "the third report",
)
_FIRST = r"first|opening|initial|very\s+first"
_LAST = r"last|final|closing|concluding|very\s+last"
_BEFORE_LAST = (
    r"penultimate|(?:second|next|one)[\s-](?:to|before)[\s-](?:the[\s-])?last|second[\s-]last|"
    r"last\s+but\s+one"
)
END_PARAGRAPHS = pattern(
    "first or last paragraphs",
    rf"\b(?:(?P<before>{_BEFORE_LAST})|(?P<first>{_FIRST})|(?P<last>{_LAST}))\s+"
    rf"(?:(?P<count>{_COUNT})\s+)?{_PARAGRAPH_WORD}",
    "the last three paragraphs",
    "the last three reports",
)
END_SENTENCES = pattern(
    "first or last sentences",
    rf"\b(?:(?P<before>{_BEFORE_LAST})|(?P<first>{_FIRST})|(?P<last>{_LAST})|"
    rf"(?P<nth>{ORDINAL_EXPRESSION}))\s+(?:(?P<count>{_COUNT})\s+)?sentences?\b",
    "the first two sentences of",
    "in three sentences",
)
NUMBERED_SENTENCE = pattern(
    "sentence by number",
    rf"\bsentence\s+(?:no\.?\s+)?(\d{{1,2}}\b|{CARDINAL_EXPRESSION})",
    "sentence 2 of para. 5",
    "two sentences",
)
PAGES = pattern(
    "pages by number", rf"\b(?:pages?|pp?\.|pg\.?){_NO}({_LIST})", "page 7", "seven pages"
)
NOTES = pattern(
    "footnotes by mark",
    rf"\b(?:(?:foot|end)[\s-]?notes?|fn\.?|notes?(?=\s*(?:no\.?\s*)?\d)){_NO}"
    rf"({_LIST}|(?-i:[a-z])\b(?!\s+\w)|[*†‡]+)",
    "footnote 3",
    "note by the Secretariat",
)
NTH_NOTE = pattern(
    "footnote by ordinal",
    rf"\b({ORDINAL_EXPRESSION})\s+(?:foot|end)[\s-]?note\b",
    "the third footnote",
    "the third note",
)

_SECTION_WORD = r"(?:sub-?sections?|sections?|sect\.|sec\.|chapters?|chap\.|ch\.|part|heading)"
_MORE = (
    r"(?:(?:\s*[.,]\s*|\s+)(?:(?:sub-?section|section|part)\s+)?"
    r"(?:(?-i:[A-Z])|\d{1,2}|\([a-z]\))(?![\w/'’])|\.[a-z](?![\w/])|\s+[a-z](?=\W*$))*"
)
SECTION = pattern(
    "section by its path",
    rf"\b{_SECTION_WORD}\s+((?:(?-i:[IVXL]{{1,6}}|[A-Z])|[ivxl]{{2,6}}|[a-z](?=\W*$|[.,;])|"
    rf"\d{{1,2}}(?:\.\d{{1,2}})*|{CARDINAL_EXPRESSION})"
    rf"(?![\w/'’]){_MORE})",
    "section II.A.2",
    "what part did civil society play",
)
BARE_SECTION = pattern(
    "path of a section alone",
    r"(?<![\w./])([IVXL]{1,6}\.[A-Z](?:\.\d{1,2})?)(?![\w/])",
    "III.C",
    "U.N.",
    cased=True,
)
PATH_ITEM = pattern(
    "step of a path", rf"(?<!\w)\(?(?:{CARDINAL_EXPRESSION}|[IVXL]+\b|\d+|[A-Z]\b)\)?", "II", ". ,"
)
HEADING_MARK = pattern(
    "mark of a heading",
    r"^\(?((?:[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|[a-z])(?=[.)])|\d{1,2}(?:\.\d{1,2})+(?=\s))",
    "II. Reports",
    "Overview",
    cased=True,
)
ANNEX = pattern(
    "annex",
    r"\b(annex(?:es)?|appendix|appendices|enclosure|attachment)\b"
    rf"(?:\s+(?:no\.?\s+)?([IVXL]{{1,6}}|\d{{1,2}}|(?-i:[A-Z])|{CARDINAL_EXPRESSION})(?![\w/'’]))?",
    "annex II, para. 4",
    "annexed to it",
)
RESOLUTION_PARAGRAPH = pattern(
    "paragraph of a resolution",
    rf"\b(operative|preambular)\s+(?:{_MARK})({_NUMBER})",
    "operative paragraph 3",
    "operative part",
)
_TABLE = r"(?:tables?|tableaux?|cuadros?|tablas?|таблиц[аыеуой]{1,2})"
TABLE = pattern(
    "table by number",
    rf"\b{_TABLE}{_NO}((?-i:[IVXLC]+|[A-Z]|[A-Z]?[.-]?\d{{1,3}})(?:[.–-][\dA-Z]{{1,4}})*[a-z]?)"
    r"(?![\w/'’])|(?:جدول|表)\s*([\d٠-٩]{1,3}(?:[.-]\d{1,3})*)",
    "What does table 3 show?",
    "a table of contents",
)
NAMED_TABLE = pattern(
    "table by name",
    r"(?<!on the )\btables?\s+(?:on|of|about|with|for|showing|listing|giving|comparing|entitled|"
    r"titled|called|named)\s+(?!contents)(.{3,})$",
    "show the table on budget",
    "the options on the table of the Council",
)
# What precedes the symbol of a document that is the topic of a question, and not where to look.
TOPIC_BEFORE = pattern(
    "word before a document that is a topic",
    r"\b(?:about|on|regarding|concerning|mention\w*|cit\w+|refer\w*\s+to|quot\w+)\s+"
    r"(?:(?:the|its|his|her|their|report|resolution|document|council|general|assembly|human|"
    r"rights|security)\s+){0,4}$",
    "what does para. 3 say about ",
    "what does para. 3 of ",
)
TOPIC_AFTER = pattern(
    "words before a topic",
    r"\b(?:about|on|regarding|concerning|mention\w*|with regard to|with respect to)\s+(?=\w)",
    "para. 3 about vaccines",
    "comment on",
)
# Without any of these words, the text of the address itself is asked for.
ASKS_FACT = pattern(
    "asks for a fact",
    r"\b(?:who|whom|whose|when|where|why|how|which|what|whether|if|is|are|was|were|does|do|did|"
    r"has|have|had)\b|\b(?:about|on|regarding|concerning|mention\w*)\s+\w",
    "which countries does it name",
    "dissect it for me",
)
HEADING_NUMBER = pattern(
    "number before a heading", r"^\w+\. ", "II. Reports", "Reports", cased=True
)
