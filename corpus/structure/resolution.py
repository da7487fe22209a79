"""Resolutions: preambular paragraphs, which nobody numbers, and operative ones, which some do not.

"Recalling ..." is preambular, "Requests ..." operative: the first says in what mind the organ acts,
the second what it does. Both follow the organ's name, "The Security Council,".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Paragraph

PREAMBULAR, OPERATIVE = "preambular para.", "operative para."
PARTS = (PREAMBULAR, OPERATIVE)
_ORGAN = re.compile(
    r"(?:\d+\.? )?The (?:General Assembly|Security Council|(?:Economic and Social|Human Rights|"
    r"Trusteeship) Council|Commission on [\w ]+|Conference of (?:the )?(?:Parties|States)[\w ]*),"
)
_CLOSES = re.compile(
    r"\[?Adopted (?:at|by|unanimously|without)|\d+(?:st|nd|rd|th) (?:plenary )?meeting|In favour"
)
_LITTLE_WORDS = 2


def closes(text: str) -> bool:
    """Whether a text says when and how a resolution was adopted: it belongs to no paragraph."""
    return bool(_CLOSES.match(text))


def name_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give a resolution's unnumbered paragraphs the part they are; others are left as they are."""
    named: list[Paragraph] = []
    inside = False
    counts = {PREAMBULAR: 0, OPERATIVE: 0}
    for paragraph in paragraphs:
        if _ORGAN.match(paragraph.text) and len(paragraph.text) < 200 and not paragraph.number:
            inside, counts = True, {PREAMBULAR: 0, OPERATIVE: 0}
        elif paragraph.number or _CLOSES.match(paragraph.text):
            inside = inside and bool(paragraph.number)
        elif inside:
            first = " ".join(paragraph.text.split()[: _LITTLE_WORDS + 1])
            part = OPERATIVE if _acts(first) else PREAMBULAR
            counts[part] += 1
            named.append(replace(paragraph, part=f"{part} {counts[part]}"))
            continue
        named.append(paragraph)
    return named


def _acts(opening: str) -> bool:
    """Whether an opening says that something is done: "Requests", "Also decides"."""
    words = opening.split()
    verbs = words[:1] if not words[0].endswith(("ly", "so")) else words[:2]
    return any(
        word.strip(",").endswith("s") and not word.strip(",").endswith(("ss", "ious", "us"))
        for word in verbs
    )
