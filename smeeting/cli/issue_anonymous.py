"""`smeeting issue reveal` and `smeeting issue held`: what becomes of anonymous issues, without the screen."""

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.output import json_option, say, say_json, tell
from smeeting.domain.anonymity import HELD, PROTECTION
from smeeting.domain.text import counted
from smeeting.services import anonymous
from smeeting.services.live import the_live

_REVEAL = f"""Open all anonymous issues that wait, shuffled, in one batch.

They become issues of the running meeting, and are printed. Nothing is asked; to read them first and hold one
back, open them on the screen of the meeting.

{PROTECTION}

Example: smeeting issue reveal
"""


@click.command("reveal", help=_REVEAL, short_help="Open all anonymous issues that wait.")
@json_option
def reveal_issues(as_json: bool) -> None:  # noqa: D103
    with desk_and_now() as (desk, now):
        opened = anonymous.open_all(desk, the_live(desk, now), now)
        held = anonymous.held(desk)
    if as_json:
        say_json(opened.issues)
        return
    for issue in opened.issues:
        say(f"{issue.capture.ref}  {issue.capture.text}")
    if not opened.issues:
        say("No anonymous issue waits.")
    if held:
        tell(anonymous.standing(0, held))


@click.command("held")
@click.option("--let-go", is_flag=True, help="Let all of them wait with the others again.")
@json_option
def held_issues(let_go: bool, as_json: bool) -> None:
    """Say why anonymous issues are held back, a reason each; what they say stays unread.

    Example: smeeting issue held --let-go
    """
    with desk_here() as desk:
        why = anonymous.reasons(desk)
        freed = anonymous.let_go(desk) if let_go and why else 0
    if as_json:
        say_json(why)
        return
    for reason in why:
        say(reason)
    if freed:
        say(f"{counted(freed, 'anonymous issue')} {'waits' if freed == 1 else 'wait'} with the others again")
    elif not why:
        say(f"No anonymous issue was {HELD}.")
