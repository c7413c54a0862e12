"""Listening: whose turn it is, what was heard, how the talk was divided, and what is carried over."""

from collections.abc import Callable

from smeeting.domain import moves
from smeeting.domain.captures import Receipt
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, issues, listening, meetings
from smeeting.services.desk import Desk
from smeeting.storage import meetings as meeting_store
from tests.services.conftest import at

Take = Callable[..., Receipt]


def _with_talk(desk: Desk, days: int, *spoken: tuple[str, float]) -> Meeting:
    """A closed meeting, in which each of these sides spoke for so many minutes."""
    held = meetings.start(desk, "monthly", at(0, days=days))
    minutes = 0.0
    for side, length in spoken:
        with desk.traceless():
            live = meeting_store.load(desk.db, held.name)
            meeting_store.save_clock(desk.db, moves.speak(live, at(minutes, days=days), side))
        minutes += length
    return meetings.move(desk, "close", at(minutes, days=days))


def test_the_talk_of_the_months_before_is_told_oldest_first(desk: Desk) -> None:
    first = _with_talk(desk, 0, ("sales", 3), ("marketing", 1))
    _with_talk(desk, 28)
    third = _with_talk(desk, 56, ("marketing", 2))
    last = _with_talk(desk, 84, ("sales", 1))
    assert listening.talk_before(desk, last) == (
        (first.held_on, {"sales": 180_000, "marketing": 60_000}),
        (third.held_on, {"marketing": 120_000}),
    )
    assert listening.talk_before(desk, last, limit=1) == ((third.held_on, {"marketing": 120_000}),)
    assert listening.talk_before(desk, first) == ()


def test_heard_is_what_was_said_back_and_agreed_to_by_side(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#issue sales forms are long")
    take("#issue the calendar is full")
    take("#issue sales a mistake")
    captures.drop_anonymously(desk, "nobody reads our briefs")
    issues.reveal(desk, meeting)
    for number in (1, 2, 5):
        take(f"#heard I{number} you mean it")
    with desk.change(at(3), "issue.yes", "I1 yes"):
        issues.understood(desk, 1, at(3))
    issues.withdraw(desk, 4, "a mistake", meeting.held_on, at(4))
    assert listening.heard_shares(desk, meeting) == {"sales": (1, 2), "": (1, 2)}


def test_what_was_aired_elsewhere_is_not_counted_here(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    meetings.move(desk, "close", at(2))
    second = meetings.start(desk, "monthly", at(0, days=28))
    assert listening.heard_shares(desk, second) == {}
