"""Questions for whatever a report has on a topic: "What does the report say about vaccines?"."""

from assistant.question.lexicon.rows import pattern

_REPORT = (
    r"(?:(?:the|this|that|your|its|his|her|their|our)\s+)?(?:[\w.’'()/-]+\s+){0,5}?"
    r"(?:reports?|documents?|texts?|papers?|notes?|letters?|resolutions?|statements?|records?|files?|"
    r"[\w.]+/[\w./()-]+)"
)
_WHERE = rf"(?:\s+(?:in|of|from|does)\s+{_REPORT})?"
_ABOUT = r"(?:about|on|regarding|concerning|with regard to|in relation to)"

# What follows the match is the topic, and so is the group "topic" if there is one.
ASKS_ABOUT = pattern(
    "asks what a report has on a topic",
    rf"^\W*(?:(?:so|and|now|please|ok|okay|well)\W+)*(?:"
    rf"what\s+(?:do|does|did|has|have)\s+(?:it|they|{_REPORT})\s+(?:to\s+)?"
    rf"(?:say|says|said|state|tell\s+(?:us|me)|write|contain|report)\s+{_ABOUT}"
    rf"|(?:is|are|was|were)\s+there\s+(?:anything|something|any\s+(?:information|passages?|"
    rf"paragraphs?|mentions?|references?)){_WHERE}\s+(?:{_ABOUT}|of|to)"
    rf"|(?:do|does|did)\s+(?:it|they|{_REPORT})\s+(?:ever\s+)?(?:say\s+(?:anything|something)\s+"
    rf"{_ABOUT}|mention|discuss|address|cover|deal\s+with|speak\s+(?:of|about)|talk\s+about|"
    rf"refer\s+to|touch\s+(?:on|upon))"
    rf"|(?:anything|something|(?:any\s+)?information|passages?|paragraphs?|references?)"
    rf"{_WHERE}\s+(?:{_ABOUT}|to)"
    rf"|(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?(?:tell|show|give|find|get)\s+(?:me\s+|us\s+)?"
    rf"(?:(?:what\s+(?:it|{_REPORT})\s+says|everything|all|more|something|anything|the\s+passages?|"
    rf"the\s+paragraphs?|(?:the\s+|some\s+)?information|passages?|paragraphs?)\s+)?{_ABOUT}"
    rf"|what\s+(?:about|of)|search\s+(?:for)?|look\s+for)\s+(?:the\s+(?:issue|topic|subject|question|"
    rf"matter|situation)s?\s+of\s+)?(?:the\s+)?",
    "What does the report say about vaccines",
    "What does Hamas say about vaccines",
)
# Where a report is named again after the topic: "anything on vaccines in this report?".
IN_REPORT = pattern(
    "where a topic is sought",
    rf"\s+(?:in|of|from|by|according\s+to)\s+(?:it|{_REPORT})\W*$|\W+$",
    "vaccines in the report?",
    "vaccines in Geneva",
)
