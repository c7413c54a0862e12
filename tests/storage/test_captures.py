"""Captures, and the issues and actions they become, come back as they were and are found again."""

import datetime as dt

import msgspec
import pytest

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.errors import NotFoundError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.storage import actions, captures, issues, meetings
from smeeting.storage.database import Database
from tests.storage.conftest import MEETING, NOW, capture, change

replace = msgspec.structs.replace
DAY = dt.date(2026, 3, 6)


def add(db: Database, *drafts: Capture) -> list[Capture]:
    with db.write(change()):
        return [captures.add(db, draft) for draft in drafts]


def air(db: Database, *drafts: Issue) -> list[Issue]:
    with db.write(change()):
        return [issues.add(db, draft) for draft in drafts]


def undertake(db: Database, *drafts: Action) -> list[Action]:
    with db.write(change()):
        return [actions.add(db, draft) for draft in drafts]


def hold(db: Database, day: int, month: int = 4) -> Meeting:
    """One more meeting, held and closed."""
    started = dt.datetime(2026, month, day, 10, tzinfo=dt.UTC)
    made = replace(
        MEETING, name=f"m-{month}-{day}", held_on=started.date(), started_at=started, state="closed"
    )
    with db.write(change()):
        meetings.insert(db, made)
    return made


def test_a_capture_comes_back_as_it_was(db: Database, meeting: Meeting) -> None:
    draft = capture("x", "voice", side="sales", meeting=meeting.name, item=1, after_room=True, term_id="mql")
    (made,) = add(db, draft)
    assert made == replace(draft, number=1)
    assert captures.get(db, 1) == made
    assert made.ref == "V1"


def test_all_kinds_share_the_numbers(db: Database) -> None:
    add(db, capture())
    (issue,) = air(db, Issue(capture(kind="issue")))
    (action,) = undertake(db, Action(capture(kind="action")))
    assert (issue.capture.ref, action.capture.ref) == ("I2", "A3")


def test_captures_of_an_item_and_of_a_meeting_come_oldest_first(db: Database, meeting: Meeting) -> None:
    here = meeting.name
    add(db, capture("a", item=1, meeting=here), capture("b"), capture("c", "decision", item=0, meeting=here))
    add(db, capture("d", item=1, meeting=here))
    assert [each.text for each in captures.of_item(db, meeting.name, 1)] == ["a", "d"]
    assert [each.text for each in captures.of_meeting(db, meeting.name)] == ["a", "c", "d"]
    assert [each.text for each in captures.of_meeting(db, meeting.name, ("decision", "idea"))] == ["c"]
    assert captures.of_meeting(db, "gone") == ()


def test_the_newest_come_first_by_the_page_and_by_kind(db: Database) -> None:
    add(db, *(capture(str(number), "note" if number % 2 else "idea") for number in range(6)))
    assert [each.text for each in captures.newest(db, limit=2, offset=1)] == ["4", "3"]
    assert [each.text for each in captures.newest(db, ("idea",))] == ["4", "2", "0"]
    assert len(captures.newest(db, ("idea", "note"))) == 6
    assert captures.newest(db, ("voice", "decision")) == ()


def test_the_last_one_is_that_of_its_meeting_or_of_the_time_between(db: Database, meeting: Meeting) -> None:
    assert captures.last_of(db, None) is None
    mine, between = add(db, capture("mine", meeting=meeting.name), capture("between"))
    with db.write(change()):
        captures.add_row(db, capture("anonymous", "issue", meeting=meeting.name, at=None))
    assert captures.last_of(db, meeting.name) == mine
    assert captures.last_of(db, None) == between


def test_saving_what_is_so_already_says_so(db: Database) -> None:
    (made,) = add(db, capture("old"))
    with db.write(change()):
        assert not captures.save(db, made)
        assert captures.save(db, replace(made, text="new", kind="idea"))
    assert (captures.get(db, 1).text, captures.get(db, 1).kind) == ("new", "idea")


def test_only_an_anonymous_one_may_lack_a_time(db: Database) -> None:
    with pytest.raises(ValueError, match="history"), db.write(change()):
        captures.add(db, capture(at=None))


def test_unknown_numbers_are_not_found(db: Database) -> None:
    add(db, capture())
    for ask in (captures.get, captures.delete, issues.get, actions.get):
        with pytest.raises(NotFoundError):
            ask(db, 4711)
    with pytest.raises(NotFoundError), db.write(change()):
        captures.save(db, capture())
    with pytest.raises(NotFoundError), db.write(change()):
        issues.save(db, Issue(replace(capture(), number=1)))
    with pytest.raises(NotFoundError), db.write(change()):
        actions.save(db, Action(replace(capture(), number=1)))
    with pytest.raises(NotFoundError), db.write(change()):
        captures.add(db, capture(meeting="gone"))


def test_an_issue_comes_back_as_it_was(db: Database, meeting: Meeting) -> None:
    (made,) = air(db, Issue(capture("cold", "issue", side="sales", meeting=meeting.name, item=1)))
    assert (made.state, made.age) == ("aired", 0)
    later = replace(
        made,
        capture=replace(made.capture, text="cold leads"),
        state="answered",
        heard="you got no phones",
        owner="Anna",
        answer_by=DAY,
        answer="phones are asked for",
        answered_on=DAY,
    )
    with db.write(change()):
        assert issues.save(db, later)
        assert not issues.save(db, later)
    assert issues.get(db, 1) == later
    assert issues.of_meeting(db, meeting.name) == (later,)


