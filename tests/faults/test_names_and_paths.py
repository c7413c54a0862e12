"""Names that are paths, and paths that are one's own files: nothing is written where nobody asked for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Command

NAMES = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "~",
    "~root/x",
    "$HOME/x",
    "a/b",
    "a\\b",
    "CON",
    "nul.md",
    "x" * 300,
    "é" * 200,
    "-rf",
    "--help",
    "a\nb",
    "a\x1b[31mb",
    "a\u202eb",
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "x|y",
    "<x>",
    "*",
    "日本",
    " ",
    "a b",
)


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _names(shared: Path) -> Iterator[str]:
    yield from json.loads((shared / "badinput" / "text" / "names_and_paths.json").read_text())


def _assert_names_lead_nowhere(command: Command, workspace: Path, name: str) -> None:
    """Used as the name of what is not there, a name is refused in a line, and nothing is made."""
    before = _content(workspace.parent)
    nouns = ("start",), ("run",), ("agenda", "show"), ("minutes", "show"), ("minutes", "export")
    others = ("glossary", "show"), ("metric", "show"), ("agenda", "check"), ("metric", "import")
    for noun in (*nouns, *others):
        said = command(*noun, "--", name)
        # A name with spaces around it may well be a term's.
        assert said.code == 2 or name != name.strip(), (noun, said)
        assert "\x1b" not in said.err
        assert "\u202e" not in said.err
    assert _content(workspace.parent) == before


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_of_nothing_leads_nowhere(command: Command, workspace: Path, name: str) -> None:
    command("minutes", "list")  # makes the database
    _assert_names_lead_nowhere(command, workspace, name)


def test_hostile_names_lead_nowhere(shared: Path, command: Command, workspace: Path) -> None:
    command("minutes", "list")
    for name in _names(shared):
        if name.strip() and "\0" not in name:
            _assert_names_lead_nowhere(command, workspace, name)


def _assert_meeting_stays_inside(command: Command, workspace: Path, name: str) -> bool:
    """An agenda with this file name is held and exported; False where the system refuses the name."""
    agenda = workspace / "agendas" / f"{name}.yaml"
    if agenda.parent != workspace / "agendas" or name.startswith("."):
        return False  # no file name, and the test itself must not write elsewhere; or a hidden file
    try:
        agenda.write_bytes((workspace / "agendas" / "pulse.yaml").read_bytes())
    except (OSError, ValueError):
        return False
    before = _content(workspace.parent)
    for arguments in (("start", "--", name), ("note", "#note x"), ("minutes", "export"), ("close",)):
        said = command(*arguments)
        assert (said.code, "\x1b" in said.out + said.err) == (0, False), (arguments, said)
    made = _content(workspace.parent).keys() - before.keys()
    assert {Path(path).parent for path in made} <= {workspace / "minutes", workspace}
    assert {Path(path).name for path in made if Path(path).parent == workspace} <= {
        "smeeting.db",
        "smeeting.db-journal",
    }
    agenda.unlink()
    return True


def test_the_minutes_of_any_agenda_stay_in_their_folder(command: Command, workspace: Path) -> None:
    held = [name for name in NAMES if _assert_meeting_stays_inside(command, workspace, name)]
    assert len(held) > 15
    assert len(list((workspace / "minutes").iterdir())) == len(held), "and no two share a file"


def test_the_minutes_of_hostile_agendas_stay_in_their_folder(
    shared: Path, command: Command, workspace: Path
) -> None:
    held = [_assert_meeting_stays_inside(command, workspace, name) for name in _names(shared) if name]
    assert any(held)


@pytest.fixture
def held(command: Command, workspace: Path) -> Path:
    """A workspace with a meeting and its minutes."""
    command("start")
    command("minutes", "export")
    return workspace


OWN = (
    "glossary.yaml",
    "./agendas/../glossary.yaml",
    "smeeting.db",
    "smeeting.db-journal",
    "smeeting.db-wal",
    "smeeting.db.backup-v1",
    "agendas/monthly.yaml",
    "agendas/new.yaml",
    ".smeeting/agenda.schema.json",
    "agendas",
    ".",
)


@pytest.mark.parametrize("name", OWN)
def test_minutes_are_not_written_over_the_workspace(held: Path, command: Command, name: str) -> None:
    before = _content(held)
    said = command("minutes", "export", "-o", str(held / name))
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert _content(held) == before


def test_minutes_are_not_written_through_a_link(held: Path, command: Command) -> None:
    link = held.parent / "link.md"
    link.symlink_to(held / "glossary.yaml")
    before = (held / "glossary.yaml").read_bytes()
    assert command("minutes", "export", "-o", str(link)).code == 2
    assert (held / "glossary.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["x" * 300, "new/" * 1200 + "x"], ids=["a long name", "a long path"])
def test_a_path_that_no_system_takes_is_told(held: Path, command: Command, name: str) -> None:
    said = command("minutes", "export", "-o", name)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_a_named_file_is_the_only_one_made(held: Path, command: Command, tmp_path: Path) -> None:
    before = _content(tmp_path)
    said = command("minutes", "export", "-o", "new folder/our minutes.md")
    assert (said.code, said.err) == (0, "")
    assert _content(tmp_path).keys() - before.keys() == {str(tmp_path / "new folder" / "our minutes.md")}
