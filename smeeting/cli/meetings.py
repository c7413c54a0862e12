"""`smeeting run start next back pause resume extend close speak`: moving a meeting, and who speaks in it."""

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import say, tell
from smeeting.domain.listening import balance
from smeeting.domain.meeting import Meeting
from smeeting.domain.text import folded
from smeeting.services import listening, meetings
from smeeting.services.live import the_live

UNATTENDED_S = 15 * 60
"""From here on a command mentions that the clock ran with nobody doing anything."""


@click.command("run")
@click.argument("agenda", required=False)
def run_command(agenda: str | None) -> int:
    """Hold today's meeting on the screen, or come back to the one that is running.

    Example: smeeting run monthly
    """
    from smeeting.cli.screen import open_meeting

    return open_meeting(click.get_current_context().find_root().obj, agenda)


@click.command("start")
@click.argument("agenda", required=False)
def start_command(agenda: str | None) -> None:
    """Start today's meeting without the screen.

    For scripts, and for a scribe's own terminal: smeeting note adds to it, smeeting next moves it on.

    Example: smeeting start monthly
    """
    with desk_and_now() as (desk, now):
        _say_where(meetings.start(desk, agenda, now))


@click.command("speak")
@click.argument("side", required=False)
def speak_command(side: str | None) -> None:
    """Say which side speaks from now on, and how the talk is divided so far.

    Without SIDE nobody in particular speaks.

    Example: smeeting speak sales
    """
    with desk_and_now() as (desk, now):
        known = {
            folded(name): team.side for team in the_live(desk, now).teams for name in (team.name, team.side)
        }
        meeting = meetings.speak(desk, known.get(folded(side or ""), side or ""), now)
    for talk in balance(meeting):
        share = "" if talk.percent is None else f", {talk.percent} %"
        speaks = ", speaks now" if talk.speaks else ""
        say(f"{talk.name} {talk.ms // 60_000}:{talk.ms // 1000 % 60:02}{share}{speaks}")


def _mover(verb: str, help_text: str) -> click.Command:
    def move() -> None:
        with desk_and_now() as (desk, now):
            alone = meetings.unattended_s(desk, now)
            if alone > UNATTENDED_S:
                tell(f"the clock ran {alone // 60} min with nobody doing anything; it counts as meeting time")
            left = listening.left_unheard(desk, the_live(desk, now), verb)
            moved = meetings.move(desk, verb, now)
            _say_where(moved)
            if left:
                tell(f"{left} not heard; carried over", prefix="")
            if moved.state == "closed":
                tell("next: smeeting minutes export", prefix="")

    return click.Command(verb, callback=move, help=f"{help_text}\n\nExample: smeeting {verb}")


def _say_where(meeting: Meeting) -> None:
    item = meeting.item
    used, planned = item.used_s // 60, item.planned_s // 60
    say(
        f"{meeting.name} {meeting.state}: item {meeting.current + 1} of {len(meeting.items)}, "
        f"{item.title}, {used} of {planned} min; {meeting.used_s // 60} of {meeting.wall_s // 60} min in all"
    )


next_command = _mover("next", "Go to the next item of the running meeting.")
back_command = _mover("back", "Go back to the item before.")
pause_command = _mover("pause", "Pause the running meeting.")
resume_command = _mover("resume", "Let the paused meeting go on.")
extend_command = _mover("extend", "Give the current item 2 minutes more, then 1, then no more.")
close_command = _mover("close", "Close the running meeting.")
