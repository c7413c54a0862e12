"""Report-back: what became of an action or an issue, asked of the room and stored."""

import datetime as dt
from collections.abc import Callable, Sequence

from textual.app import App
from textual.content import Content

from smeeting.domain.captures import Action, Issue
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import shortened
from smeeting.render.times import day
from smeeting.services import actions, captures, issues, meetings, report_back
from smeeting.services.desk import Desk
from smeeting.tui.crowd import crowd_in
from smeeting.tui.dialogs.ask_date import Day, ask_date
from smeeting.tui.dialogs.ask_person import ask_who
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.room import Room
from smeeting.tui.text import plain_lines

Ending = Callable[[Desk, int, str, dt.date, Instant], object]
"""A service that ends an action or an issue with a word."""
_LONGEST = 600
"""Characters of a text that a question repeats."""


async def report_on_action(app: App[object], room: Room, action: Action) -> None:
    """Ask what became of an action, with a word, and store it. To be awaited in a worker."""
    ref, number = action.capture.ref, action.capture.number
    choices = [
        Choice("d", "done", "done"),
        Choice("n", "not done yet", "later", "it stays open, with a word why"),
        Choice("x", "dropped", "drop", "takes a word, and the word is kept"),
        Choice("o", "give it to somebody", "assign", "with a date"),
    ]
    words = plain_lines(f"{action.owner or 'nobody yet'}: {action.capture.text[:_LONGEST]}")
    match await choose(app, f"What became of {ref}?", choices, words):
        case "done":
            outcome = await ask_text(app, "What came of it?", hint="a word, or just ⏎")
            if outcome is not None:
                _end(room, actions.done, number, outcome, f"{ref} done")
        case "later":
            await _not_done(app, room, action)
        case "drop":
            word = await ask_text(app, f"Why is {ref} dropped?", check=_need_word)
            if word is not None:
                _end(room, actions.drop, number, word, f"{ref} dropped")
        case "assign":
            await assign_action(app, room, action)


async def _not_done(app: App[object], room: Room, action: Action) -> None:
    ref = action.capture.ref
    word = await ask_text(
        app, f"Why is {ref} not done?", hint="a word; it is kept as a note", check=_need_word
    )
    if word is None:
        return
    line = f"#note {ref} is not done: {word}"
    if not room.store(lambda: captures.take(room.desk, line, room.now()), f"{ref} stays open"):
        return
    await _ask_new_date(app, room, action, action.owner)


async def assign_action(app: App[object], room: Room, action: Action) -> None:
    """Ask who takes an action, and by when. To be awaited in a worker."""
    crowd = crowd_in(room)
    title = f"Who takes {action.capture.ref}?"
    who = await ask_who(app, title, crowd.names, first=action.owner, crowd=crowd)
    if who is not None:
        await _ask_new_date(app, room, action, who)


async def _ask_new_date(app: App[object], room: Room, action: Action, owner: str) -> None:
    ref, number = action.capture.ref, action.capture.number
    today, next_on = room.today(), _following(room)
    answer = await ask_date(app, f"By when is {ref} done?", today, default=action.due, next_meeting=next_on)
    due = action.due if answer is None else answer.date
    if (owner, due) != (action.owner, action.due):
        by = f" by {day(due)}" if due else ""
        room.store(
            lambda: actions.assign(room.desk, number, owner, due, room.now()),
            f"{ref} for {owner or 'nobody'}{by}",
        )


async def report_on_issue(
    app: App[object], room: Room, issue: Issue, more: Sequence[Choice[str]] = ()
) -> str | None:
    """Ask what became of an issue, and store it. To be awaited in a worker.

    Of an answered one it asks whether the answer helps. `more` is what else can be done with it where it is
    asked; the answer comes back for whoever can do that.
    """
    if issue.state == "answered":
        await ask_whether_it_helps(app, room, issue)
        return None
    ref, number = issue.capture.ref, issue.capture.number
    choices = [
        Choice("h", "say it back", "hear", "what the other side understood"),
        Choice("a", "answered", "answer", "what was done about it"),
        Choice("n", "not yet", "later", "with a word why, and a new date"),
        Choice("o", "somebody answers it", "own", "by a date"),
        Choice("w", "withdrawn", "withdraw", "takes a word, and the word is kept"),
        *more,
    ]
    answer = await choose(app, f"What became of {ref}?", choices, _said(issue))
    match answer:
        case "hear":
            room.begin_line(f"#heard {ref} ")
        case "answer":
            word = await ask_text(app, "What was done about it?", check=_need_word)
            if word is not None:
                _end(room, issues.answer, number, word, f"{ref} answered")
        case "later":
            await _not_answered(app, room, issue)
        case "own":
            await own_issue(app, room, issue)
        case "withdraw":
            word = await ask_text(app, f"Why is {ref} withdrawn?", check=_need_word)
            if word is not None:
                _end(room, issues.withdraw, number, word, f"{ref} withdrawn")
    return answer


