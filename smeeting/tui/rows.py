"""One record on one row, the same wherever it is listed. Each sign comes with a word or a number."""

import datetime as dt

from textual.content import Content

from smeeting.domain.captures import Action, ActionState, Capture, CaptureKind, Issue, IssueState
from smeeting.domain.glossary import Status, Term, status_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import SIGNS, Promise, Standing, number_text, sparkline
from smeeting.render.times import age, day, due_day
from smeeting.tui.clocks import minutes_text
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED, STRONG, TITLE, TREND, WARN
from smeeting.tui.text import Part, columns, cropped, fitted, joined, plain, spread

Sign = tuple[str, str]
"""A sign and its ink."""

_LATE: Sign = ("!", BAD)
ISSUE_SIGNS: dict[IssueState, Sign] = {
    "aired": ("○", WARN),
    "heard": ("◔", WARN),
    "owned": ("◑", ACCENT),
    "answered": ("✓", GOOD),
    "closed": ("✓", MUTED),
    "withdrawn": ("–", MUTED),
}
ACTION_SIGNS: dict[ActionState, Sign] = {
    "open": ("○", ACCENT),
    "done": ("✓", GOOD),
    "dropped": ("–", MUTED),
}
TERM_SIGNS: dict[Status, Sign] = {
    "draft": ("·", MUTED),
    "proposed": ("?", ACCENT),
    "disputed": ("!", WARN),
    "agreed": ("✓", GOOD),
    "deprecated": ("–", MUTED),
}
CAPTURE_NAMES: dict[CaptureKind, str] = {
    "issue": "issue",
    "action": "action",
    "decision": "decision",
    "note": "note",
    "idea": "parked idea",
    "voice": "voice",
    "dispute": "dispute",
}
STANDING_INKS: dict[Standing, str] = {"ahead": GOOD, "behind": BAD, "missing": WARN, "untargeted": MUTED}

_REF = 5
_WITH_STATE = 52
"""From this width a row says its state as a word, too."""
_WITH_SIDE = 64
_WITH_TARGET = 46
_SHORT_UNIT = 2
_NUMBER = 7
"""Cells for a number; a longer one takes what it needs, as a cut number would be another one."""


def issue_sign(issue: Issue, today: dt.date) -> Sign:
    """The sign of an issue's state; late ones have their own."""
    return _LATE if issue.is_late(today) else ISSUE_SIGNS[issue.state]


def action_sign(action: Action, today: dt.date) -> Sign:
    """The sign of an action's state; late ones have their own."""
    return _LATE if action.is_late(today) else ACTION_SIGNS[action.state]


def issue_row(issue: Issue, width: int, today: dt.date) -> Content:
    """Sign, id, with room for it state, side and owner, the text, and how long it waits."""
    texts: list[tuple[Part, int]] = []
    if width >= _WITH_STATE:
        texts.append(((issue.state, MUTED), 9))
    if width >= _WITH_SIDE:
        side = "anonymous" if issue.anonymous else issue.capture.side or ""
        texts += [((side, MUTED), 9), (issue.owner, 14)]
    elif issue.owner and issue.is_late(today):
        # Who is late is said in little room too; there the given name has to do.
        texts.append((cropped(issue.owner.split(" ")[0], 8), 0))
    sign, ref = issue_sign(issue, today), issue.capture.ref
    return _record(sign, ref, texts, issue.capture.text, _waits(issue, today, width), width)


def action_row(action: Action, width: int, today: dt.date) -> Content:
    """Sign, id, with room for it state, the owner, the text, and when it is due."""
    texts: list[tuple[Part, int]] = []
    owner: Part = action.owner or ("nobody yet", WARN)
    if width >= _WITH_STATE:
        texts.append(((action.state, MUTED), 9))
    if width >= _WITH_SIDE:
        texts.append((owner, 18))
    else:
        # In little room the given name has to do.
        texts.append((cropped(action.owner.split(" ")[0] if action.owner else owner, 8), 0))
    sign, ref = action_sign(action, today), action.capture.ref
    return _record(sign, ref, texts, action.capture.text, _falls_due(action, today, width), width)


