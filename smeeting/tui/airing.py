"""Airing an issue between meetings: whose it is, or anonymously, then the text."""

from textual.app import App

from smeeting.domain.anonymity import PROTECTION
from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadLineError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import why_unstorable
from smeeting.services import anonymous, captures
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.text import plain

_ANONYMOUS = ""
"""What stands for no side at all."""


async def air(app: App[object], desk: Desk, now: Instant) -> Receipt | None:
    """Ask for an issue and keep it, in the running meeting where there is one; None where nobody answered.

    To be awaited in a worker. Raises what `captures.record` and `anonymous.drop` raise.
    """
    live = live_meeting(desk, now)
    teams = live.teams if live else desk.agenda().teams
    sides = numbered([(team.name, team.side) for team in teams])
    anonymously = Choice("a", "anonymously", _ANONYMOUS, "nobody else sees this screen?")
    side = await choose(app, "Whose issue is it?", [*sides, anonymously], plain(PROTECTION))
    if side is None:
        return None
    words = "It is kept unread as soon as you press ⏎." if side == _ANONYMOUS else ""
    text = await ask_text(app, "What is difficult?", words, hint="say it, don't fix it", check=_check)
    if text is None:
        return None
    if side == _ANONYMOUS:
        return anonymous.drop(desk, text)
    capture = Capture(number=0, kind="issue", text=text, side=side, at=now.at)
    return captures.record(desk, capture, now, meeting=live)


def _check(text: str) -> None:
    if not text.strip():
        raise BadLineError("nothing is written yet", "a word is enough; esc leaves it")
    if trouble := why_unstorable(text):
        raise SmeetingError(f"{trouble} and can't be kept", "write it without")
