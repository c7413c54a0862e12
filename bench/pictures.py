"""`python -m bench.pictures`: the README's picture, the meeting screen of the demo, as docs/meeting.svg."""

import asyncio
import datetime as dt
import re
import tempfile
from pathlib import Path

from smeeting.domain.instants import Instant
from smeeting.domain.people import Person
from smeeting.services import captures, demo, meetings
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
from smeeting.tui.app import SmeetingApp

PICTURE = Path(__file__).parents[1] / "docs" / "meeting.svg"
SIZE = (100, 30)
_SEEDED = re.compile(r"terminal-\d+-")
_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)

LINES = (
    "#decision report MQLs weekly, on Mondays",
    "#voice the price page is hard to find on a phone",
    "#action Ben by friday bring the list of lost leads",
)


def at(desk: Desk, minutes: float) -> Instant:
    """So many minutes into the meeting, on the day of the demo's story."""
    ran = round(minutes * 60_000)
    day = desk.now().at.date()
    begun = dt.datetime.combine(day, dt.time(10), dt.UTC)
    return Instant(begun + dt.timedelta(milliseconds=ran), 1_000_000 + ran, 1_000_000 + ran, "picture")


def hold(desk: Desk) -> Instant:
    """Hold the demo's meeting until some minutes into its numbers; the moment it is looked at."""
    meeting = meetings.start(desk, "monthly", at(desk, 0))
    here = tuple(Person(one.name, one.side) for one in meetings.people(desk)[:7])
    meetings.attend(desk, meeting, here, "here", at(desk, 1))
    meetings.move(desk, "next", at(desk, 4.2))
    for number, line in enumerate(LINES):
        captures.take(desk, line, at(desk, 9 + number))
    meetings.keep(desk, at(desk, 16.6))
    return at(desk, 16.7)


async def draw(desk: Desk, now: Instant) -> str:
    """The screen as SVG, the same every time."""
    app = SmeetingApp(desk, lambda: now, meeting=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        # Textual names the styles after a number of its own; two drawings are to be the same file.
        svg = _SEEDED.sub("terminal-", app.export_screenshot(title="smeeting"))
    # Nor is looking at a picture to fetch a font from somebody: the reader's own will do.
    return _FONTS.sub("", svg).replace("Fira Code", "ui-monospace, DejaVu Sans Mono, Menlo, Consolas")


def main() -> None:
    """Draw the picture."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "demo"
        demo.make(workspace)
        with Desk(Workspace(workspace), via="picture") as desk:
            svg = asyncio.run(draw(desk, hold(desk)))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg)
    print(PICTURE.relative_to(PICTURE.parents[1]))


if __name__ == "__main__":
    main()
