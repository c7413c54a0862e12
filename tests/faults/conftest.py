"""Workspaces to do harm to: each test's own copy."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from smeeting.cli.program import main
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.storage.starter import write_starter
from smeeting.storage.workspace import Workspace
from tests.faults.anonymity import at, make_old


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


@pytest.fixture
def begun(workspace: Path) -> Path:
    """A workspace in whose meeting something was said, on the injected clock."""
    # The glossary's history begins with the time of its file, which is not to be today.
    make_old(workspace)
    with Desk(Workspace(workspace), via="screen-room") as desk:
        meetings.start(desk, None, at())
        captures.take(desk, "#issue sales fair leads came without phones", at(1))
    return workspace


@pytest.fixture
def room(begun: Path) -> Iterator[Desk]:
    """A desk at that workspace."""
    with Desk(Workspace(begun), via="screen-room", patience=1) as desk:
        yield desk
