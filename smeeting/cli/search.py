"""`smeeting search`: what was ever captured."""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.services import search


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@json_option
def search_command(query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find what was ever captured.

    A capture is found when it holds every word of the query; newest first.

    Example: smeeting search phone numbers
    """
    with desk_here() as desk:
        found = search.find(desk, " ".join(query), limit=limit)
    if as_json:
        say_json(found)
        return
    rows = [(one.ref, one.meeting or "between meetings", one.text) for one in found]
    if rows:
        say_table(("Id", "Meeting", "Text"), rows)
    else:
        say("Nothing found.")
