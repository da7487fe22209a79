"""Word lists, in lower case: words that do not say what a question is about, and the months."""

from collections.abc import Iterator

from assistant.question.lexicon.rows import pattern, word_list

WORD = pattern("word or number", r"[^\W_]+", "53", "_ _", cased=True)
LETTERS = pattern("word of letters", r"[^\W\d_]+", "l’État", "12_3", cased=True)
# Whole words only: not the two halves of "couldn't".
WHOLE_WORD = pattern(
    "whole word", r"(?<![\w'’])[^\W\d_]+(?![\w'’])", "Qatar", "couldn't", cased=True
)
JOINED_WORD = pattern(
    "word with hyphens", r"[^\W\d_]+(?:['’-][^\W\d_]+)*", "South-South", "53/5", cased=True
)
NAME_WORD = pattern("word of a name", r"[^\W_]+(?:['’.-][^\W_]+)*", "Okafor's", "/ -", cased=True)
ANSWER_WORD = pattern("word of a quotation", r"[^\W\d_][\w'’-]*", "Qatar", "53/5", cased=True)
POSSESSIVE = pattern("possessive", r"['’]s?$", "Okafor’s", "Okafor")
_MIN_LENGTH = 3  # characters


def content_words(text: str) -> Iterator[str]:
    """Yield the words of a text that say what it is about, in lower case."""
    for word in WORD.findall(text.lower()):
        if len(word) >= _MIN_LENGTH and word not in STOP_WORDS and word not in ANAPHORA:
            yield word


# Question words, auxiliary verbs and the author of the report. The other words are the topic.
STOP_WORDS = word_list(
    "stop words",
    """
    a about all am an and any are as at be been but by can could did do does exactly expert for
    from had has have he her him his how i in independent into is just many me more much my of
    ok on or our please report reports said say says she so some tell than the to up us was we
    were what when where which who whom whose why will with would you your
    """,
    "which",
    "vaccine",
)

# Words that ask for a part of a report and do not say about which topic.
LOOKUP_STOP_WORDS = word_list(
    "stop words of look-ups",
    """
    a about all an and are argue argues as brief briefly can chapter concerning contain contains
    content contents could council cover covered covers deal deals describe did discuss
    discusses do document does entire explain for from full ga gist give he heading hello her hi
    him his hrc i in is it its just key know let like made main make makes me need of on out
    overview para paragraph paragraphs paras part please point points present print quote read
    recap report reports say says section sections see she short show sum summarise summarize
    summary tell text that the them there they this to under unga up us verbatim want was we
    what whats which whole with words would you your
    """,
    "section",
    "conclusions",
)

# Words that ask to do something with a paragraph: it is quoted, whatever is to be done with it.
# Other words that ask for the text of a look-up: how long, how plain, and in which language.
REQUEST_WORDS = word_list(
    "request words",
    """
    advance again analyse analysis analyze and arabic article back basically break breakdown
    bullet by cheers chinese cite clarify clear come comes comment commentary complete concise
    condense context copy detail details display down elaborate english exactly expand expound
    expression extract fetch few find follows fr french german get go gonna grateful hand help
    here hey i'd i'm idea ideas interpret interpretation italian i’d i’m jump kindly language
    lay layman laymen let's line lines literally long look lookup mean meaning means meant
    mentioned more my next now number numbers okay one open paraphrase phrase plain portuguese
    precedes print pull put quick quickly quotation reads reformulate rephrase restate reword
    rewrite russian saying sentence sentences shorten shorter simple simpler simplify simply
    some sort spanish spell stands state stated states summarised summarising summarized
    summarizing tells term terms thank thanks then three to transcribe translate translated
    translation turn two understand unpack using way what's what’s where word wording write
    written
    """,
    "translate",
    "registration",
)

# Words that reports write with a capital, but that do not distinguish one name from another.
GENERIC_NAMES = word_list(
    "generic names",
    """
    assembly commission committee council expert general government he human in independent
    kingdom nations report republic resolution rights some state states such that the these this
    united
    """,
    "council",
    "qatar",
)

# Words that refer to earlier text, and other words that short follow-up questions consist of.
ANAPHORA = word_list(
    "anaphora",
    """
    again also another both case different else here instead it its last later like long next
    often okay one ones other others regard respect right same similar so thanks that them then
    there these this those too well yes
    """,
    "another",
    "visit",
)

# A question with a symbol and one of these words asks for a fact about the document; every other
# question with a symbol asks what the reports say of the document.
FACT_WORDS = word_list(
    "words that ask for a fact about a document",
    "who when where why how whom whose many against vote voted",
    "voted",
    "about",
)
