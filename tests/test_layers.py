"""What is imported when: headless commands never load the screen, and a quick question loads little."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.services import starter

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "smeeting"
REPORT = """
import runpy, sys
sys.argv[0] = "smeeting"
try:
    runpy.run_module("smeeting", run_name="__main__")
except SystemExit as left:
    code = left.code
sys.stdout.flush()
loaded = sorted(sys.modules)
import json
print("\\n" + json.dumps([code, loaded]), file=sys.stderr)
"""
SCREEN = {"textual", "rich"}


def loaded_by(*arguments: str, folder: Path) -> tuple[int, set[str]]:
    """The exit code of a command and the modules that were loaded when it ended."""
    # Coverage, when it measures this run, would start in the command too and load a database of its own.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environ = {**kept, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", REPORT, *arguments], cwd=folder, env=environ, capture_output=True, check=True
    )
    code, modules = json.loads(ran.stderr.decode().splitlines()[-1])
    return code, set(modules)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a running meeting."""
    folder = tmp_path_factory.mktemp("layers")
    starter.init(folder)
    assert loaded_by("start", folder=folder)[0] == 0
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "--help",
        "status",
        "note #note-typed-wrong",
        "note [off]",
        "agenda check",
        "glossary check",
        "minutes export",
        "metric list",
        "search x",
        "issue list",
        "doctor",
        "demo --help",
        "run --help",
    ],
)
def test_a_headless_command_never_loads_the_screen(workspace: Path, command: str) -> None:
    code, modules = loaded_by(*command.split(), folder=workspace)
    assert code == (2 if "wrong" in command else 0)
    assert not modules & SCREEN
    assert "smeeting.tui" not in modules


def test_a_line_is_captured_without_the_screen(workspace: Path) -> None:
    code, modules = loaded_by("note", "#note one", folder=workspace)
    assert code == 0
    assert not modules & {*SCREEN, "markdown_it"}


def test_the_version_is_told_without_loading_a_command(workspace: Path) -> None:
    code, modules = loaded_by("--version", folder=workspace)
    assert code == 0
    assert not {name for name in modules if name.startswith(("click", "smeeting."))}


def test_reading_commands_leave_rare_libraries_alone(workspace: Path) -> None:
    for command in ("status", "issue list", "metric list"):
        _, modules = loaded_by(*command.split(), folder=workspace)
        assert not modules & {"sqlite_utils", "markdown_it", "sqlalchemy"}, command


def test_no_headless_module_loads_the_screen() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if "tui" not in path.parts and path.stem != "__main__"]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    program += "print(sorted({'textual', 'rich'} & set(sys.modules)))"
    # Coverage, when it measures this run, would start in the command too and load a database of its own.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environ = {**kept, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", program, *names], env=environ, capture_output=True, check=True
    )
    assert len(names) > 80
    assert ran.stdout.decode().strip() == "[]"


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda path: str(path.parent.relative_to(ROOT))
)
def test_a_packages_init_holds_only_what_it_is(path: Path) -> None:
    docstring, *rest = ast.parse(path.read_text("utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(docstring.value, ast.Constant)
    names = [
        target.id
        for statement in rest
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    assert names == (["__version__"] if path.parent == PACKAGE else [])
    assert len(names) == len(rest)
