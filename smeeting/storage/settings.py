"""Settings that the program remembers; they have no history."""

from smeeting.storage.database import Database
from smeeting.storage.stored_values import refuse_unstorable


def read(db: Database, name: str, default: str = "") -> str:
    """What was last written under this name."""
    found = db.value("SELECT value FROM setting WHERE name = ?", (name,))
    return default if found is None else str(found)


def beginning(db: Database, start: str) -> dict[str, str]:
    """What was last written under each name that begins so and holds something, by the rest of the name."""
    rows = db.rows(
        "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? AND value != '' ORDER BY name",
        (len(start), start),
    )
    return {name.removeprefix(start): value for name, value in rows}


def write(db: Database, name: str, value: str) -> None:
    """Remember a value under this name."""
    refuse_unstorable({"name": name, "value": value})
    db.conn.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
