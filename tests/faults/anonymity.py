"""What the tests of anonymity look with: every byte of a workspace, and the order of what was opened."""

import datetime as dt
import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from smeeting.domain.instants import Instant

ROOT = Path(__file__).parents[2]

BEGIN = dt.datetime(2031, 7, 8, 9, 0, tzinfo=dt.UTC)
"""Far from today, so that today's date in a file can come from nowhere but an author's clock."""


def at(minutes: float = 0, seconds: float = 0) -> Instant:
    """The injected clock, so long after BEGIN."""
    since = dt.timedelta(minutes=minutes, seconds=seconds)
    ms = 10**9 + since // dt.timedelta(milliseconds=1)
    return Instant(at=BEGIN + since, awake_ms=ms, up_ms=ms, boot="boot-of-a-marked-machine")


def time_marks(moment: dt.datetime) -> list[bytes]:
    """A moment to the minute in the ways a file may hold one: in words, and as numbers of several sizes."""
    seconds = int(moment.timestamp())
    words = [moment.strftime(form) for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")]
    # Of milliseconds and smaller parts only the leading digits are known.
    numbers = [str(seconds), str(seconds * 1000)[:10]]
    packed = [struct.pack(form, seconds) for form in (">q", "<q", ">i", "<i")]
    # SQLite keeps a number of milliseconds in six bytes; its first four hold some 65 seconds.
    packed.append((seconds * 1000).to_bytes(6, "big")[:4])
    return [*(text.encode() for text in (*words, *numbers)), *packed]


def every_byte(folder: Path) -> bytes:
    """All names and all contents of a folder, hidden files too."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(str(path.relative_to(folder)).encode())
        if path.is_file():
            found.append(path.read_bytes())
    return b"\n".join(found)


def found_in(data: bytes, marks: Iterable[object]) -> list[object]:
    """The marks, texts or bytes, that stand somewhere in the data; texts in any case and in UTF-16 too."""
    lowered = data.lower()
    found: list[object] = []
    for mark in marks:
        if isinstance(mark, bytes):
            forms, where = [mark], data
        else:
            text = str(mark).lower()
            forms, where = [text.encode(), text.encode("utf-16-le")], lowered
        found += [mark] * any(form in where for form in forms)
    return found


def file_times(folder: Path) -> dict[str, int]:
    """When each file and folder was last changed, in nanoseconds."""
    paths = (folder, *sorted(folder.rglob("*")))
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in paths}


def make_old(folder: Path, seconds: int = 1_000_000_000) -> None:
    """Date every file and folder long ago."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (seconds, seconds))


class Author:
    """Somebody at a machine on which everything that could name them is marked."""

    NAME = "Zqxauthor"
    HOST = "zqxhost"

    def __init__(self, home: Path) -> None:
        self.home = home / "zqxhome"
        self.home.mkdir()
        (self.home / ".gitconfig").write_text(
            f"[user]\n  name = {self.NAME}\n  email = {self.NAME}@{self.HOST}.example\n"
        )
        self.seen: list[int] = []
        """The processes and sessions that the author has used."""

    @property
    def marks(self) -> list[str]:
        """What names the author, the machine and the terminal."""
        return [self.NAME, self.HOST, "zqxhome", "zqxeditor", *(f"shell-{one}" for one in self.seen)]

    def run(self, workspace: Path, *arguments: str, stdin: str = "", **more: str) -> tuple[str, str]:
        """Run a command in a process and a session of its own; what it printed on either stream."""
        names = dict.fromkeys(("USER", "LOGNAME", "USERNAME", "SUDO_USER", "GIT_AUTHOR_NAME"), self.NAME)
        hosts = dict.fromkeys(("HOSTNAME", "HOST", "SSH_CONNECTION", "SSH_TTY"), self.HOST)
        places = {"HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        child = subprocess.Popen(
            [sys.executable, "-m", "smeeting", "-C", str(workspace), *arguments],
            env={**os.environ, **names, **hosts, **places, **more},
            cwd=self.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        out, err = child.communicate(stdin)
        assert child.returncode == 0, err
        self.seen.append(child.pid)
        return out, err


def disorder(orders: Sequence[Sequence[int]]) -> float:
    """How far positions depend on arrival: chi-square over the table of arrivals by positions.

    Each order names the arrivals from first to last opened. For n texts the value has, where nothing depends
    on anything, the chi-square distribution with (n - 1)² degrees of freedom: the rows and columns of the
    table are fixed, which the factor (n - 1) / n accounts for.
    """
    n = len(orders[0])
    table = [[0] * n for _ in range(n)]
    for order in orders:
        for position, arrival in enumerate(order):
            table[arrival][position] += 1
    expected = len(orders) / n
    total = sum((count - expected) ** 2 / expected for row in table for count in row)
    return total * (n - 1) / n
