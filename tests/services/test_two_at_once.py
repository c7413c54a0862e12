"""What one terminal does between another's look and its write is neither lost nor overwritten."""

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
