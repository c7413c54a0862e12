"""`smeeting issue link` and `unlink`: what a record is about."""

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import say
from smeeting.cli.refs import number
from smeeting.services import record_links


@click.command("link")
@click.argument("ref", metavar="ID")
@click.argument("what", metavar="WHAT", nargs=-1, required=True)
def link_record(ref: str, what: tuple[str, ...]) -> None:
    """Keep what an issue, or any record, is about: a term, a metric, a lead, or another record.

    WHAT is a term's name, an id such as A31, or a lead's key; `metric MQL` means the term's metric.

    Example: smeeting issue link I14 MQL
    """
    _link(ref, " ".join(what), on=True)


@click.command("unlink")
@click.argument("ref", metavar="ID")
@click.argument("what", metavar="WHAT", nargs=-1, required=True)
def unlink_record(ref: str, what: tuple[str, ...]) -> None:
    """Take a link away again.

    Example: smeeting issue unlink I14 MQL
    """
    _link(ref, " ".join(what), on=False)


def _link(ref: str, what: str, *, on: bool) -> None:
    with desk_and_now() as (desk, now):
        change = record_links.link if on else record_links.unlink
        link = change(desk, number(ref), what, now)
        name, own = record_links.name_of(desk, link), record_links.ref_of(desk, number(ref))
    say(f"{own}  {'linked' if on else 'no longer linked'} with {name}")
