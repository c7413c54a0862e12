"""The meeting as values: what it is. `smeeting.domain.moves` says how it may change."""

import datetime as dt
from typing import Literal, get_args

import msgspec

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.instants import Instant
from smeeting.domain.verdicts import Review

MeetingState = Literal["planned", "running", "paused", "closed", "final"]
MEETING_STATES: tuple[MeetingState, ...] = get_args(MeetingState)

EXTENSIONS = (2, 1)
"""Minutes an item may be extended by, first and second time; then no more."""


class ItemRun(msgspec.Struct, frozen=True):
    """An agenda item as this meeting holds it."""

    kind: str
    title: str
    planned_s: int
    """The time box: as the agenda says, with what was extended, borrowed or lent."""
    used_ms: int = 0
    extensions: int = 0
    show: str | tuple[str, ...] | None = None
    review: Review | None = None

    @property
    def used_s(self) -> int:
        """Whole seconds used."""
        return self.used_ms // 1000

    @property
    def left_s(self) -> int:
        """Seconds left of the box; negative when over."""
        return self.planned_s - self.used_s


class Meeting(msgspec.Struct, frozen=True):
    """One sitting of an agenda."""

    name: str
    """Such as `2026-03-04-monthly`; also the file name of its minutes."""
    agenda: str
    title: str
    held_on: dt.date
    teams: tuple[Team, ...]
    items: tuple[ItemRun, ...]
    state: MeetingState = "planned"
    timezone: str = "UTC"
    wall_s: int = 3600
    """The hard wall for the whole meeting."""
    current: int = 0
    """Position of the current item."""
    mark: Instant | None = None
    """The instant up to which time is booked; None before the start and after the close."""
    paused_ms: int = 0
    """Time that counted as pause."""
    slept_ms: int = 0
    """The part of the pauses in which the machine slept or was off."""
    started_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    facilitator: str = ""
    scribe: str = ""
    next_on: dt.date | None = None
    """The date agreed for the next one."""
    speaking: str = ""
    """The side that speaks now, as far as somebody says so; empty for nobody in particular."""
    talk_ms: dict[str, int] = {}
    """Side to how long it spoke, as far as that was said."""

    @property
    def item(self) -> ItemRun:
        """The current item."""
        return self.items[self.current]

    @property
    def sides(self) -> tuple[str, ...]:
        """The teams' ids."""
        return tuple(team.side for team in self.teams)

    @property
    def used_ms(self) -> int:
        """Time used by all items."""
        return sum(item.used_ms for item in self.items)

    @property
    def used_s(self) -> int:
        """Whole seconds used by all items."""
        return self.used_ms // 1000

    @property
    def planned_s(self) -> int:
        """Seconds planned for all items."""
        return sum(item.planned_s for item in self.items)

    @property
    def is_live(self) -> bool:
        """Whether it has started and is not over."""
        return self.state in ("running", "paused")

    def team_name(self, side: str) -> str:
        """The name of the team with this id."""
        return team_name(self.teams, side)
