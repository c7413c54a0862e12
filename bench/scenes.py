"""What is done in each program while it is measured: a scene gives its samples by name, in seconds or MB."""

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.terminal import Terminal, memory_of, processor_time

Samples = dict[str, float]
"""What one run of a scene measured: seconds, megabytes, or a part of a core."""

HERE = Path(__file__).parent
IDLE_S = 4.0
PAUSE_S = 0.3
WORDS = "the leads are cold again"
PYTHON = sys.executable
_KEYS = 12


def smeeting(workspace: Path, *arguments: str) -> list[str]:
    """The command that runs smeeting on a workspace."""
    return [PYTHON, "-m", "smeeting", "-C", str(workspace), *arguments]


def reference() -> Samples:
    """The reference application: its start, its list, its input, its focus, its end."""
    with Terminal([PYTHON, str(HERE / "reference.py")]) as terminal:
        terminal.shows("Option 001")
        start = _reaction(terminal, _highlighted_option)
        cursor = _presses(terminal, ["down", "up"] * _KEYS)
        focus = [terminal.press("tab").settled for _ in range(6)]
        _focus_input(terminal)
        keys = _presses(terminal, WORDS)
        memory = memory_of(terminal.pid)
        leaving = _leaving(terminal, "ctrl+q")
    return {
        "start": start,
        "cursor": statistics.median(cursor),
        "switch": statistics.median(focus),
        "key": p95(keys),
        "memory": memory,
        "leaving": leaving,
    }


def _focus_input(terminal: Terminal) -> None:
    """Bring the focus to the input, wherever it is."""
    for _ in range(3):
        terminal.send("x")
        terminal.settle()
        if "Find" not in terminal.text:
            terminal.press("backspace")
            return
        terminal.press("tab")
    raise AssertionError("the input was not found")


def home(workspace: Path) -> Samples:
    """The home screen: its start, its lists, the way to the issues and back, its end."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("Open issues")
        start = _reaction(terminal, _marked_row)
        cursor = _presses(terminal, ["down", "up"] * _KEYS)
        for key in ("i", "escape"):
            terminal.press(key)  # the first time it is imported
        switch = [terminal.press(key).settled for key in ("i", "escape") * 3]
        leaving = _leaving(terminal, "q")
    return {
        "start": start,
        "cursor": statistics.median(cursor),
        "switch": statistics.median(switch),
        "leaving": leaving,
    }


def home_start(workspace: Path) -> Samples:
    """The start of the home screen alone."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("Open issues")
        return {"start": _reaction(terminal, _marked_row)}


def meeting(workspace: Path) -> Samples:
    """The meeting screen: its capture line, what it costs to keep a line, memory, the clock alone."""
    with Terminal(smeeting(workspace, "run")) as terminal:
        terminal.shows("captured here")
        terminal.settle()
        kept = [_capture(terminal, f"{WORDS} {number}") for number in range(8)]
        _begin_issue(terminal)
        keys = _presses(terminal, WORDS)
        memory = memory_of(terminal.pid)
        idle = _idle(terminal)
    return {"key": p95(keys), "capture": statistics.median(kept[1:]), "memory": memory, "idle": idle}


def captures_in(workspace: Path) -> Samples:
    """What it costs to keep a line in the meeting screen of a workspace whose meeting is paused."""
    with Terminal(smeeting(workspace, "run", "monthly")) as terminal:
        terminal.shows("n +stay paused", 60)
        terminal.press("n")
        terminal.settle(1.0)
        stamp = time.time_ns() % 1_000_000  # what an earlier run kept is on the screen, too
        kept = [_capture(terminal, f"{WORDS} {stamp} {number}") for number in range(12)]
    return {"capture": statistics.median(kept[1:])}


def _begin_issue(terminal: Terminal) -> None:
    terminal.send("i")
    terminal.shows("#issue")
    terminal.settle()


def _capture(terminal: Terminal, words: str) -> float:
    """Type an issue, and the seconds from the end of the line to its receipt and its place in the list."""
    _begin_issue(terminal)
    terminal.send(*words)
    terminal.shows(f"#issue {words}")
    terminal.settle()
    sent_at = time.perf_counter()
    terminal.send("enter")
    return terminal.until(lambda: _is_kept(terminal.text, words)) - sent_at


