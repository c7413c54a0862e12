"""All there is to know of one record, as paragraphs."""

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.text import counted
from smeeting.render.times import age, clock_time, day, due_day
from smeeting.services.histories import Step
from smeeting.services.record_links import Link
from smeeting.tui.inks import BAD, GOOD, MUTED, STRONG, WARN
from smeeting.tui.rows import CAPTURE_NAMES, action_sign, issue_sign
from smeeting.tui.text import Part, joined, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph

_LABEL = 10
_BLANK = Paragraph(Content(""))
NO_TRACE = "Nobody's name and no time is kept of who raised it."
_MOST_LINKS = 12


def issue_card(
    issue: Issue,
    moves: Sequence[IssueMove],
    twins: Sequence[Issue],
    links: Sequence[Link],
    teams: tuple[Team, ...],
    today: dt.date,
    timezone: str,
) -> list[Paragraph]:
    """An issue with everything that became of it; `twins` are the duplicates for which it goes on."""
    capture = issue.capture
    late = issue.is_late(today)
    state = f"{issue.state}, late" if late else issue.state
    card = [
        Paragraph(joined(issue_sign(issue, today), " ", (capture.ref, STRONG), "  ", state)),
        Paragraph(joined((_raised(issue, teams), MUTED))),
        _BLANK,
        Paragraph(plain_lines(capture.text)),
        _BLANK,
        *_how_often(issue, teams),
        _line("Heard", _heard(issue)),
        _line("Owner", _owned(issue.owner, issue.answer_by, today, still=issue.is_open)),
        *_answer(issue),
        *_merged(issue, twins),
        *_links(links),
    ]
    if issue.anonymous:
        card += [_BLANK, Paragraph(joined((NO_TRACE, MUTED)))]
    return card + _moves(moves, teams, timezone)


def action_card(
    action: Action, steps: Sequence[Step], links: Sequence[Link], today: dt.date, timezone: str
) -> list[Paragraph]:
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
    return card + _links(links) + _history(steps, timezone)


def capture_card(
    capture: Capture, links: Sequence[Link], teams: tuple[Team, ...], timezone: str
) -> list[Paragraph]:
    """Anything else that was captured: what it is, whose, when, and what it has to do with."""
    side = f" from {team_name(teams, capture.side)}" if capture.side else ""
    where = f"in {capture.meeting}" if capture.meeting else "between meetings"
    at = f" · {day(capture.at.date())} {clock_time(capture.at, timezone)}" if capture.at else ""
    return [
        Paragraph(joined((capture.ref, STRONG), "  ", CAPTURE_NAMES[capture.kind], side)),
        Paragraph(joined((where + at, MUTED))),
        _BLANK,
        Paragraph(plain_lines(capture.text)),
        *([_BLANK] if links else []),
        *_links(links),
    ]


def _raised(issue: Issue, teams: tuple[Team, ...]) -> str:
    if issue.anonymous:
        who = "raised anonymously"
    elif issue.capture.side:
        who = f"raised by {team_name(teams, issue.capture.side)}"
    else:
        who = "raised"
    where = f" in {issue.capture.meeting}" if issue.capture.meeting else " between meetings"
    return f"{who}{where} · {age(issue.age)}" + (" old" if issue.age else "")


def _how_often(issue: Issue, teams: tuple[Team, ...]) -> list[Paragraph]:
    """How often it was raised, and which sides have it too; nothing where it stands alone."""
    too = ", ".join(f"{team_name(teams, side)} {times}" for side, times in sorted(issue.me_too.items()))
    lines = [_line("Raised", counted(issue.times_raised, "time"))] if issue.times_raised > 1 else []
    return lines + ([_line("Me too", too)] if too else [])


def _heard(issue: Issue) -> Content:
    if not issue.heard:
        return joined(("not said back yet", MUTED))
    said: dict[str, Part] = {"yes": ("  ✓ yes", GOOD), "not quite": ("  ? not quite", WARN)}
    unasked: Part = "" if issue.anonymous else ("  not asked yet", MUTED)
    return joined(plain_lines(issue.heard), said.get(issue.understood, unasked))


def _answer(issue: Issue) -> list[Paragraph]:
    if not issue.answer and (issue.is_open or issue.merged_into is not None):
        return []
    label = "Withdrawn" if issue.state == "withdrawn" else "Answer"
    on = joined((f"  {day(issue.answered_on)}" if issue.answered_on else "", MUTED))
    helps: dict[str, Part] = {"yes": ("  ✓ it helps", GOOD), "no": ("  ✗ it does not help", BAD)}
    return [_line(label, joined(plain_lines(issue.answer), on, helps.get(issue.helps, "")))]


def _merged(issue: Issue, twins: Sequence[Issue]) -> list[Paragraph]:
    lines = [_line("Goes on as", f"I{issue.merged_into}")] if issue.merged_into is not None else []
    for twin in twins:
        said = joined((f"{twin.capture.ref}  ", MUTED), plain_lines(twin.capture.text))
        lines.append(_line("Also says", said))
    return lines


def _links(links: Sequence[Link]) -> list[Paragraph]:
    """What it was linked to; a key reads the terms that it only names, and duplicates stand above."""
    shown = [one for one in links if one.how not in ("named", "merged into", "took in")]
    lines = [
        _line(one.how.capitalize(), joined(one.name, (f"  {one.text}" if one.text else "", MUTED)))
        for one in shown[:_MOST_LINKS]
    ]
    more = len(shown) - _MOST_LINKS
    return lines + ([_line("", (f"and {more} more", MUTED))] if more > 0 else [])


def _owned(owner: str, by: dt.date | None, today: dt.date, *, still: bool) -> Content:
    parts: list[Part] = [owner or ("nobody yet", WARN)]
    if by is not None:
        relative = f", {due_day(by, today)}" if still else ""
        parts.append((f"  by {day(by)}{relative}", WARN if still and by < today else MUTED))
    elif still:
        parts.append(("  no date", MUTED))
    return joined(*parts)


def _line(label: str, words: Part) -> Paragraph:
    return Paragraph(joined((f"{label:<{_LABEL - 1}} ", MUTED), words), hang=_LABEL)


def _moves(moves: Sequence[IssueMove], teams: tuple[Team, ...], timezone: str) -> list[Paragraph]:
    """Who did what with it when, and the word they said."""
    if not moves:
        return []
    lines = [
        Paragraph(
            joined(
                (f"{day(move.at.date())} {clock_time(move.at, timezone)}  ", MUTED),
                move.verb,
                (f"  {team_name(teams, move.who) or move.who}" if move.who else "", MUTED),
                joined("  ", plain_lines(move.text)) if move.text else "",
            ),
            hang=2,
        )
        for move in moves
    ]
    return [_BLANK, Paragraph(joined(("What happened", MUTED))), *lines]


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
