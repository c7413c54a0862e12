from collections.abc import Callable

import msgspec
import pytest

from smeeting.domain import moves
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting, MeetingState
from tests.domain.times import TEN, Machine, meeting_of

Move = Callable[[Meeting, Instant], Meeting]


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def running(machine: Machine) -> Meeting:
    return moves.start(meeting_of(5, 15, 20, 20), machine.now)


def used(meeting: Meeting) -> list[int]:
    return [item.used_s for item in meeting.items]


def test_a_start_begins_the_clock_at_the_first_item(running: Meeting) -> None:
    assert (running.state, running.current, running.started_at) == ("running", 0, TEN)


def test_time_goes_to_the_item_it_ran_in(running: Meeting, machine: Machine) -> None:
    second = moves.go_next(running, machine.run(250))
    third = moves.go_to(second, machine.run(600), 2)
    back = moves.go_back(third, machine.run(30))
    assert used(moves.tick(back, machine.run(1))) == [250, 601, 30, 0]


def test_milliseconds_add_up_over_many_ticks(running: Meeting, machine: Machine) -> None:
    meeting = running
    for _ in range(1000):
        meeting = moves.tick(meeting, machine.run(0.333))
    assert meeting.used_ms == 333_000


def test_paused_time_is_no_used_time(running: Meeting, machine: Machine) -> None:
    paused = moves.pause(running, machine.run(10))
    resumed = moves.resume(paused, machine.run(300))
    after = moves.tick(resumed, machine.run(5))
    assert (after.used_s, after.paused_ms, after.slept_ms) == (15, 300_000, 0)


def test_sleep_counts_as_a_pause_in_a_running_meeting(running: Meeting, machine: Machine) -> None:
    machine.run(10)
    machine.sleep(3600)
    after = moves.tick(running, machine.run(1))
    assert (after.state, after.used_s, after.paused_ms, after.slept_ms) == (
        "running",
        11,
        3_600_000,
        3_600_000,
    )


def test_a_reading_older_than_the_last_booking_counts_nothing_twice(
    running: Meeting, machine: Machine
) -> None:
    older = machine.run(10)
    booked = moves.tick(running, machine.run(2))
    assert moves.tick(booked, older) == booked
    assert moves.tick(moves.tick(booked, older), machine.run(1)).used_s == 13


def test_a_paused_meeting_stays_paused_when_it_moves(running: Meeting, machine: Machine) -> None:
    moved = moves.go_next(moves.pause(running, machine.run(1)), machine.run(60))
    assert (moved.state, moved.current, moved.used_s) == ("paused", 1, 1)


def test_a_move_leaves_the_meeting_it_was_given_alone(running: Meeting, machine: Machine) -> None:
    before = msgspec.json.encode(running)
    moves.extend(moves.go_next(running, machine.run(10)), machine.run(10))
    assert msgspec.json.encode(running) == before


def test_an_item_is_extended_by_two_then_one_minute_then_no_more(running: Meeting, machine: Machine) -> None:
    twice = moves.extend(moves.extend(running, machine.now), machine.now)
    assert twice.item.planned_s == (5 + 2 + 1) * 60
    with pytest.raises(BadMoveError, match="Item 1 was extended 2 times already"):
        moves.extend(twice, machine.now)


@pytest.mark.parametrize("give", [moves.extend, lambda meeting, now: moves.borrow(meeting, now, 1, 1)])
def test_at_the_wall_there_is_no_more_time_to_give(running: Meeting, machine: Machine, give: Move) -> None:
    with pytest.raises(BadMoveError, match="used its 60 minutes"):
        give(running, machine.run(60 * 60))


