"""The agenda: how the teams meet."""

from typing import Annotated

import msgspec

from smeeting.domain.text import slug
from smeeting.domain.verdicts import Review


class Team(msgspec.Struct, frozen=True):
    """One of the teams that meet."""

    name: str

    @property
    def side(self) -> str:
        """The id under which captures, people and definitions belong to this team."""
        return slug(self.name) or self.name


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of an agenda."""

    kind: str
    title: str
    minutes: int
    """The time box."""
    show: str | tuple[str, ...] | None = None
    """Term ids, or a word the kind knows such as `due`."""
    review: Review | None = None
    """Which leads it looks at, where it is of that kind."""


class Agenda(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way of meeting, as its file says."""

    name: str
    """The file's name without `.yaml`; never taken from inside the file."""
    title: str
    items: tuple[Item, ...]
    teams: tuple[Team, ...] = (Team("Marketing"), Team("Sales"))
    every: str = "month"
    """`week`, `fortnight`, `month`, `quarter`, or an RFC 5545 rule."""
    at: str = "10:00"
    """Local time of day, HH:MM."""
    timezone: str = "UTC"
    minutes: int = 60
    """The hard wall."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The teams' ids, in the order of the file."""
        return tuple(team.side for team in self.teams)


def team_name(teams: tuple[Team, ...], side: str) -> str:
    """The name of the team with this id, or the id where the agenda has no such team."""
    return next((team.name for team in teams if team.side == side), side)


TIME_BOX = Annotated[int, msgspec.Meta(ge=1, le=600)]
"""Minutes that an item may have."""
