"""`smeeting glossary changes`, `diff`, and `show --at`."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.storage.test_git import run as git

LONG_AGO = 1_700_000_000
"""14 November 2023, 22:13 UTC."""
FIRST = "terms:\n  - {term: MQL, definition: A cold lead.}\n  - {term: Old}\n"


@pytest.fixture
def in_history(run: Run, in_new: Path) -> Path:
    """A workspace whose glossary was written long ago; since then a term was set, one added, one removed."""
    path = in_new / "glossary.yaml"
    path.write_text(FIRST, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    run("glossary", "set", "mql", "definition", "A warm lead.")
    run("glossary", "add", "New")
    path.write_text(path.read_text("utf-8").replace("  - {term: Old}\n", ""), "utf-8")
    run("glossary", "set", "mql", "owner", "Anna")
    return in_new


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_changes_are_listed_oldest_first_with_where_and_what(run: Run, in_history: Path) -> None:
    lines = run("glossary", "changes").out.splitlines()
    assert [line for line in lines if line.startswith("    ")] == [
        "    proposed words: A [-cold-]{+warm+} lead.",
        "    term: + New",
        "    term: - Old",
        "    owner: + Anna",
    ]
    heads = [line.split("  ")[0] for line in lines if not line.startswith(" ")]
    assert heads == ["~ MQL", "+ New", "- Old", "~ MQL"]
    assert lines[0].endswith("in the program")
    assert next(line for line in lines if "Old" in line).endswith("in the file")


@pytest.mark.parametrize(
    ("arguments", "terms"),
    [
        (("mql",), ["mql", "mql"]),
        (("New",), ["new"]),
        (("old",), ["old"]),
        (("--since", "2023-11-14"), ["mql", "new", "old", "mql"]),
        (("--since", "2024-01", "new"), ["new"]),
    ],
)
def test_changes_of_one_term_or_since_a_day(
    run: Run, in_history: Path, arguments: tuple[str, ...], terms: list[str]
) -> None:
    found = run("glossary", "changes", *arguments, "--json").json
    assert [one["version"]["term_id"] for one in found] == terms
    assert {one["version"]["source"] for one in found} <= {"program", "file"}
    assert {one["kind"] for one in found} <= {"added", "changed", "removed"}


def test_no_changes_are_said(run: Run, in_new: Path) -> None:
    assert run("glossary", "changes").out == "No changes yet.\n"
    assert run("glossary", "changes", "--since", "2026-03-04").out == "No changes since 2026-03-04.\n"
    assert run("glossary", "changes", "--json").json == []
    assert run("glossary", "changes", "nothing").code == 2
    assert run("glossary", "changes", "--since", "yesterday").code == 2
    assert not (in_new / "smeeting.db").exists()


def test_a_term_is_shown_as_it_stood(run: Run, in_history: Path) -> None:
    ran = run("glossary", "show", "mql", "--at", "2023-11-14")
    assert ran.out == "MQL\nstatus: proposed\nproposed: A cold lead.\n"
    assert ran.err == "smeeting: as it stood since Tue 14 Nov 2023\n"
    assert run("glossary", "show", "mql", "--at", "2023-12", "--json").json["definition"] == "A cold lead."
    assert "A warm lead." in run("glossary", "show", "mql").out


def test_a_term_that_is_gone_is_shown_as_it_stood(run: Run, in_history: Path) -> None:
    assert run("glossary", "show", "Old", "--at", "2024-01").out == "Old\nstatus: draft\n"
    assert run("glossary", "show", "Old").code == 2


def test_one_that_was_not_there_yet_is_said_not_to_be(run: Run, in_history: Path) -> None:
    ran = run("glossary", "show", "new", "--at", "2024-01")
    assert (ran.code, ran.out, ran.err) == (0, "", "smeeting: New was not in the glossary then\n")
    assert run("glossary", "show", "new", "--at", "2024-01", "--json").json is None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2023-10", "its history begins on 2023-11-14"),
        ("9999-12-31", "neither a date nor a meeting"),
        ("", "neither a date nor a meeting"),
        ("2026-03-03-monthly", "neither a date nor a meeting"),
    ],
)
def test_a_time_nothing_is_known_of_is_said(run: Run, in_history: Path, at: str, told: str) -> None:
    ran = run("glossary", "show", "mql", "--at", at)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_readers_write_nothing(run: Run, in_history: Path) -> None:
    path = in_history / "glossary.yaml"
    path.write_text(path.read_text("utf-8").replace("warm", "hot"), "utf-8")
    before = files(in_history)
    assert "[-warm-]{+hot+}" in run("glossary", "changes").out
    run("glossary", "show", "mql", "--at", "2024-01")
    run("glossary", "list")
    run("glossary", "diff")
    assert files(in_history) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_is_compared_term_by_term(run: Run, in_new: Path) -> None:
    path = in_new / "glossary.yaml"
    path.write_text(FIRST, "utf-8")
    git(in_new, "init", "-q", "-b", "main")
    git(in_new, "add", "glossary.yaml")
    git(in_new, "commit", "-q", "-m", "first")
    assert run("glossary", "diff").out == "No term differs from HEAD.\n"
    path.write_text(
        "terms:\n  - {term: MQL, definitions: {sales: A, marketing: B}}\n  - {term: New, long: N}\n", "utf-8"
    )
    assert run("glossary", "diff", "main").out.splitlines() == [
        "~ MQL  changed, proposed → disputed",
        "    proposed words: - A cold lead.",
        "    sales says: + A",
        "    marketing says: + B",
        "+ New  added, draft",
        "    term: + New",
        "    long form: + N",
        "- Old  removed",
    ]
    assert [one["kind"] for one in run("glossary", "diff", "--json").json] == ["changed", "added", "removed"]
    assert run("glossary", "diff", "HEAD", "HEAD").out == "No term differs from HEAD to HEAD.\n"
    for revision in ("nothing", "^HEAD", "--", "-h x"):
        assert run("glossary", "diff", "--", revision).code == 2