def test_borrowed_minutes_come_from_a_later_items_plan(running: Meeting, machine: Machine) -> None:
    borrowed = moves.borrow(running, machine.now, 2, 5)
    assert [item.planned_s // 60 for item in borrowed.items] == [10, 15, 15, 20]


@pytest.mark.parametrize(
    ("lender", "minutes", "why"),
    [
        (0, 1, "item 1 is not a later one"),
        (4, 1, "item 5 is not a later one"),
        (-1, 1, "item 0 is not a later one"),
        (1, 0, "0 minutes can't be borrowed"),
        (1, -5, "-5 minutes can't be borrowed"),
        (1, 16, "Item 2 has 15 unused minutes, not 16"),
    ],
)
def test_what_is_not_there_is_not_lent(
    running: Meeting, machine: Machine, lender: int, minutes: int, why: str
) -> None:
    with pytest.raises(BadMoveError, match=why):
        moves.borrow(running, machine.now, lender, minutes)


def test_only_unused_minutes_are_lent(running: Meeting, machine: Machine) -> None:
    visited = moves.go_back(moves.go_next(running, machine.now), machine.run(14 * 60 + 1))
    assert moves.lenders(visited) == (moves.Lender(2, 20), moves.Lender(3, 20))


def test_excused_time_becomes_a_pause(running: Meeting, machine: Machine) -> None:
    excused = moves.excuse(running, machine.run(100), 40)
    assert (excused.used_s, excused.paused_ms) == (60, 40_000)
    for seconds in (0, -1, 61):
        with pytest.raises(BadMoveError, match="can't be taken off Item 1"):
            moves.excuse(excused, machine.now, seconds)


def test_a_closed_meeting_has_no_running_clock(running: Meeting, machine: Machine) -> None:
    closed = moves.close(running, machine.run(30))
    assert (closed.state, closed.used_s, closed.mark) == ("closed", 30, None)
    assert closed.closed_at == machine.wall
    assert moves.tick(closed, machine.run(600)) == closed


def test_a_reopened_meeting_goes_on_without_the_time_it_was_closed(
    running: Meeting, machine: Machine
) -> None:
    reopened = moves.reopen(moves.close(running, machine.run(30)), machine.run(600))
    assert (reopened.state, reopened.closed_at) == ("paused", None)
    resumed = moves.resume(reopened, machine.run(5))
    assert (resumed.used_s, resumed.paused_ms) == (30, 5_000)


def test_final_minutes_stay_final(running: Meeting, machine: Machine) -> None:
    final = moves.finalise(moves.close(running, machine.now), machine.now)
    assert final.state == "final"
    with pytest.raises(BadMoveError, match=r"can't be reopened; its minutes are final"):
        moves.reopen(final, machine.now)


def go_to_first(meeting: Meeting, now: Instant) -> Meeting:
    return moves.go_to(meeting, now, 0)


def borrow_one(meeting: Meeting, now: Instant) -> Meeting:
    return moves.borrow(meeting, now, 1, 1)


def excuse_one(meeting: Meeting, now: Instant) -> Meeting:
    return moves.excuse(meeting, now, 1)


LIVE_MOVES = (
    moves.go_next, moves.go_back, go_to_first, moves.extend, borrow_one, excuse_one, moves.close,
)  # fmt: skip
ILLEGAL: list[tuple[MeetingState, Move]] = [
    *((state, move) for state in ("planned", "closed", "final") for move in LIVE_MOVES),
    *((state, moves.start) for state in ("running", "paused", "closed", "final")),
    *((state, moves.pause) for state in ("planned", "paused", "closed", "final")),
    *((state, moves.resume) for state in ("planned", "running", "closed", "final")),
    *((state, moves.reopen) for state in ("planned", "running", "paused", "final")),
    *((state, moves.finalise) for state in ("planned", "running", "paused", "final")),
]


@pytest.mark.parametrize(("state", "move"), ILLEGAL)
def test_a_move_the_state_does_not_allow_is_refused_with_a_hint(state: MeetingState, move: Move) -> None:
    machine = Machine()
    meeting = msgspec.structs.replace(meeting_of(5, 5), state=state)
    with pytest.raises(BadMoveError) as refused:
        move(meeting, machine.now)
    assert f"is {state}" in refused.value.message
    assert refused.value.hint


def test_the_ends_of_the_agenda_are_said(running: Meeting, machine: Machine) -> None:
    with pytest.raises(BadMoveError, match="Item 1 is the first item"):
        moves.go_back(running, machine.now)
    with pytest.raises(BadMoveError, match="Item 4 is the last item; close ends the meeting"):
        moves.go_next(moves.go_to(running, machine.now, 3), machine.now)
    with pytest.raises(BadMoveError, match="there is no item 5; items go from 1 to 4"):
        moves.go_to(running, machine.now, 4)


def test_a_meeting_without_items_does_not_start(machine: Machine) -> None:
    with pytest.raises(BadMoveError, match="has no items"):
        moves.start(meeting_of(), machine.now)


def test_the_choices_are_those_that_would_not_be_refused(running: Meeting, machine: Machine) -> None:
    assert moves.choices(running) == ("park", "extend", "borrow", "next")
    twice = moves.extend(moves.extend(running, machine.now), machine.now)
    assert moves.choices(twice) == ("park", "borrow", "next")
    last = moves.go_to(running, machine.now, 3)
    assert moves.choices(last) == ("park", "extend", "close")
    assert moves.choices(moves.tick(running, machine.run(3600))) == ("park", "next", "close")
    assert moves.choices(moves.close(running, machine.now)) == ()
