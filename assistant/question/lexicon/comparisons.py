"""The pattern of questions that compare: they ask for two things, mostly in two paragraphs."""

from assistant.question.lexicon.rows import pattern

_MORE = (
    r"(?:more|most|less|least|fewer|worse|better|first|(?:larg|bigg|small|great|high|low|long|short|"
    r"clos|broad|wid|old|young|strong|weak|earl[iy]|lat|fast|slow|rich|poor)(?:i?er|est))"
)
COMPARES = pattern(
    "compares two things",
    rf"\bcompar(?:e[ds]?|ing|isons?)\b|\bversus\b|\bvs\b|\bcontrast(?:s|ed|ing)?\b|"
    r"\b(?:as|set|stands?) against\b|\bside by side\b|\bstack(?:s|ed)? up\b|"
    r"\bon the one hand\b|\bdiffer(?:s|ences?)?\b.*\b(?:from|between)\b|\balike\b|"
    r"\bof the two\b|"
    rf"\b(?:which|who|whose|where|what|did|do|does|were|was|are|is|has|have)\b.*\b{_MORE}\b.*"
    rf"\bor\b|\b{_MORE}\b.*\bthan\b.*\b(?:or|and by how much)\b|"
    r"\bthe same\b.*\band\b.*\?",
    "Did more people leave by sea or by land?",
    "How many more people left in 2024?",
)
