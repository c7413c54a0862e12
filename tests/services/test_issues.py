"""Issues and actions between meetings: each move is kept with its word, and none is lost."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.services import actions, captures, histories, issues, meetings, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
TODAY = dt.date(2026, 3, 10)
FRIDAY = dt.date(2026, 3, 13)


@pytest.fixture
def issue(desk: Desk, take: Take) -> int:
    """An issue, aired."""
    take("#issue sales leads are cold")
    return 1


@pytest.fixture
def action(desk: Desk, take: Take) -> int:
    """An action, open."""
    take("#action Ben by friday bring the list")
    return 1


# ---- issues ----


def test_an_issue_goes_from_aired_to_closed(desk: Desk, issue: int) -> None:
    owned = issues.own(desk, issue, " Ann ", FRIDAY, at(1))
    assert (owned.state, owned.owner, owned.answer_by) == ("owned", "Ann", FRIDAY)
    answered = issues.answer(desk, issue, "phones are asked for", TODAY, at(2))
    assert (answered.state, answered.answered_on) == ("answered", TODAY)
    assert issues.close(desk, issue, at(3)).state == "closed"
    assert issues.get(desk, issue).answer == "phones are asked for"


def test_its_owner_is_the_known_person_of_that_name(desk: Desk, meeting: Meeting, issue: int) -> None:
    meetings.attend(desk, meeting, (Person("Ann Lee", "marketing"),), "here", at(1))
    assert issues.own(desk, issue, "ann", None, at(2)).owner == "Ann Lee"


@pytest.mark.parametrize(
    "move",
    [
        lambda desk: issues.own(desk, 1, "  ", None, at(2)),
        lambda desk: issues.answer(desk, 1, "\n", TODAY, at(2)),
        lambda desk: issues.withdraw(desk, 1, " ", TODAY, at(2)),
        lambda desk: issues.close(desk, 1, at(2)),
    ],
)
def test_a_move_without_its_word_is_refused(desk: Desk, issue: int, move: Callable[[Desk], object]) -> None:
    before = issues.get(desk, issue)
    with pytest.raises(BadMoveError) as refused:
        move(desk)
    assert refused.value.hint
    assert issues.get(desk, issue) == before


def test_closing_an_open_issue_says_what_comes_first(desk: Desk, issue: int) -> None:
    with pytest.raises(BadMoveError, match="I1 has no answer yet; answer it, or withdraw it"):
        issues.close(desk, issue, at(2))


def test_an_ended_issue_does_not_move_again(desk: Desk, issue: int) -> None:
    issues.withdraw(desk, issue, "it was ours", TODAY, at(2))
    moves: tuple[Callable[[], object], ...] = (
        lambda: issues.own(desk, issue, "Ann", None, at(3)),
        lambda: issues.answer(desk, issue, "x", TODAY, at(3)),
        lambda: issues.withdraw(desk, issue, "x", TODAY, at(3)),
        lambda: issues.close(desk, issue, at(3)),
    )
    for move in moves:
        with pytest.raises(BadMoveError, match="I1 is withdrawn already"):
            move()
    assert issues.get(desk, issue).answer == "it was ours"


def test_undo_brings_a_withdrawn_issue_back(desk: Desk, issue: int) -> None:
    issues.withdraw(desk, issue, "it was ours", TODAY, at(2))
    undoing.undo(desk, at(3))
    assert issues.get(desk, issue).state == "aired"


def test_open_issues_come_oldest_first_and_all_of_them_newest_first(desk: Desk, take: Take) -> None:
    for text in ("one", "two", "three"):
        take(f"#issue {text}")
    issues.withdraw(desk, 2, "gone", TODAY, at(2))
    assert [one.capture.number for one in issues.listed(desk)] == [1, 3]
    assert [one.capture.number for one in issues.listed(desk, only_open=False)] == [3, 2, 1]
    assert [one.capture.number for one in issues.listed(desk, only_open=False, limit=1, offset=1)] == [2]


def test_an_issue_grows_older_by_meetings(desk: Desk, issue: int) -> None:
    for month in (1, 2):
        meetings.move(desk, "close", at(50, days=28 * (month - 1)))
        meetings.start(desk, "monthly", at(0, days=28 * month))
    assert issues.get(desk, issue).age == 2


def test_an_issue_can_be_aired_between_meetings(desk: Desk) -> None:
    capture = Capture(number=0, kind="issue", text="no meeting yet", side="sales", at=at(0).at)
    captures.record(desk, capture, at(0))
    (issue,) = issues.listed(desk)
    assert (issue.capture.meeting, issue.age, issue.capture.side) == (None, 0, "sales")


def test_no_issue_of_that_number_says_where_to_look(desk: Desk, action: int) -> None:
    with pytest.raises(NotFoundError, match="no issue I1"):
        issues.get(desk, action)


def test_the_history_tells_each_move_in_order(desk: Desk, issue: int) -> None:
    issues.own(desk, issue, "Ann", FRIDAY, at(2))
    undoing.undo(desk, at(3))
    steps = histories.of_record(desk, issues.get(desk, issue))
    assert [(step.at, step.undone) for step in steps] == [
        (at(1).at, False),
        (at(2).at, False),
        (at(3).at, True),
    ]
    assert steps[1].label == "I1 owned"


# ---- actions ----


def test_an_action_is_done_with_what_came_of_it(desk: Desk, action: int) -> None:
    actions.done(desk, action, "", TODAY, at(2))
    done = actions.get(desk, action)
    assert (done.state, done.done_on, done.outcome) == ("done", TODAY, "")
    assert actions.listed(desk) == ()
    assert actions.listed(desk, only_open=False) == (done,)


def test_an_action_is_dropped_with_a_word(desk: Desk, action: int) -> None:
    with pytest.raises(BadMoveError, match="takes a word"):
        actions.drop(desk, action, " ", TODAY, at(2))
    assert actions.drop(desk, action, "fair is off", TODAY, at(2)).outcome == "fair is off"


def test_an_ended_action_does_not_move_again(desk: Desk, action: int) -> None:
    actions.done(desk, action, "brought", TODAY, at(2))
    moves: tuple[Callable[[], object], ...] = (
        lambda: actions.done(desk, action, "twice", TODAY, at(3)),
        lambda: actions.drop(desk, action, "x", TODAY, at(3)),
        lambda: actions.assign(desk, action, "Ann", None, at(3)),
    )
    for move in moves:
        with pytest.raises(BadMoveError, match="A1 is done already"):
            move()
    assert actions.get(desk, action).outcome == "brought"


def test_an_action_is_assigned_anew(desk: Desk, action: int) -> None:
    assigned = actions.assign(desk, action, " Ann ", None, at(2))
    assert (assigned.owner, assigned.due) == ("Ann", None)
    assert actions.assign(desk, action, "", FRIDAY, at(3)).owner == ""


def test_open_actions_come_by_date_those_without_last(desk: Desk, take: Take) -> None:
    take("#action Ann write it up")
    take("#action Ben by 2026-05-01 later")
    take("#action Cy by 2026-04-01 sooner")
    assert [one.capture.number for one in actions.listed(desk)] == [3, 2, 1]


def test_an_answer_that_does_not_help_leaves_what_nobody_heard_unheard(desk: Desk, take: Take) -> None:
    take("#issue sales the leads are cold")
    issues.answer(desk, 1, "they are warmed", at(2).at.date(), at(2))
    assert issues.does_not_help(desk, 1, "still cold", at(3)).state == "aired"
