"""Who: a person with a side, a side for a person, somebody for a role."""

from collections.abc import Sequence

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.people import Person
from smeeting.domain.text import folded, why_unstorable
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import choose, numbered

_NEW = ""
_MOST_NAMES = 12


async def ask_person(app: App[object], teams: Sequence[Team], known: Sequence[Person]) -> Person | None:
    """Ask for a name, and for the side of somebody who is new. To be awaited in a worker."""
    name = await ask_text(app, "Who is here?", hint="a name", check=check_name)
    if name is None:
        return None
    wanted = folded(name)
    person = next((one for one in known if folded(one.name) == wanted), Person(" ".join(name.split())))
    if person.side in {team.side for team in teams}:
        return person
    side = await ask_side(app, teams, person.name)
    return None if side is None else Person(person.name, side)


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
