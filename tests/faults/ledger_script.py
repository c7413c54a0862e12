"""What happens to issues after the room, as a script of commands, each of which says so in one line.

`python -m tests.faults.ledger_script WORKSPACE` plays it, so that it can be killed anywhere.
"""

import sys
from pathlib import Path

from smeeting.cli.program import main
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

SCRIPT = (
    "issue add --side sales fair leads came without phones",
    "issue add the fair leads had no phones",
    "issue add nobody reads the summaries",
    "action add Ben call the fair",
    "issue own I1 Anna",
    "issue link I1 MQL",
    "issue link A4 I1",
    "issue merge I2 I1",
    "undo",
    "redo",
    "convert I3 action --owner Cy",
    "convert A4 issue",
    "issue answer I1 the form asks now",
    "issue does-not-help I1 half of them still come without",
    "undo",
    "redo",
    "convert I4 action",
    "issue reopen I2 it is another one",
    "issue unlink I1 MQL",
    "convert I1 note",
    "undo",
)
State = tuple[tuple[object, ...], ...]
_KEPT = (
    "SELECT 'capture', id, kind, text FROM capture",
    "SELECT 'issue', id, state, owner, answer, merged_into FROM issue",
    "SELECT 'action', id, state, owner, issue_id FROM action",
    "SELECT 'move', id, issue_id, verb, who, text FROM issue_move",
    "SELECT 'link', capture_id, kind, target FROM record_link ORDER BY id",
    "SELECT 'change', verb, label, undoes FROM change ORDER BY id",
)


def state_of(root: Path) -> State:
    """What is on disk now, but for the times."""
    with Desk(Workspace(root)) as desk:
        return tuple(tuple(row) for sql in _KEPT for row in desk.db.rows(sql))


def play(workspace: str, step: str) -> None:
    """Let the program carry out one command."""
    try:
        main(["-C", workspace, *step.split()])
    except SystemExit as left:
        if left.code:
            sys.exit(f"{step} left with {left.code}")


if __name__ == "__main__":
    for one in SCRIPT:
        play(sys.argv[1], one)
