"""What the home screen shows, laid out for the room there is: the status as two columns of rows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from textual.content import Content

from smeeting.domain.agenda import team_name
from smeeting.domain.captures import Issue
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import SIGNS, Promise, Standing
from smeeting.render.times import day
from smeeting.services.status import Status
from smeeting.tui.answer_rows import answer_row, in_time_row
from smeeting.tui.inks import BAD, KEY, MUTED
from smeeting.tui.rows import (
    STANDING_INKS,
    TERM_SIGNS,
    action_row,
    heading,
    issue_row,
    meeting_row,
    more_row,
    promise_row,
)
from smeeting.tui.text import Part, cropped, joined, separated

DrawRow = Callable[[int], Content]
"""Draws one row in a width in cells."""


class Target(NamedTuple):
    """What a row opens."""

    kind: Literal["issue", "action", "term", "meeting", "command"]
    id: str


class Entry(NamedTuple):
    """One row of a column."""

    draw: DrawRow
    target: Target | None = None
    """None for a heading, on which the cursor does not stand."""


class Section(NamedTuple):
    """A heading with rows beneath it, of which as many are shown as there is room for."""

    head: DrawRow
    entries: tuple[Entry, ...]
    total: int
    """How many there are; more than the entries where only the first were read."""
    all_of_them: Target
    """What shows those without room."""
    weight: int = 1
    """How many rows it gets in its turn."""


def left_column(status: Status) -> tuple[Section, ...]:
    """Answers to ask about, open issues by age, open actions by date; in a new workspace what to do first."""
    if status.last is None and status.live is None and not status.issues and not status.actions:
        return (_first_steps(),)
    issues = tuple(
        Entry(partial(issue_row, one, today=status.today), Target("issue", str(one.capture.number)))
        for one in status.issues
    )
    actions = tuple(
        Entry(partial(action_row, one, today=status.today), Target("action", str(one.capture.number)))
        for one in status.actions
    )
    return (
        *_answered(status),
        Section(
            _counting("Open issues", status.issue_count, len(status.late_issues), "meetings old"),
            issues,
            status.issue_count,
            Target("command", "issues.open"),
        ),
        Section(
            _counting("Open actions", status.action_count, len(status.late_actions), "due"),
            actions,
            status.action_count,
            Target("command", "issues.open"),
        ),
    )


def _answered(status: Status) -> tuple[Section, ...]:
    """The answers of which nobody has said yet whether they help; nothing where there are none."""
    entries = tuple(
        Entry(partial(answer_row, one, asked=_asked(status, one)), Target("issue", str(one.capture.number)))
        for one in status.answered
    )
    if not entries:
        return ()
    head = _counting("Answered: does it help?", len(entries))
    return (Section(head, entries, len(entries), Target("command", "issues.open")),)


def _asked(status: Status, issue: Issue) -> str:
    side = issue.capture.side
    return team_name(status.teams, side) if side and not issue.anonymous else "the room"


def _in_time(status: Status) -> tuple[Section, ...]:
    """How many answers came in time since the last meeting, by side; nothing where none was due."""
    entries = tuple(
        Entry(
            partial(in_time_row, team_name(status.teams, side) or "no team", counted),
            Target("command", "issues.open"),
        )
        for side, counted in status.in_time.items()
    )
    if not entries:
        return ()
    since = f"since {day(status.last.held_on)}" if status.last else ""
    head = partial(_headed, "Answered in time", (since, MUTED))
    return (Section(head, entries, len(entries), Target("command", "issues.open")),)


def right_column(status: Status, past: Sequence[Meeting]) -> tuple[Section, ...]:
    """The metrics in each direction, answers in time, disputed words, and the minutes of past meetings."""
    words = tuple(Entry(partial(_disputed, name), Target("term", name)) for name in status.disputed)
    meetings = tuple(Entry(partial(meeting_row, one), Target("meeting", one.name)) for one in past)
    return (
        *_scorecard(status),
        *_in_time(status),
        Section(
            _counting("Disputed words", len(words)), words, len(words), Target("command", "glossary.open")
        ),
        Section(
            _counting("Minutes", None if past else 0),
            meetings,
            len(meetings),
            Target("command", "minutes.open"),
        ),
    )


def _scorecard(status: Status) -> tuple[Section, ...]:
    """A section for each pair of teams, in the order of the promises; what is broken or missing first."""
    directions: dict[tuple[str | None, str | None], list[Promise]] = {}
    for one in status.promises:
        directions.setdefault((one.promised_by, one.promised_to), []).append(one)
    return tuple(_direction(status, *pair, owed) for pair, owed in directions.items())


_URGENCY: list[Standing] = ["behind", "missing", "untargeted", "ahead"]


def _direction(status: Status, by: str | None, to: str | None, owed: list[Promise]) -> Section:
    owes = (
        f"{team_name(status.teams, by)} owes {team_name(status.teams, to)}" if by and to else "Other numbers"
    )
    standings: list[Standing] = ["ahead", "behind", "missing"]
    counts = {standing: sum(one.standing == standing for one in owed) for standing in standings}
    note = separated(
        "  ",
        [(f"{SIGNS[one]} {count}", STANDING_INKS[one]) for one, count in counts.items() if count],
    )
    ordered = sorted(owed, key=lambda one: _URGENCY.index(one.standing))
    entries = tuple(Entry(partial(promise_row, one), Target("term", one.term_id)) for one in ordered)
    return Section(partial(_headed, owes, note), entries, len(owed), Target("command", "glossary.open"), 3)


def _counting(title: str, count: int | None, late: int = 0, note: str = "") -> DrawRow:
    """The heading that says how many there are, and how many of them are late."""
    words: list[Part] = [(f"{late} late", BAD)] if late else []
    if note and count:
        words.append((note, MUTED))
    right = separated((" · ", MUTED), words) if words else joined(("none" if count == 0 else "", MUTED))
    return partial(_headed, f"{title} {count}" if count else title, right)


def _headed(title: str, note: Part, width: int) -> Content:
    return heading(title, width, note)


_STEPS = (
    ("s", "Start the first meeting. It lasts an hour; all is kept.", "meeting.start"),
    ("g", "Look at the words: a starter glossary, yours to change.", "glossary.open"),
    ("", "How you meet is in agendas/: teams, items, minutes.", ""),
    ("", "Numbers: type them in the meeting, or bring them with", ""),
    ("", "smeeting lead import what your CRM exports, or", ""),
    ("", "smeeting metric import a CSV file of values.", ""),
    ("?", "The keys of this screen.", "app.keys"),
)


def _first_steps() -> Section:
    """What to do first, where nothing has happened yet."""
    entries = tuple(
        Entry(partial(_step, key, words), Target("command", command) if command else None)
        for key, words, command in _STEPS
    )
    return Section(partial(_headed, "First steps", ""), entries, len(entries), Target("command", "app.keys"))


def _step(key: str, words: str, width: int) -> Content:
    return cropped(joined((f"{key or ' '}  ", KEY), words), width)


def _disputed(name: str, width: int) -> Content:
    return cropped(joined(TERM_SIGNS["disputed"], " ", name), width)


def laid_out(sections: Sequence[Section], height: int) -> list[Entry]:
    """The sections in a column of so many rows: all headings, and rows in turns as long as there is room."""
    # Air between the sections only where everything fits without it.
    needed = sum(1 + len(section.entries) for section in sections) + len(sections) - 1
    blanks = len(sections) - 1 if height >= needed or height >= _AIRY else 0
    sizes = [(len(section.entries), section.weight) for section in sections]
    shares = allotted(sizes, height - len(sections) - blanks)
    rows: list[Entry] = []
    for section, share in zip(sections, shares, strict=True):
        if rows and blanks:
            rows.append(Entry(_blank))
        rows.append(Entry(section.head))
        rows += _fitting(section, share)
    return rows


_AIRY = 20


def allotted(sizes: Sequence[tuple[int, int]], room: int) -> list[int]:
    """How many rows each section gets, of those it has: in turns by weight, until the room is used."""
    shares = [0] * len(sizes)
    while room > 0 and any(share < size for share, (size, _) in zip(shares, sizes, strict=True)):
        for index, (size, weight) in enumerate(sizes):
            given = min(weight, size - shares[index], room)
            shares[index] += given
            room -= given
    return shares


def _fitting(section: Section, share: int) -> list[Entry]:
    hidden = section.total - share
    if share < 2 or hidden <= 0:
        # A single row shows the first; how many there are says the heading.
        return list(section.entries[:share])
    # The last row says how many more there are, itself included.
    more = Entry(partial(more_row, hidden + 1), section.all_of_them)
    return [*section.entries[: share - 1], more]


def _blank(_width: int) -> Content:
    return Content("")
