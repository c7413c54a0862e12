"""A whole meeting as a script of commands and capture lines, each of which gets one receipt.

`python -m tests.faults.scripted_meeting WORKSPACE` plays it with the program's own commands, so that it can
be killed or have its power cut anywhere; `states` says what must be on disk after each receipt.
"""

import io
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from smeeting.cli.program import main
from smeeting.services import captures, meetings, minutes
from smeeting.services.desk import Desk
from smeeting.storage import actions as action_store
from smeeting.storage import captures as capture_store
from smeeting.storage.workspace import Workspace

COMMANDS = ("start", "next", "back", "pause", "resume", "extend", "close", "minutes export")

SCRIPT = (
    "start",
    "#here Anna Ben",
    "#note the projector is broken",
    "next",
    "#metric mql 132 a good month",
    "#decision report MQLs weekly",
    "#voice the price page is hard to find",
    "next",
    "#issue sales fair leads came without phones",
    "#issue marketing nobody reads the summaries",
    "s/nobody/hardly anybody/",
    "#heard I5 the list had no numbers in it",
    "pause",
    "#note a short break",
    "resume",
    "#park buy a scanner",
    "#undo",
    "minutes export",
    "next",
    "#dispute SQL we count differently",
    "back",
    "extend",
    "#issue marketing the list of fairs comes late",
    "next",
    "next",
    "#action Ben bring the list of lost leads",
    "#action Anna write down who calls whom",
    "#decision meet earlier next time",
    "close",
    "minutes export",
)
"""Commands, and capture lines between them."""


class State(msgspec.Struct, frozen=True):
    """What a meeting is after some of the script: nothing in it depends on the clock."""

    state: str = "planned"
    current: int = 0
    captures: tuple[tuple[str, str, int | None], ...] = ()
    owners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    metrics: tuple[float, ...] = ()


def state_of(desk: Desk) -> State:
    """What is on disk now."""
    if not desk.workspace.database_file.exists() or not meetings_held(desk):
        return State()
    meeting = meetings.get(desk, None)
    kept = capture_store.of_meeting(desk.db, meeting.name)
    actions = action_store.of_meeting(desk.db, meeting.name)
    here = meetings.attendance(desk, meeting)
    return State(
        meeting.state,
        meeting.current,
        tuple((one.ref, one.text, one.item) for one in kept),
        tuple(one.owner for one in actions),
        tuple(one.person.name for one in here),
        tuple(row["heard"] for row in desk.db.rows("SELECT heard FROM issue ORDER BY id")),
        tuple(row["actual"] for row in desk.db.rows("SELECT actual FROM metric_value ORDER BY id")),
    )


def meetings_held(desk: Desk) -> int:
    """How many meetings were ever begun."""
    return int(desk.db.value("SELECT count(*) FROM meeting"))


def states(root: Path) -> tuple[State, ...]:
    """The state before the script and after each of its receipts, from a run without any fault in `root`."""
    with Desk(Workspace(root)) as desk:
        return (State(), *(_after(desk, step) for step in SCRIPT))


def _after(desk: Desk, step: str) -> State:
    now = desk.now()
    if step == "start":
        meetings.start(desk, None, now)
    elif step == "minutes export":
        minutes.export(desk, meetings.get(desk, None))
    elif step in COMMANDS:
        meetings.move(desk, step, now)
    else:
        captures.take(desk, step, now)
    return state_of(desk)


def play(workspace: str, script: Iterable[str]) -> None:
    """Play the script with the program's commands; lines that follow each other go through one `note -`."""
    for arguments, lines in _commands(script):
        sys.stdin = io.StringIO(lines)
        try:
            main(["-C", workspace, *arguments])
        except SystemExit as left:
            if left.code:
                sys.exit(f"{arguments} left with {left.code}")


def _commands(script: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    for is_command, group in itertools.groupby(script, COMMANDS.__contains__):
        steps = list(group)
        if is_command:
            yield from ((step.split(), "") for step in steps)
        else:
            yield ["note", "-"], "".join(f"{step}\n" for step in steps)


if __name__ == "__main__":
    play(sys.argv[1], SCRIPT)
