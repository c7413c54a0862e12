"""Report-back: what became of an action or an issue, asked of the room and stored."""

import datetime as dt
from collections.abc import Callable

from textual.app import App

from smeeting.domain.captures import Action, Issue
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.render.times import day
from smeeting.services import actions, captures, issues, meetings
from smeeting.services.desk import Desk
from smeeting.tui.crowd import crowd_in
from smeeting.tui.dialogs.ask_date import ask_date
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
    today, next_on = room.today(), _next_meeting(room)
    answer = await ask_date(app, f"By when is {ref} done?", today, default=action.due, next_meeting=next_on)
    due = action.due if answer is None else answer.date
    if (owner, due) != (action.owner, action.due):
        by = f" by {day(due)}" if due else ""
        room.store(
            lambda: actions.assign(room.desk, number, owner, due, room.now()),
            f"{ref} for {owner or 'nobody'}{by}",
        )


async def report_on_issue(app: App[object], room: Room, issue: Issue) -> None:
    """Ask what became of an issue, and store it. To be awaited in a worker."""
    ref, number = issue.capture.ref, issue.capture.number
    choices = [
        Choice("h", "say it back", "hear", "what the other side understood"),
        Choice("a", "answered", "answer", "what was done about it"),
        Choice("o", "somebody answers it", "own", "by a date"),
        Choice("w", "withdrawn", "withdraw", "takes a word, and the word is kept"),
    ]
    words = plain_lines(
        issue.capture.text[:_LONGEST] + (f"\nheard: {issue.heard[:_LONGEST]}" if issue.heard else "")
    )
    match await choose(app, f"What became of {ref}?", choices, words):
        case "hear":
            room.begin_line(f"#heard {ref} ")
        case "answer":
            word = await ask_text(app, "What was done about it?", check=_need_word)
            if word is not None:
                _end(room, issues.answer, number, word, f"{ref} answered")
        case "own":
            await _own(app, room, issue)
        case "withdraw":
            word = await ask_text(app, f"Why is {ref} withdrawn?", check=_need_word)
            if word is not None:
                _end(room, issues.withdraw, number, word, f"{ref} withdrawn")


async def _own(app: App[object], room: Room, issue: Issue) -> None:
    ref, today = issue.capture.ref, room.today()
    crowd = crowd_in(room)
    who = await ask_who(app, f"Who answers {ref}?", crowd.names, first=issue.owner, crowd=crowd)
    if who is None:
        return
    next_on = _next_meeting(room)
    proposed = issue.answer_by or room.meeting().next_on
    answer = await ask_date(app, "By when?", today, default=proposed, next_meeting=next_on)
    if answer is not None:
        room.store(
            lambda: issues.own(room.desk, issue.capture.number, who, answer.date, room.now()),
            f"{who} answers {ref}" + (f" by {day(answer.date)}" if answer.date else ""),
        )


def _next_meeting(room: Room) -> dt.date | None:
    return room.attempt(lambda: meetings.next_meeting(room.desk, room.now()))


def _end(room: Room, service: Ending, number: int, word: str, receipt: str) -> None:
    room.store(lambda: service(room.desk, number, word, room.today(), room.now()), receipt)


def _need_word(text: str) -> None:
    if not text.strip():
        raise SmeetingError("it takes a word", "esc leaves it as it was")
