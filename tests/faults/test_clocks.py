"""Clocks that are set back, machines that sleep or start again: used time is the time the room had."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from smeeting.domain import moves
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage.workspace import Workspace
from tests.faults.conftest import Command
from tests.faults.sweeps import FULL

HOUR = 3600
START = Instant(dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC), 50_000_000, 60_000_000, "first")


def later(
    now: Instant, ran: int = 0, *, slept: int = 0, set_by: int = 0, boot: str | None = None, off: int = 0
) -> Instant:
    """The clocks after so many seconds awake, asleep and off, and with the wall clock set by some."""
    at = now.at + dt.timedelta(seconds=ran + slept + set_by + off)
    if boot is not None:
        return Instant(at, ran * 1000, ran * 1000, boot)
    return replace(now, at=at, awake_ms=now.awake_ms + ran * 1000, up_ms=now.up_ms + (ran + slept) * 1000)


@pytest.fixture
def running(workspace: Path) -> Workspace:
    """A meeting that was started at START."""
    with Desk(Workspace(workspace)) as desk:
        meetings.start(desk, None, START)
    return Workspace(workspace)


def _after(workspace: Workspace, now: Instant) -> Meeting:
    """What a program started at `now` finds, with the line it keeps."""
    with Desk(workspace) as desk:
        captures.take(desk, "#note x", now)
        return the_live(desk, now)


@pytest.mark.parametrize("set_by", [-HOUR, HOUR, -400 * 24 * HOUR])
def test_a_clock_that_is_set_changes_no_used_time(running: Workspace, set_by: int) -> None:
    before = later(START, 90)
    assert _after(running, before).used_s == 90
    after = _after(running, later(before, 30, set_by=set_by))
    assert (after.used_s, after.slept_ms) == (120, 0)


def test_sleep_counts_as_a_pause_and_is_told(running: Workspace) -> None:
    awake = _after(running, later(START, 90))
    woken = later(later(START, 90), 30, slept=HOUR)
    after = _after(running, woken)
    assert (after.used_s, after.paused_ms, after.slept_ms) == (120, HOUR * 1000, HOUR * 1000)
    assert [one.text for one in moves.notices(awake, after)] == [
        "the machine slept 60 min; counted as a pause"
    ]


@pytest.mark.parametrize("set_by", [0, -2 * HOUR])
def test_a_restart_of_the_machine_counts_as_a_pause(running: Workspace, set_by: int) -> None:
    assert _after(running, later(START, 90)).used_s == 90
    restarted = later(later(START, 90), boot="second", off=600, set_by=set_by)
    assert _after(running, restarted).used_s == 90
    after = _after(running, later(restarted, 45))
    assert after.used_s == 135
    assert after.slept_ms == (600_000 if set_by == 0 else 0)


def test_the_item_is_the_one_it_was(running: Workspace) -> None:
    with Desk(running) as desk:
        meetings.move(desk, "next", later(START, 60))
    after = _after(running, later(later(START, 60), boot="second", off=HOUR))
    assert after.current == 1
    assert [item.used_s for item in after.items[:2]] == [60, 0]


steps = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from([0, 0, 5, HOUR]),
        st.sampled_from([0, 0, -HOUR, 86_400]),
        st.booleans(),
        st.sampled_from(["take", "pause", "resume", "next", "keep"]),
    ),
    max_size=8,
)
"""Seconds run, slept, set; whether the machine starts again before; what is done then."""


@settings(
    max_examples=400 if FULL else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_no_order_of_faults_books_time_nobody_had(
    running: Workspace, tmp_path: Path, steps: list[tuple[int, int, int, bool, str]]
) -> None:
    root = Path(shutil.copytree(running.root, tmp_path / "copy"))
    now, used, is_running = START, 0, True
    try:
        for number, (ran, slept, set_by, restarts, deed) in enumerate(steps):
            if restarts:
                now = later(now, boot=f"boot {number}", off=slept, set_by=set_by)
            now = later(now, ran, slept=slept, set_by=set_by)
            # After a restart the time up to the first booking is not known, and counts for nobody.
            used += ran if is_running and not restarts else 0
            is_running = _do(root, deed, now, is_running=is_running)
        with Desk(Workspace(root)) as desk:
            assert the_live(desk, now).used_s == used
    finally:
        shutil.rmtree(root)


def _do(root: Path, deed: str, now: Instant, *, is_running: bool) -> bool:
    """Do one thing as a program started for it; whether the meeting runs afterwards."""
    with Desk(Workspace(root)) as desk:
        meeting = the_live(desk, now)
        if deed == "take":
            captures.take(desk, "#note x", now)
        elif deed == "keep":
            meetings.keep(desk, now)
        elif deed == "next" and meeting.current < len(meeting.items) - 1:
            meetings.move(desk, "next", now)
        elif (deed, is_running) in (("pause", True), ("resume", False)):
            meetings.move(desk, deed, now)
            return not is_running
        else:
            meetings.keep(desk, now)
    return is_running


def test_commands_tell_the_right_time_after_a_night(
    command: Command, running: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = later(later(START, 8 * 60), slept=9 * HOUR, set_by=-HOUR)
    monkeypatch.setattr("smeeting.services.desk.read_instant", lambda: now)
    assert "8 of 60 min in all" in command("next").out
    now = later(now, 5 * 60)
    assert "13 of 60 min in all" in command("pause").out
