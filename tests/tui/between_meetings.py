"""The program between two meetings, on a real workspace, and ways to press and to look."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from smeeting.services import anonymous, captures, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.tui.app import SmeetingApp
from smeeting.tui.screens.desk_screen import DeskScreen
from tests.tui.meeting_room import FakeClock, make_desk
from tests.tui.stage import screen_text

Kind = TypeVar("Kind", bound=Screen[None])
LINES = (
    "#issue sales fair leads came without phone numbers",
    "#issue marketing nobody opens the one-pagers",
    "#heard 1 no number, no call",
    "#action Ben by 2026-03-01 bring the list of lost leads",
    "#action Mara by 2026-03-20 write the hand-off down",
    "#decision report MQLs weekly",
    "#metric mql 132",
)


def hold(desk: Desk, clock: FakeClock, lines: tuple[str, ...] = LINES) -> None:
    """Hold a meeting in which these lines are typed, and close it; a week passes."""
    meetings.start(desk, "monthly", clock())
    for line in lines:
        captures.take(desk, line, clock())
    meetings.move(desk, "close", clock())
    clock.run(7 * 86_400)


def air_anonymously(desk: Desk, clock: FakeClock, text: str) -> None:
    """Air an issue without a name in a meeting that opens it."""
    meetings.start(desk, "monthly", clock())
    anonymous.drop(desk, text)
    anonymous.open_all(desk, the_live(desk, clock()), clock())
    meetings.move(desk, "close", clock())
    clock.run(86_400)


class Between:
    """The program at its first screen, with what a test needs to drive and to see it."""

    def __init__(self, app: SmeetingApp, pilot: Pilot[object], clock: FakeClock) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock
        self.desk = app.desk

    @property
    def today(self) -> dt.date:
        return self.clock().at.date()

    @property
    def text(self) -> str:
        return screen_text(self.app)

    def screen(self, kind: type[Kind]) -> Kind:
        found = self.app.screen
        assert isinstance(found, kind)
        return found

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus, and Enter."""
        await self.pilot.press(*("space" if character == " " else character for character in text))
        await self.press("enter")

    async def second(self) -> None:
        """Let the screen's second pass, and what follows from it."""
        self.screen(DeskScreen).look()
        await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def between(
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    before: Callable[[Desk, FakeClock], object] | None = hold,
) -> AsyncIterator[Between]:
    """The program on a workspace that `before` has prepared; by default a meeting was held a week ago."""
    clock = FakeClock()
    with make_desk(folder, via="earlier") as desk:
        if before is not None:
            before(desk, clock)
    with make_desk(folder) as desk:
        app = SmeetingApp(desk, clock)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield Between(app, pilot, clock)
