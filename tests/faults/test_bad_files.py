"""Bad files, by the commands: each fault is one line that names the place, and nothing is changed."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smeeting.storage.creation import create_database
from tests.faults.conftest import Command, Said

AGENDA = "title: Weekly\nteams: [Marketing, Sales]\nitems:\n  - kind: notes\n    minutes: 5\n"
GLOSSARY = "version: 1\nterms:\n  - id: sql\n    term: SQL\n"
VALUES = "period,metric,value\n2025-01,MQL,120\n"
CHECKS = {"agenda": ("agenda", "check"), "glossary": ("glossary", "check"), "metrics": ("metric", "import")}
"""The command that reads each kind of file."""

BAD: dict[str, tuple[str, bytes, int]] = {
    "empty": ("agenda", b"", 1),
    "not UTF-8": ("agenda", AGENDA.encode() + b"# \xff\n", 6),
    "UTF-16": ("agenda", AGENDA.encode("utf-16"), 1),
    "a tab": ("agenda", AGENDA.encode() + b"\tevery: month\n", 6),
    "a conflict": ("agenda", b"<<<<<<< ours\n" + AGENDA.encode(), 1),
    "a duplicate key": ("agenda", AGENDA.encode() + b"title: Other\n", 6),
    "nested deep": ("agenda", AGENDA.encode() + b"every: " + b"[" * 3000 + b"\n", 6),
    "a tag": ("agenda", AGENDA.encode() + b"every: !!python/object/apply:os.getcwd []\n", 6),
    "an unclosed quote": ("agenda", AGENDA.encode() + b'every: "month\n', 6),
    "endless minutes": ("agenda", AGENDA.encode() + b"  - kind: notes\n    minutes: .inf\n", 7),
    "an unknown kind": ("agenda", AGENDA.encode() + b"  - kind: nots\n", 6),
    "a NUL": ("agenda", AGENDA.encode() + b'at: "\\0"\n', 6),
    "two documents": ("glossary", GLOSSARY.encode() + b"---\nterms: []\n", 5),
    "a term twice": ("glossary", GLOSSARY.encode() + b"  - id: sql\n    term: Other\n", 5),
    "aliases without end": ("glossary", GLOSSARY.encode() + b"    counts: &a [*a]\n", 5),
    "a surrogate": ("glossary", GLOSSARY.encode() + b'    long: "\\ud800"\n', 5),
    "an unknown status": ("glossary", GLOSSARY.encode() + b"    status: agred\n", 5),
    "a decimal comma": ("metrics", VALUES.encode() + b'2025-02,MQL,"12,5"\n', 3),
    "not a number": ("metrics", VALUES.encode() + b"2025-02,MQL,NaN\n", 3),
    "no such month": ("metrics", VALUES.encode() + b"2025-13,MQL,1\n", 3),
    "no such metric": ("metrics", VALUES.encode() + b"2025-02,MQQL,1\n", 3),
    "a cell too many": ("metrics", VALUES.encode() + b"2025-02,MQL,1,2,3,4,5\n", 3),
    "a workbook": ("metrics", b"PK\x03\x04" + bytes(50), 1),
}
"""Files with one fault each: the kind, the content, and the line where the fault is."""
FOUND = {"a term twice", "an unknown status"}
"""Those that a glossary check can read, so that what is wrong is a finding."""


def _faults(said: Said, file: str) -> list[int]:
    """The lines of the faults that were told; each must name its file and line."""
    told = [line for line in said.err.splitlines() if line]
    places = [re.match(rf"{re.escape(file)}:(\d+):\d+: \S", line) for line in told]
    assert all(places), told
    return [int(place[1]) for place in places if place]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_by_its_line_and_left_alone(name: str, command: Command, workspace: Path) -> None:
    kind, content, line = BAD[name]
    file = workspace.parent / "bad.file"
    file.write_bytes(content)
    command("status")  # makes the database, so that a change would show
    before = _content(workspace)
    said = command(*CHECKS[kind], file.name)
    assert said.code == (1 if name in FOUND else 2)
    assert line in _faults(said, file.name)
    assert file.read_bytes() == content
    assert _content(workspace) == before


@pytest.mark.parametrize("kind", CHECKS)
def test_a_file_that_is_missing_or_a_folder_is_told(kind: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("gone", "folder"):
        said = command(*CHECKS[kind], name)
        assert said.code == 2
        assert _faults(said, name) == [1]


@pytest.mark.parametrize("kind", CHECKS)
def test_good_files_are_taken(kind: str, command: Command, tmp_path: Path) -> None:
    glossary = GLOSSARY + "    definition: A lead that sales works on.\n"
    content = {"agenda": AGENDA, "glossary": glossary, "metrics": VALUES}[kind]
    (tmp_path / "good").write_text(content)
    said = command(*CHECKS[kind], "good")
    assert (said.code, said.err) == (0, "")


def test_all_faults_of_a_file_are_told_at_once(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(AGENDA + "evry: month\n  \n" * 1 + "minutes: no\ntimezone: Nowhere\n")
    assert len(_faults(command("agenda", "check", "bad.yaml"), "bad.yaml")) == 3


def test_a_workspace_with_bad_files_says_so_and_goes_on(command: Command, workspace: Path) -> None:
    (workspace / "glossary.yaml").write_text("terms: [")
    (workspace / "agendas" / "monthly.yaml").write_text("title: [")
    said = command("status")
    assert "glossary.yaml:" in said.out + said.err
    assert command("doctor").code == 1
    assert command("agenda", "list").code == 0


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _damaged(path: Path) -> Iterator[tuple[str, bytes]]:
    create_database(path)
    good = path.read_bytes()
    yield "empty", b""
    yield "one byte", b"S"
    yield "text", b"-- a dump\n" * 900
    yield "cut short", good[:5000]
    yield "other magic", b"SQLite format 2\0" + good[16:]
    yield "rotten", good[:8192] + b"\xff" * 64 + good[8256:]
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version = 999")
    conn.close()
    yield "newer", path.read_bytes()
    path.unlink()
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE notes (a)")
    conn.close()
    yield "foreign", path.read_bytes()


def test_a_bad_database_is_told_in_one_line_and_left_alone(command: Command, workspace: Path) -> None:
    path = workspace / "smeeting.db"
    for name, content in _damaged(workspace.parent / "made.db"):
        path.write_bytes(content)
        assert not _departures_of_database(command, workspace), name


def _departures_of_database(command: Command, workspace: Path) -> list[str]:
    """What went otherwise than: a line on standard error, a code, and every byte as it was."""
    before = _content(workspace)
    wrong = []
    for arguments in (("status",), ("start",), ("note", "#note x"), ("minutes", "list")):
        said = command(*arguments)
        if said.code != 2 or said.err.count("\n") != 1 or said.out:
            wrong.append(f"{arguments}: {said}")
    said = command("doctor")
    if said.code != 1 or "FAULT" not in said.out:
        wrong.append(f"doctor: {said}")
    if _content(workspace) != before:
        wrong.append("changed")
    return wrong


# The corpus beside the checkout, where there is one.


def _entries(shared: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((shared / "badinput" / "manifest.json").read_text())["entries"]
    return entries


def _kind_of(entry: dict[str, Any]) -> str:
    name = Path(entry["file"]).name
    if entry["kind"] != "control":
        return str(entry["kind"])
    return next(kind for kind in CHECKS if name.startswith(kind))


def test_hostile_files_end_as_their_manifest_says(shared: Path, command: Command, tmp_path: Path) -> None:
    command("status")
    entries = [entry for entry in _entries(shared) if _kind_of(entry) in CHECKS]
    wrong = [told for entry in entries if (told := _departure(shared, entry, command, tmp_path))]
    assert not wrong, "\n".join(wrong)
    assert len(entries) > 60
    assert not Path("/tmp/smeeting-pwned").exists()


def _departure(shared: Path, entry: dict[str, Any], command: Command, tmp_path: Path) -> str | None:
    name = Path(entry["file"]).name
    shutil.copy(shared / "badinput" / entry["file"], tmp_path / name)
    before = (tmp_path / name).read_bytes(), _content(tmp_path / "workspace")
    kind = _kind_of(entry)
    said = command(*CHECKS[kind], name, *(["--dry-run"] if kind == "metrics" else []))
    lines = _faults(said, name)
    ended = {0: "ok", 1: "warning", 2: "error"}[said.code]
    allowed = {entry["expected"], *entry.get("also_ok", ())}
    if kind == "glossary":
        # What is wrong with one that can be read is a finding, and so is a term without a definition.
        ended = "error" if any(": warning: " not in line for line in said.err.splitlines()) else ended
        allowed |= {"warning"} if "ok" in allowed else set()
    right = ended in allowed or (ended in ("ok", "warning") and "literal" in allowed)
    if ended == "error" and "line" in entry:
        right = right and any(abs(line - entry["line"]) <= entry["line_slack"] for line in lines)
    right = right and ((tmp_path / name).read_bytes(), _content(tmp_path / "workspace")) == before
    return None if right else f"{entry['file']}: {ended}, not {allowed}: {said.err or said.out}"


def test_hostile_databases_are_refused_and_left_alone(
    shared: Path, command: Command, workspace: Path
) -> None:
    for source in sorted((shared / "badinput" / "db").glob("*.db")):
        for each in source.parent.glob(f"{source.name}*"):
            suffix = each.name.removeprefix(source.name)
            (workspace / f"smeeting.db{suffix}").write_bytes(each.read_bytes())
        assert not _departures_of_database(command, workspace), source.name
        for left in workspace.glob("smeeting.db*"):
            left.unlink()


@pytest.mark.parametrize("name", ["octal_id", "float_trailing_zero"])
def test_text_that_looks_like_a_number_stays_as_written(
    shared: Path, command: Command, workspace: Path, name: str
) -> None:
    shutil.copy(shared / "badinput" / "glossary" / f"{name}.yaml", workspace / "glossary.yaml")
    written = {"octal_id": "0123", "float_trailing_zero": "1.10"}[name]
    assert written in command("glossary", "list", "--json").out
