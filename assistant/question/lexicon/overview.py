"""Patterns of questions about a report as a whole: its summary, its findings, its masthead."""

from assistant.question.lexicon.rows import pattern, word_list

SUMMARY_REQUEST = pattern(
    "asks for the summary",
    r"\btl\s?[;:,]?\s?dr\b|\b(?:gist|summar\w+|overview|synopsis|abstract|recap|nutshell|outline|"
    r"digest|short version|key (?:points?|messages?|takeaways?)|takeaways?|"
    r"main (?:points?|messages?|ideas?|arguments?|thrust)|sum (?:it |this |the report )?up|"
    r"big picture|bottom line|essence)\b|\babout\b|"
    r"\b(?:in brief|briefly|in short)\b|"
    r"\bwhat (?:does|do) (?:it|this|the)(?: \w+)? (?:deal with|cover|say|discuss|contain)\b",
    "what's it about, briefly?",
    "What does para. 4 say?",
)
# The words of such questions that do not say about which topic.
SUMMARY_WORDS = word_list(
    "words of a request for the summary",
    """
    abstract argument arguments big bottom digest dr essence essential essentials executive
    following idea ideas important key long message messages nutshell outline paper picture recap
    report's really roughly short shortly sum summaries summarised summarized summarising
    summarizing summarisation summarization synopsis takeaway takeaways thrust tl tl;dr tldr version
    """,
    "synopsis",
    "vaccines",
)
SUMMARY_PART = pattern(
    "names the summary", r"\b(?:summary|abstract)\b", "first sentence of the summary", "summarise"
)
FINDINGS_REQUEST = pattern(
    "asks for findings",
    r"\b(?:findings?|conclusions?|conclud\w+|recommendations?|recommends?)\b",
    "what does the report conclude",
    "What did he see in Qatar?",
)
FINDINGS_WORDS = word_list(
    "words of a request for findings",
    """
    arrive arrived author's central chief come comes conclude concluded concludes conclusion
    conclusions contained core crucial essential expert expert's final finding findings important
    independent key list main major most overall paper paper's principal reach reached reaches
    recommend recommendation recommendations recommended recommends report's top
    """,
    "key",
    "qatar",
)

# What of a masthead a question asks for.
AUTHOR = pattern(
    "asks for the author",
    r"\bauthors?\b|\bauthored\b|\bwho(?:m|se)?\b.*\b(?:wrote|writes|written|write|"
    r"prepared|prepares|"
    r"submit\w*|issue[sd]?|drafted|publish\w*|produced|compiled|presented|by|behind|report)\b|"
    r"\b(?:written|prepared|submitted|issued|drafted|published|produced|"
    r"compiled) by (?:who|whom)\b",
    "who wrote it, when, for whom?",
    "Who hoarded vaccines?",
)
ISSUED = pattern(
    "asks for the date of the report",
    r"\bwhen\b.*\b(?:wrote|written|write|prepared|submitted|issued|drafted|published|produced|"
    r"compiled|presented|released|dated|distributed|come out|came out|for whom|report)\b|"
    r"\b(?:wrote|written|author|title)\b.*\bwhen\b|\b(?:date[ds]?|day|year|month)\b|\bhow old\b",
    "what is the date of this report?",
    "When did he visit Qatar?",
)
AUDIENCE = pattern(
    "asks for whom the report is",
    r"\b(?:for|to) (?:whom|who|which body|which organ)\b|\bwho(?:m)?\b.*\b(?:for|to)\W*$|"
    r"\baddress(?:ed|ees?)\b|\baudience\b|\brecipients?\b|\bsession\b|\bagenda\b|"
    r"\b(?:which|what) (?:body|organ)\b",
    "who wrote it, when, for whom?",
    "Who was it that hoarded vaccines?",
)
TITLE = pattern(
    "asks for the title",
    r"\btitled?\b|\bentitled\b|\bname of (?:the|this) (?:report|document)\b|\bcalled\b|"
    r"\bmasthead\b|"
    r"\bsymbol\b|\bdocument number\b",
    "title of the report",
    "What does it call for?",
)
MASTHEAD_WORDS = word_list(
    "words of a question about the masthead",
    """
    addressed addressee addressees agenda at audience author authored authors behind
    bibliographic body by called came come compiled date dated dates day distributed document
    document's drafted entitled how issue issued item jointly masthead metadata month name named
    number old or organ originally out paper paper's prepare prepared prepares present presented
    produced publication publish published publishes publishing receive recipient recipients
    release released report's session submission submit submits submitted submitting symbol
    title titled when where who whom whose write writer writes writing written wrote year
    """,
    "author",
    "principles",
)
# Words without which a question about dates or names is not about the report, but about events.
ABOUT_REPORT = pattern(
    "names the report or its making",
    r"\b(?:reports?|documents?|paper|it|this|author\w*|wrote|written|publi\w+|issued|title\w*|"
    r"masthead|symbol|session|agenda|submitted|prepared|drafted|released)\b",
    "who is the author?",
    "What day is today?",
)
# Lines of the masthead.
AUTHOR_LINE = pattern(
    "line of the masthead with the author",
    r"^(?:\W*)(?:(?:\w+ ){0,4}(?:report|note|letter|statement|communication|study|"
    r"submission|memo\w+)"
    r"s?\b.*\b(?:of|by|from)\b|rapporteur\b|prepared by|submitted by|authors?\b)|"
    r"\bhas the honour to (?:transmit|submit)\b",
    "Report of the Independent Expert on solidarity",
    "Seventy-eighth session",
)
AUDIENCE_LINE = pattern(
    "line of the masthead with the body",
    r"^(?:(?:united nations\W+)?(?:general assembly|security council|human rights council|economic "
    r"and social council|trusteeship council|executive board|commission|committee|conference|"
    r"council|trade and development board|board)\b.{0,60}$)|^.{0,40}\bsession\b.{0,30}$|"
    r"^(?:agenda )?items? \d|\bhas the honour to (?:transmit|submit)\b",
    "Seventy-eighth session",
    "7 July 2023",
)
