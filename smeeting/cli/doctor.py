"""`smeeting doctor`: is the workspace sound?"""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json
from smeeting.services import doctor


@click.command("doctor")
@json_option
def doctor_command(as_json: bool) -> int:
    """Check the workspace, and prove that a backup can be restored.

    Looks at the agendas, the glossary and the database, and changes nothing. Exit 0: sound, 1: not.

    Example: smeeting doctor
    """
    with desk_here() as desk:
        verdicts = doctor.look_over(desk)
    if as_json:
        say_json(verdicts)
    for one in () if as_json else verdicts:
        first, *more = one.detail.splitlines() or [""]
        say(f"{'ok   ' if one.is_sound else 'FAULT'}  {one.subject:<8}  {first}")
        for line in more:
            say(f"{'':15}  {line}")
    return 0 if all(one.is_sound for one in verdicts) else 1
