"""Workspaces to work on: real folders, each test's own, and moments to do things at."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, meetings, starter
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

BEGIN = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.UTC)
"""A Tuesday."""


def at(minutes: float, *, days: int = 0) -> Instant:
    """The clocks so many minutes and days after the first meeting began; the machine never slept."""
    since = dt.timedelta(days=days, minutes=minutes)
    ms = 10**9 + since // dt.timedelta(milliseconds=1)
    return Instant(at=BEGIN + since, awake_ms=ms, up_ms=ms, boot="test")


@pytest.fixture(scope="session")
def started_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the starter files and an empty database, made once."""
    folder = tmp_path_factory.mktemp("started")
    starter.init(folder)
    with Desk(Workspace(folder)) as desk, desk.traceless():
        pass
    return folder


@pytest.fixture
def open_desk() -> Iterator[Callable[..., Desk]]:
    """Sits down at a workspace, as often as it likes."""
    opened: list[Desk] = []

    def sit(folder: Path, via: str = "shell") -> Desk:
        opened.append(Desk(Workspace(folder), via=via, patience=0.1))
        return opened[-1]

    yield sit
    for desk in opened:
        desk.close()


@pytest.fixture
def folder(started_folder: Path, tmp_path: Path) -> Path:
    """A started workspace of the test's own."""
    return Path(shutil.copytree(started_folder, tmp_path / "workspace"))


@pytest.fixture
def desk(folder: Path, open_desk: Callable[..., Desk]) -> Desk:
    """A desk at that workspace."""
    return open_desk(folder)


@pytest.fixture
def demo_desk(demo_folder: Path, tmp_path: Path, open_desk: Callable[..., Desk]) -> Desk:
    """A desk at a copy of the demo."""
    return open_desk(Path(shutil.copytree(demo_folder, tmp_path / "demo")))


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    """A monthly meeting that just began."""
    return meetings.start(desk, "monthly", at(0))


@pytest.fixture
def take(desk: Desk, meeting: Meeting) -> Callable[..., Receipt]:
    """Types a capture line into that meeting."""

    def type_line(line: str, minutes: float = 1, *, days: int = 0) -> Receipt:
        return captures.take(desk, line, at(minutes, days=days))

    return type_line
