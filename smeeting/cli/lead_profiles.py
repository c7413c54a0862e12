"""`smeeting lead profile`: how exports are read."""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.services import leads


@click.group("profile", cls=Noun)
def profile_command() -> None:
    """How exports are read: list, show, save.

    Example: smeeting lead profile list
    """


@profile_command.command("list")
@json_option
def list_profiles(as_json: bool) -> None:
    """List the profiles: the workspace's own first, then those that are there from the start.

    Example: smeeting lead profile list
    """
    with desk_here() as desk:
        found = leads.known_profiles(desk)
    if as_json:
        say_json(found)
        return
    rows = [(one.name, one.object, ", ".join(one.key[:1]), ", ".join(one.tells[:2])) for one in found]
    say_table(("Name", "A row is a", "Its id is in", "Told by"), rows)


@profile_command.command("show")
@click.argument("name", nargs=-1, required=True)
@json_option
def show_profile(name: tuple[str, ...], as_json: bool) -> None:
    """Show what a profile makes of which column.

    Example: smeeting lead profile show hubspot contacts
    """
    with desk_here() as desk:
        found = leads.find_profile(desk, " ".join(name))
    if as_json:
        say_json(found)
    else:
        say(leads.profile_text(found))


@profile_command.command("save")
@click.argument("name", nargs=-1, required=True)
def save_profile(name: tuple[str, ...]) -> None:
    """Write a profile into profiles/, to be edited and shared; overwrites nothing.

    Example: smeeting lead profile save hubspot contacts
    """
    with desk_here() as desk:
        path = leads.save_profile(desk, " ".join(name))
        say(f"made  {desk.shown(path)}")
