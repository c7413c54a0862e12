"""`smeeting issue`: difficulties, aired in meetings and between them."""

import datetime as dt

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.filtered import Asked, Filtering, filter_options, print_list
from smeeting.cli.groups import Noun
from smeeting.cli.issue_add import add_issue
from smeeting.cli.issue_anonymous import held_issues, reveal_issues
from smeeting.cli.issue_answers import answer_issue
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
from smeeting.cli.people import tell_doubt
from smeeting.cli.refs import number
from smeeting.domain.captures import Issue
from smeeting.domain.dates import date_meant
from smeeting.domain.instants import Instant
from smeeting.render.times import age, day, due_day
from smeeting.services import anonymous, issues, meetings, people
from smeeting.services.desk import Desk
from smeeting.services.filters import Listing
from smeeting.services.live import today


@click.group("issue", cls=Noun)
def issue_command() -> None:
    """Difficulties aired: list, show, add, own, answer, merge, link and more.

    Example: smeeting issue list
    """


for _command in (add_issue, answer_issue, reveal_issues, held_issues):
    issue_command.add_command(_command)


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
        standing = anonymous.standing(anonymous.waiting(desk), anonymous.held(desk))
    if standing and asked.form == "table":
        tell(standing)


def _row(one: Issue, listing: Listing) -> tuple[str, ...]:
    by = due_day(one.answer_by, listing.today) if one.answer_by and one.is_open else ""
    capture = one.capture
    side = "anonymous" if one.anonymous else capture.side or ""
    return (capture.ref, one.state, side, age(one.age), one.owner, by, capture.text)


def date_or_none(desk: Desk, written: str | None, now: Instant) -> dt.date | None:
    """The day that `--by` names.

    Raises SmeetingError for words that are no date.
    """
    if written is None:
        return None
    return date_meant(written, today(desk, now), meetings.next_meeting(desk, now))


@issue_command.command("own")
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@click.argument("owner")
@click.option("--by", metavar="DATE", help="friday, 3 dec, in 2 weeks, next meeting; else the dates stay.")
def own_issue(refs: tuple[str, ...], owner: str, by: str | None) -> None:
    """Give issues somebody who answers them, by a date; several at once are one step of undo.

    Example: smeeting issue own I14 I15 Anna --by friday
    """
    with desk_and_now() as (desk, now):
        numbers = [number(ref) for ref in refs]
        meant = people.meant(desk, owner)
        owned = issues.own_all(desk, numbers, owner, date_or_none(desk, by, now), now, keeps_date=True)
    for issue in owned:
        when = f" by {day(issue.answer_by)}" if issue.answer_by else ""
        say(f"{issue.capture.ref}  {issue.owner} answers it{when}")
    tell_doubt(meant, f"smeeting issue own {' '.join(issue.capture.ref for issue in owned)}")


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
