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
    _rewrite(db, {**_waiting(db), key: text})
    return key


def waiting(db: Database) -> int:
    """How many wait."""
    return int(db.value("SELECT count(*) FROM anonymous_issue"))


def take_back(db: Database, key: str) -> bool:
    """Remove the one with this key; False where there is none."""
    texts = _waiting(db)
    if key not in texts:
        return False
    _rewrite(db, {other: text for other, text in texts.items() if other != key})
    return True


def open_all(db: Database, meeting: str, item: int | None, rng: random.Random) -> tuple[Issue, ...]:
    """Make issues of all that wait, in one batch, in an order that `rng` shuffles."""
    texts = list(_waiting(db).values())
    rng.shuffle(texts)
    _rewrite(db, {})
    opened = []
    for text in texts:
        capture = add_row(db, Capture(0, "issue", text, meeting=meeting, item=item))
        opened.append(add_with(db, Issue(capture, anonymous=True), capture.number))
    return tuple(opened)


def _waiting(db: Database) -> dict[str, str]:
    return dict(map(tuple, db.rows("SELECT key, text FROM anonymous_issue ORDER BY key")))


def _rewrite(db: Database, texts: dict[str, str]) -> None:
    db.conn.execute("DELETE FROM anonymous_issue")
    db.conn.executemany("INSERT INTO anonymous_issue (key, text) VALUES (?, ?)", sorted(texts.items()))
