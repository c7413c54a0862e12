"""The editor that somebody has chosen, for a text that nobody else is to see."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.domain.errors import SmeetingError
from smeeting.services.editors import chosen_editor, written_in_editor


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return folder


def script(folder: Path, name: str, body: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return str(path)


def test_what_was_written_comes_back_and_no_file_is_left(
    tmp_path: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", script(tmp_path, "my editor", 'echo " words " > "$1"').replace(" ", "\\ "))
    assert written_in_editor() == "words"
    assert list(memory.iterdir()) == []


def test_visual_comes_before_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_editor() == ""
    monkeypatch.setenv("EDITOR", "ed")
    monkeypatch.setenv("VISUAL", "vim -R")
    assert chosen_editor() == "vim -R"


def test_an_editor_that_keeps_copies_is_told_not_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tmp_path / "said"
    monkeypatch.setenv("EDITOR", script(tmp_path, "vim", f'printf "%s\\n" "$@" > {said}; echo x > "$7"'))
    assert written_in_editor() == "x"
    assert said.read_text().splitlines()[:4] == ["-n", "-i", "NONE", "-c"]


@pytest.mark.parametrize(
    ("editor", "why"),
    [
        ("", "no editor is named"),
        ("'vim", "can't be read as a command"),
        ("/no/such/editor", "can't be started"),
        ("false", "ended with a fault"),
    ],
)
def test_an_editor_that_wrote_nothing_is_said(
    editor: str, why: str, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(SmeetingError, match=why):
        written_in_editor()
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_terminal_that_is_closed_leaves_no_file(
    tmp_path: Path, memory: Path, ending: signal.Signals
) -> None:
    editor = script(tmp_path, "slow", 'echo secret > "$1"; echo ready; exec sleep 60')
    child = subprocess.Popen(
        [sys.executable, "-c", "from smeeting.services.editors import written_in_editor as w; w()"],
        env={**os.environ, "EDITOR": editor},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdout is not None
    with child.stdout as said:
        assert said.readline() == b"ready\n"
    assert len(list(memory.iterdir())) == 1
    os.killpg(child.pid, ending)
    assert child.wait(20) != 0
    assert list(memory.iterdir()) == []