async def ask_whether_it_helps(app: App[object], room: Room, issue: Issue) -> None:
    """Ask the side that raised an issue whether the answer helps, and store what it says.

    Of an anonymous one the whole room is asked: nobody has to own up. To be awaited in a worker.
    """
    ref, number = issue.capture.ref, issue.capture.number
    asked = who_says(room, issue)
    choices = [
        Choice("y", "it helps", "yes", "the issue is closed"),
        Choice("n", "it does not", "no", "takes a word; it is open again"),
        Choice("l", "later", "later", "it is asked again next time"),
    ]
    match await choose(app, f"Does the answer to {ref} help? {asked} says", choices, _said(issue)):
        case "yes":
            room.store(lambda: issues.helps(room.desk, number, room.now()), f"{ref} helps; it is closed")
        case "no":
            word = await ask_text(app, "What is still difficult?", hint="a word", check=_need_word)
            if word is None:
                return
            if room.store(
                lambda: issues.does_not_help(room.desk, number, word, room.now()), f"{ref} is open again"
            ):
                await own_issue(app, room, issue)


def who_says(room: Room, issue: Issue) -> str:
    """Who says whether an answer helps: the team that raised the issue, or the room."""
    side = issue.capture.side
    return room.meeting().team_name(side) if side and not issue.anonymous else "the room"


async def _not_answered(app: App[object], room: Room, issue: Issue) -> None:
    """Why an issue is not answered, and until when it will be; the word is kept even without a new date."""
    ref, number = issue.capture.ref, issue.capture.number
    why = await ask_text(
        app, f"Why is {ref} not answered?", hint="a word; it is kept as a note", check=_need_word
    )
    if why is None:
        return
    owner, by = issue.owner, None
    if owner:
        answer = await _ask_day(app, room, issue, owner)
        by = answer.date if answer else None
    if (
        room.store(
            lambda: report_back.not_yet(
                room.desk, room.meeting(), number, why, room.now(), owner=owner, answer_by=by
            ),
            f"{ref} stays open" + (_promise(room, owner, by) if by else ""),
        )
        and not owner
    ):
        await own_issue(app, room, issue)


async def own_issue(app: App[object], room: Room, issue: Issue) -> bool:
    """Ask who answers an issue, and by when; whether that was said. To be awaited in a worker."""
    ref = issue.capture.ref
    title = f"Who answers {ref}: {shortened(issue.capture.text, 40)}?"
    crowd = crowd_in(room)
    who = await ask_who(app, title, crowd.names, first=issue.owner, crowd=crowd)
    if who is None:
        return False
    answer = await _ask_day(app, room, issue, who)
    if answer is None:
        return False

    return room.store(
        lambda: issues.own(room.desk, issue.capture.number, who, answer.date, room.now()),
        f"{ref}{_promise(room, who, answer.date)}",
    )


async def _ask_day(app: App[object], room: Room, issue: Issue, who: str) -> Day | None:
    """By when somebody answers: the day before the next meeting, unless another is said."""
    today, following = room.today(), _following(room)
    before = issue.answer_by if issue.answer_by and issue.answer_by >= today else None
    usual = before or room.attempt(lambda: report_back.usual_day(room.desk, room.now()))
    words = f"The next meeting is on {day(following)}." if following else ""
    return await ask_date(
        app,
        f"By when does {who} answer {issue.capture.ref}?",
        today,
        words,
        default=usual,
        next_meeting=following,
    )


def _following(room: Room) -> dt.date | None:
    return room.attempt(lambda: meetings.next_meeting(room.desk, room.now()))


def _promise(room: Room, who: str, by: dt.date | None) -> str:
    """Who answers by when, as a receipt; a date that is too late for the next report-back is said to be."""
    if by is None:
        return f" for {who}, with no date yet"
    following = _following(room)
    late = f", after the next meeting on {day(following)}" if following and by > following else ""
    return f" for {who} by {day(by)}{late}"


def _said(issue: Issue) -> Content:
    """What was said of an issue up to now, for a question about it."""
    lines = [issue.capture.text[:_LONGEST]]
    lines += [f"heard: {issue.heard[:_LONGEST]}"] if issue.heard else []
    if issue.answer:
        on = f", {day(issue.answered_on)}" if issue.answered_on else ""
        lines.append(f"answered by {issue.owner or 'nobody'}{on}: {issue.answer[:_LONGEST]}")
    return plain_lines("\n".join(lines))


def _end(room: Room, service: Ending, number: int, word: str, receipt: str) -> None:
    room.store(lambda: service(room.desk, number, word, room.today(), room.now()), receipt)


def _need_word(text: str) -> None:
    if not text.strip():
        raise SmeetingError("it takes a word", "esc leaves it as it was")
