"""The band at the top of the home screen: the meeting to come back to, or the next one and what it lacks."""

from textual.content import Content

from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.moves import tick
from smeeting.domain.text import counted
from smeeting.render.times import day, relative_day
from smeeting.services import anonymous
from smeeting.services.status import Status
from smeeting.tui.clocks import clock
from smeeting.tui.inks import ACCENT, BAD, GOOD, KEY, MUTED, STRONG, WARN
from smeeting.tui.text import Part, joined, spread, wrapped

_MOST_FAULTS = 4
_FAULT_LINES = 3


def band(status: Status, now: Instant, width: int) -> list[Content]:
    """The lines of the band, `width` cells wide."""
    shown = status.faults[:_MOST_FAULTS]
    lines = [line for fault in shown for line in _fault(fault, width)]
    hidden = len(status.faults) - len(shown)
    if hidden:
        lines.append(joined((f"  … {hidden} more; smeeting agenda check and glossary check name all", MUTED)))
    if status.live:
        lines += _running(status.live, now, width)
    elif status.agenda:
        lines += _next(status, width)
    wait = anonymous.standing(status.anonymous, status.held)
    if wait:
        lines.append(joined("  ", ("· ", MUTED), (wait, MUTED)))
    return lines


def _running(live: Meeting, now: Instant, width: int) -> list[Content]:
    meeting = tick(live, now)
    paused = meeting.state == "paused"
    state: Part = ("‖ Paused ", WARN) if paused else ("▶ Running ", ACCENT)
    used = joined((clock(meeting.used_s), STRONG), (f" of {clock(meeting.wall_s)}", MUTED))
    place = f"at {meeting.item.title}, item {meeting.current + 1} of {len(meeting.items)}"
    return [
        spread(joined(state, (meeting.title, STRONG)), used, width),
        joined("  ", (place, MUTED), "   ", ("s", KEY), (" comes back to it", MUTED)),
    ]


def _next(status: Status, width: int) -> list[Content]:
    if status.next_on is None or status.last is None:
        first = spread(
            joined(("▷ First meeting  ", ACCENT), (status.title, STRONG)), ("s starts it", MUTED), width
        )
        return [first]
    when = joined((day(status.next_on), STRONG), (f"  {_relative(status)}", MUTED))
    lines = [spread(joined(("▷ Next  ", ACCENT), (status.title, STRONG)), when, width)]
    promised = [
        counted(len(found), word)
        for found, word in ((status.promised_issues, "answer"), (status.promised_actions, "action"))
        if found
    ]
    if promised:
        lines.append(joined("  ", ("promised until then  ", MUTED), " and ".join(promised)))
    if not status.missing:
        return [*lines, joined("  ", ("✓ ", GOOD), ("nothing is missing before it", MUTED))]
    label = "missing before it  "
    for place, sentence in enumerate(status.missing):
        lines.append(joined("  ", (label if not place else " " * len(label), MUTED), ("? ", WARN), sentence))
    return lines


def _relative(status: Status) -> str:
    assert status.next_on is not None
    if status.next_on < status.today:
        return f"was due {relative_day(status.next_on, status.today)}"
    return relative_day(status.next_on, status.today)


def _fault(fault: str, width: int) -> list[Content]:
    return wrapped(joined(("✗ ", BAD), fault), width, hang=2)[:_FAULT_LINES]
