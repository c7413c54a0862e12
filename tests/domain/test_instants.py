import pytest

from smeeting.domain.instants import Span, between, was_read_before
from tests.domain.times import Machine


def test_running_time_does_not_depend_on_the_wall_clock() -> None:
    machine = Machine()
    earlier = machine.now
    machine.run(60)
    assert between(earlier, machine.set_wall(-3600)) == Span(ran_ms=60_000, slept_ms=0)


def test_sleep_is_told_from_running() -> None:
    machine = Machine()
    earlier = machine.now
    machine.run(60)
    machine.sleep(3600)
    assert between(earlier, machine.run(1)) == Span(ran_ms=61_000, slept_ms=3_600_000)


def test_after_a_restart_the_whole_gap_is_sleep() -> None:
    machine = Machine()
    earlier = machine.run(600)
    assert between(earlier, machine.restart(90)) == Span(ran_ms=0, slept_ms=90_000)


def test_a_restart_with_the_wall_clock_set_back_is_no_negative_time() -> None:
    machine = Machine()
    earlier = machine.now
    machine.restart(30)
    assert between(earlier, machine.set_wall(-3600)) == Span(0, 0)


@pytest.mark.parametrize(("gap_ms", "slept_ms"), [(1, 0), (999, 0), (1000, 1000)])
def test_the_moment_between_the_two_readings_is_no_sleep(gap_ms: int, slept_ms: int) -> None:
    machine = Machine()
    earlier = machine.now
    assert between(earlier, machine.sleep(gap_ms / 1000)).slept_ms == slept_ms


def test_readings_are_ordered_only_within_one_run_of_the_machine() -> None:
    machine = Machine()
    earlier = machine.now
    later = machine.run(1)
    assert was_read_before(earlier, later)
    assert not was_read_before(later, earlier)
    assert not was_read_before(machine.restart(5), later)
