"""`smeeting issue answer`: what was done about an issue, and whether that was in time."""

import sys

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import say, tell
from smeeting.cli.refs import number
from smeeting.domain.text import counted
from smeeting.services import answers, issues
from smeeting.services.live import today


@click.command("answer")
@click.argument("ref", metavar="ID")
@click.argument("answer", nargs=-1)
def answer_issue(ref: str, answer: tuple[str, ...]) -> None:
    """Say what was done about an issue.

    Without ANSWER it is read from standard input.

    Example: smeeting issue answer I14 the form asks for a phone number now
    """
    which = number(ref)
    with desk_and_now() as (desk, now):
        # A number that is none is better found out before somebody has written.
        issues.get(desk, which)
        text = " ".join(answer) if answer else read_input("write what was done, then press Ctrl-D")
        issue = issues.answer(desk, which, text, today(desk, now), now)
        late = answers.days_late(desk, issue)
    say(f"{issue.capture.ref}  answered{in_time(late)}: {issue.answer}")


def read_input(prompt: str) -> str:
    """A text from standard input; somebody at a terminal is told how it ends."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        tell(prompt)
    return sys.stdin.read().strip()


def in_time(days_late: int | None) -> str:
    """` in time`, or how late it was; nothing where there was no date."""
    if days_late is None:
        return ""
    return " in time" if days_late <= 0 else f" {counted(days_late, 'day')} late"
