"""`smeeting issue`: difficulties, aired in meetings and between them."""

import datetime as dt
import sys

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table, tell
from smeeting.cli.people import tell_doubt
from smeeting.domain.captures import Capture, Issue, parse_ref
from smeeting.domain.dates import date_meant
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import counted, slug
from smeeting.render.times import age, day, due_day
from smeeting.services import captures, issues, meetings, people
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting, today


@click.group("issue", cls=Noun)
def issue_command() -> None:
    """Difficulties aired: list, show, add, own, answer, close, withdraw.

    Example: smeeting issue list
    """


@issue_command.command("list")
@click.option("--all", "every", is_flag=True, help="Answered, closed and withdrawn ones too.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1))
@json_option
def list_issues(every: bool, limit: int, as_json: bool) -> None:
    """List open issues, the oldest first.

    Example: smeeting issue list --all
    """
    with desk_and_now() as (desk, now):
        found = issues.listed(desk, only_open=not every, limit=limit)
        on = today(desk, now)
        waiting = issues.waiting(desk)
    if as_json:
        say_json(found)
        return
    rows = [_row(one, on) for one in found]
    if rows:
        say_table(("Id", "State", "Side", "Age", "Owner", "Answer by", "Issue"), rows)
    else:
        say("No issues." if every else "No open issues.")
    if waiting:
        tell(f"{counted(waiting, 'anonymous issue')} unread until the room opens them")


def _row(one: Issue, today: dt.date) -> tuple[str, ...]:
    by = due_day(one.answer_by, today) if one.answer_by and one.is_open else ""
    capture = one.capture
    return (capture.ref, one.state, capture.side or "", age(one.age), one.owner, by, capture.text)


def number(ref: str) -> int:
    """The number in an id such as I14.

    Raises NotFoundError for anything that is no id.
    """
    found = parse_ref(ref)
    if found is None:
        raise NotFoundError(f"{ref!r} is no id", "ids look like I14")
    return found


def date_or_none(desk: Desk, written: str | None, now: Instant) -> dt.date | None:
    """The day that `--by` names.

    Raises SmeetingError for words that are no date.
    """
    if written is None:
        return None
    return date_meant(written, today(desk, now), meetings.next_meeting(desk, now))


@issue_command.command("show")
@click.argument("ref", metavar="ID")
@json_option
def show_issue(ref: str, as_json: bool) -> None:
    """Show one issue and what became of it.

    Example: smeeting issue show I14
    """
    with desk_here() as desk:
        issue = issues.get(desk, number(ref))
    if as_json:
        say_json(issue)
        return
    capture = issue.capture
    say(f"{capture.ref}  {issue.state}, {age(issue.age)}")
    say(capture.text)
    who = "anonymously" if issue.anonymous else capture.side or "no side given"
    for label, text in (
        ("raised", f"{who}, {capture.meeting or 'between meetings'}"),
        ("heard", issue.heard),
        ("owner", issue.owner),
        ("answer by", day(issue.answer_by) if issue.answer_by else ""),
        ("withdrawn" if issue.state == "withdrawn" else "answer", issue.answer),
        ("on", day(issue.answered_on) if issue.answered_on else ""),
    ):
        if text:
            say(f"{label}: {text}")


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
@click.argument("ref", metavar="ID")
@click.argument("owner")
@click.option("--by", metavar="DATE", help="friday, 3 dec, in 2 weeks, next meeting; else the date stays.")
def own_issue(ref: str, owner: str, by: str | None) -> None:
    """Give an issue somebody who answers it, by a date.

    Example: smeeting issue own I14 Anna --by friday
    """
    with desk_and_now() as (desk, now):
        meant = people.meant(desk, owner)
        until = date_or_none(desk, by, now) or issues.get(desk, number(ref)).answer_by
        issue = issues.own(desk, number(ref), owner, until, now)
    when = f" by {day(issue.answer_by)}" if issue.answer_by else ""
    say(f"{issue.capture.ref}  {issue.owner} answers it{when}")
    tell_doubt(meant, f"smeeting issue own {issue.capture.ref}")


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
