"""`smeeting voice`: what customers said, and what it becomes."""

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.cli.refs import number
from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.text import slug
from smeeting.services import customer_voices
from smeeting.services.customer_voices import CustomerVoice
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting


@click.group("voice", cls=Noun)
def voice_command() -> None:
    """What customers said: list, issue, example, request.

    Example: smeeting voice list
    """


@voice_command.command("list")
@click.option("--stage", help="Only of this stage of the funnel.")
@click.option("--side", help="Only what this team heard.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1))
@json_option
def list_voices(stage: str | None, side: str | None, limit: int, as_json: bool) -> None:
    """List what customers said, the newest first.

    Example: smeeting voice list --stage opportunity --side sales
    """
    with desk_here() as desk:
        stage_id = customer_voices.stage_id(desk, stage) if stage is not None else None
        found = customer_voices.listed(desk, side=slug(side) if side else None, stage=stage_id, limit=limit)
    if as_json:
        say_json(found)
    elif found:
        say_table(("Id", "Side", "Stage", "Became", "What the customer said"), [_row(one) for one in found])
    else:
        say("No customer's voice." if stage or side else "No customer's voice yet; #voice keeps one.")


def _row(one: CustomerVoice) -> tuple[str, ...]:
    became = ", ".join(f"{it.ref} {it.what}" for it in one.became)
    return (one.capture.ref, one.capture.side or "", one.stage, became, one.capture.text)


@voice_command.command("issue")
@click.argument("ref", metavar="ID")
def make_issue(ref: str) -> None:
    """Air an issue of what a customer said.

    Example: smeeting voice issue V14
    """
    with desk_and_now() as (desk, now):
        _said(customer_voices.to_issue(desk, number(ref), now))


@voice_command.command("example")
@click.argument("ref", metavar="ID")
@click.argument("term")
@click.option("--counts/--does-not-count", default=None, help="Else the teams decide in the running meeting.")
def make_example(ref: str, term: str, counts: bool | None) -> None:
    """Make what a customer said an example of a term.

    Example: smeeting voice example V14 opportunity --does-not-count
    """
    with desk_and_now() as (desk, now):
        _said(customer_voices.to_example(desk, number(ref), term, counts, now))


@voice_command.command("request")
@click.argument("ref", metavar="ID")
@click.option("--side", help="The team that is asked; else the one that did not hear it.")
def make_request(ref: str, side: str | None) -> None:
    """Ask the other team for what a customer asks for: an action that nobody has taken yet.

    Example: smeeting voice request V14 --side marketing
    """
    with desk_and_now() as (desk, now):
        asked = _asked(desk, number(ref), side, now)
        _said(customer_voices.to_request(desk, number(ref), asked, now))


def _asked(desk: Desk, voice: int, written: str | None, now: Instant) -> str:
    live = live_meeting(desk, now)
    sides = live.sides if live else desk.agenda().sides
    if written is not None:
        if slug(written) not in sides:
            raise NotFoundError(f"there is no team {written!r}", "teams are: " + ", ".join(sides))
        return slug(written)
    others = customer_voices.asked_sides(customer_voices.get(desk, voice).capture, sides)
    if len(others) != 1:
        raise BadLineError(
            "it is not clear which team is asked", f"write --side {' or --side '.join(others)}"
        )
    return others[0]


def _said(receipt: Receipt) -> None:
    say(f"{receipt.ref}  {receipt.text}")
