"""Databases to test on: real files, each test's own."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smeeting.domain.agenda import Team
from smeeting.domain.captures import Capture, CaptureKind
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.storage import meetings
from smeeting.storage.creation import create_database
from smeeting.storage.database import Change, Database, open_database

NOW = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
MEETING = Meeting(
    name="2026-03-04-monthly",
    agenda="monthly",
    title="Monthly",
    held_on=dt.date(2026, 3, 4),
    teams=(Team("Marketing"), Team("Sales")),
    items=(ItemRun("opening", "Opening", 300), ItemRun("metrics", "Metrics", 900, show=("mql", "sql"))),
    state="running",
    timezone="Europe/Berlin",
    started_at=NOW,
)


def change(verb: str = "test.change", label: str = "a change", meeting: str | None = None) -> Change:
    return Change(NOW, verb, label, "test", meeting)


def capture(text: str = "leads are cold", kind: CaptureKind = "note", **more: object) -> Capture:
    fields: dict[str, object] = {"number": 0, "kind": kind, "text": text, "at": NOW, **more}
    return Capture(**fields)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once; a copy of it costs a hundredth of making one."""
    path = tmp_path_factory.mktemp("empty") / "smeeting.db"
    create_database(path)
    return path


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    """A new database file of the test's own."""
    return Path(shutil.copy(empty_database, tmp_path / "smeeting.db"))


@pytest.fixture
def open_again(path: Path) -> Iterator[Callable[[], Database]]:
    """Opens the test's database, as often as it likes."""
    opened: list[Database] = []

    def open_one() -> Database:
        opened.append(open_database(path, create=False, patience=0.1))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def db(open_again: Callable[[], Database]) -> Database:
    """An open, empty database."""
    return open_again()


@pytest.fixture
def meeting(db: Database) -> Meeting:
    """A running meeting in `db`."""
    with db.write(change("meeting.start")):
        meetings.insert(db, MEETING)
    return MEETING
