"""The people a dialog asks about, and how a new one is remembered."""

from collections.abc import Callable
from typing import NamedTuple

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.people import Person
from smeeting.services import people
from smeeting.services.desk import Desk
from smeeting.tui.room import Room


class Crowd(NamedTuple):
    """Everybody known, the teams there are, and what to do with somebody new."""

    known: tuple[Person, ...]
    teams: tuple[Team, ...]
    """Empty where nobody can be asked for a side."""
    remember: Callable[[Person], object]

    @property
    def names(self) -> list[str]:
        """What they are called."""
        return [person.name for person in self.known]


def crowd_in(room: Room) -> Crowd:
    """The people of a live meeting."""

    def remember(person: Person) -> None:
        room.attempt(lambda: people.add(room.desk, person, room.now()))

    known = room.attempt(lambda: people.known(room.desk)) or ()
    return Crowd(known, tuple(room.meeting().teams), remember)


def crowd_at(desk: Desk, now: Callable[[], Instant]) -> Crowd:
    """The people of a workspace, between meetings. Raises StorageError; so does remembering."""
    try:
        teams = tuple(desk.agenda().teams)
    except SmeetingError:
        teams = ()
    return Crowd(people.known(desk), teams, lambda person: people.add(desk, person, now()))
