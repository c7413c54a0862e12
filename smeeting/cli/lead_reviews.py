"""`smeeting lead review`: what the last review of real leads came to."""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.domain.funnels import share_text
from smeeting.domain.text import counted
from smeeting.domain.verdicts import Acceptance
from smeeting.services import lead_reviews


@click.command("review")
@json_option
def show_review(as_json: bool) -> None:
    """Say what the verdicts of the last review came to: acceptance and reasons by source.

    The leads are looked at in a meeting with an item of the kind leads, such as that of `smeeting run leads`.

    Example: smeeting lead review
    """
    with desk_here() as desk:
        found = lead_reviews.last_summary(desk)
    if as_json:
        say_json(found)
    elif found is None:
        say("No lead was looked at yet. smeeting run leads does it together.")
    else:
        say(f"{found.meeting}: {counted(found.overall.judged, 'verdict')}\n")
        rows = [_row("all sources", found.overall)]
        rows += [_row(one.source or "no source", one) for one in found.by_source]
        say_table(("Source", "Accepted", "Share", "Before", "Sent back for"), rows, right=(1, 2, 3))


def _row(name: str, one: Acceptance) -> tuple[str, ...]:
    reasons = ", ".join(f"{text} ({number})" for text, number in one.reasons)
    counts = f"{one.accepted} of {one.judged}"
    return name, counts, share_text(one.share), share_text(one.share_before), reasons
