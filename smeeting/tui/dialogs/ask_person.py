"""Who: people with their sides, a side for a person, somebody for a role."""

from collections.abc import Iterator, Sequence

from textual.app import App
from textual.widget import Widget

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.owners import meant_by
from smeeting.domain.people import Person
from smeeting.domain.roll import read_people
from smeeting.domain.text import folded, why_unstorable
from smeeting.tui.crowd import Crowd
from smeeting.tui.dialogs.ask_text import AskText, ask_text
from smeeting.tui.dialogs.choose import choose, numbered
from smeeting.tui.editing import rest_of_name
from smeeting.tui.text import Part
from smeeting.tui.widgets.text_line import TextLine

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


async def ask_who(
    app: App[object], title: str, known: Sequence[str], *, first: str = "", crowd: Crowd | None = None
) -> str | None:
    """Ask for a known or a new name; Enter keeps the `first`. To be awaited in a worker.

    Of somebody new in the `crowd` the side is asked once, and remembered.
    """
    names = list(dict.fromkeys(name for name in (first, *known) if name))
    choices = numbered([*((name, name) for name in names[:_MOST_NAMES]), ("somebody else", _NEW)])
    chosen = await choose(app, title, choices)
    if chosen != _NEW:
        return chosen
    crowd = crowd or Crowd(tuple(map(Person, names)), (), lambda _: None)
    return await ask_owner(app, title, crowd)


async def ask_owner(
    app: App[object], title: str, crowd: Crowd, words: Part = "", *, first: str = ""
) -> str | None:
    """Ask for a name as it is typed, completed to those in the crowd. To be awaited in a worker.

    A name nobody has is one that is nearly so, or somebody new: then the side is asked once, and remembered.
    """
    written = await app.push_screen_wait(AskName(title, words, crowd.names, default=first))
    if written is None:
        return None
    meant = meant_by(written, crowd.known)
    if not meant.is_new or folded(written) == folded(first):
        return meant.name
    if meant.maybe:
        choices = [(person.name, person.name) for person in meant.maybe]
        title = f"Nobody is called {meant.written}. Who is meant?"
        chosen = await choose(app, title, numbered([*choices, (f"{meant.written}, who is new", _NEW)]))
        if chosen != _NEW:
            return chosen
    side = await ask_side(app, crowd.teams, meant.written) if crowd.teams else None
    if side is not None:
        crowd.remember(Person(meant.written, side))
    return meant.written


class AskName(AskText):
    """Asks for a name, and completes it as it is typed."""

    def __init__(self, title: str, words: Part, names: Sequence[str], *, default: str = "") -> None:
        super().__init__(title, words, default=default, hint="a name", check=check_name)
        self._names = tuple(names)

    def parts(self) -> Iterator[Widget]:
        """The line."""
        yield NameLine(self._names, self._default)


class NameLine(TextLine):
    """A line for a name; Tab or Right completes it."""

    def __init__(self, names: Sequence[str], text: str = "") -> None:
        super().__init__(text, hint="a name", id="answer")
        self._names = tuple(names)

    def completion(self) -> str:
        """The name being typed, completed."""
        rest = rest_of_name(self.text, self._names)
        return self.text + rest if rest else ""


def check_name(text: str) -> None:
    """Raise SmeetingError for a text that is no name."""
    if not text.strip():
        raise SmeetingError("a name is missing", "esc leaves it")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")
