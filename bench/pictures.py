"""`python -m bench.pictures`: the README's pictures, two items of the demo's meeting, as docs/*.svg."""

import asyncio
import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from smeeting.domain.instants import Instant
from smeeting.domain.people import Person
from smeeting.services import captures, demo, issues, meetings
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
from smeeting.tui.app import SmeetingApp

DOCS = Path(__file__).parents[1] / "docs"
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


def listen(desk: Desk) -> Instant:
    """Hold it on into the issues: who speaks, what is said back, and what waits for its turn."""
    hold(desk)
    meeting = meetings.move(desk, "next", at(desk, 19))
    meetings.speak(desk, "marketing", at(desk, 19.2))
    raised = captures.take(desk, "#issue marketing quotes of customers come in as a screenshot", at(desk, 20))
    issues.me_too(desk, meeting, int(raised.ref[1:]), "sales", at(desk, 21))
    meetings.speak(desk, "sales", at(desk, 22.4))
    captures.take(desk, f"#heard {raised.ref} you retype what we could have copied", at(desk, 24))
    captures.take(desk, "#issue sales the price list changes on a Friday", at(desk, 25))
    meetings.keep(desk, at(desk, 25.4))
    return at(desk, 25.5)


PICTURES: dict[str, Callable[[Desk], Instant]] = {"meeting.svg": hold, "listening.svg": listen}


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
    """Draw the pictures."""
    DOCS.mkdir(exist_ok=True)
    for name, held in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            workspace = Path(folder) / "demo"
            demo.make(workspace)
            with Desk(Workspace(workspace), via="picture") as desk:
                (DOCS / name).write_text(asyncio.run(draw(desk, held(desk))))
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
