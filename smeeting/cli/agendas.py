"""`smeeting agenda`: how the teams meet."""

from pathlib import Path

import click

from smeeting.cli.checks import say_faults
from smeeting.cli.desks import desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table, tell
from smeeting.domain.errors import NotFoundError
from smeeting.services import agendas, starter


@click.group("agenda", cls=Noun)
def agenda_command() -> None:
    """How the teams meet: list, show, check.

    Example: smeeting agenda list
    """


@agenda_command.command("list")
@json_option
def list_agendas(as_json: bool) -> None:
    """List the agendas of this workspace.

    Example: smeeting agenda list
    """
    with desk_here() as desk:
        found = agendas.listed(desk)
        unread = desk.agenda_paths().keys() - {agenda.name for agenda in found}
    for name in sorted(unread):
        tell(f"agendas/{name}.yaml can't be read; smeeting agenda check says why")
    if as_json:
        say_json(found)
    elif found:
        rows = [(one.name, one.title, one.every, f"{one.minutes} min", str(len(one.items))) for one in found]
        say_table(("Name", "Title", "Every", "Wall", "Items"), rows, right=(3, 4))
    elif not unread:
        say("No agenda yet. smeeting init makes starter agendas.")


@agenda_command.command("show")
@click.argument("name", required=False)
@json_option
def show_agenda(name: str | None, as_json: bool) -> None:
    """Show one agenda, item by item.

    Example: smeeting agenda show monthly
    """
    with desk_here() as desk:
        agenda = desk.agenda(name)
    if as_json:
        say_json(agenda)
        return
    say(f"{agenda.title}\nevery {agenda.every} at {agenda.at} {agenda.timezone}, {agenda.minutes} min")
    say("teams: " + ", ".join(team.name for team in agenda.teams) + "\n")
    rows = [
        (str(number), item.title, item.kind, str(item.minutes)) for number, item in enumerate(agenda.items, 1)
    ]
    say_table(("", "Item", "Kind", "Min"), rows, right=(0, 3))


@agenda_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@json_option
def check_agendas(files: tuple[Path, ...], as_json: bool) -> int:
    """Check agenda files, or all of this workspace.

    Every fault is a line `file:line:column: what is wrong; what would be right`. Exit 0: none, 1: warnings
    only, 2: a file can't be used.

    Example: smeeting agenda check agendas/monthly.yaml
    """
    with desk_here(anywhere=bool(files)) as desk:
        checked = len(files) or len(desk.agenda_paths())
        if not checked:
            raise NotFoundError("this workspace has no agenda", "smeeting init makes starter agendas")
        return say_faults(agendas.check(desk, files), f"{checked} checked, no faults", as_json=as_json)


@agenda_command.command("schema")
def agenda_schema() -> None:
    """Print the JSON Schema of agenda files, for editors.

    Example: smeeting agenda schema > agenda.schema.json
    """
    say_json(starter.schema("agenda"))
