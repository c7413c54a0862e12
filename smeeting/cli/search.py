"""`smeeting search`: what was ever captured."""

from typing import Any, get_args

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json, say_pieces, terminal_width
from smeeting.cli.records import record
from smeeting.domain.captures import CaptureKind
from smeeting.domain.findings import Holding
from smeeting.domain.search_words import read_query
from smeeting.services import search


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(get_args(CaptureKind)), help="Only these.")
@click.option("--since", metavar="MEETING|DATE", help="From then on; a date as 2026-03-04 or 2026-03.")
@click.option("--limit", default=search.PAGE, show_default=True, type=click.IntRange(1))
@click.option("--marks", is_flag=True, help="Mark the words with * where the output is no terminal, too.")
@json_option
def search_command(
    query: tuple[str, ...],
    kinds: tuple[CaptureKind, ...],
    since: str | None,
    limit: int,
    marks: bool,
    as_json: bool,
) -> None:
    """Find what was ever captured.

    A capture is found when it holds every word of the query, in its text, in what was heard or answered, or
    in what was done. Case and accents do not matter, and words that begin with the last one will do; newest
    first. Whatever you type is text.

    Example: smeeting search --kind issue phone numb
    """
    words = " ".join(query)
    with desk_here() as desk:
        first = search.first_day(desk, since) if since is not None else None
        found = search.find(desk, words, kinds=kinds, limit=limit, since=first)
    asked = read_query(words)
    if as_json:
        say_json([{**record(one), **_where(one.holding(asked))} for one in found])
    elif not asked.words:
        say("Nothing found: there is no word in that.")
    elif not found:
        say("Nothing found.")
    else:
        # Imported here, as everything only some commands print with.
        from smeeting.render.findings import found_lines

        for line in found_lines(found, asked, terminal_width()):
            say_pieces(line, plainly="*" if marks else "")


def _where(holding: Holding) -> dict[str, Any]:
    """The text that holds the words: which of the texts above, and from which character up to which."""
    return {"found_in": holding.part, "spans": holding.spans}
