"""A program in a real pseudo-terminal: what it writes, what a person sees of it, and when."""

import os
import re
import select
import signal
import struct
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from typing import Any, NamedTuple, Self

import pyte

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}
"""Names of keys to what a terminal sends for them; any other key is sent as it is."""

MODES = {
    "alternate screen": b"?1049",
    "mouse": b"?1000",
    "mouse moves": b"?1003",
    "paste marks": b"?2004",
    "focus": b"?1004",
    "frames": b"?2026",
}
"""What a program may switch on and has to switch off again."""

_QUERY_OF_FRAMES = b"\x1b[?2026$p"
_FRAMES_ARE_KNOWN = b"\x1b[?2026;2$y"
_FRAME_ENDS = b"\x1b[?2026l"
_FRAME_BEGINS = b"\x1b[?2026h"
_NOT_DRAWN = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]"  # keyboard protocols
    rb"|\x1b\[\??[0-9;]*\$[a-z]"  # questions about modes
    rb"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and other strings
)
_SLICE = 512
"""Bytes that are drawn between two looks at whether there is more to read."""
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z")


class WaitedInVainError(Exception):
    """The program ended, or did not show in time what was waited for."""


class Key(NamedTuple):
    """What a key press brought, in seconds from the press; NaN where nothing came."""

    changed: float
    """The first frame that looks different."""
    settled: float
    """The last byte before it was quiet."""
    size: int
    """Bytes written."""


