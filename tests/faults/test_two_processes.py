"""Two programs on one running meeting: each sees what the other keeps, and neither is in the other's way."""

import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage.workspace import Workspace
from tests.faults.children import run_child

WRITERS = 4
LINES = 12


@pytest.fixture
def running(workspace: Path) -> Path:
    """A workspace with a running meeting."""
    with Desk(Workspace(workspace)) as desk:
        meetings.start(desk, None, desk.now())
    return workspace


def _texts(desk: Desk) -> list[str]:
    return [one.text for one in captures.of_item(desk, the_live(desk, desk.now()), 0)]


def test_another_programs_capture_is_noticed_and_read(running: Path) -> None:
    with Desk(Workspace(running)) as desk:
        captures.take(desk, "#note mine", desk.now())
        seen = desk.db.data_version()
        assert desk.db.data_version() == seen, "one's own writing is no news"
        assert run_child(running, "note", "#note theirs").code == 0
        assert desk.db.data_version() != seen
        assert _texts(desk) == ["mine", "theirs"]


def test_another_programs_move_is_not_overwritten(running: Path) -> None:
    with Desk(Workspace(running)) as desk:
        before = desk.now()
        assert run_child(running, "next").code == 0
        meetings.move(desk, "extend", before)
        meeting = the_live(desk, desk.now())
        assert meeting.current == 1
        assert meeting.items[1].extensions == 1


def test_writers_at_the_same_time_lose_nothing(running: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "smeeting", "-C", str(running), "note", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(WRITERS)
    ]
    for number, writer in enumerate(writers):
        assert writer.stdin is not None
        writer.stdin.write("".join(f"#note {number} says {line}\n" for line in range(LINES)))
        writer.stdin.flush()
    said = [writer.communicate() for writer in writers]
    assert [err for _, err in said] == [""] * WRITERS
    refs = [line.split()[0] for out, _ in said for line in out.splitlines()]
    assert len(set(refs)) == WRITERS * LINES
    with Desk(Workspace(running)) as desk:
        kept = _texts(desk)
    assert sorted(kept) == sorted(f"{n} says {line}" for n in range(WRITERS) for line in range(LINES))
    for number in range(WRITERS):
        mine = [text for text in kept if text.startswith(f"{number} ")]
        assert mine == [f"{number} says {line}" for line in range(LINES)], "in the order they were said"


def test_undo_takes_back_what_was_done_from_here(running: Path) -> None:
    with Desk(Workspace(running), via="screen-1") as desk:
        captures.take(desk, "#note mine", desk.now())
        assert run_child(running, "note", "#note theirs").code == 0
        captures.take(desk, "#undo", desk.now())
        assert _texts(desk) == ["theirs"]
