"""Instants for tests: a machine whose clocks a test moves by hand."""

import datetime as dt

from smeeting.domain.agenda import Team
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import ItemRun, Meeting

TEN = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)


class Machine:
    """A machine that runs, sleeps, restarts and has its wall clock set."""

    def __init__(self) -> None:
        self.wall = TEN
        self.awake_ms = 5_000
        self.up_ms = 9_000
        self.boots = 0

    @property
    def now(self) -> Instant:
        return Instant(self.wall, self.awake_ms, self.up_ms, f"boot-{self.boots}")

    def run(self, seconds: float) -> Instant:
        milliseconds = round(seconds * 1000)
        self.awake_ms += milliseconds
        self.up_ms += milliseconds
        self.wall += dt.timedelta(milliseconds=milliseconds)
        return self.now

    def sleep(self, seconds: float) -> Instant:
        milliseconds = round(seconds * 1000)
        self.up_ms += milliseconds
        self.wall += dt.timedelta(milliseconds=milliseconds)
        return self.now

    def restart(self, seconds: float) -> Instant:
        self.wall += dt.timedelta(seconds=seconds)
        self.boots += 1
        self.awake_ms = self.up_ms = 0
        return self.now

    def set_wall(self, seconds: float) -> Instant:
        self.wall += dt.timedelta(seconds=seconds)
        return self.now


def meeting_of(*minutes: int, wall: int = 60) -> Meeting:
    """A planned meeting with items of so many minutes, titled `Item 1` and so on."""
    return Meeting(
        name="2026-03-04-monthly",
        agenda="monthly",
        title="Monthly",
        held_on=dt.date(2026, 3, 4),
        teams=(Team("Marketing"), Team("Sales")),
        items=tuple(ItemRun("notes", f"Item {place}", box * 60) for place, box in enumerate(minutes, 1)),
        wall_s=wall * 60,
    )
