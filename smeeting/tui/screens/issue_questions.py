"""What is asked before issues or actions change; each question ends in a receipt, or in nothing done."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from textual.app import App
from textual.content import Content

from smeeting.domain.captures import Action, CaptureKind, Issue, parse_ref
from smeeting.domain.dates import FORMS
from smeeting.domain.errors import BadLineError, BadMoveError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import counted, shortened, why_unstorable
from smeeting.render.times import day
from smeeting.services import (
    actions,
    anonymous,
    captures,
    conversions,
    issues,
    meetings,
    record_edits,
)
from smeeting.services.desk import Desk
from smeeting.tui.crowd import crowd_at
from smeeting.tui.dialogs.ask_date import Day, ask_date
from smeeting.tui.dialogs.ask_person import ask_owner
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.text import plain, plain_lines

Value = TypeVar("Value")
_MOST_NAMED = 8


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

    async def own(self, numbers: Sequence[int]) -> str | None:
        """Who answers issues by when."""
        found = [issues.get(self._desk, number) for number in numbers]
        owner = await self._owner(f"Who answers {_named(found)}?", found)
        if owner is None:
            return None
        by = await self._date(f"By when does {owner} answer?", _common(one.answer_by for one in found))
        if by is None:
            return None
        owned = issues.own_all(self._desk, numbers, owner, by.date, self._now(), keeps_date=True)
        return f"{_said(owned)} owned by {owner}{_by(owned[0].answer_by)}"

    async def answer(self, numbers: Sequence[int]) -> str | None:
        """What was done about issues."""
        found = [issues.get(self._desk, number) for number in numbers]
        text = await self._text(f"What was done about {_named(found)}?", found)
        if text is None:
            return None
        return f"{_said(issues.answer_all(self._desk, numbers, text, self._today, self._now()))} answered"

    async def close(self, numbers: Sequence[int]) -> str | None:
        """Nothing: closing takes no word."""
        return f"{_said(issues.close_all(self._desk, numbers, self._now()))} closed"

    async def withdraw(self, numbers: Sequence[int]) -> str | None:
        """Why issues are dropped."""
        found = [issues.get(self._desk, number) for number in numbers]
        text = await self._text(f"Why {_is(found)} {_named(found)} withdrawn?", found)
        if text is None:
            return None
        return f"{_said(issues.withdraw_all(self._desk, numbers, text, self._today, self._now()))} withdrawn"

    async def reopen(self, number: int) -> str | None:
        """Why an issue is open again."""
        issue = issues.get(self._desk, number)
        if issue.is_open:
            raise BadMoveError(f"{issue.capture.ref} is open", "it needs no opening")
        text = await self._text(f"Why is {issue.capture.ref} open again?", [issue])
        if text is None:
            return None
        return f"{issues.reopen(self._desk, number, text, self._now()).capture.ref} is open again"

    async def helps(self, number: int) -> str | None:
        """Nothing: that an answer helps takes no word."""
        return f"{issues.helps(self._desk, number, self._now()).capture.ref} is closed: the answer helps"

    async def does_not_help(self, number: int) -> str | None:
        """What is still difficult."""
        issue = issues.get(self._desk, number)
        text = await self._text(f"What is still difficult about {issue.capture.ref}?", [issue])
        if text is None:
            return None
        opened = issues.does_not_help(self._desk, number, text, self._now())
        return f"{opened.capture.ref} is open again: the answer does not help"

    async def merge(self, number: int) -> str | None:
        """Which issue goes on for this one."""
        issue = issues.get(self._desk, number)
        ref = issue.capture.ref
        near = [one for one in issues.like(self._desk, number) if one.is_open]
        rows = [(f"{one.capture.ref}  {shortened(one.capture.text, 60)}", one.capture.number) for one in near]
        choices = [*numbered(rows), Choice("i", "another one, by its id", 0)]
        title = f"Which issue goes on for {ref} too?"
        into = await choose(self._app, title, choices, plain_lines(issue.capture.text))
        if into == 0:
            written = await ask_text(
                self._app, title, hint="an id such as I14", check=partial(self._check_other, number)
            )
            into = parse_ref(written) if written is not None else None
        if not into:
            return None
        return f"{ref} goes on as {issues.merge(self._desk, number, into, self._now()).capture.ref}"

    def _check_other(self, number: int, written: str) -> None:
        _check_ref(written)
        if parse_ref(written) == number:
            raise BadLineError(f"I{number} can't go on as itself", "name the other one")
        issues.get(self._desk, parse_ref(written) or 0)

    async def assign(self, numbers: Sequence[int]) -> str | None:
        """Who does actions by when."""
        found = [actions.get(self._desk, number) for number in numbers]
        owner = await self._owner(f"Who does {_named(found)}?", found)
        if owner is None:
            return None
        by = await self._date(f"By when does {owner} do it?", _common(one.due for one in found))
        if by is None:
            return None
        given = actions.assign_all(self._desk, numbers, owner, by.date, self._now())
        return f"{_said(given)} for {owner}{_by(given[0].due)}"

    async def done(self, numbers: Sequence[int]) -> str | None:
        """What came of actions; it may be nothing."""
        found = [actions.get(self._desk, number) for number in numbers]
        title = f"What came of {_named(found)}?"
        text = await ask_text(self._app, title, _words(found), hint="a word of it, or nothing", check=_check)
        if text is None:
            return None
        ended = actions.end_all(self._desk, numbers, "done", text, self._today, self._now())
        return f"{_said(ended)} done"

    async def drop(self, numbers: Sequence[int]) -> str | None:
        """Why actions are dropped."""
        found = [actions.get(self._desk, number) for number in numbers]
        text = await self._text(f"Why {_is(found)} {_named(found)} dropped?", found)
        if text is None:
            return None
        ended = actions.end_all(self._desk, numbers, "dropped", text, self._today, self._now())
        return f"{_said(ended)} dropped"

    async def edit(self, number: int) -> str | None:
        """Another text for a record."""
        capture = captures.find(self._desk, number)
        if capture is None:
            return None
        title = f"How should {capture.ref} read?"
        words = _FOR_GOOD if capture.at is None else ""
        text = await ask_text(self._app, title, words, default=capture.text, check=_check_some)
        if text is None or text == capture.text:
            return None
        if capture.at is None:
            # Nothing of it may stay in a history, so this alone can't be taken back.
            anonymous.edit_text(self._desk, number, text)
        else:
            record_edits.edit_text(self._desk, number, text, self._now())
        return f"{capture.ref} is changed"

    async def convert(self, numbers: Sequence[int]) -> str | None:
        """What else records are, and for an action who does it by when."""
        found = [one for one in (captures.find(self._desk, number) for number in numbers) if one is not None]
        if not found:
            return None
        kinds = conversions.kinds_for(found[0])
        if not kinds:
            raise BadMoveError(f"{found[0].ref} stays what it is", "notes, issues, actions and ideas change")
        title = f"What is {found[0].ref}?" if len(found) == 1 else f"What are these {len(found)}?"
        choices: list[Choice[CaptureKind]] = [
            Choice(_KEYS[kind], conversions.NAMES[kind], kind) for kind in kinds
        ]
        kind = await choose(self._app, title, choices, plain_lines(shortened(found[0].text, 200)))
        if kind is None:
            return None
        owner, due = "", None
        if kind == "action":
            written = await ask_text(self._app, "Who does it?", hint="a name, or nothing", check=_check)
            if written is None:
                return None
            owner = written.strip()
            by = await self._date("By when?", None)
            if by is None:
                return None
            due = by.date
        made = conversions.convert_all(self._desk, numbers, kind, self._now(), owner=owner, due=due)
        return f"{found[0].ref} is {made[0].ref} now" if len(made) == 1 else f"{len(made)} are changed"

    async def _owner(self, title: str, records: Sequence[Issue | Action]) -> str | None:
        before = _common(one.owner for one in records) or ""
        crowd = crowd_at(self._desk, self._now)
        return await ask_owner(self._app, title, crowd, _words(records), first=before)

    async def _date(self, title: str, before: dt.date | None) -> Day | None:
        following = meetings.next_meeting(self._desk, self._now())
        return await ask_date(
            self._app, title, self._today, f"{FORMS}, or nothing", default=before, next_meeting=following
        )

    async def _text(self, title: str, records: Sequence[Issue | Action]) -> str | None:
        return await ask_text(self._app, title, _words(records), hint="in a few words", check=_check_some)


_FOR_GOOD = "It was aired anonymously: what it says now is kept nowhere, and u can't bring it back."
_KEYS: dict[CaptureKind, str] = {"issue": "i", "action": "a", "note": "o", "idea": "p"}
"""As in the meeting."""


def _named(records: Sequence[Issue | Action]) -> str:
    first = records[0].capture
    return first.ref if len(records) == 1 else f"these {len(records)} {first.kind}s"


def _is(records: Sequence[Issue | Action]) -> str:
    return "is" if len(records) == 1 else "are"


def _said(records: Sequence[Issue] | Sequence[Action]) -> str:
    first = records[0].capture
    return f"{first.ref} is" if len(records) == 1 else f"{counted(len(records), first.kind)} are"


def _words(records: Sequence[Issue | Action]) -> Content:
    """The text of one, or the ids of several."""
    if len(records) == 1:
        return plain_lines(records[0].capture.text)
    refs = [one.capture.ref for one in records]
    more = f" and {len(refs) - _MOST_NAMED} more" if len(refs) > _MOST_NAMED else ""
    return plain(", ".join(refs[:_MOST_NAMED]) + more)


def _common(values: Iterable[Value]) -> Value | None:
    """What all have in common; None where they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _check(text: str) -> None:
    reason = why_unstorable(text)
    if reason:
        raise SmeetingError(f"{reason} and can't be kept", "write it without")


def _check_some(text: str) -> None:
    _check(text)
    if not text.strip():
        raise BadLineError("nothing is written yet", "a word is enough; esc leaves it")


def _check_ref(text: str) -> None:
    if parse_ref(text) is None:
        raise BadLineError(f"{shortened(text, 40)!r} is no id", "ids look like I14")


def _by(date: dt.date | None) -> str:
    return f" by {day(date)}" if date else ""