def capture_row(capture: Capture, width: int) -> Content:
    """Id, with room for it what it is and the side, the text, and the meeting it came in."""
    texts: list[tuple[Part, int]] = []
    if width >= _WITH_STATE:
        texts.append(((CAPTURE_NAMES[capture.kind], MUTED), 11))
    if width >= _WITH_SIDE:
        texts.append(((capture.side or "", MUTED), 9))
    when = capture.meeting[: len("2026-03-04")] if capture.meeting else ""
    note = (when, MUTED) if width >= _WITH_STATE else ""
    return _record(("·", MUTED), capture.ref, texts, capture.text, note, width)


def _waits(issue: Issue, today: dt.date, width: int) -> Part:
    """How late an issue's answer is, else its age in meetings while it is open."""
    if not issue.is_open:
        return ""
    if issue.answer_by and issue.is_late(today):
        return (_due(issue.answer_by, today, width), BAD)
    return (age(issue.age) if width >= _WITH_STATE else str(issue.age), MUTED)


def _falls_due(action: Action, today: dt.date, width: int) -> Part:
    """When an open action is due."""
    if action.state != "open":
        return ""
    if action.due is None:
        return ("no date", WARN)
    return (_due(action.due, today, width), BAD if action.is_late(today) else MUTED)


def _due(due: dt.date, today: dt.date, width: int) -> str:
    days = (today - due).days
    if width >= _WITH_STATE or days == 0:
        return due_day(due, today)
    return f"{days} d late" if days > 0 else f"in {-days} d"


def promise_row(promise: Promise, width: int) -> Content:
    """Sign, name, actual, with room for it target and difference, and the last 13 periods."""
    sign: Sign = (SIGNS[promise.standing], STANDING_INKS[promise.standing])
    unit = f" {promise.unit}" if promise.unit and len(promise.unit) <= _SHORT_UNIT else ""
    actual: Part = (
        ("missing", WARN) if promise.actual is None else (f"{number_text(promise.actual)}{unit}", STRONG)
    )
    # Room for one break; with more of them the oldest periods give way.
    trend_width = len(promise.trend) + 1
    trend = (sparkline(promise.trend, promise.breaks)[-trend_width:], TREND)
    number = max(_NUMBER, joined(actual).cell_length)
    room = width - 1 - number - trend_width - 3
    if width < _WITH_TARGET:
        return columns([sign, promise.name, actual, trend], [1, room, -number, -trend_width])
    target = "" if promise.target is None else f"/ {number_text(promise.target)}{unit}"
    gap = promise.difference
    moved = "" if gap is None else f"{'+' if gap > 0 else '−' if gap < 0 else '±'}{number_text(abs(gap))}"
    extra = (max(_NUMBER + 1, len(target)), max(_NUMBER - 2, len(moved)))
    return columns(
        [sign, promise.name, actual, (target, MUTED), (moved, sign[1]), trend],
        [1, room - sum(extra) - 2, -number, extra[0], -extra[1], -trend_width],
    )


def term_row(term: Term, width: int) -> Content:
    """Sign, status as a word, the term, and its long form where there is room."""
    status = status_of(term)
    sign = TERM_SIGNS[status]
    ink = MUTED if status == "deprecated" else ""
    name = joined((term.term, ink), (f"  {term.long}" if term.long else "", MUTED))
    return joined(sign, " ", spread(name, (status, sign[1]), width - 2))


def meeting_row(meeting: Meeting, width: int) -> Content:
    """The day, with room for it the title, and how much of its time it used."""
    used = f"{meeting.used_s // 60} of {minutes_text(meeting.wall_s)} min"
    state: Part = (meeting.state, ACCENT) if meeting.is_live else (used, MUTED)
    sign: Part = ("▶", ACCENT) if meeting.is_live else " "
    title = f"  {meeting.title}" if width >= _WITH_TARGET else ""
    return joined(sign, " ", spread(joined(day(meeting.held_on), (title, MUTED)), state, width - 2))


def heading(title: str, width: int, note: Part = "") -> Content:
    """The heading of a group of rows."""
    return spread((title, TITLE), note, width)


def more_row(number: int, width: int) -> Content:
    """What stands for the rows that have no room."""
    return cropped(plain(f"… {number} more", MUTED), width)


def _record(
    sign: Sign, ref: str, texts: list[tuple[Part, int]], text: str, note: Part, width: int
) -> Content:
    """`texts` have their widths; 0 is as wide as it is."""
    cells = [fitted(part, room) if room else joined(part) for part, room in texts]
    left = joined(sign, " ", *(joined(cell, " ") for cell in [fitted((ref, MUTED), _REF), *cells]))
    return joined(left, spread(text, note, width - left.cell_length, gap=2))
