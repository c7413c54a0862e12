"""What is asked before an issue or an action changes; each question ends in a receipt, or in nothing done."""

import datetime as dt
from collections.abc import Callable

from textual.app import App

from smeeting.domain.captures import Action, Issue
from smeeting.domain.dates import read_date
from smeeting.domain.errors import BadLineError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import why_unstorable
from smeeting.render.times import day
from smeeting.services import actions, issues, people
from smeeting.services.desk import Desk
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.text import plain_lines

_DATES = "friday, 3 dec, in 2 weeks, 2026-12-03, or nothing"


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
        owned = issues.own(self._desk, number, owner, _day_of(by, self._today), self._now())
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
        given = actions.assign(self._desk, number, owner, _day_of(by, self._today), self._now())
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
        text = await ask_text(
            self._app,
            title,
            plain_lines(record.capture.text),
            default=before,
            hint="a name",
            check=_check_some,
        )
        return None if text is None else people.resolve(self._desk, text).name

    async def _date(self, title: str, before: dt.date | None) -> str | None:
        """A date as it was written; "" for none, None where the question was left."""

        def check(text: str) -> None:
            if text.strip() and read_date(text, self._today) is None:
                raise BadLineError(f"{text!r} is no date", f"write {_DATES}")

        default = before.isoformat() if before else ""
        return await ask_text(self._app, title, _DATES, default=default, hint="no date", check=check)

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


def _day_of(written: str, today: dt.date) -> dt.date | None:
    return read_date(written, today) if written.strip() else None


def _by(date: dt.date | None) -> str:
    return f" by {day(date)}" if date else ""
