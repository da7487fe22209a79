"""Patterns of the words with which a question leaves a topic of the conversation or takes it up."""

from assistant.question.lexicon.rows import pattern

_SUBJECT = r"(?:topics?|subjects?|questions?|matters?|things?|points?|issues?|notes?)"
_OTHER = r"(?:new|different|another|other|next|separate|unrelated|last|final|quick|further|more)"
_NOW = r"(?:\s+(?:now|please|then|entirely|altogether|completely|first|instead|,))*"
_LEAD = (
    r"(?:(?:ok|okay|right|well|now|then|next|and|but|so|just|please|yes|no|on|to|in|for|with|one|a|"
    r"an|the)\s+)*"
)
_LET = (
    r"(?:let['’]?s|let us|let me|we can|can we|could we|may i|i['’]d like to|i would like to|"
    r"i want to)"
)
# The mark that ends what is said before the question.
_END = r"\s*[:.;!,–—-]+\s+"
_TOPIC = r"(?P<topic>(?:the |a |an )?[^:.;!?,–—]{2,60}?)"

# "OK.", "Right,", "Never mind.": said before other words, and by themselves no change of the topic.
INTERJECTION = pattern(
    "interjection before a question",
    rf"(?:ok(?:ay)?|right|all ?right|well|fine|good|great|sure|thanks?|thank you|thx|hm+|so|yes|no|"
    rf"now|interesting|i see|got it|understood|never ?mind|forget (?:it|that)){_END}",
    "OK. what else?",
    "Okay?",
)
# The topic is left, and the words do not name another.
LEAVES = pattern(
    "leaves the topic",
    rf"(?:{_LEAD}{_OTHER}\s+(?:\w+\s+)?{_SUBJECT}{_NOW}"
    rf"(?:,? (?:on|about) (?:something|a) (?:else|different|other)\s*(?:{_SUBJECT})?{_NOW})?"
    rf"|{_LEAD}(?:{_LET} )?(?:ask |talk |go )?(?:you )?(?:about |on to )?"
    rf"something (?:else|different|new|other)(?: please)?{_NOW}"
    rf"|(?:{_LET} )?(?:chang|switch)(?:e|ing) (?:the )?(?:{_SUBJECT}){_NOW}"
    rf"|(?:{_LET} )?mov(?:e|ing) on{_NOW}"
    rf"|by the way|incidentally|separately|apropos"
    rf"|{_LET} (?:leave|drop|forget|skip) [^:.;!?,]{{2,60}}?(?: aside| there| at that| behind)?"
    rf"|{_LEAD}(?:leaving|setting|putting) [^:.;!?,]{{2,60}}? (?:aside|behind)"
    rf"|(?:that['’]?s |that is |that was )?(?:quite |well )?(?:enough|all|it)"
    rf"(?:(?: for now)? (?:about|on|of|for|with) [^:.;!?,]{{2,60}}?)?){_END}",
    "Let's leave courts aside. What did Fiji do?",
    "Which topics were left aside?",
)
# A topic is named, and the question is about it; "back" if it was discussed before.
TAKES_UP = pattern(
    "takes up a topic",
    rf"(?:{_LEAD}(?:{_LET} )?"
    rf"(?:(?P<back>(?:(?:go(?:ing)?|com(?:e|ing)|get(?:ting)?|turn(?:ing)?) )?back to|"
    rf"return(?:ing)? to)"
    rf"|(?:turn(?:ing)?|mov(?:e|ing)|switch(?:ing)?|go(?:ing)?|com(?:e|ing)) (?:on |over )?to"
    rf"|on to|onto)"
    rf"|{_LEAD}(?:something|a word|one) (?:about|on)"
    rf"|{_LEAD}{_LET} ask (?:you )?(?:something )?(?:about|on)"
    rf"|{_LEAD}(?:what|how) about this[:,]"
    rf"|as (?:for|to)|regarding|concerning|speaking of"
    rf") {_TOPIC}(?: instead| now| then| please| for a moment| again)*{_END}",
    "Turning to money: what did the Minister decide?",
    "What is he turning to?",
)
# "Okay, now hospitals: what is hard to find?"
NEXT_TOPIC = pattern(
    "names the next topic",
    rf"(?:and )?(?:now|next|then)(?: for| the)?,? {_TOPIC}:\s+",
    "now hospitals: what is hard to find?",
    "now, who wrote it?",
)
