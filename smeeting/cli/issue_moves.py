"""`smeeting issue merge`, `reopen`, `helps` and `does-not-help`: what else becomes of an issue."""

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.cli.refs import number
from smeeting.domain.text import counted, shortened
from smeeting.services import issues


@click.command("merge")
@click.argument("ref", metavar="ID")
@click.argument("into", metavar="INTO")
def merge_issue(ref: str, into: str) -> None:
    """Let INTO go on for an issue that says the same; both texts stay.

    Example: smeeting issue merge I15 I14
    """
    with desk_and_now() as (desk, now):
        kept = issues.merge(desk, number(ref), number(into), now)
    say(f"{kept.capture.ref}  goes on for I{number(ref)} too, raised {counted(kept.times_raised, 'time')}")


@click.command("like")
@click.argument("ref", metavar="ID")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1))
@json_option
def like_issue(ref: str, limit: int, as_json: bool) -> None:
    """List issues that say much the same, the likeliest duplicate first.

    Example: smeeting issue like I14
    """
    with desk_and_now() as (desk, _):
        found = issues.like(desk, number(ref), limit)
    if as_json:
        say_json(found)
    elif found:
        say_table(("Id", "State", "Issue"), [(one.capture.ref, one.state, one.capture.text) for one in found])
    else:
        say("No issue is like it.")


@click.command("reopen")
@click.argument("ref", metavar="ID")
@click.argument("word", nargs=-1, required=True)
def reopen_issue(ref: str, word: tuple[str, ...]) -> None:
    """Take an issue up again that is answered, closed, withdrawn or merged, with a word why.

    Example: smeeting issue reopen I14 it happened again in May
    """
    with desk_and_now() as (desk, now):
        issue = issues.reopen(desk, number(ref), " ".join(word), now)
    say(f"{issue.capture.ref}  open again: {shortened(issue.capture.text, 60)}")


@click.command("helps")
@click.argument("ref", metavar="ID")
@click.argument("word", nargs=-1)
def answer_helps(ref: str, word: tuple[str, ...]) -> None:
    """Say for the one who raised it that the answer helps; that closes the issue.

    Example: smeeting issue helps I14 all leads have phones now
    """
    with desk_and_now() as (desk, now):
        issue = issues.helps(desk, number(ref), now, " ".join(word))
    say(f"{issue.capture.ref}  the answer helps, closed")


@click.command("does-not-help")
@click.argument("ref", metavar="ID")
@click.argument("word", nargs=-1, required=True)
def answer_does_not_help(ref: str, word: tuple[str, ...]) -> None:
    """Say that the answer does not help, and what is still difficult; that opens the issue again.

    Example: smeeting issue does-not-help I14 half of them still come without
    """
    with desk_and_now() as (desk, now):
        issue = issues.does_not_help(desk, number(ref), " ".join(word), now)
    say(f"{issue.capture.ref}  the answer does not help, open again; it wants a new date")
