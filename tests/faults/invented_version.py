"""`python -m tests.faults.invented_version DATABASE` opens it with a program one version newer than ours."""

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from smeeting.storage import database, migrations
from smeeting.storage.schema import fingerprint

if TYPE_CHECKING:
    from sqlite_utils.db import Database as SqliteUtils


def invent_version() -> int:
    """Teach this process one migration more than there is; the number of that version."""
    latest = migrations.LATEST + 1
    migrations._STEPS = (*migrations._STEPS, _add_a_table)
    migrations.FINGERPRINTS[latest] = fingerprint(migrations.reference_schema(latest))
    database.LATEST = latest  # type: ignore[attr-defined]
    database.migrate = functools.partial(migrations.migrate, up_to=latest)  # type: ignore[attr-defined]
    return latest


def _add_a_table(db: "SqliteUtils") -> None:
    db.conn.execute("CREATE TABLE invented (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    db.conn.execute("INSERT INTO invented (text) SELECT text FROM capture")


if __name__ == "__main__":
    invent_version()
    database.open_database(Path(sys.argv[1]), create=False).close()
    print("migrated", flush=True)  # noqa: T201
