"""How listening looks: the queue's rows, who speaks, the issue at hand and what to press next."""

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from smeeting.domain.captures import Issue
from smeeting.domain.listening import Talk, short_names, turn_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.text import counted
from smeeting.render.times import day
from smeeting.tui.clocks import clock
from smeeting.tui.inks import ACCENT, BAD, GOOD, KEY, MUTED, RULE, STRONG, WARN
from smeeting.tui.rows import ISSUE_SIGNS, Sign
from smeeting.tui.text import Part, cropped, joined, plain, plain_lines, separated, spread, wrapped

_LONGEST = 1000
"""Characters of a text that are wrapped at most."""
_TEXT_LINES = 2
_WITH_NAMES = 60
"""From this width a row has the name of its side."""
SPEAKS = "▶"
"""Before the side that speaks."""


class Place(NamedTuple):
    """Where an issue stands in the queue."""

    is_next: bool
    fits: bool
    """Whether it will be heard in this time box, as far as that can be told."""
    is_of_meeting: bool


def mode_lines(fixes: tuple[int, int], waiting: int, width: int) -> list[Content]:
    """What the room does here, the fixes that came early, and what waits unread."""
    early, parked = fixes
    listens, how = (" The room listens.", ACCENT), (" Say it, hear it; p parks a fix.", MUTED)
    told: Part = ""
    if early:
        fix = f"{early} {'fix' if early == 1 else 'fixes'}"
        told = joined((fix, WARN), (f" came early, {parked} parked ", MUTED))
    mode = joined(listens, how)
    if mode.cell_length + joined(told).cell_length >= width:
        mode = joined(listens)
    lines = [spread(mode, told, width)]
    if waiting:
        unread = f" ? {counted(waiting, 'anonymous issue')} unread; "
        lines.append(cropped(joined((unread, WARN), ("j", KEY), (" opens them", WARN)), width))
    return lines


def talk_lines(talks: tuple[Talk, ...], width: int) -> list[Content]:
    """Who speaks, and for how long each side did: each with the key that says so."""
    line = joined(" ", separated("  ", [_talk(number, talk) for number, talk in enumerate(talks, start=1)]))
    nobody = joined(("0", KEY), (" nobody ", MUTED))
    if any(talk.speaks for talk in talks) and line.cell_length + nobody.cell_length + 2 <= width:
        line = spread(line, nobody, width)
    return [cropped(line, width)]


