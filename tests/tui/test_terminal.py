import os
import pty
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from smeeting.domain.errors import SmeetingError
from smeeting.tui.terminal import GuardedApp, check_terminal, crash_report, is_terminal
from smeeting.tui.widgets.title_bar import TitleBar

SECRET = "the secret words of somebody"
PROGRAM = """
import sys
from smeeting.tui.terminal import GuardedApp, run_app
from smeeting.tui.widgets.title_bar import TitleBar

class Probe(GuardedApp[None]):
    BINDINGS = [("x", "crash", "x"), ("q", "quit", "q")]
    def compose(self):
        yield TitleBar("ready to be looked at")
    def action_crash(self):
        secret = {secret!r}
        raise ValueError(secret)

def keep(report):
    open({log!r}, "w").write(report)
    return "crash.log"

app = Probe()
app.keep_crash = keep
sys.exit(run_app(app))
"""


class Terminal:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, program: str) -> None:
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.seen = b""
        environment = {**os.environ, "TERM": "xterm-256color"}
        environment.pop("TEXTUAL", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )

    def read_until(self, words: bytes) -> None:
        while words not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 30)
            assert ready, self.seen[-2000:]
            self.seen += os.read(self.master, 65536)

    def ended(self) -> int:
        """The exit code, with everything the program still had to say read."""
        while self.process.poll() is None or select.select([self.master], [], [], 0)[0]:
            if select.select([self.master], [], [], 0.05)[0]:
                self.seen += os.read(self.master, 65536)
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.slave)
        os.close(self.master)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "crash.log"


def _started(log: Path) -> Terminal:
    terminal = Terminal(PROGRAM.format(secret=SECRET, log=str(log)))
    terminal.read_until(b"ready to be looked at")
    return terminal


def _assert_whole(terminal: Terminal) -> None:
    assert termios.tcgetattr(terminal.slave) == terminal.before, "the flags are what they were"
    for leaving in (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h", b"\x1b[?2004l"):
        assert leaving in terminal.seen, leaving


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_terminal_whole(ending: signal.Signals, log: Path) -> None:
    terminal = _started(log)
    try:
        terminal.process.send_signal(ending)
        assert terminal.ended() == 128 + ending
        _assert_whole(terminal)
    finally:
        terminal.close()


def test_leaving_exits_with_nothing_wrong(log: Path) -> None:
    terminal = _started(log)
    try:
        os.write(terminal.master, b"q")
        assert terminal.ended() == 0
        _assert_whole(terminal)
    finally:
        terminal.close()


def test_a_crash_tells_little_writes_no_text_and_exits_with_one(log: Path) -> None:
    terminal = _started(log)
    try:
        os.write(terminal.master, b"x")
        assert terminal.ended() == 1
        _assert_whole(terminal)
    finally:
        terminal.close()
    after = terminal.seen.rpartition(b"\x1b[?1049l")[2].decode()
    assert "smeeting stopped by a fault of its own (ValueError)" in after
    assert "crash.log" in " ".join(after.split())
    assert "Traceback" not in after
    assert SECRET not in terminal.seen.decode()
    assert SECRET not in log.read_text()
    assert "in action_crash" in log.read_text()


def test_a_terminal_that_is_gone_ends_it(log: Path) -> None:
    terminal = _started(log)
    os.close(terminal.slave)
    os.close(terminal.master)
    try:
        assert terminal.process.wait(timeout=30) in (129, -signal.SIGHUP, 1)
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()


@pytest.mark.parametrize(("stdin", "stderr", "name"), [("null", "tty", "input"), ("tty", "null", "error")])
def test_without_a_terminal_it_is_refused_with_what_to_do(stdin: str, stderr: str, name: str) -> None:
    program = (
        "from smeeting.tui.terminal import check_terminal\n"
        "from smeeting.domain.errors import SmeetingError\n"
        "try:\n    check_terminal()\nexcept SmeetingError as error:\n    print(error)\n"
    )
    master, slave = pty.openpty()
    try:
        streams = {"null": subprocess.DEVNULL, "tty": slave}
        result = subprocess.run(
            [sys.executable, "-c", program],
            stdin=streams[stdin],
            stderr=streams[stderr],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    finally:
        os.close(slave)
        os.close(master)
    assert f"standard {name} is no terminal" in result.stdout
    assert "commands without a screen" in result.stdout


def test_a_pseudo_terminal_is_one_and_a_file_or_a_closed_descriptor_is_none(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    assert is_terminal(slave)
    os.close(master)
    os.close(slave)
    assert not is_terminal(slave)
    with (tmp_path / "file").open("w") as file:
        assert not is_terminal(file.fileno())


def test_a_crash_report_has_places_and_no_values() -> None:
    def fail(secret: str) -> None:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError(f"about {secret}") from error

    with pytest.raises(ValueError, match="about") as caught:
        fail(SECRET)
    report = crash_report(caught.value)
    assert SECRET not in report
    assert report.index("ValueError") < report.index("KeyError")
    assert "in fail" in report
    assert str(Path.home()) not in report


class Failing(GuardedApp[None]):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        yield TitleBar("x")

    def on_key(self) -> None:
        raise self.error


async def _crash(app: App[None]) -> None:
    with pytest.raises((ValueError, SmeetingError)):
        async with app.run_test() as pilot:
            await pilot.press("k")


async def test_an_error_with_a_message_for_people_says_it_and_exits_with_two(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = Failing(SmeetingError("the disk is full", "make room"))
    await _crash(app)
    assert app.return_code == 2
    assert "the disk is full; make room" in capsys.readouterr().err


async def test_a_report_that_cannot_be_kept_hides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def keep(report: str) -> str:
        raise OSError("no space")

    app = Failing(ValueError(SECRET))
    app.keep_crash = keep
    await _crash(app)
    assert app.return_code == 1
    said = capsys.readouterr().err
    assert "smeeting stopped by a fault of its own (ValueError)" in said
    assert SECRET not in said


def test_the_check_passes_in_a_terminal() -> None:
    if not (is_terminal(0) and is_terminal(2)):
        with pytest.raises(SmeetingError, match="is no terminal"):
            check_terminal()
    else:
        check_terminal()