class Terminal:
    """A program, the terminal it runs in, and the picture on it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start a command in a terminal of `size` (columns, rows)."""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.written = bytearray()
        self.seen_at = 0.0
        """When the last piece that is drawn was written."""
        self.is_in_frame = False
        """Whether a frame has begun that a terminal would not show yet."""
        self.is_open = True
        self._taken: deque[tuple[float, bytes]] = deque()
        self._undrawn = b""
        self._drawing_since = 0.0
        self._unfinished = b""
        self._code: int | None = None
        self.master, self.slave = os.openpty()
        self.flags_before = termios.tcgetattr(self.slave)
        self._set_size(*size)
        name = os.ttyname(self.slave)
        # Opened by the leader of a session of its own, so that it is the terminal that controls it.
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        self.started_at = time.perf_counter()
        self.pid = os.posix_spawn(
            command[0], list(command), _environment(environment or {}), file_actions=actions, setsid=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Sending

    def send(self, *keys: str) -> None:
        """Press keys, by name or as text."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the system tells the program."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Reading

    def read(self, patience: float) -> bool:
        """Draw the next piece of output; False where none comes in so many seconds or the terminal is closed.

        All that is there is read, and its time taken, before anything is drawn: drawing is slow, and must
        not make the program look slow.
        """
        while self._take(0.0 if self._taken or self._undrawn else patience):
            patience = 0.0
        while self._undrawn or self._taken:
            if not self._undrawn:
                self._drawing_since, data = self._taken.popleft()
                self._undrawn = self._drawable(data)
            self._stream.feed(self._undrawn[:_SLICE])
            self._undrawn = self._undrawn[_SLICE:]
            while self._take(0.0):
                pass
            if not self._undrawn:
                self.seen_at = self._drawing_since
                return True
        return False

    def _take(self, patience: float) -> bool:
        if not self.is_open or not select.select([self.master], [], [], max(0.0, patience))[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        self.is_open = bool(data)
        if data:
            self._taken.append((time.perf_counter(), data))
            self.written += data
        if _QUERY_OF_FRAMES in data:
            os.write(self.master, _FRAMES_ARE_KNOWN)
        return bool(data)

    def _drawable(self, data: bytes) -> bytes:
        data = self._unfinished + data
        cut = _UNFINISHED.search(data)
        self._unfinished = cut[0] if cut else b""
        data = data[: cut.start()] if cut else data
        begun, ended = data.rfind(_FRAME_BEGINS), data.rfind(_FRAME_ENDS)
        self.is_in_frame = begun > ended if max(begun, ended) >= 0 else self.is_in_frame
        return _NOT_DRAWN.sub(b"", data)

    @property
    def text(self) -> str:
        """What is on the screen, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _row(self, y: int) -> tuple[Any, ...]:
        """The cells of a row with their colours, to compare."""
        return tuple(self.screen.buffer[y].items())

    def until(self, met: Callable[[], bool], timeout: float = 30.0) -> float:
        """The moment from which a condition holds; raises WaitedInVainError when it does not in time."""
        deadline = time.perf_counter() + timeout
        while self.is_in_frame or not met():
            if not self.read(deadline - time.perf_counter()):
                raise WaitedInVainError(f"waited in vain; on the screen is:\n{self.text}")
        return self.seen_at

    def shows(self, words: str, timeout: float = 30.0) -> float:
        """The moment from which a regular expression is found on the screen."""
        sought = re.compile(words)
        return self.until(lambda: sought.search(self.text) is not None, timeout)

    def settle(self, quiet: float = 0.12, timeout: float = 5.0) -> None:
        """Read until nothing has come for so many seconds."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self.read(quiet):
            pass

    def press(self, key: str, *, quiet: float = 0.12, timeout: float = 5.0) -> Key:
        """Press a key and measure what it brings."""
        before, size = [self._row(y) for y in range(self.screen.lines)], len(self.written)
        self.screen.dirty.clear()
        pressed_at = time.perf_counter()
        self.send(key)
        changed_at = self.until(
            lambda: self.seen_at > pressed_at and any(self._row(y) != before[y] for y in self.screen.dirty),
            timeout,
        )
        self.settle(quiet, timeout)
        return Key(changed_at - pressed_at, self.seen_at - pressed_at, len(self.written) - size)

    # The end

    def code(self, timeout: float = 30.0) -> int:
        """The exit code, once the program has ended; raises WaitedInVainError when it does not in time."""
        deadline = time.perf_counter() + timeout
        end = os.pidfd_open(self.pid) if self._code is None else -1
        while not self.has_ended():
            if time.perf_counter() > deadline:
                raise WaitedInVainError(f"it goes on; on the screen is:\n{self.text}")
            watched = [end, self.master] if self.is_open else [end]
            select.select(watched, [], [], deadline - time.perf_counter())
            self.read(0.0)
        if end >= 0:
            os.close(end)
        while self.read(0.0):
            pass
        assert self._code is not None
        return self._code

    def has_ended(self) -> bool:
        """Whether the program has ended."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code is not None

    def is_stopped(self) -> bool:
        """Wait until the program is stopped (as by Ctrl+Z) or has ended; whether it is stopped."""
        found = os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        return found is not None and found.si_code == os.CLD_STOPPED

    def left_on(self) -> tuple[str, ...]:
        """What the program switched on and not off again, or left hidden."""
        out = bytes(self.written)
        left = [name for name, mode in MODES.items() if out.rfind(mode + b"h") > out.rfind(mode + b"l")]
        if out.rfind(b"\x1b[?25l") > out.rfind(b"\x1b[?25h"):
            left.append("hidden cursor")
        pushed = [found.start() for found in re.finditer(rb"\x1b\[>\d+u", out)]
        if pushed and pushed[-1] > out.rfind(b"\x1b[<u"):
            left.append("keyboard protocol")
        if termios.tcgetattr(self.slave) != self.flags_before:
            left.append("flags")
        return tuple(left)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a closed window does."""
        for end in (self.slave, self.master):
            os.close(end)
        self.slave = self.master = -1
        self.is_open = False

    def close(self) -> None:
        """End the program if it still runs, and close the terminal."""
        if not self.has_ended():
            self.signal(signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._code = -signal.SIGKILL
        if self.master >= 0:
            self.hang_up()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Our environment without what would slow Python down or make Textual another program."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "TEXTUAL", "NO_COLOR", "COLUMNS", "LINES", "SMEETING_WORKSPACE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **given}


@contextmanager
def processor_time(pid: int) -> Iterator[Callable[[], float]]:
    """Gives a function that says the seconds of processor time used by a process since here."""
    clock = (~pid << 3) | 2
    before = time.clock_gettime(clock)
    yield lambda: time.clock_gettime(clock) - before


def memory_of(pid: int) -> float:
    """Megabytes of memory that a process alone uses."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