def _talk(number: int, talk: Talk) -> Content:
    mark = (SPEAKS, ACCENT) if talk.speaks else (" ", "")
    name = (f" {talk.name} ", STRONG if talk.speaks else MUTED)
    spoken: Part = (
        "" if talk.percent is None else joined(clock(talk.ms // 1000), (f" {talk.percent} %", MUTED))
    )
    return joined(mark, (str(number), KEY if number < 4 else MUTED), name, spoken)


def share_note(shares: Mapping[str, tuple[int, int]], meeting: Meeting) -> Part:
    """How many of this meeting's issues are heard, by side."""
    short = {**short_names(meeting.teams), "": "?"}
    sides = [side for side in (*meeting.sides, "", *shares) if side in shares]
    told = [
        joined((f"{short.get(side, side)} ", MUTED), _share(*shares[side])) for side in dict.fromkeys(sides)
    ]
    return joined(("heard ", MUTED), separated(("  ", MUTED), told)) if told else ""


def _share(heard: int, aired: int) -> tuple[str, str]:
    return f"{'✓' if heard == aired else ''}{heard}/{aired}", GOOD if heard == aired else WARN


def queue_row(issue: Issue, place: Place, meeting: Meeting, width: int) -> Content:
    """Sign, id, side and text of an issue that waits; who has it too, and how it stands."""
    sign: Sign = ("○", WARN)
    state: Part = ""
    if issue.heard and issue.understood == "":
        sign, state = ("?", WARN), ("is that it?", WARN)
    elif issue.understood == "not quite":
        sign, state = ("↺", WARN), ("not quite", WARN)
    else:
        age = "" if place.is_of_meeting else _age(issue)
        then = ("next", ACCENT) if place.is_next else ""
        state = joined((age, WARN if issue.age > 1 else MUTED), ", " if age and then else "", then)
    if place.is_next:
        sign = ("▶", ACCENT)
    ink = STRONG if place.is_next else "" if place.fits else MUTED
    return _row(
        issue, sign, (issue.capture.ref, ACCENT), ink, joined(_too(issue, meeting), state), meeting, width
    )


def heard_row(issue: Issue, meeting: Meeting, width: int) -> Content:
    """An issue of this meeting that waits to be heard no longer, with its state as a word."""
    state = "merged" if issue.merged_into is not None else issue.state
    sign = ("✓", GOOD) if issue.is_heard else ISSUE_SIGNS[issue.state]
    note = joined(_too(issue, meeting), (state, GOOD if issue.is_heard else MUTED))
    return _row(issue, sign, (issue.capture.ref, ACCENT), "", note, meeting, width)


def carried_row(issue: Issue, sign: Sign, meeting: Meeting, width: int) -> Content:
    """An issue that was heard before and waits for its answer, with its age."""
    age = (_age(issue), WARN if issue.age > 1 else MUTED)
    return _row(issue, sign, (issue.capture.ref, MUTED), "", age, meeting, width)


def _age(issue: Issue) -> str:
    return counted(issue.age, "meeting")


def _row(
    issue: Issue, sign: Part, ref: tuple[str, str], ink: str, note: Part, meeting: Meeting, width: int
) -> Content:
    text = joined((_side(issue, meeting, width), MUTED), (issue.capture.text, ink))
    return joined(sign, " ", ref, " ", spread(text, note, width - 3 - len(ref[0])))


def _side(issue: Issue, meeting: Meeting, width: int) -> str:
    """Whose issue it is; where there is little room, in as few letters as tell the teams apart."""
    if issue.anonymous:
        return "anonymous: " if width >= _WITH_NAMES else "anon: "
    side = issue.capture.side
    if not side:
        return ""
    return f"{side if width >= _WITH_NAMES else short_names(meeting.teams).get(side, side)}: "


def _too(issue: Issue, meeting: Meeting) -> Content:
    """Which sides have it too, such as `+M2 S1 `."""
    short = short_names(meeting.teams)
    told = [
        f"{short.get(side, side)}{issue.me_too[side]}" for side in meeting.sides if issue.me_too.get(side)
    ]
    return joined((f"+{' '.join(told)} ", ACCENT)) if told else Content("")


def detail_lines(issue: Issue | None, lacks: str, meeting: Meeting, width: int) -> list[Content]:
    """The issue at hand: its text, what was heard of it, and what comes next. `lacks` is what was missed."""
    if issue is None:
        return []
    text = wrapped(plain_lines(issue.capture.text[:_LONGEST]), width - 2)[:_TEXT_LINES]
    lines = [*text, *_paraphrase(issue, lacks, width - 2), _to_do(issue, meeting)]
    if issue.owner:
        by = f" by {day(issue.answer_by)}" if issue.answer_by else ""
        lines.append(joined(("answers: ", MUTED), plain(issue.owner), (by, MUTED)))
    return [plain(" " + "─" * (width - 2), RULE), *(joined(" ", cropped(line, width - 2)) for line in lines)]


def _paraphrase(issue: Issue, lacks: str, width: int) -> list[Content]:
    if not issue.heard:
        return []
    sign: Part = ("✓ heard: ", GOOD) if issue.is_heard else ("? heard: ", WARN)
    if issue.understood == "not quite":
        sign = ("↺ heard: ", WARN)
    said = joined(sign, plain_lines(issue.heard[:_LONGEST]))
    if lacks:
        return [said, joined(("✗ not quite: ", BAD), plain(lacks[:_LONGEST]))]
    return wrapped(said, width)[:_TEXT_LINES]


def _to_do(issue: Issue, meeting: Meeting) -> Content:
    """What to press now."""
    if not issue.is_open:
        return joined((f"{issue.state} ", MUTED))
    if issue.is_heard:
        return joined(("m", KEY), (" me too  ", MUTED), ("⏎", KEY), (" what else can be done", MUTED))
    me_too = joined("  ", ("m", KEY), (" me too", MUTED))
    if issue.heard and not issue.understood:
        asked = meeting.team_name(turn_of(issue)) if turn_of(issue) else "whoever raised it"
        question = joined((f"ask {asked}: is that it? ", WARN))
        return joined(question, ("y", KEY), (" yes  ", MUTED), ("z", KEY), (" not quite", MUTED))
    again = " again" if issue.heard else ""
    return joined(("h", KEY), (f" {_listener(issue, meeting)} says it back{again}", MUTED), me_too)


def _listener(issue: Issue, meeting: Meeting) -> str:
    """Who says an issue back: the other side, where there are two."""
    others = [team.name for team in meeting.teams if team.side != turn_of(issue)]
    return others[0] if len(others) == 1 else "somebody else"
