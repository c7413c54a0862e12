"""Killed with -9 anywhere: what got a receipt is on disk, whole, and the meeting goes on where it was."""

import os
import random
import select
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smeeting.services import captures, doctor, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting, the_live
from smeeting.storage.instants import read_instant
from smeeting.storage.workspace import Workspace
from tests.faults.scripted_meeting import SCRIPT, State, state_of, states
from tests.faults.sweeps import seeds

if TYPE_CHECKING:
    from smeeting.domain.instants import Instant

BETWEEN_RECEIPTS_S = 0.006
"""Some more than one step takes."""
BEFORE_THE_FIRST_S = 0.5
"""About as long as the program needs to begin."""


@pytest.fixture(scope="session")
def expected(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[State, ...]:
    """The states a run goes through that nobody disturbs."""
    return states(Path(shutil.copytree(starter, tmp_path_factory.mktemp("expected") / "workspace")))


class Run:
    """The scripted meeting in a process of its own, with what it said until it was killed."""

    def __init__(self, root: Path) -> None:
        self.began = read_instant()
        self.first_receipt: Instant | None = None
        self.said = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.scripted_meeting", str(root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )

    @property
    def receipts(self) -> int:
        return self.said.count(b"\n")

    def read(self, patience: float | None) -> bool:
        """Read what it says within so many seconds; False when there was nothing, or no more to come."""
        assert self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], patience)[0]:
            return False
        more = os.read(self.process.stdout.fileno(), 65536)
        self.said += more
        if self.receipts and self.first_receipt is None:
            self.first_receipt = read_instant()
        return bool(more)

    def kill_after(self, receipts: int, delay: float) -> None:
        """Kill it so many seconds after so many receipts."""
        while self.receipts < receipts and self.read(None):
            pass
        until = time.monotonic() + delay
        while (left := until - time.monotonic()) > 0 and self.read(left):
            pass
        self.process.kill()
        while self.read(None):
            pass


@contextmanager
def _run(root: Path) -> Iterator[Run]:
    run = Run(root)
    try:
        yield run
    finally:
        run.process.kill()
        run.process.communicate()


def _is_whole(database: Path) -> bool:
    if not database.exists():
        return True
    conn = sqlite3.connect(database)
    try:
        return bool(conn.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        conn.close()


@seeds(small=20, full=200)
def test_what_got_a_receipt_outlives_a_kill(workspace: Path, expected: tuple[State, ...], seed: int) -> None:
    chance = random.Random(seed)
    receipts = chance.randrange(len(SCRIPT))
    delay = chance.uniform(0, BETWEEN_RECEIPTS_S if receipts else BEFORE_THE_FIRST_S)
    with _run(workspace) as run:
        run.kill_after(receipts, delay)
    assert run.receipts >= receipts
    with Desk(Workspace(workspace)) as desk:
        # The step that was under way is on disk whole, or not at all.
        assert state_of(desk) in expected[run.receipts : run.receipts + 2]
        if (meeting := live_meeting(desk, read_instant())) is not None:
            _assert_time_is_right(desk, run)
            _assert_it_goes_on(desk, meeting.current)
    assert _is_whole(workspace / "smeeting.db")


def _assert_time_is_right(desk: Desk, run: Run) -> None:
    now = read_instant()
    meeting = the_live(desk, now)
    booked = meeting.used_ms + meeting.paused_ms
    assert booked <= now.awake_ms - run.began.awake_ms
    if run.first_receipt is not None:
        assert booked >= now.awake_ms - run.first_receipt.awake_ms
    assert meeting.slept_ms == 0


def _assert_it_goes_on(desk: Desk, current: int) -> None:
    before = state_of(desk)
    captures.take(desk, "#note we are back", desk.now())
    after = state_of(desk)
    assert after.captures[:-1] == before.captures
    assert after.captures[-1][1:] == ("we are back", current)
    meetings.move(desk, "close", desk.now())
    assert all(verdict.is_sound for verdict in doctor.look_over(desk))


def test_a_run_that_is_left_alone_ends_as_expected(workspace: Path, expected: tuple[State, ...]) -> None:
    with _run(workspace) as run:
        while run.read(None):
            pass
        assert run.process.wait() == 0
    assert run.receipts == len(SCRIPT)
    with Desk(Workspace(workspace)) as desk:
        assert state_of(desk) == expected[-1]
    assert len(set(map(str, expected))) > len(SCRIPT) - 4, "each step but an export leaves its mark"
