"""The records of a web chat: users' opinions, and questions if the operator wants them kept.

They are one SQLite file, which only the operator reads. Its size is limited: when the file is full,
the oldest records are deleted. Several processes may write to it.

    feedback    id, time, opinion, question, history, abstained, citations
    question    id, time, question, history, abstained, citations

``time`` is ISO 8601 in UTC. ``history`` (the earlier questions) and ``citations`` are JSON.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from corpus.errors import BadQuestionFile, LibraryUnwritable

NAME = "records.sqlite"
Table = Literal["feedback", "question"]
# The limits of one record. A browser may send a conversation of any length with an opinion.
MOST_CHARACTERS, MOST_QUESTIONS, MOST_CITATIONS = 1_000, 20, 50
# The size of the file in pages of 4,096 bytes: 64 MB.
MOST_PAGES = 16_384
_PAGE = 4_096
_APPLICATION, _VERSION = 0x50494C43, 1
_HEADER = b"SQLite format 3\0"
_SHARED = (
    "time TEXT NOT NULL, question TEXT NOT NULL, history TEXT NOT NULL, "
    "abstained INTEGER NOT NULL, citations TEXT NOT NULL"
)
_SCHEMA = (
    f"CREATE TABLE feedback (id INTEGER PRIMARY KEY, opinion TEXT NOT NULL, {_SHARED})",
    f"CREATE TABLE question (id INTEGER PRIMARY KEY, {_SHARED})",
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {_VERSION}",
)


def write_record(
    path: Path, table: Table, fields: Mapping[str, Any], most_pages: int = MOST_PAGES
) -> None:
    """Append a record; if the file has ``most_pages``, delete its oldest records first.

    Raises LibraryUnwritable if the file cannot be written, or is not a file of records.
    """
    values = _limited(fields)
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    try:
        with closing(_open(path, most_pages)) as connection:
            try:
                with connection:
                    connection.execute(insert, tuple(values.values()))
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode != sqlite3.SQLITE_FULL:
                    raise
                _delete_oldest(connection)
                with connection:
                    connection.execute(insert, tuple(values.values()))
    except sqlite3.Error as problem:
        raise LibraryUnwritable(f"{path} cannot be written ({problem})") from problem


def check_records(path: Path) -> None:
    """Create the file if it does not exist; raises LibraryUnwritable as ``write_record`` does."""
    try:
        with closing(_open(path, MOST_PAGES)) as connection, connection:
            connection.execute("DELETE FROM question WHERE id < 0")  # checks that it can be written
    except sqlite3.Error as problem:
        raise LibraryUnwritable(f"{path} cannot be written ({problem})") from problem


def is_records(path: Path) -> bool:
    """Return whether a file is an SQLite file; raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def read_records(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the records of a table, oldest first; raises BadQuestionFile."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            _check(connection)
            connection.row_factory = sqlite3.Row
            rows = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        for row in rows:
            fields = {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118
            history, citations = json.loads(row["history"]), json.loads(row["citations"])
            abstained = bool(row["abstained"])
            yield fields | {"history": history, "citations": citations, "abstained": abstained}
    except (sqlite3.Error, ValueError) as problem:
        raise BadQuestionFile(f"{path}: cannot be read ({problem})") from problem


def _open(path: Path, most_pages: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _SCHEMA:
                    connection.execute(statement)
        _check(connection)
        connection.execute(f"PRAGMA max_page_count = {most_pages}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if the file has another schema."""
    pragmas = ("application_id", "user_version")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    if found != [_APPLICATION, _VERSION]:
        raise sqlite3.DatabaseError(
            f"it is no file of records, or one of another version of Pilcrow: {found[1]}, not "
            f"{_VERSION}"
        )


def _delete_oldest(connection: sqlite3.Connection) -> None:
    """Delete the older half of the larger table; its pages are used again."""
    counts = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("feedback", "question")
    }
    table = max(counts, key=lambda name: counts[name])
    with connection:
        connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} ORDER BY id LIMIT ?)",
            (counts[table] // 2 + 1,),
        )


def _limited(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the columns, cut to the limits of one record."""
    citations = [
        {name: str(value)[:MOST_CHARACTERS] for name, value in citation.items()}
        for citation in fields["citations"][:MOST_CITATIONS]
    ]
    history = [question[:MOST_CHARACTERS] for question in fields["history"][-MOST_QUESTIONS:]]
    texts = {name: fields[name] for name in ("time", "opinion", "question") if name in fields}
    return {name: _encodable(text[:MOST_CHARACTERS]) for name, text in texts.items()} | {
        "history": json.dumps(history),
        "abstained": bool(fields["abstained"]),
        "citations": json.dumps(citations),
    }


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
