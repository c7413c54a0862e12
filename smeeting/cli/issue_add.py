"""`smeeting issue add`: airing a difficulty, with or without a name to it."""

import sys

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import explain, say, tell
from smeeting.domain.anonymity import KEY, PROTECTION
from smeeting.domain.captures import Capture
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import slug
from smeeting.services import anonymous as box
from smeeting.services import captures
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting

_HELP = f"""Air an issue, in the running meeting or between meetings.

Without TEXT it is read from standard input; --editor opens $VISUAL or $EDITOR instead.

With --anonymous the text never stands on the command line: at a terminal your editor opens on a private file
that is wiped afterwards, and without an editor you type until Ctrl-D, which stays in the terminal's
scrollback. Your shell's history keeps that the command was given, not the text; in the program (i, then n)
not even that.

{PROTECTION}

{KEY}

Example: smeeting issue add --side sales leads from the fair came without phone numbers
"""


@click.command("add", help=_HELP, short_help="Air an issue, named or anonymously.")
@click.argument("text", nargs=-1)
@click.option("--side", help="The team that raises it.")
@click.option(
    "--anonymous", is_flag=True, help="Keep no name, time or order; the text comes from no argument."
)
@click.option("--editor", is_flag=True, help="Write the text in your editor.")
def add_issue(text: tuple[str, ...], side: str | None, anonymous: bool, editor: bool) -> None:  # noqa: D103
    if anonymous and text:
        raise SmeetingError(
            "an anonymous text on the command line stays in the shell's history",
            "clear it there, then give it on standard input: smeeting issue add --anonymous < FILE",
        )
    if anonymous and side:
        raise SmeetingError("an anonymous issue has no side", "leave out --side")
    if editor and text:
        raise SmeetingError("the text is on the command line already", "leave out --editor")
    with desk_and_now() as (desk, now):
        if anonymous:
            # A database that can't be written to is better found out before somebody has written.
            box.waiting(desk)
            receipt = box.drop(desk, _private_text(editor=editor))
        else:
            words = " ".join(text) if text else _edited() if editor else _read_input()
            receipt = captures.record(
                desk, _capture(desk, words, side, now), now, meeting=live_meeting(desk, now)
            )
    say(f"{receipt.ref}  {receipt.text}")
    if anonymous:
        explain(PROTECTION)
        explain(KEY)


def _capture(desk: Desk, words: str, side: str | None, now: Instant) -> Capture:
    live = live_meeting(desk, now)
    given = _side(desk, side, live.sides if live else None) if side else None
    return Capture(number=0, kind="issue", text=words, side=given, at=now.at)


def _private_text(*, editor: bool) -> str:
    """A text that no argument holds: from the editor at a terminal, else as it is typed or piped."""
    from smeeting.services.editors import chosen_editor

    if editor or (_is_typed() and chosen_editor()):
        return _edited()
    return _read_input()


def _edited() -> str:
    # Imported here: most texts come otherwise.
    from smeeting.services.editors import written_in_editor

    return written_in_editor()


def _is_typed() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _read_input() -> str:
    if _is_typed():
        tell("write what is difficult, then press Ctrl-D")
    return sys.stdin.read().strip() if sys.stdin is not None else ""


def _side(desk: Desk, written: str, known: tuple[str, ...] | None) -> str:
    sides = known or desk.agenda().sides
    found = slug(written) or written
    if found not in sides:
        raise NotFoundError(f"there is no team {written!r}", "teams are: " + ", ".join(sides))
    return found
