"""`smeeting action`: who does what by when."""

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.filtered import Asked, Filtering, filter_options, print_list
from smeeting.cli.groups import Noun
from smeeting.cli.issue_answers import in_time, read_input
from smeeting.cli.issues import date_or_none
from smeeting.cli.output import json_option, say, say_json
from smeeting.cli.people import tell_doubt
from smeeting.cli.refs import number
from smeeting.domain.captures import Action, Capture
from smeeting.render.times import day, due_day
from smeeting.services import actions, captures, people
from smeeting.services.filters import Listing
from smeeting.services.live import live_meeting, today


@click.group("action", cls=Noun)
def action_command() -> None:
    """Who does what by when: list, show, add, assign, done, drop.

    Example: smeeting action list
    """


@action_command.command("list", cls=Filtering)
@filter_options
def list_actions(asked: Asked) -> None:
    """List actions: the open ones, those due first at the top, or those a FILTER asks for.

    FILTER is words and parts such as is:late owner:ben by:friday side:sales term:mql since:2026-01
    meeting:last sort:owner; a minus before a part asks for all others.

    Example: smeeting action list owner:ben by:friday
    """
    with desk_and_now() as (desk, now):
        print_list(desk, "actions", asked, now, ("Id", "Owner", "Due", "State", "Action"), _row)


def _row(one: Action, listing: Listing) -> tuple[str, ...]:
    due = ""
    if one.due:
        due = due_day(one.due, listing.today) if one.state == "open" else day(one.due)
    return (one.capture.ref, one.owner or "nobody yet", due, one.state, one.capture.text)


@action_command.command("show")
@click.argument("ref", metavar="ID")
@json_option
def show_action(ref: str, as_json: bool) -> None:
    """Show one action and what came of it.

    Example: smeeting action show A31
    """
    with desk_here() as desk:
        action = actions.get(desk, number(ref))
    if as_json:
        say_json(action)
        return
    say(f"{action.capture.ref}  {action.state}")
    say(action.capture.text)
    for label, text in (
        ("owner", action.owner or "nobody yet"),
        ("due", day(action.due) if action.due else ""),
        ("from", action.capture.meeting or "between meetings"),
        ("outcome" if action.state == "done" else "why", action.outcome),
        ("on", day(action.done_on) if action.done_on else ""),
    ):
        if text:
            say(f"{label}: {text}")


@action_command.command("add")
@click.argument("owner")
@click.argument("text", nargs=-1, required=True)
@click.option("--by", metavar="DATE", help="friday, 3 dec, in 2 weeks, next meeting, 2026-12-03.")
def add_action(owner: str, text: tuple[str, ...], by: str | None) -> None:
    """Add an action for somebody, in the running meeting or between meetings.

    OWNER may be ? where nobody has taken it yet.

    Example: smeeting action add Ben --by friday bring the list of lost leads
    """
    with desk_and_now() as (desk, now):
        due = date_or_none(desk, by, now)
        live = live_meeting(desk, now)
        capture = Capture(
            number=0,
            kind="action",
            text=" ".join(text),
            at=now.at,
        )
        taker = "" if owner == "?" else owner
        receipt = captures.record(desk, capture, now, owner=taker, due=due, meeting=live)
    say(f"{receipt.ref}  {receipt.text}")
    tell_doubt(receipt.owner, f"smeeting action assign {receipt.ref}")


@action_command.command("assign")
@click.argument("ref", metavar="ID")
@click.argument("owner")
@click.option("--by", metavar="DATE", help="friday, 3 dec, in 2 weeks, next meeting; else the date stays.")
def assign_action(ref: str, owner: str, by: str | None) -> None:
    """Give an open action to somebody, by a date.

    Example: smeeting action assign A31 Ben --by "in 2 weeks"
    """
    with desk_and_now() as (desk, now):
        before = actions.get(desk, number(ref))
        due = date_or_none(desk, by, now) or before.due
        meant = people.meant(desk, owner) if owner.strip() else None
        action = actions.assign(desk, number(ref), owner, due, now)
    when = f" by {day(action.due)}" if action.due else ""
    say(f"{action.capture.ref}  {action.owner} does it{when}")
    tell_doubt(meant, f"smeeting action assign {action.capture.ref}")


@action_command.command("done")
@click.argument("ref", metavar="ID")
@click.argument("outcome", nargs=-1)
def finish_action(ref: str, outcome: tuple[str, ...]) -> None:
    """Mark an action done, with a word of what came of it.

    OUTCOME may be - for standard input.

    Example: smeeting action done A31 the list is in the shared folder
    """
    with desk_and_now() as (desk, now):
        asked = outcome == ("-",)
        text = read_input("write what came of it, then press Ctrl-D") if asked else " ".join(outcome)
        action = actions.done(desk, number(ref), text, today(desk, now), now)
    late = (action.done_on - action.due).days if action.done_on and action.due else None
    say(f"{action.capture.ref}  done{in_time(late)}: {action.capture.text}")


@action_command.command("drop")
@click.argument("ref", metavar="ID")
@click.argument("reason", nargs=-1, required=True)
def drop_action(ref: str, reason: tuple[str, ...]) -> None:
    """Drop an action with a word why; the word is kept.

    Example: smeeting action drop A31 the fair was cancelled
    """
    with desk_and_now() as (desk, now):
        action = actions.drop(desk, number(ref), " ".join(reason), today(desk, now), now)
    say(f"{action.capture.ref}  dropped: {action.outcome}")
