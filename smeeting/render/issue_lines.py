"""An issue in the minutes: what was said, how it was said back, who answers by when, and what came of it."""

from smeeting.domain.captures import Issue
from smeeting.domain.issue_tales import IssueTale
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import Minutes
from smeeting.render.markdown import escape
from smeeting.render.records import escaped_side, owner_words
from smeeting.render.times import age, day, due_day

_TO_PARAPHRASE = {"": "", "yes": " (“yes, that is it”)", "not quite": " (“not quite”)"}
"""What the one who raised it said of the paraphrase. Of an anonymous one nobody is asked."""


def source(meeting: Meeting, issue: Issue) -> str:
    """Who raised it, as Markdown: a side, never a person, and of an anonymous one nobody."""
    return "anonymously" if issue.anonymous else escaped_side(meeting, issue.capture.side)


def issue_lines(minutes: Minutes, issue: Issue) -> list[str]:
    """An issue as it was heard, with all that is to be known of it."""
    meeting, tale = minutes.meeting, minutes.tales.get(issue.capture.number, IssueTale())
    since = f", {age(issue.age)} old" if issue.age else ""
    about = f"{source(meeting, issue)}, {issue.state}{since}"
    head = f"- **{issue.capture.ref}** {about}: {escape(issue.capture.text)}"
    if issue.merged_into is not None:
        return [head, f"  - Says the same as I{issue.merged_into}, and goes on as that."]
    lines = [head, *_heard(issue), *_raised(minutes, issue, tale)]
    if issue.answer.strip() and not issue.is_open:
        return [*lines, *answer_lines(minutes, issue)]
    if issue.is_open:
        # Nobody is asked yet to answer what was not heard.
        lines += [owed_line(minutes, issue)] if issue.owner or issue.state != "aired" else []
        if issue.helps == "no":
            lines += answer_lines(minutes, issue)
        lines += [f"  - Not answered yet: {escape(word)}" for word in tale.why_not]
    return lines


def answer_lines(minutes: Minutes, issue: Issue) -> list[str]:
    """What was done about an issue, and whether the one who raised it says that it helps."""
    tale = minutes.tales.get(issue.capture.number, IssueTale())
    answered_on = issue.answered_on or tale.answered_on
    on = f" {day(answered_on)}" if answered_on else ""
    if issue.state == "withdrawn":
        return [f"  - Withdrawn{on}: {escape(issue.answer)}"]
    late = {None: "", True: ", in time", False: ", late"}[tale.in_time]
    lines = [
        f"  - Answered by {owner_words(tale.answered_by or issue.owner)}{on}{late}: {escape(issue.answer)}"
    ]
    word = f": {escape(tale.helped)}" if tale.helped.strip() else "."
    match issue.helps:
        case "yes":
            lines.append(f"  - It helps{word}")
        case "no":
            lines.append(f"  - It does not help{word}")
        case _ if issue.state == "answered":
            lines.append("  - Nobody has said yet whether it helps.")
    return lines


def owed_line(minutes: Minutes, issue: Issue) -> str:
    """Who answers an open issue, by when."""
    return f"  - Answers: {owner_words(issue.owner)}, {_answer_by(issue, minutes.meeting)}."


def unanswered_lines(minutes: Minutes, issue: Issue) -> list[str]:
    """An issue that was to be answered by now and is not: who promised it by when, and why it is not."""
    meeting, tale = minutes.meeting, minutes.tales.get(issue.capture.number, IssueTale())
    why = [f"  - Why: {escape(word)}" for word in tale.why_not] or ["  - Nobody said why."]
    return [
        f"- **{issue.capture.ref}** {source(meeting, issue)}: {escape(issue.capture.text)}",
        owed_line(minutes, issue),
        *why,
    ]


def _heard(issue: Issue) -> list[str]:
    if not issue.heard.strip():
        return ["  - Not said back yet."]
    said = "" if issue.anonymous else _TO_PARAPHRASE[issue.understood]
    return [f"  - Heard as: {escape(issue.heard)}{said}"]


def _raised(minutes: Minutes, issue: Issue, tale: IssueTale) -> list[str]:
    """Who has the difficulty too, and the texts of those that said the same."""
    meeting = minutes.meeting
    lines = []
    if issue.me_too:
        sides = ", ".join(f"{escaped_side(meeting, side)} {times}" for side, times in issue.me_too.items())
        lines.append(f"  - Me too: {sides}.")
    if tale.twins:
        lines.append(f"  - Raised {issue.times_raised} times; the same was said in")
        lines += [
            f"    - **{twin.capture.ref}** {source(meeting, twin)}: {escape(twin.capture.text)}"
            for twin in tale.twins
        ]
    return lines


def _answer_by(issue: Issue, meeting: Meeting) -> str:
    if issue.answer_by is None:
        return "no date yet"
    late = f" ({due_day(issue.answer_by, meeting.held_on)})" if issue.is_late(meeting.held_on) else ""
    return f"by {day(issue.answer_by)}{late}"