def test_the_age_of_an_issue_counts_the_meetings_started_after_its_own(
    db: Database, meeting: Meeting
) -> None:
    air(db, Issue(capture(kind="issue", meeting=meeting.name)), Issue(capture(kind="issue")))
    assert [issue.age for issue in issues.open_issues(db)] == [0, 0]
    hold(db, 1)
    # Aired between two meetings: the next one is its first.
    assert [issue.age for issue in issues.open_issues(db)] == [1, 0]
    hold(db, 8)
    hold(db, 1, month=2)
    assert [issue.age for issue in issues.open_issues(db)] == [2, 1]


def test_issues_are_listed_by_state_side_and_owner(db: Database) -> None:
    air(
        db,
        Issue(capture("a", "issue", side="sales"), owner="Anna"),
        Issue(capture("b", "issue", side="marketing"), state="heard"),
        Issue(capture("c", "issue", side="sales"), state="closed", owner="Ben"),
    )

    def listed(**asked: object) -> str:
        return "".join(issue.capture.text for issue in issues.listed(db, **asked))  # type: ignore[arg-type]

    assert listed() == "abc"
    assert listed(newest_first=True, limit=2) == "cb"
    assert listed(limit=1, offset=1) == "b"
    assert listed(states=("heard", "closed")) == "bc"
    assert listed(side="sales") == "ac"
    assert listed(owner="anna") == "a"
    assert listed(side="sales", states=("closed",)) == "c"
    assert [issue.capture.text for issue in issues.open_issues(db)] == ["a", "b"]
    assert (issues.count(db), issues.count(db, ("closed",))) == (3, 1)


def test_late_issues_are_open_ones_past_their_date(db: Database) -> None:
    air(
        db,
        Issue(capture("later", "issue"), answer_by=DAY),
        Issue(capture("late", "issue"), state="owned", answer_by=DAY - dt.timedelta(2)),
        Issue(capture("later still", "issue"), answer_by=DAY - dt.timedelta(1)),
        Issue(capture("answered", "issue"), state="answered", answer_by=DAY - dt.timedelta(3)),
        Issue(capture("undated", "issue")),
    )
    assert [issue.capture.text for issue in issues.late(db, DAY)] == ["late", "later still"]
    assert len(issues.late(db, DAY, limit=1)) == 1


def test_an_action_comes_back_as_it_was(db: Database, meeting: Meeting) -> None:
    air(db, Issue(capture(kind="issue")))
    (made,) = undertake(db, Action(capture("call", "action", meeting=meeting.name), "Ben", DAY, issue=1))
    done = replace(
        made, state="done", done_on=DAY, outcome="called", capture=replace(made.capture, text="ring")
    )
    with db.write(change()):
        assert actions.save(db, done)
        assert not actions.save(db, done)
    assert actions.get(db, 2) == done
    assert actions.of_meeting(db, meeting.name) == actions.of_issue(db, 1) == (done,)


def test_actions_are_listed_by_date_those_without_one_last(db: Database) -> None:
    undertake(
        db,
        Action(capture("undated", "action"), "Ben"),
        Action(capture("second", "action"), "Anna", DAY),
        Action(capture("first", "action"), "Ben", DAY - dt.timedelta(1)),
        Action(capture("done", "action"), "Ben", DAY - dt.timedelta(9), state="done"),
    )
    assert [each.capture.text for each in actions.open_actions(db)] == ["first", "second", "undated"]
    assert [each.capture.text for each in actions.listed(db, owner="ben", limit=2)] == ["done", "first"]
    assert [each.capture.text for each in actions.late(db, DAY)] == ["first"]
    assert (actions.count(db), actions.count(db, ("open",))) == (4, 3)


def test_an_issue_that_an_action_answers_can_not_be_removed(db: Database) -> None:
    air(db, Issue(capture(kind="issue")))
    undertake(db, Action(capture(kind="action"), issue=1))
    with pytest.raises(StorageError, match="nothing of this was kept"), db.write(change()):
        captures.delete(db, 1)
    with db.write(change()):
        captures.delete(db, 2)
        captures.delete(db, 1)
    assert captures.newest(db) == ()


def test_a_page_of_many_is_found_by_an_index(db: Database, meeting: Meeting) -> None:
    """Each list that grows for ever is read through an index, never from end to end."""
    looked_at: list[str] = []
    db.conn.set_trace_callback(looked_at.append)
    captures.of_item(db, meeting.name, 1)
    captures.of_meeting(db, meeting.name)
    captures.last_of(db, None)
    captures.newest(db, ("idea",))
    issues.open_issues(db)
    issues.listed(db, owner="Anna")
    actions.listed(db, states=("open",), owner="Anna")
    issues.late(db, DAY)
    actions.late(db, DAY)
    db.conn.set_trace_callback(None)
    big = ("capture", "issue", "action", "row_history")
    for sql in looked_at:
        for *_, detail in db.rows(f"EXPLAIN QUERY PLAN {sql}"):
            assert not any(detail == f"SCAN {table}" for table in big), (detail, sql)


def test_times_are_kept_to_the_microsecond(db: Database) -> None:
    at = NOW.replace(microsecond=123_456)
    (made,) = add(db, capture(at=at))
    assert captures.get(db, made.number).at == at
