"""People who take part."""

from smeeting.domain.errors import NotFoundError
from smeeting.domain.people import Person
from smeeting.domain.text import folded
from smeeting.storage.database import Database
from smeeting.storage.schema import Table
from smeeting.storage.stored_values import read_as


def ensure(db: Database, person: Person) -> Person:
    """Add a person who is not known yet; a side that is given replaces the one that was. As stored now."""
    known = find(db, person.name)
    if known is None:
        db.insert("person", {"name": person.name, "side": person.side})
        return person
    if person.side is None:
        return known
    db.update("person", person_key(db, known.name), {"side": person.side})
    return Person(known.name, person.side)


def find(db: Database, name: str) -> Person | None:
    """The person people mean by `name`, case and width aside."""
    row = db.row("SELECT name, side FROM person WHERE name = ?", (name,))
    if row:
        return read_as(Person, dict(row))
    # NOCASE knows ASCII only; there are tens of people, so the rest is compared here.
    return next((person for person in listed(db) if folded(person.name) == folded(name)), None)


def listed(db: Database) -> tuple[Person, ...]:
    """Everybody, by name."""
    return tuple(read_as(Person, dict(row)) for row in db.rows("SELECT name, side FROM person ORDER BY name"))


def person_key(db: Database, name: str) -> int:
    """The key of a person. Raises NotFoundError."""
    known = find(db, name)
    if known is None:
        raise NotFoundError(f"nobody called {name!r} is known", "add them with `#here NAME`")
    return int(db.value("SELECT id FROM person WHERE name = ?", (known.name,)))


def rename(db: Database, old: str, new: str) -> int:
    """Call a person otherwise, also as an owner and in a role; of how many issues and actions.

    Raises NotFoundError.
    """
    db.update("person", person_key(db, old), {"name": new})
    records = 0
    for table, column in _NAMED_IN:
        for row in db.rows(f'SELECT id, "{column}" AS name FROM "{table}" WHERE "{column}" <> \'\''):
            if folded(row["name"]) == folded(old):
                db.update(table, row["id"], {column: new})
                records += table in ("issue", "action")
    return records


_NAMED_IN: tuple[tuple[Table, str], ...] = (
    ("issue", "owner"),
    ("action", "owner"),
    ("meeting", "facilitator"),
    ("meeting", "scribe"),
)
"""Where people are named by their name, as they may be before they are known."""
