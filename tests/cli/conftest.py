"""Commands, run in this process as the console script runs them, or as processes of their own."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from smeeting.cli.program import main
from smeeting.services import starter

ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def in_demo(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo, and the working directory."""
    folder = Path(shutil.copytree(demo_folder, tmp_path / "demo"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def in_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace as `init` makes it, and the working directory."""
    folder = tmp_path / "new"
    starter.init(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process: arguments in, exit code, standard output and error out."""
    monkeypatch.delenv("SMEETING_WORKSPACE", raising=False)

    def run_command(*arguments: str, stdin: str | bytes = "") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, *capsys.readouterr())

    return run_command


def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    """`python -m smeeting` as a process of its own, its streams in pipes."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    return subprocess.Popen([sys.executable, "-m", "smeeting", *arguments], env=environ, **{**pipes, **more})
