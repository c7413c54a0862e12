"""`smeeting history`: everything that happened to one record."""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json
from smeeting.cli.refs import number
from smeeting.render.times import day
from smeeting.services import captures, histories
from smeeting.services.histories import FieldStep


@click.command("history")
@click.argument("ref", metavar="ID")
@json_option
def history_command(ref: str, as_json: bool) -> None:
    """Tell everything that happened to a record.

    Each step says when, from where, and what it changed. Conversions, corrections, links and what was taken
    back are all there. Times are UTC.

    Example: smeeting history I14
    """
    with desk_here() as desk:
        steps = histories.of_number(desk, number(ref))
        capture = captures.find(desk, number(ref))
    if as_json:
        say_json(steps)
        return
    say(f"{capture.ref}  {capture.text}" if capture else f"{number(ref)}  was taken back")
    if capture is not None and capture.at is None:
        say("Nothing is kept of how an anonymous issue came.")
    for step in steps:
        say(f"{day(step.at.date())} {step.at:%H:%M}  {step.said}  ({step.via})")
        for field in step.fields:
            say(f"    {field_words(field)}")


def field_words(field: FieldStep) -> str:
    """What a step changed of one field, in one line."""
    if field.before:
        return f"{field.name}: {field.before} → {field.after or '–'}"
    return f"{field.name}: {field.after}"
