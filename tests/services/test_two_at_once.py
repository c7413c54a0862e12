"""What one terminal does between another's look and its write is neither lost nor overwritten."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person, Rating
from smeeting.domain.periods import Period
from smeeting.services import actions, anonymous, captures, issues, meetings, metrics, targets, undoing
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage import values
from tests.services.conftest import at

Take = Callable[..., Receipt]
PERIOD = Period.parse("2026-02")


def test_an_action_that_was_dropped_meanwhile_keeps_its_word(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take("#action Ben send the list")
    other = open_desk(folder, "other")
    change = Desk.change

    def change_after_the_other(self: Desk, *given: object, **named: object) -> object:
        if self is desk:
            monkeypatch.setattr(Desk, "change", change)
            actions.drop(other, 1, "the fair was cancelled", at(0).at.date(), at(2))
        return change(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "change", change_after_the_other)
    with pytest.raises(BadMoveError, match="dropped already"):
        actions.done(desk, 1, "sent", at(0).at.date(), at(3))
    assert actions.get(desk, 1).outcome == "the fair was cancelled"


@pytest.mark.parametrize(
    "line",
    ["#decision too late", "#here Anna", "#dispute mql why", "#metric mql 3", "#action Ben go", "s/a/b/"],
)
def test_nothing_is_added_to_a_meeting_that_was_closed_meanwhile(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], meeting: Meeting, line: str
) -> None:
    captures.take(desk, "#note a word", at(1))
    scribe = captures.Scribe(desk, the_live(desk, at(2)), at(2))
    other = open_desk(folder, "other")
    meetings.move(other, "close", at(3))
    before = captures.of_item(desk, meeting, 0)
    with pytest.raises(BadMoveError, match="closed"):
        scribe.take(line)
    assert captures.of_item(desk, meeting, 0) == before


def test_a_capture_belongs_to_the_item_that_is_current_when_it_is_stored(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], meeting: Meeting
) -> None:
    scribe = captures.Scribe(desk, meeting, at(1))
    meetings.move(open_desk(folder, "other"), "next", at(1))
    scribe.take("#note said in the metrics")
    assert [one.text for one in captures.of_item(desk, meeting, 1)] == ["said in the metrics"]


def test_a_target_set_meanwhile_survives_an_actual(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    term, other = metrics.measured(desk, "mql"), open_desk(folder, "other")
    change = Desk.change

    def change_after_the_other(self: Desk, *given: object, **named: object) -> object:
        if self is desk:
            monkeypatch.setattr(Desk, "change", change)
            targets.set_alone(other, term, PERIOD, 77, at(1))
        return change(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "change", change_after_the_other)
    metrics.set_actual(desk, term, PERIOD, 12, at(2))
    stored = values.get(desk.db, "mql", PERIOD)
    assert stored is not None
    assert (stored.actual, stored.target) == (12, 77)


@pytest.mark.parametrize("line", ["#here Anna", "#metric mql 3", "#dispute mql why", "#heard I1 fair"])
def test_every_line_books_the_clock(desk: Desk, meeting: Meeting, line: str) -> None:
    captures.take(desk, "#issue sales leads are cold", at(1))
    captures.take(desk, line, at(15))
    assert meetings.unattended_s(desk, at(20)) == 5 * 60
    restarted = msgspec.structs.replace(at(20), boot="after a power cut", awake_ms=1, up_ms=1)
    assert used_by(desk, restarted) == 15 * 60


def used_by(desk: Desk, now: Instant) -> int:
    return the_live(desk, now).used_s


def test_an_issue_that_was_withdrawn_is_not_heard(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    issues.withdraw(desk, 1, "a mistake", at(0).at.date(), at(2))
    with pytest.raises(BadMoveError, match="withdrawn already"):
        take("#heard I1 late words", 3)
    assert issues.get(desk, 1).heard == ""


def test_undo_goes_past_what_leaves_no_trace(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#decision weekly")
    anonymous.drop(desk, "we fear")
    anonymous.open_all(desk, meeting, at(3))
    assert undoing.undo(desk, at(4), meeting=meeting).text == "taken back: decision: weekly"


def test_what_the_room_did_with_an_anonymous_issue_is_undone(desk: Desk, meeting: Meeting) -> None:
    anonymous.drop(desk, "we fear")
    anonymous.open_all(desk, meeting, at(3))
    number = issues.listed(desk)[0].capture.number
    issues.own(desk, number, "Anna", None, at(3))
    assert undoing.undo(desk, at(4), meeting=meeting).text == f"taken back: I{number} owned"
    assert issues.get(desk, number).owner == ""


def test_a_final_meeting_is_rated_no_more(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "close", at(2))
    meetings.move(desk, "finalise", at(2), name=meeting.name)
    with pytest.raises(BadMoveError, match="final"):
        meetings.rate(desk, meeting, Rating("sales", 9), at(3))
    with pytest.raises(BadMoveError):
        meetings.attend(desk, meeting, (Person("Anna"),), "here", at(3))


@pytest.fixture
def quicker(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Lets another terminal do something right before the next change from this one."""
    other, change = open_desk(folder, "other"), Desk.change

    def before_the_next_change(do: Callable[[Desk], object]) -> None:
        def after_the_other(self: Desk, *given: object, **named: object) -> object:
            if self is desk:
                monkeypatch.setattr(Desk, "change", change)
                do(other)
            return change(self, *given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Desk, "change", after_the_other)

    return before_the_next_change


MARCH_10, MARCH_20 = dt.date(2026, 3, 10), dt.date(2026, 3, 20)


def test_an_issue_that_was_given_away_meanwhile_is_answered_by_its_owner(
    desk: Desk, take: Take, quicker: Callable[..., None]
) -> None:
    take("#issue sales the leads are cold")
    issues.own(desk, 1, "Ann", MARCH_10, at(2))
    quicker(lambda other: issues.own(other, 1, "Bob", MARCH_20, at(3)))
    issues.answer(desk, 1, "they are warmed", MARCH_10, at(4))
    assert issues.moves_of(desk, 1)[-1].who == "Bob"


def test_an_issue_that_was_heard_meanwhile_is_opened_again_as_heard(
    desk: Desk, take: Take, quicker: Callable[..., None]
) -> None:
    take("#issue sales the leads are cold")
    issues.withdraw(desk, 1, "they are warm", MARCH_10, at(2))

    def heard(other: Desk) -> None:
        issues.reopen(other, 1, "they are not", at(3))
        captures.take(other, "#heard I1 cold leads", at(4))
        issues.withdraw(other, 1, "again", MARCH_10, at(5))

    quicker(heard)
    assert issues.reopen(desk, 1, "and again", at(6)).state == "heard"


def test_a_date_that_was_moved_meanwhile_stays_where_only_the_owner_is_said(
    desk: Desk, take: Take, quicker: Callable[..., None]
) -> None:
    take("#issue sales the leads are cold")
    take("#action Ann by 10 mar warm them")
    issues.own(desk, 1, "Ann", MARCH_10, at(2))
    quicker(lambda other: issues.own(other, 1, "Ann", MARCH_20, at(3)))
    assert take("#own I1 Bob", 4).due == MARCH_20
    quicker(lambda other: actions.assign(other, 2, "Ann", MARCH_20, at(5)))
    assert take("#own A2 Bob", 6).due == MARCH_20
    assert (issues.get(desk, 1).answer_by, actions.get(desk, 2).due) == (MARCH_20, MARCH_20)
