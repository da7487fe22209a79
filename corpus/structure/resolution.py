"""Names for the unnumbered paragraphs of resolutions.

A preambular paragraph ("Recalling ...") gives a reason; it is never numbered. An operative
paragraph ("Requests ...") states an action; it may be unnumbered too. Both kinds follow the name of
the organ, "The Security Council,".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import FRONT, SUMMARY, Paragraph

PREAMBULAR, OPERATIVE = "preambular para.", "operative para."
PARTS = (PREAMBULAR, OPERATIVE)
_ORGAN = re.compile(
    r"(?:\d+\.? )?The (?:General Assembly|Security Council|(?:Economic and Social|Human Rights|"
    r"Trusteeship) Council|Commission on [\w ]+|Conference of (?:the )?(?:Parties|States)[\w ]*),"
)
_ADOPTION = re.compile(
    r"\[?Adopted (?:at|by|unanimously|without)|\d+(?:st|nd|rd|th) (?:plenary )?meeting|In favour"
)
_MOST_ADVERBS = 2


def closes(text: str) -> bool:
    """Return whether a text reports the adoption of a resolution; it belongs to no paragraph."""
    return bool(_ADOPTION.match(text))


def is_named(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is an unnumbered paragraph of a resolution."""
    return any(part in paragraph.part for part in PARTS)


def name_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; unnumbered paragraphs of a resolution get the name of their part."""
    named: list[Paragraph] = []
    in_resolution = False
    counts = {PREAMBULAR: 0, OPERATIVE: 0}
    for paragraph in paragraphs:
        if _ORGAN.match(paragraph.text) and len(paragraph.text) < 200 and not paragraph.number:
            in_resolution, counts = True, {PREAMBULAR: 0, OPERATIVE: 0}
        elif paragraph.number or _ADOPTION.match(paragraph.text):
            in_resolution = in_resolution and bool(paragraph.number)
        elif in_resolution:
            opening = " ".join(paragraph.text.split()[: _MOST_ADVERBS + 1])
            part = OPERATIVE if _is_action(opening) else PREAMBULAR
            counts[part] += 1
            name = f"{part} {counts[part]}"
            prefix = "" if paragraph.part in (FRONT, SUMMARY) else paragraph.part
            named.append(replace(paragraph, part=", ".join(filter(None, (prefix, name)))))
            continue
        named.append(paragraph)
    return named


def _is_action(opening: str) -> bool:
    """Return whether the first words state an action: "Requests", "Also decides"."""
    words = opening.split()
    verbs = words[:1] if not words[0].endswith(("ly", "so")) else words[:2]
    return any(
        word.strip(",").endswith("s") and not word.strip(",").endswith(("ss", "ious", "us"))
        for word in verbs
    )
