"""Rows of answers: an issue beside what was done about it, and how many came in time."""

import datetime as dt

from textual.content import Content

from smeeting.domain.answers import InTime
from smeeting.domain.captures import Issue
from smeeting.render.times import due_day
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED, STRONG, WARN
from smeeting.tui.rows import issue_sign
from smeeting.tui.text import Part, cropped, fitted, joined, spread

_WITH_SIDE = 56
"""From this width the row names who says whether the answer helps."""
_REF = 6


def answer_row(issue: Issue, width: int, asked: str) -> Content:
    """Sign, id, with room for it who is `asked` whether the answer helps, the issue and its answer."""
    left = joined(("? ", ACCENT), fitted((issue.capture.ref, MUTED), _REF))
    if width >= _WITH_SIDE:
        left = joined(left, fitted((asked, MUTED), 11))
    room = width - left.cell_length
    # The answer is what the room is asked about, so it has the larger half.
    text = cropped(issue.capture.text, room * 2 // 5)
    answer = cropped(issue.answer, room - text.cell_length - 3)
    return joined(left, text, (" → ", MUTED), answer)


def owed_row(issue: Issue, width: int, today: dt.date) -> Content:
    """Sign, id, who answers, the issue, and by when; what is missing of these is asked for."""
    owner: Part = issue.owner or ("nobody yet", WARN)
    if width < _WITH_SIDE:
        owner = cropped(issue.owner.split(" ")[0], 8) if issue.owner else ("nobody", WARN)
    left = joined(
        issue_sign(issue, today),
        " ",
        fitted((issue.capture.ref, MUTED), _REF),
        fitted(owner, 18 if width >= _WITH_SIDE else 9),
    )
    late = BAD if issue.is_late(today) else MUTED
    by: Part = (due_day(issue.answer_by, today), late) if issue.answer_by else ("no date", WARN)
    return joined(left, spread(issue.capture.text, by, width - left.cell_length, gap=2))


def in_time_row(team: str, counted: InTime, width: int) -> Content:
    """How many of a team's answers came in time, of those that were due."""
    kept = counted.kept == counted.due
    sign = ("✓ ", GOOD) if kept else ("! ", WARN)
    share = joined((f"{counted.kept} of {counted.due}", STRONG), (" in time", MUTED))
    return joined(sign, spread(team, share, width - 2))
