"""Answers as Markdown for the conversation of the page, made from their data alone.

The address of a citation link is ``#c/ANSWER.QUOTATION``: the number of the answer in the
conversation, and of the quotation in the answer's ``shown``. The address of the paragraphs that
were found is ``#f/ANSWER``. The page looks both up in the data that it keeps with the answer.
"""

import html
import re
from collections.abc import Iterator

from assistant.output.i18n import say
from assistant.output.json import Data
from assistant.output.remarks import (
    asked_in,
    cannot_read,
    confidence,
    contradiction,
    listed,
    no_answer,
    not_in_any_report,
    not_mentioned,
    not_shown,
    part_unanswered,
    read_as,
    reply_in,
    rows_not_shown,
)
from assistant.output.terminal import explain
from index.trace import Trace


def to_markdown(data: Data, number: int = 0, language: str = "en") -> str:
    """Return an answer for the page: quotations as block quotes, each with a link to its source.

    Args:
        data: what ``assistant.output.shown.shown_data`` returned.
        number: the number of the answer in the conversation, from 0.
        language: the language of the page.
    """
    if data["language"] and not data["hits"]:
        return escape(cannot_read(data["language"], language))
    if data.get("reply"):
        return said_instead(data, language)
    parts = _abstention if data["abstained"] else _quotations
    return "\n\n".join(filter(None, parts(data, number, language)))


def why(trace: Trace, language: str = "en") -> str:
    """Return what each stage did, folded up; all that it quotes is escaped."""
    stages, summary = html.escape(explain(trace)), html.escape(say("why", language))
    return f'<details><summary>{summary}</summary><pre dir="ltr">{stages}</pre></details>'


def escape(text: str) -> str:
    """Return Markdown that shows a text as it is: no markup, HTML or formula in it takes effect."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", text))


def remarks_before(data: Data, language: str) -> list[str]:
    """Return what is said before the quotations of an answer: how the question was read."""
    remarks = read_as(data["question"], data["query"], language)
    if data["language"]:
        remarks.append(asked_in(data["language"], language))
    if data["missing"] and not data["abstained"]:
        remarks.append(not_in_any_report(data["missing"], language))
    other = [word for word in data.get("uncovered", ()) if word not in data["missing"]]
    if other and not data["abstained"]:
        remarks.append(not_mentioned(other, language))
    if data.get("unanswered"):
        remarks.append(part_unanswered(data["unanswered"], language))
    return remarks


def remarks_after(data: Data, language: str) -> list[str]:
    """Return what is said after the quotations: what is not shown, and what may be missing."""
    remarks = [not_shown(data["omitted"], language)] if data.get("omitted") else []
    remarks += [rows_not_shown(data["omitted_rows"], language)] if data.get("omitted_rows") else []
    return [*remarks, *([listed(data["listed"], language)] if data.get("listed", 0) > 1 else [])]


def confidence_of(data: Data, language: str) -> str:
    """Return in words how sure an answer is; "" for a look-up."""
    covered = not data.get("uncovered") and not data.get("unanswered")
    return confidence(data["citations"][0]["score"], language, covered=covered)


def contradictions(data: Data, language: str) -> list[str]:
    """Return a sentence for each contradiction that the answer names."""
    return [
        contradiction(
            conflict["subject"],
            conflict["what"],
            [quote["reference"] for quote in conflict["quotes"]],
            language,
        )
        for conflict in data["conflicts"]
    ]


def abstention(data: Data, language: str) -> list[str]:
    """Return that no sentence answers the question, and what of it no report has."""
    sentences = [no_answer(data.get("asked", 0), language)]
    if data["missing"]:
        sentences.append(not_in_any_report(data["missing"], language))
    return sentences


def said_instead(data: Data, language: str) -> str:
    """Return in Markdown what is said in place of quotations; data without ``reply`` has none."""
    said = reply_in(
        data["reply"], data["choices"], data["missing"], language, data.get("omitted", 0)
    )
    return "\n\n".join(escape(line) for line in said.split("\n"))


def _quotations(data: Data, number: int, language: str) -> Iterator[str]:
    for remark in remarks_before(data, language):
        yield f"*{escape(remark)}*"
    for place, shown in enumerate(data["shown"]):
        if shown["kind"] == "quotation":
            yield _quotation(shown, f"{number}.{place}")
    for remark in remarks_after(data, language):
        yield f"*{escape(remark)}*"
    for which, sentence in enumerate(contradictions(data, language)):
        yield f"**{escape(sentence)}**"
        for place, shown in enumerate(data["shown"]):
            if shown["kind"] == "conflict" and shown["conflict"] == which:
                yield _quotation(shown, f"{number}.{place}")
    sure = escape(confidence_of(data, language))
    yield " · ".join(filter(None, (f"*{sure}*" if sure else "", _found(data, number, language))))


def _abstention(data: Data, number: int, language: str) -> Iterator[str]:
    title, *others = abstention(data, language)
    yield f"## {escape(title)}"
    yield from map(escape, others)
    if data["shown"]:
        yield escape(say("nearest", language))
    for place, shown in enumerate(data["shown"]):
        yield _quotation(shown, f"{number}.{place}")


def _quotation(shown: Data, address: str) -> str:
    table = shown.get("table")
    if table and len(table["rows"]) > 1:
        title = f"**{escape(table['title'])}** " if table["title"] else ""
        return f"{title}{_link(shown, address)}\n\n{table_markdown(table)}"
    before = "".join(f"*{escape(span['text'])} …* " for span in shown["context"])
    return f"> {before}{escape(shown['text'])} {_link(shown, address)}"


def table_markdown(table: Data) -> str:
    """Return the rows of a table in GitHub's Markdown; the header is empty if there is none."""
    header = table["header"] or [""] * len(table["rows"][0])
    rows = [" | ".join(map(escape, row)) for row in (header, *table["rows"])]
    rows.insert(1, " | ".join(["---"] * len(header)))
    return "\n".join(f"| {row} |" for row in rows)


def _link(shown: Data, address: str) -> str:
    # These characters would end the link's title.
    title = re.sub(r'["\\\[\]]', "'", f"{shown['reference']} – {shown['heading']}")
    label = re.sub(r"([\\\[\]])", r"\\\1", shown["label"])
    return f'[{label}](#c/{address} "{title}")'


def _found(data: Data, number: int, language: str) -> str:
    count = len(data["found"]["positions"])
    if not count:
        return ""
    label = say("found" if count > 1 else "found_one", language, count)
    return f"[{escape(label)}](#f/{number})"
