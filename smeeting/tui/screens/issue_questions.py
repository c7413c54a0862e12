"""What is asked before an issue or an action changes; each question ends in a receipt, or in nothing done."""

import datetime as dt
from collections.abc import Callable

from textual.app import App

from smeeting.domain.captures import Action, Issue
from smeeting.domain.dates import FORMS
from smeeting.domain.errors import BadLineError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import why_unstorable
from smeeting.render.times import day
from smeeting.services import actions, issues, meetings
from smeeting.services.desk import Desk
from smeeting.tui.crowd import crowd_at
from smeeting.tui.dialogs.ask_date import Day, ask_date
from smeeting.tui.dialogs.ask_person import ask_owner
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.text import plain_lines


class Questions:
    """The questions about one desk's issues and actions. Their methods are awaited in a worker.

    Each returns the receipt, or None where somebody left the question; each raises what the service raises.
    """

    def __init__(self, app: App[object], desk: Desk, now: Callable[[], Instant], today: dt.date) -> None:
        """Ask in an app; dates are read as seen from `today`."""
        self._app = app
        self._desk = desk
        self._now = now
        self._today = today

    async def own(self, number: int) -> str | None:
        """Who answers an issue by when."""
        issue = issues.get(self._desk, number)
        owner = await self._owner(f"Who answers {issue.capture.ref}?", issue, issue.owner)
        if owner is None:
            return None
        by = await self._date(f"Until when does {owner} answer?", issue.answer_by)
        if by is None:
            return None
        owned = issues.own(self._desk, number, owner, by.date, self._now())
        return f"{owned.capture.ref} is owned by {owner}{_by(owned.answer_by)}"

    async def answer(self, number: int) -> str | None:
        """What was done about an issue."""
        issue = issues.get(self._desk, number)
        text = await self._text(f"What was done about {issue.capture.ref}?", issue)
        if text is None:
            return None
        return f"{issues.answer(self._desk, number, text, self._today, self._now()).capture.ref} is answered"

    async def close(self, number: int) -> str | None:
        """Nothing: closing takes no word."""
        return f"{issues.close(self._desk, number, self._now()).capture.ref} is closed"

    async def withdraw(self, number: int) -> str | None:
        """Why an issue is dropped."""
        issue = issues.get(self._desk, number)
        text = await self._text(f"Why is {issue.capture.ref} withdrawn?", issue)
        if text is None:
            return None
        return (
            f"{issues.withdraw(self._desk, number, text, self._today, self._now()).capture.ref} is withdrawn"
        )

    async def assign(self, number: int) -> str | None:
        """Who does an action by when."""
        action = actions.get(self._desk, number)
        owner = await self._owner(f"Who does {action.capture.ref}?", action, action.owner)
        if owner is None:
            return None
        by = await self._date(f"Until when does {owner} do it?", action.due)
        if by is None:
            return None
        given = actions.assign(self._desk, number, owner, by.date, self._now())
        return f"{given.capture.ref} is for {owner}{_by(given.due)}"

    async def done(self, number: int) -> str | None:
        """What came of an action; it may be nothing."""
        action = actions.get(self._desk, number)
        title = f"What came of {action.capture.ref}?"
        text = await ask_text(
            self._app, title, plain_lines(action.capture.text), hint="a word of it, or nothing", check=_check
        )
        if text is None:
            return None
        return f"{actions.done(self._desk, number, text, self._today, self._now()).capture.ref} is done"

    async def drop(self, number: int) -> str | None:
        """Why an action is dropped."""
        action = actions.get(self._desk, number)
        text = await self._text(f"Why is {action.capture.ref} dropped?", action)
        if text is None:
            return None
        return f"{actions.drop(self._desk, number, text, self._today, self._now()).capture.ref} is dropped"

    async def _owner(self, title: str, record: Issue | Action, before: str) -> str | None:
        crowd = crowd_at(self._desk, self._now)
        return await ask_owner(self._app, title, crowd, plain_lines(record.capture.text), first=before)

    async def _date(self, title: str, before: dt.date | None) -> Day | None:
        following = meetings.next_meeting(self._desk, self._now())
        return await ask_date(
            self._app, title, self._today, f"{FORMS}, or nothing", default=before, next_meeting=following
        )

    async def _text(self, title: str, record: Issue | Action) -> str | None:
        return await ask_text(
            self._app, title, plain_lines(record.capture.text), hint="in a few words", check=_check_some
        )


def _check(text: str) -> None:
    reason = why_unstorable(text)
    if reason:
        raise SmeetingError(f"{reason} and can't be kept", "write it without")


def _check_some(text: str) -> None:
    _check(text)
    if not text.strip():
        raise BadLineError("nothing is written yet", "a word is enough; esc leaves it")


def _by(date: dt.date | None) -> str:
    return f" by {day(date)}" if date else ""
