"""All there is to know of one issue or action, as paragraphs."""

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.captures import Action, Issue
from smeeting.render.times import age, clock_time, day, due_day
from smeeting.services.histories import Step
from smeeting.tui.inks import MUTED, STRONG, WARN
from smeeting.tui.rows import action_sign, issue_sign
from smeeting.tui.text import Part, joined, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph

_LABEL = 10
_BLANK = Paragraph(Content(""))
NO_TRACE = "Nobody's name and no time is kept of who raised it."


def issue_card(
    issue: Issue, steps: Sequence[Step], teams: tuple[Team, ...], today: dt.date, timezone: str
) -> list[Paragraph]:
    """An issue with everything that became of it."""
    capture = issue.capture
    late = issue.is_late(today)
    state = f"{issue.state}, late" if late else issue.state
    card = [
        Paragraph(joined(issue_sign(issue, today), " ", (capture.ref, STRONG), "  ", state)),
        Paragraph(joined((_raised(issue, teams), MUTED))),
        _BLANK,
        Paragraph(plain_lines(capture.text)),
        _BLANK,
        _line("Heard", issue.heard or ("not said back yet", MUTED)),
        _line("Owner", _owned(issue.owner, issue.answer_by, today, still=issue.is_open)),
    ]
    if issue.answer or not issue.is_open:
        label = "Withdrawn" if issue.state == "withdrawn" else "Answer"
        on = joined((f"  {day(issue.answered_on)}" if issue.answered_on else "", MUTED))
        card.append(_line(label, joined(plain_lines(issue.answer), on)))
    if issue.anonymous:
        card += [_BLANK, Paragraph(joined((NO_TRACE, MUTED)))]
    return card + _history(steps, timezone)


def action_card(action: Action, steps: Sequence[Step], today: dt.date, timezone: str) -> list[Paragraph]:
    """An action with everything that became of it."""
    capture = action.capture
    late = action.is_late(today)
    state = f"{action.state}, late" if late else action.state
    undertaken = capture.meeting or "between meetings"
    card = [
        Paragraph(joined(action_sign(action, today), " ", (capture.ref, STRONG), "  ", state)),
        Paragraph(joined((f"undertaken in {undertaken}" if capture.meeting else undertaken, MUTED))),
        _BLANK,
        Paragraph(plain_lines(capture.text)),
        _BLANK,
        _line("Who", _owned(action.owner, action.due, today, still=action.state == "open")),
    ]
    if action.state != "open":
        on = joined((f"  {day(action.done_on)}" if action.done_on else "", MUTED))
        label = "Done" if action.state == "done" else "Dropped"
        card.append(_line(label, joined(plain_lines(action.outcome), on)))
    return card + _history(steps, timezone)


def _raised(issue: Issue, teams: tuple[Team, ...]) -> str:
    if issue.anonymous:
        who = "raised anonymously"
    elif issue.capture.side:
        who = f"raised by {team_name(teams, issue.capture.side)}"
    else:
        who = "raised"
    where = f" in {issue.capture.meeting}" if issue.capture.meeting else " between meetings"
    return f"{who}{where} · {age(issue.age)}" + (" old" if issue.age else "")


def _owned(owner: str, by: dt.date | None, today: dt.date, *, still: bool) -> Content:
    parts: list[Part] = [owner or ("nobody yet", WARN)]
    if by is not None:
        relative = f", {due_day(by, today)}" if still else ""
        parts.append((f"  by {day(by)}{relative}", WARN if still and by < today else MUTED))
    elif still:
        parts.append(("  no date", MUTED))
    return joined(*parts)


def _line(label: str, words: Part) -> Paragraph:
    return Paragraph(joined((label.ljust(_LABEL), MUTED), words), hang=_LABEL)


def _history(steps: Sequence[Step], timezone: str) -> list[Paragraph]:
    if not steps:
        return []
    lines = [
        Paragraph(
            joined(
                (f"{day(step.at.date())} {clock_time(step.at, timezone)}  ", MUTED),
                step.said,
            ),
            hang=2,
        )
        for step in steps
    ]
    return [_BLANK, Paragraph(joined(("What happened", MUTED))), *lines]
