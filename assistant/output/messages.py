"""What the page says of files, builds and problems, in the reader's language."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from assistant.output.i18n import say, words
from assistant.output.markdown import escape
from corpus import Document
from corpus.diff import Revision, diff, revisions
from corpus.errors import PilcrowError
from corpus.structure.certificate import Certificate

_MOST = 100  # revised paragraphs that are shown word by word
_TAGS = {"same": "span", "gone": "del", "new": "ins"}
# What stages of a build are called in ``index.building.build`` and ``assistant.web.report_admin``.
_STAGES = {
    "Embedding passages": "stage_embed",
    "Encoding tokens": "stage_tokens",
    "Encoding for other languages": "stage_languages",
}


def problem_in(problem: PilcrowError, language: str) -> str:
    """Say what is wrong: the message itself, after what kind of problem it is for others."""
    said = f"{str(problem).rstrip('.')}."
    if language == "en":
        return said
    kind = next(one.__name__ for one in type(problem).__mro__ if one.__name__ in words())
    return f"{say(kind, language)}. ({said})"


def stage_in(stage: str, language: str) -> str:
    """Name a stage of a build."""
    if stage in _STAGES:
        return say(_STAGES[stage], language)
    reading = re.fullmatch(r"Reading (.*)", stage)
    return say("stage_read", language, reading[1]) if reading else stage


def read_well(certificate: Certificate, language: str) -> Iterator[str]:
    """Yield in Markdown how a file was read."""
    numbers = "; ".join(certificate.faults) or say("no_gap", language)
    told = say(
        "read_well",
        language,
        certificate.paragraphs,
        ", ".join(certificate.ranges),
        numbers,
        certificate.rejoined,
        certificate.headings,
        certificate.footnotes,
        certificate.orphans,
        certificate.cited,
    )
    yield escape(f"{certificate}." if language == "en" else told)
    if certificate.remarks and language != "en":
        yield escape(f"({'; '.join(certificate.remarks)}.)")
    if certificate.broken:
        yield f"*{escape(say('numbering_broken', language))}*"


def changed(old: Document, new: Document, language: str) -> Iterator[str]:
    """Yield in Markdown what changed from one version to another, and fold up the words of it."""
    changes = diff(old, new)
    if not changes:
        yield escape(say("as_before", language))
        return
    labels = (changes.changed, changes.appeared, changes.vanished)
    none = say("none", language)
    yield escape(say("since", language, *(", ".join(found) or none for found in labels)))
    found = list(islice(revisions(old, new), _MOST))
    parts = [f"<summary>{html.escape(say('what_changed', language))}</summary>"]
    parts += [f'<p dir="auto">{_revision(one)}</p>' for one in found]
    left = sum(map(len, labels)) - len(found)
    if left:
        parts.append(f"<p>{html.escape(say('and_more', language, left))}</p>")
    yield f'<details class="changes">{"".join(parts)}</details>'


def _revision(one: Revision) -> str:
    words = (f"<{_TAGS[kind]}>{html.escape(text)}</{_TAGS[kind]}>" for kind, text in one.pieces)
    return f"<b>{html.escape(one.label)}</b> {' '.join(words)}"
