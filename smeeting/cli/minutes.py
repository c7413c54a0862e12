"""`smeeting minutes`: what was said."""

from pathlib import Path

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.render.times import day, duration
from smeeting.services import meetings, minutes


@click.group("minutes", cls=Noun)
def minutes_command() -> None:
    """What was said: list, show, export.

    Example: smeeting minutes list
    """


@minutes_command.command("list")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@json_option
def list_minutes(limit: int, as_json: bool) -> None:
    """List past meetings, newest first.

    Example: smeeting minutes list
    """
    with desk_here() as desk:
        found = meetings.past(desk, limit=limit)
    if as_json:
        say_json(found)
    elif found:
        rows = [(m.name, day(m.held_on), m.title, m.state, duration(m.used_s)) for m in found]
        say_table(("Meeting", "Held on", "Title", "State", "Used"), rows, right=(4,))
    else:
        say("No meeting was held yet. smeeting run holds the first.")


@minutes_command.command("show")
@click.argument("meeting", required=False)
@json_option
def show_minutes(meeting: str | None, as_json: bool) -> None:
    """Print the minutes of a meeting as Markdown; without a name, of the running or the last one.

    Example: smeeting minutes show 2026-03-04-monthly
    """
    with desk_here() as desk:
        held = meetings.get(desk, meeting)
        if as_json:
            say_json(minutes.gather(desk, held))
        else:
            say(minutes.markdown(desk, held).rstrip("\n"))


@minutes_command.command("export")
@click.argument("meeting", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; - prints.")
def export_minutes(meeting: str | None, output: Path | None) -> None:
    """Write the minutes of a meeting to minutes/, or to another file; also in the middle of a meeting.

    Example: smeeting minutes export -o minutes.md
    """
    with desk_here() as desk:
        held = meetings.get(desk, meeting)
        if output == Path("-"):
            say(minutes.markdown(desk, held).rstrip("\n"))
        else:
            say(desk.shown(minutes.export(desk, held, output)))