def _is_kept(text: str, words: str) -> bool:
    lines = [line for line in text.splitlines() if words in line]
    return len(lines) == 2 and "✓" in lines[1] and "│" in lines[0]


def _idle(terminal: Terminal) -> float:
    """The part of a core that a program uses which is left alone."""
    terminal.settle()
    with processor_time(terminal.pid) as used:
        begun = time.perf_counter()
        while (left := begun + IDLE_S - time.perf_counter()) > 0:
            terminal.read(left)
        return used() / (time.perf_counter() - begun)


def long_minutes(workspace: Path) -> Samples:
    """Minutes of 100 kB in smeeting, from the list of minutes."""
    with Terminal(smeeting(workspace)) as terminal:
        terminal.shows("Open issues")
        terminal.settle()
        terminal.send("m")
        terminal.shows("Minutes")
        terminal.settle(0.4)
        before = terminal.text
        sent_at = time.perf_counter()
        terminal.send("enter")
        terminal.until(lambda: terminal.text != before)
        terminal.settle()
        return {"minutes": terminal.seen_at - sent_at}


def markdown_widget(file: Path) -> Samples:
    """The same minutes in Textual's Markdown widget."""
    with Terminal([PYTHON, str(HERE / "opened_markdown.py"), str(file)]) as terminal:
        terminal.shows("nothing opened")
        terminal.settle()
        sent_at = time.perf_counter()
        terminal.send("o")
        return {"minutes": terminal.shows("all of it opened", 120) - sent_at}


def command(arguments: Sequence[str]) -> Samples:
    """A command that prints and ends."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)]
    begun = time.perf_counter()
    pid = os.posix_spawn(arguments[0], list(arguments), environment, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    took = time.perf_counter() - begun
    os.close(null)
    assert status == 0, arguments
    return {"run": took}


def bare_commit(folder: Path) -> Samples:
    """A row made durable by SQLite alone, after a pause such as people make: what the disk costs here."""
    conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode = TRUNCATE")
    conn.execute("PRAGMA synchronous = EXTRA")
    conn.execute("CREATE TABLE IF NOT EXISTS line (words TEXT)")
    took = []
    for _ in range(6):
        time.sleep(PAUSE_S)
        begun = time.perf_counter()
        conn.execute("INSERT INTO line VALUES (?)", (WORDS,))
        took.append(time.perf_counter() - begun)
    conn.close()
    return {"commit": statistics.median(took)}


def _reaction(terminal: Terminal, place: Callable[[Terminal], int]) -> float:
    """Seconds from the start of a program to its reaction to a key pressed as soon as it is there."""
    before = place(terminal)
    terminal.send("down")
    return terminal.until(lambda: place(terminal) != before) - terminal.started_at


def _highlighted_option(terminal: Terminal) -> int:
    """The row of the option that has another background than most; -1 while there is none."""
    rows = [y for y, line in enumerate(terminal.screen.display) if "Option " in line]
    colours = [terminal.screen.buffer[y][terminal.screen.display[y].index("Option")].bg for y in rows]
    odd = [y for y, colour in zip(rows, colours, strict=True) if colours.count(colour) == 1]
    return odd[0] if odd else -1


def _marked_row(terminal: Terminal) -> int:
    """The row that the mark of the cursor stands on; -1 while there is none."""
    return next((y for y, line in enumerate(terminal.screen.display) if line.startswith("▌")), -1)


def _presses(terminal: Terminal, keys: Sequence[str]) -> list[float]:
    """Seconds to the first change for each of the keys, pressed one by one."""
    terminal.settle()
    return [terminal.press(key).changed for key in keys]


def p95(samples: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(samples, n=20, method="inclusive")[-1]


def _leaving(terminal: Terminal, key: str) -> float:
    """Seconds from the key that ends a program to its end."""
    terminal.settle()
    pressed_at = time.perf_counter()
    terminal.send(key)
    assert terminal.code() == 0
    return time.perf_counter() - pressed_at
