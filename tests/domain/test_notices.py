import pytest

from smeeting.domain import moves
from smeeting.domain.meeting import Meeting
from tests.domain.times import Machine, meeting_of


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def running(machine: Machine) -> Meeting:
    return moves.start(meeting_of(15, 15, 30), machine.now)


def told(before: Meeting, after: Meeting) -> list[str]:
    return [notice.text for notice in moves.notices(before, after)]


def kinds(before: Meeting, after: Meeting) -> list[str]:
    return [notice.kind for notice in moves.notices(before, after)]


def test_a_box_is_told_at_seventy_percent_and_when_it_is_used(running: Meeting, machine: Machine) -> None:
    heard, meeting = [], running
    for _ in range(16 * 60):
        ticked = moves.tick(meeting, machine.run(1))
        heard += told(meeting, ticked)
        meeting = ticked
    assert heard == ["Item 1: 4:30 left", "Item 1 has used its 15 minutes"]


def test_a_tick_that_jumps_over_both_tells_both(running: Meeting, machine: Machine) -> None:
    after = moves.tick(running, machine.run(60 * 60))
    assert kinds(running, after) == ["item-70", "item-100", "wall-70", "wall-100"]
    assert told(running, after)[-1] == "the meeting has used its 60 minutes"
    assert "left" not in " ".join(told(running, after))


def test_the_wall_is_told_over_all_items(running: Meeting, machine: Machine) -> None:
    third = moves.go_to(running, machine.run(10), 2)
    before = moves.tick(third, machine.run(41 * 60))
    assert told(before, moves.tick(before, machine.run(60))) == ["the meeting: 17:50 left"]


def test_a_used_box_is_told_again_after_an_extension(running: Meeting, machine: Machine) -> None:
    used = moves.tick(running, machine.run(15 * 60))
    extended = moves.extend(used, machine.now)
    assert told(used, extended) == []
    assert told(extended, moves.tick(extended, machine.run(120))) == ["Item 1 has used its 17 minutes"]


def test_a_used_box_is_told_again_after_a_loan(running: Meeting, machine: Machine) -> None:
    used = moves.tick(running, machine.run(15 * 60))
    borrowed = moves.borrow(used, machine.now, 2, 10)
    after = moves.tick(borrowed, machine.run(10 * 60))
    assert told(borrowed, after) == [
        "Item 1 is past 70 % of its 25 minutes",
        "Item 1 has used its 25 minutes",
    ]


def test_an_item_that_lent_everything_says_so_once_it_is_begun(running: Meeting, machine: Machine) -> None:
    borrowed = moves.borrow(running, machine.now, 1, 15)
    assert told(running, borrowed) == []
    second = moves.go_next(borrowed, machine.run(1))
    assert "Item 2 has lent all its minutes" in told(second, moves.tick(second, machine.run(1)))


def test_a_single_minute_and_odd_seconds_read_well(machine: Machine) -> None:
    running = moves.start(meeting_of(1, 1, wall=1), machine.now)
    after = moves.tick(running, machine.run(60))
    assert "Item 1 has used its 1 minute" in told(running, after)


@pytest.mark.parametrize(
    ("seconds", "duration"), [(40, "40 s"), (3660, "61 min"), (3 * 3600 + 1200, "3 h 20 min")]
)
def test_sleep_is_told_once_and_as_a_pause(
    running: Meeting, machine: Machine, seconds: int, duration: str
) -> None:
    after = moves.tick(running, machine.sleep(seconds))
    assert told(running, after) == [f"the machine slept {duration}; counted as a pause"]
    assert told(after, moves.tick(after, machine.run(1))) == []


def test_a_notice_names_the_item_it_is_about(running: Meeting, machine: Machine) -> None:
    second = moves.go_next(running, machine.run(1))
    positions = [notice.position for notice in moves.notices(second, moves.tick(second, machine.run(900)))]
    assert positions == [1, 1]
