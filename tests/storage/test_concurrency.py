"""Several programs on one database: none is refused, none loses a line, also not by a kill."""

import subprocess
import sys
from pathlib import Path

from smeeting.storage import captures
from smeeting.storage.database import open_database

_ROOT = Path(__file__).parents[2]


def writer(path: Path, count: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer", str(path), str(count), name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
    )


def test_four_programs_make_one_database_and_write_at_once_without_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    writers = [writer(path, 30, f"w{number}") for number in range(4)]
    for each in writers:
        _, errors = each.communicate(timeout=120)
        assert (each.returncode, errors) == (0, "")
    with open_database(path, create=False) as db:
        written = captures.newest(db)
        assert {each.text for each in written} == {f"w{a} {b}" for a in range(4) for b in range(30)}
        assert sorted(each.number for each in written) == list(range(1, 121))
        assert db.value("SELECT count(*) FROM row_history") == 120


def test_what_was_confirmed_before_a_kill_is_there(path: Path) -> None:
    program = writer(path, 10_000, "killed")
    assert program.stdout is not None
    confirmed = [program.stdout.readline().strip() for _ in range(20)]
    program.kill()
    rest, _ = program.communicate()
    confirmed += rest.split("\n")[:-1]
    with open_database(path, create=False) as db:
        kept = {each.text for each in captures.newest(db, limit=20_000)}
    assert set(confirmed) <= kept
    assert len(kept) <= len(confirmed) + 1
