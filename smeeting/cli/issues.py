"""`smeeting issue`: difficulties, aired in meetings and between them."""

import datetime as dt
import sys

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.filtered import Asked, Filtering, filter_options, print_list
from smeeting.cli.groups import Noun
from smeeting.cli.issue_links import link_record, unlink_record
from smeeting.cli.issue_moves import (
    answer_does_not_help,
    answer_helps,
    like_issue,
    merge_issue,
    reopen_issue,
)
from smeeting.cli.issue_show import show_issue
from smeeting.cli.output import say, tell
from smeeting.cli.refs import number
from smeeting.domain.captures import Capture, Issue
from smeeting.domain.dates import read_date
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import counted, slug
from smeeting.render.times import age, day, due_day
from smeeting.services import captures, issues, meetings, several
from smeeting.services.desk import Desk
from smeeting.services.filters import Listing
from smeeting.services.live import live_meeting, today


@click.group("issue", cls=Noun)
def issue_command() -> None:
    """Difficulties aired: list, show, add, own, answer, merge, link and more.

    Example: smeeting issue list
    """


@issue_command.command("list", cls=Filtering)
@filter_options
def list_issues(asked: Asked) -> None:
    """List issues: the open ones, or those a FILTER asks for.

    FILTER is words and parts such as is:late side:sales owner:anna age:>2 by:friday term:mql since:2026-01
    meeting:last metoo:>1 raised:>1 sort:age; a minus before a part asks for all others.

    Example: smeeting issue list side:sales owner:anna late
    """
    with desk_and_now() as (desk, now):
        headings = ("Id", "State", "Side", "Age", "Owner", "Answer by", "Issue")
        print_list(desk, "issues", asked, now, headings, _row)
        waiting = issues.waiting(desk)
    if waiting and asked.form == "table":
        tell(f"{counted(waiting, 'anonymous issue')} unread until the room opens them")


def _row(one: Issue, listing: Listing) -> tuple[str, ...]:
    by = due_day(one.answer_by, listing.today) if one.answer_by and one.is_open else ""
    capture = one.capture
    return (capture.ref, one.state, capture.side or "", age(one.age), one.owner, by, capture.text)


def date_or_none(desk: Desk, written: str | None, now: Instant) -> dt.date | None:
    """The day that `--by` names.

    Raises SmeetingError for words that are no date.
    """
    if written is None:
        return None
    found = read_date(written, today(desk, now), meetings.next_meeting(desk, now))
    if found is None:
        raise SmeetingError(f"{written!r} is no date", "write 2026-12-03, friday, 3 dec or in 2 weeks")
    return found


@issue_command.command("add")
@click.argument("text", nargs=-1)
@click.option("--side", help="The team that raises it.")
@click.option(
    "--anonymous", is_flag=True, help="Keep no name, time or order; the text comes from standard input."
)
def add_issue(text: tuple[str, ...], side: str | None, anonymous: bool) -> None:
    """Air an issue, in the running meeting or between meetings.

    Without TEXT it is read from standard input.

    Example: smeeting issue add --side sales leads from the fair came without phone numbers
    """
    if anonymous and text:
        raise SmeetingError(
            "an anonymous text on the command line stays in the shell's history",
            "give it on standard input: smeeting issue add --anonymous < FILE",
        )
    if anonymous and side:
        raise SmeetingError("an anonymous issue has no side", "leave out --side")
    words = " ".join(text) if text else _read_input()
    with desk_and_now() as (desk, now):
        if anonymous:
            receipt = captures.drop_anonymously(desk, words)
        else:
            live = live_meeting(desk, now)
            capture = Capture(
                number=0,
                kind="issue",
                text=words,
                side=_side(desk, side, live.sides if live else None) if side else None,
                at=now.at,
            )
            receipt = captures.record(desk, capture, now, meeting=live)
    say(f"{receipt.ref}  {receipt.text}")


def _read_input() -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        tell("write what is difficult, then press Ctrl-D")
    return sys.stdin.read().strip() if sys.stdin is not None else ""


def _side(desk: Desk, written: str, known: tuple[str, ...] | None) -> str:
    sides = known or desk.agenda().sides
    found = slug(written) or written
    if found not in sides:
        raise NotFoundError(f"there is no team {written!r}", "teams are: " + ", ".join(sides))
    return found


@issue_command.command("own")
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@click.argument("owner")
@click.option("--by", metavar="DATE", help="2026-12-03, friday, 3 dec, in 2 weeks.")
def own_issue(refs: tuple[str, ...], owner: str, by: str | None) -> None:
    """Give issues somebody who answers them, by a date; several at once are one step of undo.

    Example: smeeting issue own I14 I15 Anna --by friday
    """
    with desk_and_now() as (desk, now):
        numbers = [number(ref) for ref in refs]
        owned = several.own(desk, numbers, owner, date_or_none(desk, by, now), now)
    for issue in owned:
        when = f" by {day(issue.answer_by)}" if issue.answer_by else ""
        say(f"{issue.capture.ref}  {issue.owner} answers it{when}")


@issue_command.command("answer")
@click.argument("ref", metavar="ID")
@click.argument("answer", nargs=-1, required=True)
def answer_issue(ref: str, answer: tuple[str, ...]) -> None:
    """Say what was done about an issue.

    Example: smeeting issue answer I14 the form asks for a phone number now
    """
    with desk_and_now() as (desk, now):
        issue = issues.answer(desk, number(ref), " ".join(answer), today(desk, now), now)
    say(f"{issue.capture.ref}  answered: {issue.answer}")


@issue_command.command("close")
@click.argument("ref", metavar="ID")
def close_issue(ref: str) -> None:
    """Close an answered issue.

    Example: smeeting issue close I14
    """
    with desk_and_now() as (desk, now):
        issue = issues.close(desk, number(ref), now)
    say(f"{issue.capture.ref}  closed: {issue.capture.text}")


@issue_command.command("withdraw")
@click.argument("ref", metavar="ID")
@click.argument("reason", nargs=-1, required=True)
def withdraw_issue(ref: str, reason: tuple[str, ...]) -> None:
    """Withdraw an issue with a word why; the word is kept.

    Example: smeeting issue withdraw I14 it was our own form
    """
    with desk_and_now() as (desk, now):
        issue = issues.withdraw(desk, number(ref), " ".join(reason), today(desk, now), now)
    say(f"{issue.capture.ref}  withdrawn: {issue.answer}")


for command in (
    show_issue,
    reopen_issue,
    merge_issue,
    like_issue,
    answer_helps,
    answer_does_not_help,
    link_record,
    unlink_record,
):
    issue_command.add_command(command)
