"""Anonymous issues that wait to be opened: no name, no time, no order, no history.

A random key in a table without rowids keeps no order of arrival. But inside a page SQLite puts rows where
there is room, first come first, and a freed row may leave a copy where pages were split. So every change
here empties the table, which overwrites its pages with zeros (secure_delete), and writes the rows back in
the order of their keys: the bytes of the file tell which texts wait, and nothing else.
"""

import random
import secrets
from collections.abc import Callable

from smeeting.domain.captures import Capture, Issue
from smeeting.storage.captures import add_row
from smeeting.storage.database import Database
from smeeting.storage.issues import add_with
from smeeting.storage.stored_values import refuse_unstorable


def _random_key() -> str:
    return secrets.token_hex(16)


def put(db: Database, text: str, new_key: Callable[[], str] = _random_key) -> str:
    """Let an issue wait; the key by which its author alone may take it back."""
    refuse_unstorable({"text": text})
    key = new_key()
    _rewrite(db, {**_waiting(db), key: (text, "")})
    return key


def waiting(db: Database) -> int:
    """How many wait to be opened; those held back aside."""
    return int(db.value("SELECT count(*) FROM anonymous_issue WHERE held = ''"))


def held(db: Database) -> int:
    """How many are held back."""
    return int(db.value("SELECT count(*) FROM anonymous_issue WHERE held <> ''"))


def texts(db: Database, rng: random.Random) -> list[tuple[str, str]]:
    """Key and text of those that wait, in an order that `rng` shuffles: for whoever may hold some back."""
    found = [(key, text) for key, (text, why) in _waiting(db).items() if not why]
    rng.shuffle(found)
    return found


def hold_back(db: Database, key: str, why: str) -> bool:
    """Keep one from being opened, with a word why; False where it does not wait (any more)."""
    rows = _waiting(db)
    if key not in rows or not why:
        return False
    refuse_unstorable({"held": why})
    _rewrite(db, {**rows, key: (rows[key][0], why)})
    return True


def let_go(db: Database) -> int:
    """Let all that are held back wait with the others again; how many."""
    rows = _waiting(db)
    _rewrite(db, {key: (text, "") for key, (text, _) in rows.items()})
    return sum(bool(why) for _, why in rows.values())


def take_back(db: Database, key: str) -> bool:
    """Remove the one with this key; False where there is none."""
    rows = _waiting(db)
    if key not in rows:
        return False
    _rewrite(db, {other: row for other, row in rows.items() if other != key})
    return True


def open_all(db: Database, meeting: str, item: int | None, rng: random.Random) -> tuple[Issue, ...]:
    """Make issues of all that wait, in one batch, in an order that `rng` shuffles; those held back stay."""
    rows = _waiting(db)
    shown = [text for text, why in rows.values() if not why]
    rng.shuffle(shown)
    _rewrite(db, {key: row for key, row in rows.items() if row[1]})
    opened = []
    for text in shown:
        capture = add_row(db, Capture(0, "issue", text, meeting=meeting, item=item))
        opened.append(add_with(db, Issue(capture, anonymous=True), capture.number))
    return tuple(opened)


def _waiting(db: Database) -> dict[str, tuple[str, str]]:
    """Key to text, and to why it is held back."""
    rows = db.rows("SELECT key, text, held FROM anonymous_issue ORDER BY key")
    return {row["key"]: (row["text"], row["held"]) for row in rows}


def _rewrite(db: Database, rows: dict[str, tuple[str, str]]) -> None:
    db.conn.execute("DELETE FROM anonymous_issue")
    db.conn.executemany(
        "INSERT INTO anonymous_issue (key, text, held) VALUES (?, ?, ?)",
        [(key, text, why) for key, (text, why) in sorted(rows.items())],
    )
