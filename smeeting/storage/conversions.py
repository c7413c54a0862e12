"""A record that becomes one of another kind: its row as an issue or action goes, and comes back from history.

Other rows may point at an issue's row. While it is away they point nowhere, and a link keeps the tie; when
the row comes back, so do the ties that the same change had cut.
"""

import datetime as dt
from typing import Literal

from smeeting.domain.record_links import RecordLink
from smeeting.storage import history, record_links
from smeeting.storage.database import Database
from smeeting.storage.history import Row
from smeeting.storage.stored_values import stored_time

Kept = Literal["issue", "action"]
"""The kinds that have a row of their own."""
_POINTING: tuple[Literal["action", "term_example"], ...] = ("action", "term_example")


def take_away(db: Database, table: Kept, number: int) -> None:
    """Remove the row of an issue or action; the record itself stays, and the history has all that is lost.

    Raises IntegrityError where duplicates were merged into the issue.
    """
    if table == "issue":
        for action in db.rows("SELECT id FROM action WHERE issue_id = ?", (number,)):
            record_links.add(db, action["id"], _answered(number))
            db.update("action", action["id"], {"issue_id": None})
        for example in db.rows("SELECT id, term_id FROM term_example WHERE issue_id = ?", (number,)):
            record_links.add(db, number, RecordLink("term", example["term_id"]))
            db.update("term_example", example["id"], {"issue_id": None})
    else:
        issue = db.value("SELECT issue_id FROM action WHERE id = ?", (number,))
        if issue is not None:
            record_links.add(db, number, _answered(issue))
    db.delete(table, number)


def bring_back(db: Database, table: Kept, number: int) -> bool:
    """Put the row of an issue or action back as it was when it was taken away; False where it never was."""
    removal = history.last_removal(db, table, number)
    if removal is None or removal.before is None:
        return False
    row = dict(removal.before)
    change = history.rows_of_change(db, removal.entry.id)
    if table == "action" and row["issue_id"] is not None:
        if not _is_issue(db, row["issue_id"]):
            row["issue_id"] = None
        else:
            _drop_link(db, change, number, _answered(row["issue_id"]))
    db.insert(table, row)
    if table == "issue":
        for pointing, key, before, after in change:
            if pointing in _POINTING and _pointed_at(before, number) and not _pointed_at(after, number):
                _tie_again(db, change, pointing, key, number)
    return True


def converted_since(db: Database, until: dt.datetime) -> tuple[int, ...]:
    """The numbers of the records that were converted after a time."""
    rows = db.rows(
        "SELECT DISTINCT issue_id FROM issue_move WHERE verb = 'converted' AND at > ?", (stored_time(until),)
    )
    return tuple(row["issue_id"] for row in rows)


def _tie_again(
    db: Database, change: tuple[history.RowStep, ...], pointing: str, key: int, number: int
) -> None:
    table: Literal["action", "term_example"] = "action" if pointing == "action" else "term_example"
    live = db.row(f'SELECT * FROM "{table}" WHERE id = ?', (key,))
    # It may be gone, or point elsewhere by now.
    if live is None or live["issue_id"] is not None:
        return
    db.update(table, key, {"issue_id": number})
    if table == "action":
        _drop_link(db, change, key, _answered(number))
    else:
        _drop_link(db, change, number, RecordLink("term", live["term_id"]))


def _drop_link(db: Database, change: tuple[history.RowStep, ...], number: int, link: RecordLink) -> None:
    """Take a link away that stood for a tie; one that somebody made stays."""
    made = {"capture_id": number, "kind": link.kind, "target": link.target}
    if any(
        step.table == "record_link"
        and step.before is None
        and step.after is not None
        and all(step.after[name] == value for name, value in made.items())
        for step in change
    ):
        record_links.remove(db, number, link)


def _answered(issue: int) -> RecordLink:
    return RecordLink("record", str(issue))


def _is_issue(db: Database, number: int) -> bool:
    return db.value("SELECT 1 FROM issue WHERE id = ?", (number,)) is not None


def _pointed_at(row: Row | None, number: int) -> bool:
    return row is not None and row.get("issue_id") == number
