"""Patterns of questions that ask for a type of answer, and of sentences that have the type."""

from assistant.question.lexicon.rows import pattern
from corpus.date_words import MONTHS

_MONTH = "|".join(MONTHS)

DATE = pattern(
    "date",
    rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTH})\b|\bcentur(?:y|ies)\b",
    "from 2 to 10 September",
    "he may visit",
    cased=True,
)
QUANTITY = pattern(
    "quantity",
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|hundred|thousand|million|billion|dozen|half|third|quarter|no|none|both|single|once|"
    r"twice)\b",
    "half of them",
    "many of them",
)
# Figures that are not quantities: dates, symbols, and numbers of paragraphs or articles.
NOT_A_QUANTITY = pattern(
    "figure that is no quantity",
    r"\b[A-Z]+(?:/[\w.()-]+)+|\b(?:paras?|paragraphs?|arts?|articles?|sections?|resolutions?)\b\.? "
    rf"\d[\d/]*(?:\s?(?:[-–,]|and|to)\s?\d[\d/]*)*|\b\d{{1,2}} (?:{_MONTH})\b|\b(?:19|20)\d\d\b",
    "article 7",
    "7 members",
    cased=True,
)
RECOMMENDATION = pattern(
    "recommendation",
    r"\b(?:should|must|urg\w+|recommend\w*|call(?:ed|s)? (?:up)?on|encourag\w+|invit\w+|"
    r"request\w*|stress\w+|emphasiz\w+|appeal\w*|need(?:s|ed)? to)\b",
    "he called on States",
    "he visited Qatar",
)
ASKS_RECOMMENDATION = pattern(
    "asks for a recommendation",
    r"\b(?:ask(?:ed)?|recommend\w*|urge\w*|advi[sc]e\w*|call(?:ed|s)? (?:up)?on|told to|"
    r"want(?:ed)? \w+ to|should|suggest\w*|encourag\w*|propos\w*)\b",
    "What did he ask Qatar to do?",
    "When did he visit Qatar?",
)
ASKS_DATE = pattern(
    "asks for a date",
    r"^\W*(?:and )?when(?:\W*$|['’]s| (?:is|are|was|were|did|does|do|will|ha[sd]|have|can|"
    r"could|should|would|must|may)\b)|\bwhat (?:year|date|day|month)\b|"
    r"\bon which (?:day|date)\b|\bby when\b|\bdates? of\b",
    "and when did he visit Qatar?",
    "What did he say when he visited Qatar?",
)
ASKS_NUMBER = pattern(
    "asks for a number",
    r"\bhow (?:many|much)\b|\bwhat (?:share|percentage|proportion|number)\b",
    "How many countries?",
    "Which countries?",
)
# "Name the companies", "the names of the experts". "Which" is not included, because a description
# without a name can answer it.
ASKS_NAME = pattern(
    "asks for a name",
    r"^\W*(?:(?:can|could|please|would|you|and)\W+)*name\b|"
    r"\bnames of\b|\bby name\b|\bnamed\?|\btheir names\b",
    "Could you name the companies?",
    "In whose name was it?",
)

# Words that refer to an earlier question. "He" is not included: "he" is the author of the report.
REFERS_BACK = pattern(
    "refers back",
    r"\b(?:it|its|that|this|these|those|there|them|they|their|one|ones|same|too|also|else|latter|"
    r"former|another|others?|such|instead|here|then|both|again)\b",
    "How long was it?",
    "When did he visit Qatar?",
)
CONTINUES = pattern(
    "continues a conversation",
    r"^\W*(?:(?:ok(?:ay)?|well|right|thanks|thank you|great|hm+)\b\W*)*"
    r"(?:and|but|or|so|also|what about|how about)\b",
    "thanks. and Qatar?",
    "When and where?",
)
QUESTION_WORD = pattern(
    "question word", r"\b(?:why|when|where|who|whom|how|which|what)\b", "by when?", "and Qatar?"
)
ORDINAL = pattern(
    "ordinal",
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b",
    "And the second?",
    "And the others?",
)
