"""Answers in time: counted between meetings and month by month, and past minutes never change by them."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.answers import InTime
from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadMoveError
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.domain.periods import Period
from smeeting.domain.record_links import RecordLink
from smeeting.services import answers, issues, meetings, metrics, people, report_back, undoing
from smeeting.services.desk import Desk
from smeeting.storage import issue_moves, record_links
from tests.services.conftest import at

Take = Callable[..., Receipt]
MARCH_10 = dt.date(2026, 3, 10)
MARCH_20 = dt.date(2026, 3, 20)
MARCH = Period.parse("2026-03")
APRIL = Period.parse("2026-04")


def on(day: int) -> dt.date:
    """A day of March; further ones are of April."""
    return dt.date(2026, 3, 1) + dt.timedelta(days=day - 1)


def own(desk: Desk, number: int, who: str, by: int, day: int) -> None:
    issues.own(desk, number, who, on(by), at(60, days=day - 3))


def answer(desk: Desk, number: int, day: int) -> None:
    issues.answer(desk, number, "done", on(day), at(60, days=day - 3))


@pytest.fixture
def aired(desk: Desk, meeting: Meeting, take: Take) -> Desk:
    """A first meeting with three issues, and somebody of each team."""
    meetings.attend(
        desk, meeting, (Person("Anna", "marketing"), Person("Ben", "sales"), Person("Guest")), "here", at(0)
    )
    for text in ("one", "two", "three"):
        take(f"#issue sales {text}")
    return desk


def close(desk: Desk) -> None:
    meetings.move(desk, "close", at(90))


def test_an_answer_counts_for_the_side_of_its_owner(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    own(aired, 2, "Anna", 10, 3)
    own(aired, 3, "Ben", 12, 3)
    answer(aired, 1, 10)
    answer(aired, 2, 11)
    assert answers.since_last(aired, on(3), on(12)) == {"marketing": InTime(1, 2)}
    assert answers.since_last(aired, on(3), on(13)) == {"marketing": InTime(1, 2), "sales": InTime(0, 1)}


def test_an_owner_of_no_side_stands_apart(aired: Desk) -> None:
    own(aired, 1, "Guest", 10, 3)
    own(aired, 2, "Nobody Known", 10, 3)
    assert answers.since_last(aired, None, on(11)) == {"": InTime(0, 2)}


def test_a_date_moved_in_time_is_replaced_and_one_moved_too_late_was_missed(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    own(aired, 1, "Anna", 20, 9)
    own(aired, 2, "Anna", 10, 3)
    own(aired, 2, "Ben", 20, 11)
    for number in (1, 2):
        answer(aired, number, 20)
    assert answers.since_last(aired, on(3), on(31)) == {"marketing": InTime(1, 2), "sales": InTime(1, 1)}


def test_a_date_that_was_taken_back_was_never_promised(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    undoing.undo(aired, at(70))
    assert answers.since_last(aired, on(3), on(31)) == {}


def test_the_metric_of_a_month_is_the_share_of_what_was_due_in_it(aired: Desk) -> None:
    measure(aired, "marketing")
    close(aired)
    own(aired, 1, "Anna", 10, 4)
    own(aired, 2, "Anna", 31, 4)
    own(aired, 3, "Anna", 33, 4)
    answer(aired, 1, 10)
    answer(aired, 3, 12)
    assert value(aired, MARCH) == (50.0, "1 of 2", "issues")
    assert value(aired, APRIL) == (100.0, "1 of 1", "issues")
    answer(aired, 2, 32)
    assert value(aired, MARCH) == (50.0, "1 of 2", "issues")


def test_where_nothing_was_due_there_is_no_number_and_it_is_said_why(aired: Desk) -> None:
    measure(aired, "sales")
    (promise,) = metrics.scorecard(aired, MARCH, ["answered-in-time"])
    assert (promise.actual, promise.reason) == (None, "no answer was due")


def test_a_number_somebody_gave_wins(aired: Desk) -> None:
    measure(aired, "marketing")
    own(aired, 1, "Anna", 10, 3)
    term = metrics.measured(aired, "answered-in-time")
    metrics.set_actual(aired, term, MARCH, 80, at(5))
    assert value(aired, MARCH) == (80.0, "", "typed")


def measure(desk: Desk, side: str) -> None:
    with desk.workspace.glossary_file.open("a") as file:
        file.write(
            "\n  - term: Answered in time\n    metric:\n      promised_by: marketing\n"
            f"      promised_to: sales\n      unit: '%'\n      source: {{answered: {side}}}\n"
        )


def value(desk: Desk, period: Period) -> tuple[float | None, str, str]:
    (promise,) = metrics.scorecard(desk, period, ["answered-in-time"])
    return promise.actual, promise.note, promise.source


def test_each_meeting_counts_what_was_due_since_the_one_before(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    own(aired, 2, "Ben", 31, 3)
    close(aired)
    answer(aired, 1, 10)
    april = meetings.start(aired, "monthly", at(0, days=28))
    first, second = answers.before(aired, april)
    assert (first.held_on, first.sides) == (on(3), {})
    assert (second.held_on, second.sides) == (on(31), {"marketing": InTime(1, 1), "sales": InTime(0, 1)})
    assert answers.before(aired, april, limit=1) == (second,)


def test_what_comes_later_does_not_change_what_a_meeting_counted(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    own(aired, 2, "Ben", 31, 3)
    close(aired)
    answer(aired, 1, 10)
    april = meetings.start(aired, "monthly", at(0, days=28))
    meetings.move(aired, "close", at(30, days=28))
    before = answers.before(aired, april)
    answer(aired, 2, 33)
    undoing.undo(aired, at(0, days=31))
    undoing.undo(aired, at(1, days=31))
    undoing.undo(aired, at(2, days=31))
    own(aired, 3, "Anna", 12, 35)
    may = meetings.start(aired, "monthly", at(0, days=56))
    meetings.attend(aired, may, (Person("Ben", "marketing"),), "here", at(1, days=56))
    assert answers.before(aired, april) == before


def test_it_is_said_how_late_an_answer_came(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    own(aired, 2, "Anna", 10, 3)
    for number, day in ((1, 10), (2, 11), (3, 11)):
        answer(aired, number, day)
    told = [answers.days_late(aired, issues.get(aired, number)) for number in (1, 2, 3)]
    assert told == [0, 1, None]


def test_why_one_is_not_answered_is_a_note_linked_to_it_and_one_step_of_undo(aired: Desk) -> None:
    own(aired, 1, "Anna", 10, 3)
    close(aired)
    april = meetings.start(aired, "monthly", at(0, days=28))
    later = at(5, days=28)
    note = report_back.not_yet(aired, april, 1, "the form is new", later, owner="Anna", answer_by=on(40))
    assert note.text == "I1 is not answered: the form is new"
    assert record_links.of_record(aired.db, note.number) == (RecordLink("record", "1"),)
    assert issues.get(aired, 1).answer_by == on(40)
    undoing.undo(aired, at(6, days=28), meeting=april)
    assert issues.get(aired, 1).answer_by == on(10)
    assert record_links.to_record(aired.db, 1) == ()
    assert len(issue_moves.of_issue(aired.db, 1)) == 1


def test_why_takes_a_word_and_an_open_issue(aired: Desk) -> None:
    april = meetings.get(aired, None)
    with pytest.raises(BadMoveError, match="takes a word"):
        report_back.not_yet(aired, april, 1, " ", at(5))
    answer(aired, 1, 4)
    with pytest.raises(BadMoveError, match="answered already"):
        report_back.not_yet(aired, april, 1, "no time", at(5))


def test_a_date_that_stays_is_still_promised_by_whoever_owns_the_issue_now(desk: Desk, take: Take) -> None:
    for name, side in (("Ann", "sales"), ("Bob", "marketing")):
        people.add(desk, Person(name, side), at(0))
    take("#issue sales the leads are cold")
    own(desk, 1, "Ann", 10, 3)
    issues.own_all(desk, [1], "Bob", None, at(2), keeps_date=True)
    assert answers.since_last(desk, on(3), on(20)) == {"marketing": InTime(0, 1)}
    answer(desk, 1, 9)
    assert answers.since_last(desk, on(3), on(20)) == {"marketing": InTime(1, 1)}


def test_who_is_called_otherwise_keeps_what_was_promised(desk: Desk, take: Take) -> None:
    people.add(desk, Person("Ann", "sales"), at(0))
    take("#issue marketing the leads are cold")
    own(desk, 1, "Ann", 10, 3)
    people.rename(desk, "Ann", "Ann Lee", at(3))
    assert answers.since_last(desk, on(3), on(20)) == {"sales": InTime(0, 1)}


def test_who_promised_before_anybody_knew_them_is_known_however_it_was_written(
    desk: Desk, take: Take
) -> None:
    take("#issue marketing the leads are cold")
    own(desk, 1, "ann lee", 10, 3)
    people.add(desk, Person("Ann Lee", "sales"), at(3))
    assert answers.since_last(desk, on(3), on(20)) == {"sales": InTime(0, 1)}


def test_an_answer_without_a_date_is_not_told_by_the_date_of_an_earlier_one(desk: Desk, take: Take) -> None:
    take("#issue sales the leads are cold")
    own(desk, 1, "Ann", 10, 3)
    answer(desk, 1, 9)
    assert answers.days_late(desk, issues.get(desk, 1)) == -1
    issues.does_not_help(desk, 1, "still cold", at(60, days=7))
    answer(desk, 1, 30)
    assert answers.days_late(desk, issues.get(desk, 1)) is None
