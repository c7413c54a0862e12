"""Workspaces to measure on: the demo, ten years of meetings, and minutes of 100 kB."""

import datetime as dt
import shutil
from pathlib import Path

from msgspec.structs import replace

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.services import demo, meetings, minutes
from smeeting.services.desk import Desk
from smeeting.storage import actions as action_store
from smeeting.storage import captures as capture_store
from smeeting.storage import issues as issue_store
from smeeting.storage import meetings as meeting_store
from smeeting.storage.workspace import Workspace

MEETINGS = 120
ISSUES = 10_000
MONTH = dt.timedelta(days=30)
MINUTES_BYTES = 100_000


def make_demo(folder: Path) -> Path:
    """The demo workspace."""
    demo.make(folder)
    return folder


def copied(folder: Path, target: Path) -> Path:
    """A copy to hold a meeting in."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(folder, target))


def make_ten_years(demo_folder: Path, folder: Path) -> Path:
    """The demo with ten years before it: a meeting a month, and 10,000 issues, nearly all of them closed."""
    with Desk(Workspace(copied(demo_folder, folder))) as desk:
        first = meetings.past(desk, limit=MEETINGS)[-1]
        with desk.change(desk.now(), "bench.years", "ten years of meetings"):
            for back in range(1, MEETINGS + 1):
                _add_meeting(desk, first.name, back, ISSUES // MEETINGS + 1)
    return folder


def _add_meeting(desk: Desk, like: str, back: int, issues: int) -> None:
    model = meeting_store.load(desk.db, like)
    held_on = model.held_on - back * MONTH
    at = dt.datetime.combine(held_on, dt.time(10), dt.UTC)
    meeting = replace(
        model, name=f"{held_on}-monthly", held_on=held_on, started_at=at, closed_at=at + dt.timedelta(hours=1)
    )
    meeting_store.insert(desk.db, meeting)
    for number in range(issues):
        capture = Capture(
            number=0,
            kind="issue",
            text=f"difficulty {number} of {held_on:%B %Y}, told at some length so that it fills a line",
            side=model.sides[number % 2],
            meeting=meeting.name,
            item=2,
            at=at,
        )
        issue = Issue(capture=capture, state="closed", owner="Ben Sample", answer="done", answered_on=held_on)
        issue_store.add(desk.db, issue)
    action = replace(capture, kind="action", text="send the list")
    done = Action(capture=action, owner="Mara Mockup", due=held_on, state="done", done_on=held_on)
    action_store.add(desk.db, done)


def make_long_minutes(demo_folder: Path, folder: Path) -> tuple[Path, Path]:
    """The demo with a last meeting whose minutes have 100 kB, and those minutes as a file."""
    with Desk(Workspace(copied(demo_folder, folder))) as desk:
        last = meetings.past(desk, limit=1)[0]
        assert last.started_at is not None
        note = Capture(number=0, kind="note", text="", meeting=last.name, item=2, at=last.started_at)
        with desk.change(desk.now(), "bench.minutes", "a long meeting"):
            for number in range(MINUTES_BYTES // 100):
                words = (
                    f"note {number}, one of *very* many | with [some] marks, so that it fills a line of text"
                )
                capture_store.add(desk.db, replace(note, text=words))
        exported = minutes.export(desk, last, folder / "long.md")
    assert exported.stat().st_size >= MINUTES_BYTES
    return folder, exported
