"""Workspaces to do harm to: each test's own copy."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from smeeting.cli.program import main
from smeeting.storage.starter import write_starter


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter files, written once."""
    folder = tmp_path_factory.mktemp("starter")
    write_starter(folder)
    return folder


@pytest.fixture
def workspace(starter: Path, tmp_path: Path) -> Path:
    """A workspace of the test's own, without a database yet."""
    return Path(shutil.copytree(starter, tmp_path / "workspace"))


class Said(NamedTuple):
    """What a command said, and the code it left with."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]
"""Runs `smeeting -C WORKSPACE ARGUMENTS...` in this process."""


@pytest.fixture
def command(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on the test's workspace, from the folder it is in; nothing in it may be a traceback."""
    monkeypatch.chdir(workspace.parent)

    def run(*arguments: str, stdin: str = "") -> Said:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            main(["-C", str(workspace), *arguments])
        said = Said(left.value.code if isinstance(left.value.code, int) else 0, *capsys.readouterr())
        assert "Traceback" not in said.err
        assert "a fault inside smeeting" not in said.err
        return said

    return run
