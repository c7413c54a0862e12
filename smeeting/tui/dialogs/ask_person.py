"""Who: people with their sides, a side for a person, somebody for a role."""

from collections.abc import Sequence

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.people import Person
from smeeting.domain.roll import read_people
from smeeting.domain.text import folded, why_unstorable
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import choose, numbered

_NEW = ""
_MOST_NAMES = 12


async def ask_people(
    app: App[object], teams: Sequence[Team], known: Sequence[Person]
) -> tuple[Person, ...] | None:
    """Ask for names, and for the side of everybody who is new. To be awaited in a worker."""
    sides = [team.side for team in teams]

    def read(text: str) -> tuple[Person, ...]:
        check_name(text)
        # A comma more, so that a name alone may have a space in it.
        return read_people(f"{text},", sides)

    text = await ask_text(app, "Who is here?", hint=f"names, such as Anna Lee, Ben ({sides[-1]})", check=read)
    if text is None:
        return None
    people: list[Person] = []
    for person in read(text):
        side = person.side or _side_of(person, known)
        if side not in sides:
            side = await ask_side(app, teams, person.name)
        if side is None:
            return None
        people.append(Person(person.name, side))
    return tuple(people)


def _side_of(person: Person, known: Sequence[Person]) -> str | None:
    wanted = folded(person.name)
    return next((one.side for one in known if folded(one.name) == wanted), None)


async def ask_side(app: App[object], teams: Sequence[Team], name: str) -> str | None:
    """Ask which team somebody belongs to. To be awaited in a worker."""
    return await choose(
        app, f"Which team is {name} on?", numbered([(team.name, team.side) for team in teams])
    )


async def ask_who(app: App[object], title: str, known: Sequence[str], *, first: str = "") -> str | None:
    """Ask for a known or a new name; Enter keeps the `first`. To be awaited in a worker."""
    names = list(dict.fromkeys(name for name in (first, *known) if name))[:_MOST_NAMES]
    choices = numbered([*((name, name) for name in names), ("somebody else", _NEW)])
    chosen = await choose(app, title, choices)
    if chosen == _NEW:
        return await ask_text(app, title, hint="a name", check=check_name)
    return chosen


def check_name(text: str) -> None:
    """Raise SmeetingError for a text that is no name."""
    if not text.strip():
        raise SmeetingError("a name is missing", "esc leaves it")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")
