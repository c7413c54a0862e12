"""The index of all words: one entry a capture, of its text and of what was heard, answered and done about it.

A trigger must not write to it (SQLite calls that unsafe where the schema is not trusted), so `Database`
does with each row it writes. The index keeps no copy of the texts: to remove an entry, the words that went
in must be said again, so an entry is always made from the rows as they are.
"""

import sqlite3
from typing import NamedTuple

from smeeting.storage.schema import Table

SOURCES: frozenset[Table] = frozenset({"capture", "issue", "action"})
"""The tables whose rows it is made from. All are keyed by the number of the capture."""

_ENTRIES = """
SELECT capture.id AS id, capture.text || char(10) || coalesce(heard, '') || char(10) || coalesce(answer, '')
  || char(10) || coalesce(outcome, '') AS text, kind
FROM capture LEFT JOIN issue ON issue.id = capture.id LEFT JOIN action ON action.id = capture.id
"""


class Entry(NamedTuple):
    """What the index knows of one capture."""

    text: str
    kind: str


def entry(conn: sqlite3.Connection, number: int) -> Entry | None:
    """The entry that the rows of this number make now; None where there is no such capture."""
    row = conn.execute(f"SELECT text, kind FROM ({_ENTRIES}) WHERE id = ?", (number,)).fetchone()
    return Entry(row[0], row[1]) if row else None


def replace(conn: sqlite3.Connection, number: int, before: Entry | None) -> None:
    """Bring the entry of a capture up to date after its rows were written; `before` is what it was."""
    after = entry(conn, number)
    if after == before:
        return
    if before is not None:
        conn.execute(
            "INSERT INTO capture_words (capture_words, rowid, text, kind) VALUES ('delete', ?, ?, ?)",
            (number, *before),
        )
    if after is not None:
        conn.execute("INSERT INTO capture_words (rowid, text, kind) VALUES (?, ?, ?)", (number, *after))


def forget(conn: sqlite3.Connection) -> None:
    """Leave nothing in the index of texts that were removed from it; long on a large one."""
    conn.execute("INSERT INTO capture_words (capture_words) VALUES ('optimize')")


_SEGMENTS = 16
"""Pieces of the index before they are merged. With SQLite's own 4, one capture in a hundred merged for 25 ms
of a million others; with 16, a capture takes a third of the time on average, and a search hardly more."""


def fill(conn: sqlite3.Connection) -> None:
    """Make the whole index anew from the rows."""
    conn.execute("INSERT INTO capture_words (capture_words) VALUES ('delete-all')")
    conn.execute("INSERT INTO capture_words (capture_words, rank) VALUES ('automerge', ?)", (_SEGMENTS,))
    conn.execute(f"INSERT INTO capture_words (rowid, text, kind) SELECT id, text, kind FROM ({_ENTRIES})")
