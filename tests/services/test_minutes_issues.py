"""The minutes of issues: two meetings a month apart, and what comes later changes neither."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.domain.record_links import RecordLink
from smeeting.services import anonymous, captures, issues, meetings, minutes, report_back, undoing
from smeeting.services.desk import Desk
from smeeting.storage import meetings as meeting_store
from smeeting.storage import record_links
from tests.services.conftest import at

Take = Callable[..., Receipt]
MARCH, APRIL = "2026-03-03-monthly", "2026-03-31-monthly"


def text_of(desk: Desk, name: str) -> str:
    return minutes.markdown(desk, meetings.get(desk, name))


def part(text: str, title: str) -> str:
    """What stands under a heading, up to the next one."""
    return text.partition(f"# {title}\n")[2].partition("\n#")[0].strip()


@pytest.fixture
def march(desk: Desk, meeting: Meeting, take: Take) -> Desk:
    """A first meeting: I1 and I2 are heard and promised, I3 is said twice, I5 waits, V6 is kept."""
    anna, ben = Person("Anna", "marketing"), Person("Ben", "sales")
    meetings.attend(desk, meeting, (anna, ben), "here", at(0))
    for line in (
        "#issue sales leads came without phones",
        "#issue marketing nobody answers our mails",
        "#issue sales the price list is old",
        "#issue marketing customers see old prices",
        "#issue sales the form is long",
        "#voice I never got the price list",
    ):
        take(line)
    for number, words in ((1, "you can't call"), (2, "we are a wall"), (3, "you look wrong")):
        take(f"#heard I{number} {words}")
    issues.me_too(desk, meeting, 1, "marketing", at(2))
    issues.merge(desk, 4, 3, at(3))
    issues.own(desk, 1, "Anna", dt.date(2026, 3, 30), at(4))
    issues.own(desk, 2, "Ben", dt.date(2026, 3, 20), at(4))
    meetings.move(desk, "close", at(50))
    return desk


@pytest.fixture
def april(march: Desk) -> Desk:
    """The next meeting, with its report-back: I1 helps, and I2 is not answered."""
    issues.answer(march, 1, "the form asks for a phone", dt.date(2026, 3, 25), at(0, days=22))
    held = meetings.start(march, "monthly", at(0, days=28))
    issues.helps(march, 1, at(2, days=28), "all had one")
    report_back.not_yet(
        march, held, 2, "nobody was in", at(3, days=28), owner="Ben", answer_by=dt.date(2026, 4, 20)
    )
    meetings.move(march, "close", at(50, days=28))
    return march


def test_the_first_minutes_say_how_issues_were_heard_and_who_answers_by_when(march: Desk) -> None:
    told = part(text_of(march, MARCH), "Issues as heard")
    assert "**I1** Sales, owned: leads came without phones\n  - Heard as: you can't call\n" in told
    assert "  - Me too: Marketing 1.\n  - Answers: Anna, by Mon 30 Mar 2026." in told
    assert "  - Raised 2 times; the same was said in\n    - **I4** Marketing: customers see" in told
    assert "**I4** Marketing, closed: customers see old prices\n  - Says the same as I3" in told
    assert "Not heard, carried over: I3, I5." in told
    assert "Report-back" not in text_of(march, MARCH)


def test_what_was_aired_before_the_meeting_is_told_where_it_is_heard(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take("#issue sales leads come without phones")
    take("#issue marketing nobody reads our briefs")
    meetings.move(desk, "close", at(9))
    second = meetings.start(desk, "monthly", at(0, days=28))
    for line in ("#heard I1 you can't call them", "#yes I1"):
        captures.take(desk, line, at(1, days=28))
    text = text_of(desk, second.name)
    before, carried = part(text, "Issues as heard"), part(text, "Carried over")
    assert "- **I1** Sales, heard, 1 meeting old: leads come without phones" in before
    assert "Heard: Sales 1 of 1. Not heard, carried over: I2." in before
    assert "**I1**" not in carried
    assert "**I2**" in carried


def test_the_next_minutes_report_back(april: Desk) -> None:
    told = text_of(april, APRIL)
    assert part(told, "Answered since last time") == (
        "- **I1** Sales: leads came without phones\n"
        "  - Answered by Anna Wed 25 Mar 2026, in time: the form asks for a phone\n"
        "  - It helps: all had one"
    )
    assert part(told, "Not answered") == (
        "- **I2** Marketing: nobody answers our mails\n"
        "  - Answers: Ben, by Mon 20 Apr 2026.\n"
        "  - Why: nobody was in"
    )
    assert "| Tue 31 Mar 2026 |    1 of 1 | 0 of 1 |" in part(told, "Answered in time")
    assert "I1" not in part(told, "Carried over")
    assert "**I5** Sales, aired, 1 meeting old" in part(told, "Carried over")
    page = part(told, "Promises")
    assert "- Issues answered in time: Marketing 1 of 1, Sales 0 of 1" in page
    assert "- ✗ Issues promised an answer and without one: I2 (Ben)" in page


def test_what_comes_later_changes_neither(april: Desk) -> None:
    before = text_of(april, MARCH), text_of(april, APRIL)
    issues.reopen(april, 4, "not the same", at(0, days=40))
    issues.reopen(april, 1, "half of them again", at(0, days=40))
    may = meetings.start(april, "monthly", at(0, days=56))
    issues.me_too(april, may, 2, "sales", at(1, days=56))
    issues.answer(april, 2, "two people read them", dt.date(2026, 4, 28), at(2, days=56))
    issues.does_not_help(april, 2, "still silence", at(3, days=56))
    captures.take(april, "#heard I5 you give up half way", at(4, days=56))
    captures.take(april, "#note V6 again", at(4, days=56))
    with april.change(at(5, days=56), "record.link", "a link"):
        record_links.add(april.db, 6, RecordLink("record", "5"))
        record_links.remove(april.db, 7, RecordLink("record", "2"))
    issues.merge(april, 5, 3, at(6, days=56))
    meetings.attend(april, may, (Person("Cy", "sales"),), "here", at(7, days=56))
    assert (text_of(april, MARCH), text_of(april, APRIL)) == before


def test_an_answer_that_does_not_help_is_told_with_the_word(march: Desk) -> None:
    issues.answer(march, 2, "we read them", dt.date(2026, 3, 25), at(0, days=22))
    meetings.start(march, "monthly", at(0, days=28))
    issues.does_not_help(march, 2, "nobody writes back", at(1, days=28))
    issues.own(march, 2, "Anna", None, at(2, days=28))
    told = part(text_of(march, APRIL), "Answered since last time")
    assert "Answered by Ben Wed 25 Mar 2026, late: we read them\n  - It does not help: nobody writes" in told
    assert "  - Answers: Anna, no date yet." in told


def test_what_does_not_help_is_told_once_and_then_as_any_other(march: Desk) -> None:
    issues.answer(march, 2, "we read them", dt.date(2026, 3, 25), at(0, days=22))
    meetings.start(march, "monthly", at(0, days=28))
    issues.does_not_help(march, 2, "nobody writes back", at(1, days=28))
    issues.own(march, 2, "Ben", dt.date(2026, 4, 10), at(2, days=28))
    meetings.move(march, "close", at(50, days=28))
    may = meetings.start(march, "monthly", at(0, days=56))
    told = text_of(march, may.name)
    assert part(told, "Answered since last time") == ""
    assert "**I2** Marketing: nobody answers our mails" in part(told, "Not answered")


def test_an_answer_nobody_asked_about_for_long_is_told_once_it_is(april: Desk) -> None:
    issues.answer(april, 3, "a new list", dt.date(2026, 4, 2), at(0, days=30))
    for days in (56, 84):
        held = meetings.start(april, "monthly", at(0, days=days))
        if days == 84:
            issues.helps(april, 3, at(1, days=days))
        meetings.move(april, "close", at(50, days=days))
    assert "It helps." in part(text_of(april, held.name), "Answered since last time")


def test_what_became_of_a_voice_is_told_as_it_was_then(march: Desk) -> None:
    with march.change(at(60), "record.link", "a link"):
        record_links.add(march.db, 6, RecordLink("record", "3"))
        record_links.add(march.db, 6, RecordLink("term", "mql"))
    told = part(text_of(march, MARCH), "Customer voices")
    assert told == "- **V6** I never got the price list\n  - Example of MQL.\n  - Became I3 (issue)."


def test_an_anonymous_issue_is_reported_on_without_its_author(desk: Desk, meeting: Meeting) -> None:
    anonymous.drop(desk, "our numbers are forged")
    anonymous.open_all(desk, meeting, at(1))
    issues.own(desk, 1, "Anna", dt.date(2026, 3, 20), at(4))
    meetings.move(desk, "close", at(50))
    issues.answer(desk, 1, "we count again", dt.date(2026, 3, 19), at(0, days=16))
    meetings.start(desk, "monthly", at(0, days=28))
    told = part(text_of(desk, APRIL), "Answered since last time")
    assert "**I1** anonymously: our numbers are forged" in told
    assert "Opened without a name: 1 issue." in part(text_of(desk, MARCH), "Issues as heard")


def test_the_balance_of_talk_goes_back_over_the_meetings(march: Desk) -> None:
    with march.traceless():
        held = msgspec.structs.replace(
            meetings.get(march, MARCH), talk_ms={"marketing": 60_000, "sales": 180_000}
        )
        meeting_store.save_clock(march.db, held)
    meetings.start(march, "monthly", at(0, days=28))
    for name in (MARCH, APRIL):
        assert "| Tue 3 Mar 2026 | 25 % (1:00) | 75 % (3:00) |" in part(
            text_of(march, name), "Balance of talk"
        )


def test_a_me_too_that_is_taken_back_later_stays_in_the_minutes(desk: Desk) -> None:
    meeting = meetings.start(desk, "monthly", at(0))
    captures.take(desk, "#issue sales the leads are cold", at(1))
    issues.me_too(desk, meeting, 1, "marketing", at(2))
    meetings.move(desk, "close", at(50))
    before = text_of(desk, MARCH)
    assert "Me too: Marketing 1" in before
    undoing.undo(desk, at(10, days=5))
    assert issues.get(desk, 1).me_too == {}
    assert text_of(desk, MARCH) == before
    undoing.redo(desk, at(20, days=5))
    assert text_of(desk, MARCH) == before
