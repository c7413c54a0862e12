"""How far something is stands in one line of a terminal, and nowhere else."""

import io
import os
import sys

import pytest

from smeeting.cli.progress import progress_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal of 21 cells; no fixture, as pytest sets it anew when a test begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((21, 5)))
    return stream


def test_a_line_is_overwritten_and_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    with progress_line() as show:
        show("pulling 1 of 2: a long name")
        show("pulling 2 of 2: \x1b[m")
    blank, first, second, last, end = terminal.getvalue().split("\r")
    assert (blank, end) == ("", "")
    assert first == "pulling 1 of 2: a l…"
    assert second == "pulling 2 of 2: ␛[m "
    assert last == " " * 20


def test_it_is_gone_also_when_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)

    def fail() -> None:
        with progress_line() as show:
            show("pulling")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert terminal.getvalue().endswith("\r" + " " * 20 + "\r")


def test_a_file_gets_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line() as show:
        show("pulling")
    assert capsys.readouterr().err == ""
