"""Four terminals that capture at once: lines in at a pace, receipts out, and what became of each."""

import os
import select
import subprocess
import time
from collections import deque
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.scenes import Samples, command, smeeting
from bench.workspaces import copied
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

TERMINALS = 4
PER_SECOND = 50
"""Of each of them: two hundred in all."""
SECONDS = 5
_KINDS = ("#note", "#issue sales", "#decision", "#park", "#action Anna by friday", "#voice")
_PATIENCE_S = 60.0


class _Writer:
    """A `smeeting note -` in a process of its own."""

    def __init__(self, workspace: Path, name: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            smeeting(workspace, "note", "-"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._stdin, self._stdout = self.process.stdin, self.process.stdout
        self.sent: deque[float] = deque()
        self.waits: list[float] = []
        self.refs: list[str] = []
        self._begun = b""

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def fileno(self) -> int:
        """Where its receipts come from."""
        return self._stdout.fileno()

    def say(self, number: int) -> None:
        """Type its line of this number."""
        word = _KINDS[number % len(_KINDS)]
        self.sent.append(time.perf_counter())
        self._stdin.write(f"{word} {self.name} says that line {number} came late\n".encode())

    def listen(self) -> None:
        """Take the receipts that are there."""
        lines = (self._begun + os.read(self.fileno(), 65536)).split(b"\n")
        now = time.perf_counter()
        self._begun = lines.pop()
        for line in lines:
            self.refs.append(line.split()[0].decode())
            self.waits.append(now - self.sent.popleft())

    def end(self) -> bytes:
        """What it complained of, once it has ended."""
        self._stdin.close()
        assert self.process.stderr is not None
        return self.process.stderr.read()


class Kept(NamedTuple):
    """What came of a crowd of writers."""

    rate: float
    """Receipts a second."""
    slowest: float
    """Seconds from a line to its receipt."""
    p95: float
    missing: int
    """Lines without a receipt, or with one and without a row."""


def write_at_once(workspace: Path, terminals: int, per_second: float, seconds: float) -> Kept:
    """Let so many terminals capture into a workspace whose meeting runs; complaints raise AssertionError."""
    count = round(per_second * seconds)
    with ExitStack() as stack:
        writers = [stack.enter_context(_Writer(workspace, f"writer {name}")) for name in range(terminals)]
        for writer in writers:
            writer.say(-1)  # the first line is answered once the program is up, so it is not counted
        _until_all_said(writers, 1)
        for writer in writers:
            writer.waits.clear()
        begun = time.perf_counter()
        _feed(writers, begun, count, per_second)
        _until_all_said(writers, count + 1)
        took = time.perf_counter() - begun
        complaints = [writer.end().decode() for writer in writers]
    assert not any(complaints), complaints
    waits = sorted(wait for writer in writers for wait in writer.waits)
    refs = {ref for writer in writers for ref in writer.refs}
    rows = _rows(workspace, [writer.name for writer in writers])
    wanted = terminals * (count + 1)
    return Kept(
        rate=len(waits) / took,
        slowest=waits[-1],
        p95=waits[len(waits) * 95 // 100],
        missing=2 * wanted - len(refs) - len(rows & refs),
    )


def _feed(writers: list[_Writer], begun: float, count: int, per_second: float) -> None:
    """Type each line when it is time, a little later in each terminal than in the one before."""
    plan = sorted(
        (begun + (number + place / len(writers)) / per_second, place, number)
        for number in range(count)
        for place in range(len(writers))
    )
    for due, place, number in plan:
        while (left := due - time.perf_counter()) > 0:
            for ready in select.select(writers, [], [], left)[0]:
                ready.listen()
        writers[place].say(number)


def _until_all_said(writers: list[_Writer], count: int) -> None:
    deadline = time.perf_counter() + _PATIENCE_S
    while any(len(writer.refs) < count for writer in writers):
        left = deadline - time.perf_counter()
        waiting = [writer for writer in writers if len(writer.refs) < count]
        ready = select.select(waiting, [], [], max(left, 0.0))[0]
        if not ready:
            return
        for writer in ready:
            writer.listen()


def _rows(workspace: Path, names: list[str]) -> set[str]:
    """The ids of what these writers said, as the database has them."""
    letters = {"issue": "I", "action": "A", "decision": "D", "note": "N", "idea": "P", "voice": "V"}
    with Desk(Workspace(workspace)) as desk:
        found = desk.db.rows("SELECT id, kind, text FROM capture ORDER BY id DESC LIMIT 100000")
    return {
        f"{letters[row['kind']]}{row['id']}"
        for row in found
        if any(row["text"].startswith(f"{name} says") for name in names)
    }


def four_terminals(workspace: Path) -> Samples:
    """Two hundred captures a second from four terminals into one running meeting."""
    copy = copied(workspace, workspace.with_name("writers"))
    command(smeeting(copy, "start"))
    kept = write_at_once(copy, TERMINALS, PER_SECOND, SECONDS)
    asked = TERMINALS * PER_SECOND
    return {
        "asked by kept": asked / kept.rate,
        "slowest": kept.slowest,
        "p95": kept.p95,
        "missing": kept.missing / (asked * SECONDS),
    }
