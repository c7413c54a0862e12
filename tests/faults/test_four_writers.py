"""Four programs capture into one meeting at once: no line is refused, and no receipt lacks its row."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage.workspace import Workspace
from tests.faults.sweeps import FULL

WRITERS = 4
KINDS = {
    "#note": "N",
    "#issue sales": "I",
    "#decision": "D",
    "#park": "P",
    "#voice": "V",
    "#action Anna": "A",
}


def _texts(writer: int, lines: int) -> list[str]:
    return [f"{writer} says {line}" for line in range(lines)]


def _feed(process: subprocess.Popen[str], texts: list[str], go: threading.Barrier) -> None:
    """Type a first line, and all others in single writes once every program has answered its own."""
    words = list(KINDS)
    assert process.stdin is not None
    for number, text in enumerate(texts):
        if number == 1:
            assert process.stdout is not None
            process.first = process.stdout.readline()  # type: ignore[attr-defined]
            go.wait()
        process.stdin.write(f"{words[number % len(words)]} {text}\n")
        process.stdin.flush()


@pytest.mark.parametrize("lines", [pytest.param(250 if FULL else 25, id="full" if FULL else "small")])
def test_every_receipt_has_its_row_and_no_line_is_refused(workspace: Path, lines: int) -> None:
    with Desk(Workspace(workspace)) as desk:
        meetings.start(desk, None, desk.now())
    command = [sys.executable, "-m", "smeeting", "-C", str(workspace), "note", "-"]
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(WRITERS)
    ]
    go = threading.Barrier(WRITERS)
    feeders = [
        threading.Thread(target=_feed, args=(writer, _texts(number, lines), go))
        for number, writer in enumerate(writers)
    ]
    for feeder in feeders:
        feeder.start()
    for feeder in feeders:
        feeder.join()
    said = [writer.communicate() for writer in writers]
    assert all("is held by" not in err for _, err in said), [err for _, err in said]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    receipts: dict[str, str] = {}
    for number, (out, _) in enumerate(said):
        told = (writers[number].first + out).splitlines()  # type: ignore[attr-defined]
        assert len(told) == lines
        for text, line in zip(_texts(number, lines), told, strict=True):
            assert line.endswith(text), "receipts come in the order of the lines"
            receipts[line.split()[0]] = text
    assert len(receipts) == WRITERS * lines, "no id is given twice"
    with Desk(Workspace(workspace)) as desk:
        kept = {one.ref: one.text for one in captures.of_item(desk, the_live(desk, desk.now()), 0)}
        assert desk.db.value("PRAGMA integrity_check") == "ok"
        history = desk.db.value("SELECT count(*) FROM change WHERE verb LIKE '%.record'")
    assert kept == receipts
    assert history == WRITERS * lines, "each is a step of undo of its own"
