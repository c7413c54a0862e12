"""Links of records to terms, metrics, leads and other records."""

from smeeting.domain.record_links import RecordLink
from smeeting.storage.database import Database
from smeeting.storage.stored_values import read_as


def add(db: Database, number: int, link: RecordLink) -> bool:
    """Link the record with this number; False where it was linked so already."""
    if link in of_record(db, number):
        return False
    db.insert("record_link", {"capture_id": number, "kind": link.kind, "target": link.target})
    return True


def remove(db: Database, number: int, link: RecordLink) -> bool:
    """Take a link away; False where there was none."""
    key = db.value(
        "SELECT id FROM record_link WHERE capture_id = ? AND kind = ? AND target = ?",
        (number, link.kind, link.target),
    )
    if key is None:
        return False
    db.delete("record_link", int(key))
    return True


def of_record(db: Database, number: int) -> tuple[RecordLink, ...]:
    """What a record is linked to, in the order it was."""
    rows = db.rows("SELECT kind, target FROM record_link WHERE capture_id = ? ORDER BY id", (number,))
    return tuple(read_as(RecordLink, dict(row)) for row in rows)


def to_record(db: Database, number: int) -> tuple[int, ...]:
    """The numbers of the records that are linked to this one."""
    rows = db.rows(
        "SELECT capture_id FROM record_link WHERE kind = 'record' AND target = ? ORDER BY capture_id",
        (str(number),),
    )
    return tuple(row["capture_id"] for row in rows)
