"""Messages of the page about files, builds and problems, in the language of the page."""

import html
from collections.abc import Iterator

from assistant.output.i18n import say, words
from corpus import Document
from corpus.diff import Pair, changes_in, compare, ranges
from corpus.errors import PilcrowError
from corpus.structure.certificate import Certificate

_MAX_REVISIONS = 100  # the most paragraphs whose changes are shown word by word
_TAGS = {"same": "span", "gone": "del", "new": "ins"}


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


def read_well(certificate: Certificate, language: str) -> Iterator[str]:
    """Yield paragraphs of HTML that say how a file was read."""
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
    yield html.escape(summary)
    if certificate.remarks:
        yield html.escape(f"({'; '.join(certificate.remarks)}.)")
    if certificate.broken:
        yield f"<em>{html.escape(say('numbering_broken', language))}</em>"


def changed(old: Document, new: Document, language: str) -> Iterator[str]:
    """Yield paragraphs of HTML that say what changed between two versions of a report.

    The last one is a folded element with the changed words.
    """
    comparison = compare(old, new)
    changes = changes_in(comparison)
    if not changes:
        yield html.escape(say("as_before", language))
        return
    labels = (changes.changed, changes.appeared, changes.vanished)
    none = say("none", language)
    yield html.escape(say("since", language, *(", ".join(numbers) or none for numbers in labels)))
    if other := ranges((*changes.renumbered, *changes.moved), "{} → {}"):
        yield html.escape(say("since_renumbered", language, ", ".join(other)))
    differing = [pair for pair in comparison.pairs if pair.has_other_words or not _is_in_both(pair)]
    if not differing:
        return
    parts = [f"<summary>{html.escape(say('what_changed', language))}</summary>"]
    parts += [f'<p dir="auto">{_revision(pair)}</p>' for pair in differing[:_MAX_REVISIONS]]
    not_shown = len(differing) - _MAX_REVISIONS
    if not_shown > 0:
        parts.append(f"<p>{html.escape(say('and_more', language, not_shown))}</p>")
    yield f'<details class="changes">{"".join(parts)}</details>'


def _is_in_both(pair: Pair) -> bool:
    return pair.old is not None and pair.new is not None


def _revision(pair: Pair) -> str:
    """Return the words of both versions; a text that only one has is one run of words."""
    runs = [(piece.status, piece.new or piece.old) for piece in pair.pieces]
    runs = runs or [("new" if pair.new else "gone", pair.unit.text)]
    words = (
        f"<{_TAGS[kind]}>{html.escape(text.rstrip())}</{_TAGS[kind]}>{' ' * text[-1:].isspace()}"
        for kind, text in runs
    )
    return f"<b>{html.escape(pair.unit.label)}</b> {''.join(words)}"
