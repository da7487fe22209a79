"""Messages of the page about files, builds and problems, in the language of the page."""

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

_MAX_REVISIONS = 100  # the most paragraphs whose changes are shown word by word
_TAGS = {"same": "span", "gone": "del", "new": "ins"}
# The names of the stages in ``index.building.embed``, and the keys of their translations.
_STAGES = {
    "Embedding passages": "stage_embed",
    "Encoding tokens": "stage_tokens",
    "Encoding for other languages": "stage_languages",
}


def problem_in(problem: PilcrowError, language: str) -> str:
    """Return the message of a problem as a sentence.

    The messages are in English. In another language, the kind of problem comes first, translated,
    and the English message follows in parentheses.
    """
    message = f"{str(problem).rstrip('.')}."
    if language == "en":
        return message
    kind = next(cls.__name__ for cls in type(problem).__mro__ if cls.__name__ in words())
    return f"{say(kind, language)}. ({message})"


def stage_in(stage: str, language: str) -> str:
    """Return the name of a stage of a build; an unknown stage is returned as it is."""
    if stage in _STAGES:
        return say(_STAGES[stage], language)
    reading = re.fullmatch(r"Reading (.*)", stage)
    return say("stage_read", language, reading[1]) if reading else stage


def read_well(certificate: Certificate, language: str) -> Iterator[str]:
    """Yield paragraphs of Markdown that say how a file was read."""
    sound = say("no_gap" if certificate.paragraphs else "by_page", language)
    numbers = "; ".join((*certificate.faults, *certificate.doubts)) or sound
    summary = say(
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
    yield escape(f"{certificate}." if language == "en" else summary)
    if certificate.remarks and language != "en":
        yield escape(f"({'; '.join(certificate.remarks)}.)")
    if certificate.broken:
        yield f"*{escape(say('numbering_broken', language))}*"


def changed(old: Document, new: Document, language: str) -> Iterator[str]:
    """Yield paragraphs of Markdown that say what changed between two versions of a report.

    The last one is a folded element with the changed words.
    """
    changes = diff(old, new)
    if not changes:
        yield escape(say("as_before", language))
        return
    labels = (changes.changed, changes.appeared, changes.vanished)
    none = say("none", language)
    yield escape(say("since", language, *(", ".join(numbers) or none for numbers in labels)))
    shown = list(islice(revisions(old, new), _MAX_REVISIONS))
    parts = [f"<summary>{html.escape(say('what_changed', language))}</summary>"]
    parts += [f'<p dir="auto">{_revision(revision)}</p>' for revision in shown]
    not_shown = sum(map(len, labels)) - len(shown)
    if not_shown:
        parts.append(f"<p>{html.escape(say('and_more', language, not_shown))}</p>")
    yield f'<details class="changes">{"".join(parts)}</details>'


def _revision(revision: Revision) -> str:
    words = (
        f"<{_TAGS[kind]}>{html.escape(text)}</{_TAGS[kind]}>" for kind, text in revision.pieces
    )
    return f"<b>{html.escape(revision.label)}</b> {' '.join(words)}"
