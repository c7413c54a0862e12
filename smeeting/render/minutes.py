"""The minutes as a Markdown file: a page for managers, then the meeting as it went.

The same minutes give the same bytes: nothing here asks for a clock, a locale or an order of its own.
"""

from smeeting.domain.captures import CaptureKind, Issue
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.minutes import Minutes, captured_in, of_kind, present
from smeeting.domain.people import PRESENCES, Presence
from smeeting.render.listening import issues_lines, report_back_lines, talk_lines, voice_lines
from smeeting.render.markdown import escape, table, yaml_text
from smeeting.render.numbers import number_lines
from smeeting.render.records import bullet, escaped_side
from smeeting.render.summary import summary_lines
from smeeting.render.times import day, duration, minutes_text, overrun
from smeeting.render.words import Linker, entry_lines, word_lines

_PRESENCE_WORDS: dict[Presence, str] = {"here": "Here", "regrets": "Regrets", "left": "Left early"}


def minutes_markdown(minutes: Minutes) -> str:
    """The whole file, GitHub-flavoured, with a line break at its end."""
    # What comes first in the file is written first, so that it is the first use that is linked.
    link = Linker(minutes)
    sections = [
        _front_matter(minutes),
        _heading(minutes),
        summary_lines(minutes),
        _items(minutes, link),
        _outside_items(minutes, link),
        number_lines(minutes),
        report_back_lines(minutes),
        issues_lines(minutes),
        talk_lines(minutes),
        word_lines(minutes),
        _listed(minutes, "idea", "Parked ideas"),
        voice_lines(minutes),
        _attendance(minutes),
        _ratings(minutes),
        _clock(minutes.meeting),
        _next_date(minutes.meeting),
        entry_lines(tuple(link.used.values())),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _front_matter(minutes: Minutes) -> list[str]:
    meeting = minutes.meeting
    teams = ", ".join(yaml_text(team.name) for team in meeting.teams)
    return [
        "---",
        f"title: {yaml_text(meeting.title)}",
        f"date: {yaml_text(meeting.held_on.isoformat())}",
        f"agenda: {yaml_text(meeting.agenda)}",
        f"meeting: {yaml_text(meeting.name)}",
        f"teams: [{teams}]",
        f"facilitator: {yaml_text(meeting.facilitator)}",
        f"scribe: {yaml_text(meeting.scribe)}",
        f"state: {yaml_text(meeting.state)}",
        f"minutes_planned: {meeting.planned_s // 60}",
        f"minutes_used: {meeting.used_s // 60}",
        "---",
    ]


def _heading(minutes: Minutes) -> list[str]:
    meeting = minutes.meeting
    title = f"# {escape(meeting.title) or escape(meeting.agenda)} · {day(meeting.held_on)}"
    if not minutes.is_draft:
        return [title]
    return [title, "", f"**Draft**: the meeting is {meeting.state}, so these minutes may still grow."]


def _items(minutes: Minutes, link: Linker) -> list[str]:
    lines = ["## What was said, item by item"]
    for position, item in enumerate(minutes.meeting.items):
        captured = [bullet(minutes.meeting, one, link) for one in captured_in(minutes, position)]
        title = escape(item.title) or escape(item.kind)
        lines += ["", f"### {position + 1}. {title} · {_time_box(item)}", ""]
        lines += captured or ["Nothing was captured."]
    return lines


def _time_box(item: ItemRun) -> str:
    over = f", {overrun(-item.left_s)} over" if item.left_s < 0 else ""
    return f"{duration(item.used_s)} of {minutes_text(item.planned_s)}{over}"


def _outside_items(minutes: Minutes, link: Linker) -> list[str]:
    # Issues have a section of their own.
    records = [one for one in captured_in(minutes, None) if not isinstance(one, Issue)]
    lines = [bullet(minutes.meeting, one, link) for one in records]
    return ["## Outside the items", "", *lines] if lines else []


def _listed(minutes: Minutes, kind: CaptureKind, title: str) -> list[str]:
    meeting = minutes.meeting
    lines = [
        f"- **{one.ref}** {f'{escaped_side(meeting, one.side)}: ' if one.side else ''}{escape(one.text)}"
        for one in of_kind(minutes, kind)
    ]
    return [f"## {title}", "", *lines] if lines else []


def _attendance(minutes: Minutes) -> list[str]:
    meeting = minutes.meeting
    rows = []
    for side in (*meeting.sides, None):
        names = [present(minutes, side, presence) for presence in PRESENCES]
        if side is not None or any(names):
            cells = (", ".join(map(escape, group)) or "–" for group in names)
            rows.append((escaped_side(meeting, side), *cells))
    facilitator, scribe = (escape(name) or "nobody" for name in (meeting.facilitator, meeting.scribe))
    roles = f"Facilitator: {facilitator}. Scribe: {scribe}."
    headings = ("Side", *(_PRESENCE_WORDS[presence] for presence in PRESENCES))
    return ["## Who was there", "", *table(headings, rows), "", roles]


def _ratings(minutes: Minutes) -> list[str]:
    lines = [
        f"- {escaped_side(minutes.meeting, one.side)}: {one.score} of 10"
        + (f", because: {escape(one.reason)}" if one.reason.strip() else "")
        for one in minutes.ratings
    ]
    return ["## Ratings", "", *(lines or ["No ratings."])]


def _clock(meeting: Meeting) -> list[str]:
    over_wall = meeting.used_s - meeting.wall_s
    paused_s, slept_s = meeting.paused_ms // 1000, meeting.slept_ms // 1000
    slept = f", of which the machine slept {duration(slept_s)}" if slept_s else ""
    return [
        "## Clock",
        "",
        f"- Used {duration(meeting.used_s)} of {minutes_text(meeting.planned_s)} planned.",
        *([f"- Paused for {duration(paused_s)}{slept}."] if paused_s else []),
        *(
            [f"- Over the wall of {minutes_text(meeting.wall_s)} by {duration(over_wall)}."]
            if over_wall > 0
            else []
        ),
    ]


def _next_date(meeting: Meeting) -> list[str]:
    return ["## Next meeting", "", f"{day(meeting.next_on)}." if meeting.next_on else "No date is set."]
