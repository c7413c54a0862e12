"""`smeeting person`: who takes part, and what they are called."""

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table, tell
from smeeting.domain.errors import NotFoundError
from smeeting.domain.owners import Meant
from smeeting.domain.people import Person
from smeeting.domain.text import counted, folded
from smeeting.services import people
from smeeting.services.desk import Desk


@click.group("person", cls=Noun)
def person_command() -> None:
    """Who takes part, and on which side: list, add, rename.

    Example: smeeting person list
    """


@person_command.command("list")
@json_option
def list_people(as_json: bool) -> None:
    """List everybody known, by name.

    Example: smeeting person list --json
    """
    with desk_here() as desk:
        found = people.known(desk)
    if as_json:
        say_json(found)
    elif found:
        say_table(("Name", "Side"), [(person.name, person.side or "no side yet") for person in found])
    else:
        say("Nobody is known yet.")


@person_command.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--side", required=True, help="The team the person belongs to.")
def add_person(name: tuple[str, ...], side: str) -> None:
    """Add a person, or put one who is known on another side.

    Example: smeeting person add Zoe Lind --side sales
    """
    written = " ".join(name)
    with desk_and_now() as (desk, now):
        near = people.meant(desk, written).maybe
        added = people.add(desk, Person(written, _side(desk, side)), now)
    say(f"{added.name} is on the side of {added.side}")
    if near and all(folded(person.name) != folded(added.name) for person in near):
        tell(f"there is {_named(near)}, too; smeeting undo if that is the same person")


@person_command.command("rename")
@click.argument("old")
@click.argument("new")
def rename_person(old: str, new: str) -> None:
    """Call a person otherwise, also as the owner of issues and actions.

    Example: smeeting person rename Anna "Anna Lee"
    """
    with desk_and_now() as (desk, now):
        person, records = people.rename(desk, old, new, now)
    say(f"{person.name} was {old}; so it stands in {counted(records, 'record')} now")


def tell_doubt(owner: Meant | None, instead: str) -> None:
    """Say where an owner is nobody known; `instead` is the command that names another, but for the name."""
    if owner is None or not owner.is_new:
        return
    if not owner.maybe:
        tell(f"{owner.written} is new; smeeting person add {_quoted(owner.written)} --side SIDE adds them")
        return
    name = _quoted(owner.maybe[0].name) if len(owner.maybe) == 1 else "NAME"
    tell(f"nobody known is called {owner.written}; if that is {_named(owner.maybe)}: {instead} {name}")


def _named(people: tuple[Person, ...]) -> str:
    return " or ".join(person.name for person in people)


def _quoted(name: str) -> str:
    # Imported here: it is rarely needed.
    import shlex

    return shlex.quote(name)


def _side(desk: Desk, written: str) -> str:
    sides = desk.agenda().sides
    found = next((side for side in sides if folded(side) == folded(written)), None)
    if found is None:
        raise NotFoundError(f"there is no team {written!r}", "teams are: " + ", ".join(sides))
    return found
