"""A real workspace with a meeting on its screen, and a clock that stands still until it is moved."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from textual.pilot import Pilot

from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, meetings, starter
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.storage.workspace import Workspace
from smeeting.tui.app import SmeetingApp
from smeeting.tui.screens.meeting import MeetingScreen
from tests.tui.stage import screen_text

AGENDA = """\
title: Monthly meeting
teams: [Marketing, Sales]
every: month
timezone: UTC
minutes: 60
items:
  - {kind: opening, minutes: 5}
  - {kind: metrics, minutes: 15, show: [mql, cost-per-lead, first-touch, sql]}
  - {kind: issues, minutes: 20}
  - {kind: vocabulary, minutes: 12, show: [mql, sql, sla]}
  - {kind: notes, minutes: 1}
  - {kind: closing, minutes: 7}
"""
POSITIONS = {"opening": 0, "metrics": 1, "issues": 2, "vocabulary": 3, "notes": 4, "closing": 5}
START = Instant(at=dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC), awake_ms=0, up_ms=0, boot="one")


class FakeClock:
    """The clocks of a machine, moved by hand."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> Instant:
        return self.instant

    def run(self, seconds: int) -> None:
        """The machine runs for so long."""
        self._move(seconds, awake=seconds)

    def sleep(self, seconds: int) -> None:
        """The machine sleeps for so long."""
        self._move(seconds, awake=0)

    def _move(self, seconds: int, *, awake: int) -> None:
        before = self.instant
        self.instant = msgspec.structs.replace(
            before,
            at=before.at + dt.timedelta(seconds=seconds),
            awake_ms=before.awake_ms + awake * 1000,
            up_ms=before.up_ms + seconds * 1000,
        )


def make_desk(folder: Path, via: str = "screen-test") -> Desk:
    """A desk in a folder with the starter files and a short agenda."""
    if not (folder / "agendas").exists():
        starter.init(folder)
        (folder / "agendas" / "monthly.yaml").write_text(AGENDA)
    return Desk(Workspace(root=folder), via=via, patience=0.05)


def captured(desk: Desk) -> list[str]:
    """What the latest meeting holds: ids and texts, item by item."""
    meeting = meetings.get(desk, None)
    found = [one for place in range(len(meeting.items)) for one in captures.of_item(desk, meeting, place)]
    return [f"{one.ref} {one.text}" for one in found]


class Sitting:
    """A meeting on its screen, with what a test needs to drive and to see it."""

    def __init__(self, app: SmeetingApp, pilot: Pilot[object], clock: FakeClock) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock
        self.desk = app.desk

    @property
    def screen(self) -> MeetingScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MeetingScreen))

    @property
    def meeting(self) -> Meeting:
        return meetings.get(self.desk, None)

    @property
    def text(self) -> str:
        return screen_text(self.app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus, and Enter."""
        await self.press(*("space" if character == " " else character for character in text), "enter")

    async def line(self, text: str) -> None:
        """Type a whole capture line, and come back to the keys."""
        await self.press("slash")
        self.screen.line.text = text
        await self.press("enter", "escape")

    async def second(self) -> None:
        """Let the screen's second pass, and what follows from it."""
        self.screen._tick()
        await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def sitting(
    folder: Path,
    *,
    at: str = "opening",
    size: tuple[int, int] = (80, 24),
    before: Callable[[Desk, FakeClock], object] | None = None,
) -> AsyncIterator[Sitting]:
    """A meeting at an item, on a screen of a size; `before` may prepare the workspace."""
    clock = FakeClock()
    with make_desk(folder) as desk:
        if before is not None:
            before(desk, clock)
        if live_meeting(desk, clock()) is None:
            meetings.start(desk, "monthly", clock())
        if POSITIONS[at]:
            meetings.go_to(desk, POSITIONS[at], clock())
        app = SmeetingApp(desk, clock, meeting=True)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Sitting(app, pilot, clock)
