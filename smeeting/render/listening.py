"""The minutes of the listening: issues as heard, the report-back on them, voices, and the balance of talk."""

from collections.abc import Sequence

from smeeting.domain.captures import Capture, Issue
from smeeting.domain.issue_tales import VoiceTale, early_fixes, heard_shares
from smeeting.domain.listening import percentages, waits
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import Minutes, TalkBefore, number_of, of_kind, report_of, taken_up
from smeeting.domain.text import counted
from smeeting.render.issue_lines import answer_lines, issue_lines, owed_line, source, unanswered_lines
from smeeting.render.markdown import escape, table
from smeeting.render.records import action_state, escaped_side, kind_word, owner_words
from smeeting.render.times import day, duration


def report_back_lines(minutes: Minutes) -> list[str]:
    """What was promised before: issues answered and not answered, actions done and not done."""
    report = report_of(minutes)
    answered = [line for one in report.answered for line in _answered(minutes, one)]
    unanswered = [line for one in report.unanswered for line in unanswered_lines(minutes, one)]
    lines = [
        *_part("Answered since last time", answered),
        *_part("Not answered", unanswered),
        *_part("Actions", _actions(minutes)),
        *_part("Answered in time", _in_time(minutes)),
    ]
    return ["## Report-back", *lines] if lines else []


def issues_lines(minutes: Minutes) -> list[str]:
    """The issues aired or said back in this meeting, those carried over, and the shares of what was heard."""
    here = taken_up(minutes)
    told = [line for one in here for line in issue_lines(minutes, one)]
    reported = {one.capture.number for one in report_of(minutes).all}
    carried = [
        line
        for one in minutes.carried
        if one not in here and one.capture.number not in reported
        for line in issue_lines(minutes, one)
    ]
    return [
        "## Issues as heard",
        "",
        *(told or ["No issue was aired."]),
        *_notes(minutes),
        *_part("Carried over", carried),
    ]


def talk_lines(minutes: Minutes) -> list[str]:
    """How the talk was divided between the sides, in this meeting and in those before it."""
    meeting = minutes.meeting
    if not minutes.talk:
        return []
    sides = list(dict.fromkeys([*meeting.sides, *(side for one in minutes.talk for side in one.ms)]))
    rows = [(day(one.held_on), *_shares(one, sides)) for one in reversed(minutes.talk)]
    headings = ("Meeting", *(escaped_side(meeting, side) for side in sides))
    return ["## Balance of talk", "", *table(headings, rows, right=range(1, len(headings)))]


def voice_lines(minutes: Minutes) -> list[str]:
    """What customers said, by the stage of the funnel it is about, with what became of it."""
    groups: dict[str, list[Capture]] = {term.id: [] for term in minutes.glossary.stages}
    for one in of_kind(minutes, "voice"):
        groups.setdefault(one.term_id or "", []).append(one)
    told = {
        stage: [line for one in found for line in _voice(minutes, one)] for stage, found in groups.items()
    }
    without = told.pop("", [])
    lines = [
        line
        for stage, group in told.items()
        for line in _part(escape(minutes.term_names.get(stage, stage)), group)
    ]
    if not lines:
        return ["## Customer voices", "", *without] if without else []
    return ["## Customer voices", *lines, *_part("No stage said", without)]


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"### {title}", "", *lines] if lines else []


def _answered(minutes: Minutes, issue: Issue) -> list[str]:
    head = f"- **{issue.capture.ref}** {source(minutes.meeting, issue)}: {escape(issue.capture.text)}"
    again = [owed_line(minutes, issue)] if issue.is_open else []
    return [head, *answer_lines(minutes, issue), *again]


def _actions(minutes: Minutes) -> list[str]:
    rows = [
        (
            one.capture.ref,
            owner_words(one.owner),
            action_state(one, minutes.meeting),
            escape(one.capture.text),
            escape(one.outcome) or "–",
        )
        for one in minutes.reported
    ]
    return table(("Id", "Owner", "State", "What was promised", "What came of it"), rows) if rows else []


def _in_time(minutes: Minutes) -> list[str]:
    """How many answers came in time, meeting by meeting, by the side that owed them."""
    meeting = minutes.meeting
    sides = [side for side in (*meeting.sides, "") if any(side in one.sides for one in minutes.in_time)]
    sides += sorted({side for one in minutes.in_time for side in one.sides} - set(sides))
    if not sides:
        return []
    rows = [
        (
            day(one.held_on),
            *(f"{due.kept} of {due.due}" if (due := one.sides.get(side)) else "–" for side in sides),
        )
        for one in reversed(minutes.in_time)
    ]
    headings = ("Before", *(escaped_side(meeting, side or None) for side in sides))
    return table(headings, rows, right=range(1, len(headings)))


def _notes(minutes: Minutes) -> list[str]:
    """Sentences on the listening: what was heard by side, what was not, and fixes that came too early."""
    meeting = minutes.meeting
    shares = heard_shares(taken_up(minutes))
    told = []
    if shares:
        parts = (
            f"{escaped_side(meeting, side) if side else 'anonymous or of no side'} {heard} of {aired}"
            for side, (heard, aired) in shares.items()
        )
        told.append(f"Heard: {', '.join(parts)}.")
    aired = sorted((*minutes.issues, *minutes.carried), key=number_of)
    unheard = [one for one in aired if waits(one)]
    if unheard:
        told.append(f"Not heard, carried over: {', '.join(one.capture.ref for one in unheard)}.")
    opened = sum(one.anonymous for one in minutes.issues)
    if opened:
        told.append(f"Opened without a name: {counted(opened, 'issue')}.")
    captures = [*minutes.captures, *(one.capture for one in minutes.issues)]
    captures += [one.capture for one in minutes.actions]
    fixes, parked = early_fixes(meeting.items, captures)
    if fixes:
        told.append(f"Sounded like a fix while the room listened: {counted(fixes, 'text')}, {parked} parked.")
    return ["", " ".join(told)] if told else []


def _shares(talk: TalkBefore, sides: Sequence[str]) -> list[str]:
    """How much of the talk each side had, and for how long."""
    spoken = [talk.ms.get(side, 0) for side in sides]
    return [
        f"{share} % ({duration(ms // 1000)})" if ms else "–"
        for ms, share in zip(spoken, percentages(spoken), strict=True)
    ]


def _voice(minutes: Minutes, voice: Capture) -> list[str]:
    tale = minutes.voices.get(voice.number, VoiceTale())
    side = f"{escaped_side(minutes.meeting, voice.side)}: " if voice.side else ""
    lines = [f"- **{voice.ref}** {side}{escape(voice.text)}"]
    terms = [escape(minutes.term_names.get(term, term)) for term in tale.terms]
    lines += [f"  - Example of {', '.join(terms)}."] if terms else []
    became = ", ".join(_became(minutes.meeting, one) for one in tale.became)
    return [*lines, f"  - Became {became}."] if became else lines


def _became(meeting: Meeting, record: Capture) -> str:
    """What a voice became: its id and what that is; an action of it is a request to a side."""
    if record.kind == "action" and record.side:
        return f"{record.ref} (request to {escaped_side(meeting, record.side)})"
    return f"{record.ref} ({kind_word(record)})"
