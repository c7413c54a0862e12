"""Anonymous issues that wait to be opened: no name, no time, no order, no history.

A random key in a table without rowids keeps no order of arrival. But inside a page SQLite puts rows where
there is room, first come first, and a freed row may leave a copy where pages were split. So every change
here empties the table, which overwrites its pages with zeros (secure_delete), and writes the rows back in
the order of their keys: the bytes of these pages tell which texts wait, and nothing else.

Which pages they are tells a little more to whoever can read the file: texts beyond some 4,000 bytes in all
take pages of their own, and those lie before what was written later. When they came is hidden as far as the
times of the files can be (`storage/file_times.py`), which is for callers to see to.
"""

import random
import secrets
from collections.abc import Callable, Collection

from smeeting.domain.captures import Capture, Issue
from smeeting.domain.errors import BadMoveError
from smeeting.storage import search_index
from smeeting.storage.captures import add_row
from smeeting.storage.database import Database
from smeeting.storage.issues import add_with, get
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


def reasons(db: Database) -> tuple[str, ...]:
    """Why each of those that are held back is, sorted: in an order that tells nothing."""
    return tuple(sorted(why for _, why in _waiting(db).values() if why))


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


def open_all(
    db: Database, meeting: str, item: int | None, rng: random.Random, only: Collection[str] | None = None
) -> tuple[Issue, ...]:
    """Make issues of all that wait, in one batch, in an order that `rng` shuffles; those held back stay.

    With `only`, those under other keys go on waiting; a key that nothing waits under is passed over.
    """
    rows = _waiting(db)
    opened_now = {key for key, (_, why) in rows.items() if not why and (only is None or key in only)}
    shown = [rows[key][0] for key in sorted(opened_now)]
    rng.shuffle(shown)
    _rewrite(db, {key: row for key, row in rows.items() if key not in opened_now})
    opened = []
    for text in shown:
        capture = add_row(db, Capture(0, "issue", text, meeting=meeting, item=item))
        opened.append(add_with(db, Issue(capture, anonymous=True), capture.number))
    return tuple(opened)


def reword(db: Database, number: int, text: str) -> bool:
    """Write another text into an opened one, and leave nothing of the old one; False where it is so already.

    Long on a large database, as the index of words is put in order too. Raises NotFoundError where there is
    no such issue, BadMoveError where it has an author's name or time, so that its history would keep it.
    """
    issue = get(db, number)
    if not issue.anonymous or issue.capture.at is not None:
        raise BadMoveError(f"{issue.capture.ref} is not anonymous", "its words are changed with a history")
    refuse_unstorable({"text": text})
    changed = db.update("capture", number, {"text": text})
    if changed:
        search_index.forget(db.conn)
    return changed


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
