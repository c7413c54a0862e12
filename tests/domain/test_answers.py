"""The rule of answers in time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.answers import InTime, PromisedAnswer, in_time, promised_answers, promised_day
from smeeting.domain.issue_moves import ISSUE_VERBS, IssueMove, IssueVerb

SIDES = {"Anna": "marketing", "Ben": "sales", "Guest": None}
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
AFTER = dt.date(2026, 4, 1)


def move(verb: IssueVerb, day: int, text: str = "", who: str = "Anna", issue: int = 1) -> IssueMove:
    return IssueMove(issue, verb, dt.datetime(2026, 3, day, 12, 0, tzinfo=dt.UTC), who, text)


def own(day: int, by: str, who: str = "Anna") -> IssueMove:
    return move("owned", day, f"by {by}", who)


def away_and_back(gone: int, back: int) -> tuple[IssueMove, ...]:
    """An issue becomes an action and a note, and an issue again."""
    return (
        move("converted", gone, "I1 → A1"),
        move("converted", gone, "A1 → N1"),
        move("converted", back, "N1 → I1"),
    )


def counted(*moves: IssueMove, today: dt.date = AFTER) -> dict[str, InTime]:
    return in_time(promised_answers(moves, dt.UTC), SIDES, FIRST, LAST, today)


@pytest.mark.parametrize(
    ("moves", "kept", "due"),
    [
        ([own(1, "2026-03-10"), move("answered", 10)], 1, 1),
        ([own(1, "2026-03-10"), move("answered", 11)], 0, 1),
        ([own(1, "2026-03-10")], 0, 1),
        # Moved before it had passed, and after.
        ([own(1, "2026-03-10"), own(10, "2026-03-20"), move("answered", 20)], 1, 1),
        ([own(1, "2026-03-10"), own(11, "2026-03-20"), move("answered", 20)], 1, 2),
        # Fallen away before the date, and after it.
        ([own(1, "2026-03-10"), move("withdrawn", 9)], 0, 0),
        ([own(1, "2026-03-10"), move("withdrawn", 11)], 0, 1),
        ([own(1, "2026-03-10"), move("owned", 5)], 0, 0),
        ([own(1, "2026-03-10"), move("merged", 5, "into I2")], 0, 0),
        # No issue any more before the date, and one again before and after it.
        ([own(1, "2026-03-10"), move("converted", 5, "I1 → A1")], 0, 0),
        ([own(1, "2026-03-10"), move("converted", 11, "I1 → A1")], 0, 1),
        ([own(1, "2026-03-10"), *away_and_back(5, 8)], 0, 1),
        ([own(1, "2026-03-10"), *away_and_back(5, 8), move("answered", 9)], 1, 1),
        ([own(1, "2026-03-10"), *away_and_back(5, 11), move("answered", 12)], 0, 0),
        ([own(1, "2026-03-10"), *away_and_back(11, 12), move("answered", 12)], 0, 1),
        ([*away_and_back(5, 8), move("answered", 9)], 0, 0),
        # The answer does not help: it was in time, and the next date is another promise.
        ([own(1, "2026-03-10"), move("answered", 5), move("does not help", 6), own(6, "2026-03-20")], 1, 2),
        ([own(1, "2026-03-10"), move("heard", 2), move("yes", 3), move("answered", 4)], 1, 1),
        ([move("answered", 4)], 0, 0),
        ([own(1, "2026-04-10"), move("answered", 4)], 0, 0),
        ([own(1, "2026-02-10"), move("answered", 4)], 0, 0),
    ],
)
def test_what_counts_as_in_time(moves: list[IssueMove], kept: int, due: int) -> None:
    assert counted(*moves) == ({"marketing": InTime(kept, due)} if due else {})


def test_what_is_due_today_may_still_come() -> None:
    promised = own(1, "2026-03-10")
    assert counted(promised, today=dt.date(2026, 3, 10)) == {}
    assert counted(promised, today=dt.date(2026, 3, 11)) == {"marketing": InTime(0, 1)}


def test_each_promise_counts_for_whoever_made_it() -> None:
    moves = [own(1, "2026-03-10"), own(11, "2026-03-20", "Ben"), move("answered", 20)]
    assert counted(*moves) == {"marketing": InTime(0, 1), "sales": InTime(1, 1)}
    assert counted(own(1, "2026-03-10", "Guest"), own(5, "2026-03-09", "Cy")) == {"": InTime(0, 1)}


def test_the_day_is_that_of_the_teams() -> None:
    late = IssueMove(1, "answered", dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC))
    east = dt.timezone(dt.timedelta(hours=2))
    (promised,) = promised_answers([own(1, "2026-03-10"), late], east)
    assert promised == PromisedAnswer(1, "Anna", dt.date(2026, 3, 10), dt.date(2026, 3, 11))


def test_only_a_date_is_a_promise() -> None:
    assert promised_day(own(1, "2026-03-10")) == dt.date(2026, 3, 10)
    assert promised_day(move("owned", 1)) is None
    assert promised_day(move("answered", 1, "by 2026-03-10")) is None


def test_nothing_due_is_no_share() -> None:
    assert InTime().share is None
    assert InTime(0, 2).share == 0
    assert InTime(1, 2).share == 50


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ISSUE_VERBS),
            st.integers(1, 28),
            st.one_of(st.just(""), st.integers(1, 28).map(lambda day: f"by 2026-03-{day:02}")),
            st.integers(1, 2),
        ),
        max_size=12,
    )
)
def test_whatever_happens_each_promise_counts_once(drawn: list[tuple[IssueVerb, int, str, int]]) -> None:
    drawn.sort(key=lambda one: one[1])
    moves = [move(verb, day, text, issue=issue) for verb, day, text, issue in drawn]
    promised = promised_answers(moves, dt.UTC)
    assert len(promised) == sum(promised_day(one) is not None for one in moves)
    for side in counted(*moves).values():
        assert 0 <= side.kept <= side.due <= len(promised)
