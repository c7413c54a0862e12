"""`smeeting convert`: a record becomes one of another kind."""

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.issues import date_or_none
from smeeting.cli.output import say
from smeeting.cli.refs import number
from smeeting.domain.captures import CaptureKind
from smeeting.services import captures, conversions

_WORDS: dict[str, CaptureKind] = {
    "note": "note",
    "issue": "issue",
    "action": "action",
    "park": "idea",
    "idea": "idea",
}


@click.command("convert")
@click.argument("ref", metavar="ID")
@click.argument("kind", type=click.Choice(list(_WORDS), case_sensitive=False))
@click.option("--owner", default="", help="Who does it, where it becomes an action.")
@click.option("--by", metavar="DATE", help="2026-12-03, friday, 3 dec, in 2 weeks.")
def convert_command(ref: str, kind: str, owner: str, by: str | None) -> None:
    """Let a note, issue, action or parked idea become another of them.

    It can be done at any time. A record keeps its number and its history, and comes back as it was when it is
    converted back. Of a customer's voice a new record is made, and the voice stays. Minutes of meetings that
    are over stay as they were.

    Example: smeeting convert N14 action --owner Ben --by friday
    """
    with desk_and_now() as (desk, now):
        before = captures.find(desk, number(ref))
        due = date_or_none(desk, by, now)
        made = conversions.convert(desk, number(ref), _WORDS[kind.lower()], now, owner=owner, due=due)
    say(f"{made.ref}  {conversions.NAMES[made.kind]} now, was {before.ref if before else ref}: {made.text}")
