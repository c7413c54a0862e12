"""One thing that was recorded, as a line of the minutes."""

from collections.abc import Callable

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import Record
from smeeting.render.markdown import escape
from smeeting.render.times import clock_time, day, due_day

_WORDS = {
    "issue": "issue",
    "action": "action",
    "decision": "decision",
    "note": "note",
    "idea": "parked idea",
    "voice": "customer voice",
    "dispute": "dispute",
}


def escaped_side(meeting: Meeting, side: str | None) -> str:
    """A side's name as Markdown, or a plain word where there is none."""
    return escape(meeting.team_name(side)) or escape(side) if side else "no side"


def kind_word(capture: Capture) -> str:
    """What kind of a record it is, in words."""
    return _WORDS[capture.kind]


def owner_words(owner: str) -> str:
    """Who owns it, as Markdown, or that nobody does."""
    return escape(owner) or "nobody yet"


def bullet(meeting: Meeting, record: Record, write: Callable[[str], str] = escape) -> str:
    """A record as captured: id, what it is, whose, when, what. An anonymous issue has no side and no time.

    `write` makes Markdown of its text.
    """
    capture = record if isinstance(record, Capture) else record.capture
    if isinstance(record, Issue) and record.anonymous:
        about = ["issue, anonymously"]
    else:
        from_side = f" from {escaped_side(meeting, capture.side)}" if capture.side else ""
        about = [_WORDS[capture.kind] + from_side]
        if capture.at is not None:
            about.append(clock_time(capture.at, meeting.timezone))
    if capture.after_room:
        about.append("for after the room")
    if isinstance(record, Action):
        about.append(undertaking(record))
    return f"- **{capture.ref}** {', '.join(about)}: {write(capture.text)}"


def undertaking(action: Action) -> str:
    """Who does an action by when, as Markdown."""
    return owner_words(action.owner) + (f" by {day(action.due)}" if action.due else "")


def action_state(action: Action, meeting: Meeting) -> str:
    """How an action stood, lateness counted on the meeting's day."""
    if action.state != "open":
        on = f" {day(action.done_on)}" if action.done_on else ""
        return action.state + on
    return due_day(action.due, meeting.held_on) if action.due and action.is_late(meeting.held_on) else "open"
