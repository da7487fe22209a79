"""The words with which texts urge: one table, in which each line has its examples.

The strength of the words is one of five classes, strongest first:

- demand: somebody must do it ("demands", "must");
- urge: somebody is pressed to do it ("urges", "calls upon", "appeals to");
- request: somebody is asked to do it ("requests", "asks");
- recommend: somebody should do it ("recommends", "should", "needs to");
- encourage: somebody is free to do it ("encourages", "invites", "suggests", "may wish to");
- stress: it is needed, and nobody is asked ("it is essential that", "stresses the need").

The order is that of this project; the United Nations has defined none.
"""

import re
from dataclasses import dataclass
from typing import Literal

STRENGTHS = ("demand", "urge", "request", "recommend", "encourage", "stress")
_ADVERB = (
    r"(?: (?:again|also|once again|once more|strongly|urgently|further|therefore|hereby|thus|still|"
    r"now|always|likewise|similarly|immediately|accordingly|clearly|all|both|first|therefore also|"
    r"particularly|especially|equally|absolutely|critically|vitally|\w+ly))?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of the table.

    ``form`` says who is who. A ``speech`` has the one who asks before it and the one who is asked
    behind it: "urges". A ``request`` in the passive has the one who is asked before it: "are
    invited to"; so has a ``duty``: "should". A ``need`` has nobody before it: "it is vital that".
    In a speech, the group ``past`` is the verb in the past. The row of the ``example`` has this
    strength; the ``counterexample`` gives no row.
    """

    name: str
    strength: str
    form: Literal["speech", "request", "duty", "need"]
    pattern: re.Pattern[str]
    example: str
    counterexample: str


def _speech(
    strength: str, verb: str, tail: str, example: str, counterexample: str, past: str = ""
) -> Phrase:
    """Return the line of a verb, given as "urge"; ``tail`` is a pattern of what must follow it."""
    past = past or (verb if verb.endswith("e") else f"{verb}e") + "d"
    pattern = rf"\b(?:{verb}s?|(?P<past>{past}))\b{tail}"
    return Phrase(f"{verb}s", strength, "speech", _compiled(pattern), example, counterexample)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SPEECHES = (
    _speech("demand", "demand", "", "Demands that all parties cease fire;",
            "The demands of the armed groups were not met."),
    _speech("demand", "insist", r" (?:that|on)\b", "The Council insists that Israel withdraw.",
            "The delegation insisted that the law was fair."),
    _speech("demand", "instruct", "", "The Board instructs the Secretariat to report.",
            "The manual instructs readers."),
    _speech("demand", "decide", r"(?= that\b[^.;]*? shall\b)",
            "Decides that all States shall prevent the sale of arms;",
            "Decides that the ban shall end in May;"),
    _speech("urge", "urge", "", "The Committee urges Fiji to ratify the Convention.",
            "The urge to flee was strong."),
    _speech("urge", "call", _ADVERB + r" (?:up)?on\b", "Calls once again upon States to cooperate;",
            "A call on the Government was made by journalists."),
    _speech("urge", "call", r" for\b", "I call for an immediate ceasefire.",
            "There were calls for a ceasefire."),
    _speech("urge", "appeal", _ADVERB + r" (?:to|for)\b", "Appeals to all donors to contribute;",
            "The appeal to the Supreme Court failed."),
    _speech("urge", "implore", "", "I implore the parties to stop.",
            "He implored his captors to let him go."),
    _speech("urge", "exhort", "", "We exhort the two Governments to talk.",
            "Leaders exhorted their followers to fight."),
    _speech("request", "request", r"(?! of\b)", "Requests the Secretary-General to report;",
            "The Office answered 644 requests for advice."),
    _speech("request", "ask", r"(?! about\b| how\b| wh)", "The Panel asks States to help it.",
            "Spain asks about the death penalty."),
    _speech("recommend", "recommend", "", "The Team recommends that the Committee write to States.",
            "The Assembly recommended that the item be included."),
    _speech("recommend", "advise", "", "The Committee advises UNFPA to plan ahead.",
            "The Ethics Office advised 300 members of staff in 2024."),
    _speech("encourage", "encourage", "", "I encourage the Government to finalize the law.",
            "Such measures encourage investment."),
    _speech("encourage", "invite", "", "Invites all Member States to observe the Day;",
            "In 2018, the Committee invited 13 States Parties to take part."),
    _speech("encourage", "suggest", r" (?:that|\w+ing)\b",
            "The Group suggests that States share what they learn.",
            "The evidence suggests that prices will fall."),
    _speech("encourage", "propose", r" that\b", "The Chair proposes that the Council meet twice.",
            "France proposed that the item be deleted."),
)  # fmt: skip
_NEEDED = (
    r"(?:imperative|essential|vital|crucial|critical|important|necessary|indispensable|paramount|"
    r"urgent|incumbent|high time|of the utmost importance|of paramount importance)"
)
_OWN = r"(?:my|our|its|his|her|their)"
_NOTED = (
    r"(?:not(?:e|ed)|recalled|pointed out|stress|emphasi[sz]e|remembered|underlin|clear|mention)"
)
PHRASES = (
    *_SPEECHES,
    Phrase(
        "renews a call", "urge", "speech",
        _compiled(
            r"\b(?:reiterate|renew|repeat|reaffirm|echo|restate|make)s? "
            rf"(?:(?:{_OWN}|an|the) )?(?:\w+ ){{0,3}}(?:calls?|appeals?)\b"
            r"(?: (?:up)?on\b| for\b| to\b)?"
        ),
        "I reiterate my call upon all parties to talk.",
        "The reiteration of calls for talks had no effect.",
    ),
    Phrase(
        "renews a request", "request", "speech",
        _compiled(
            rf"\b(?:reiterate|renew|repeat)s? {_OWN} (?:\w+ ){{0,2}}request\b(?: to\b| that\b)?"
        ),
        "The Committee reiterates its request to the State Party to send its report.",
        "The Court rejected the request to the registrar.",
    ),
    Phrase(
        "renews a recommendation", "recommend", "speech",
        _compiled(rf"\b(?:reiterate|renew|repeat)s? {_OWN} (?:\w+ ){{0,2}}recommendations?\b"),
        "The Committee reiterates its recommendation that Chad adopt the law.",
        "The recommendation of the auditors was closed.",
    ),
    Phrase(
        "is asked", "request", "request",
        _compiled(r"\b(?:is|are)" + _ADVERB + r" (?:requested|asked)(?= to\b)"),
        "The Office is requested to strengthen its support.",
        "Support is requested by many States.",
    ),
    Phrase(
        "is urged", "urge", "request",
        _compiled(r"\b(?:is|are)" + _ADVERB + r" (?:urged|called (?:up)?on|implored)(?= to\b)"),
        "All States are strongly urged to ratify it.",
        "He was urged to resign.",
    ),
    Phrase(
        "is encouraged", "encourage", "request",
        _compiled(r"\b(?:is|are)" + _ADVERB + r" (?:encouraged|invited)(?= to\b)"),
        "Donors are encouraged to give more.",
        "Participants were invited to speak.",
    ),
    Phrase(
        "is recommended", "recommend", "need",
        _compiled(
            r"\bit is" + _ADVERB + r" (?:recommended|advised|requested|proposed)(?= that| to)"
        ),
        "It is recommended that the Assembly approve the budget.",
        "It is reported that the bridge was destroyed.",
    ),
    Phrase(
        "may wish to", "encourage", "duty",
        _compiled(r"\bmay(?: also| therefore)? wish to\b"),
        "The Board may wish to take note of the report.",
        "Visitors who may wish to stay need a visa.",
    ),
    Phrase(
        "should", "recommend", "duty",
        _compiled(
            rf"\b(?:should|ought to)\b(?!,? {_ADVERB[3:-2]} ?be {_NOTED}| (?:like|be grateful|"
            rf"appreciate|be read|you|I|have (?:been|\w+ed))\b| be {_NOTED}| also be {_NOTED})"
        ),
        "States should adopt the law.",
        "It should be noted that prices fell.",
    ),
    Phrase(
        "must", "demand", "duty",
        _compiled(rf"\bmust\b(?!-| have \w+(?:ed|en|t)\b| be {_NOTED}| also be {_NOTED})"),
        "The violence must end.",
        "The soldiers must have fled before the attack.",
    ),
    Phrase(
        "needs to", "recommend", "duty",
        _compiled(
            r"\bneeds to\b(?! be (?:met|noted|recalled))|"
            r"(?<=(?:[^s\W]s|le|en|we|ia|ce|ey|\w\d|ff|ls|ps|es|ts|ns|ds|ys|gs|rs|ks))"
            r"(?: also| still| therefore| urgently| now| all)? need to\b"
        ),
        "Governments need to invest in schools.",
        "There was no need to change the plan.",
    ),
    Phrase(
        "it is essential", "stress", "need",
        _compiled(
            r"\b(?:it (?:is|remains)" + _ADVERB + rf" {_NEEDED}"
            r"(?= that| to (?!note|recall|stress|point|emphasi|underlin|mention|highlight|remember)"
            r"| for [^.;]*? to\b)|there (?:is|remains)(?: still| also)? an? (?:\w+ (?:and \w+ )?)?"
            r"(?:need|necessity)(?= to\b| for\b))"
        ),
        "It is imperative that the parties return to the table.",
        "It is important to note that Israel had warned the Council.",
    ),
    Phrase(
        "stresses the need", "stress", "speech",
        _compiled(
            r"\b(?:stress|emphasi[sz]|underlin|underscor|highlight|reiterat)"
            r"(?:es|e|s|(?P<past>ed))?\b (?:the|its|an?) (?:\w+ (?:and \w+ )?)?"
            r"(?:need|importance|urgency|necessity|imperative)(?= to\b| of\b| for\b| that\b)"
        ),
        "The Committee stresses the need to act at once.",
        "Delegations stressed the need to act at once.",
    ),
)  # fmt: skip
