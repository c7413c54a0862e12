"""Backups are whole, private, never over another file, and proved by opening them."""

import sqlite3
import stat
from pathlib import Path

import pytest

from smeeting.domain.errors import StorageError
from smeeting.storage import backups, captures
from smeeting.storage.backups import free_name, make_backup, prove_restorable
from smeeting.storage.database import Database, open_database
from smeeting.storage.schema import TABLES
from tests.storage.conftest import capture, change


@pytest.fixture
def filled(db: Database) -> Database:
    with db.write(change()):
        captures.add(db, capture("kept"))
    return db


def test_a_backup_is_a_database_of_its_own_that_only_its_owner_reads(
    filled: Database, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "smeeting.db"
    target.parent.mkdir()
    make_backup(path, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with open_database(target, create=False) as db:
        assert [each.text for each in captures.newest(db)] == ["kept"]
        assert db.value("SELECT count(*) FROM row_history") == 1


def test_a_backup_never_overwrites(filled: Database, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("mine")
    with pytest.raises(StorageError, match="there already"):
        make_backup(path, target)
    assert target.read_text() == "mine"


def test_a_backup_that_fails_leaves_nothing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be made"):
        make_backup(path, tmp_path / "gone" / "backup")
    path.write_bytes(b"no database" * 500)
    with pytest.raises(StorageError, match="no database"):
        make_backup(path, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_names_of_backups_before_a_migration_are_free(path: Path) -> None:
    names = []
    for _ in range(3):
        names.append(free_name(path, 1).name)
        free_name(path, 1).touch()
    assert names == ["smeeting.db.backup-v1", "smeeting.db.backup-v1-2", "smeeting.db.backup-v1-3"]


def test_the_proof_counts_every_table_and_leaves_nothing_behind(
    filled: Database, path: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    counts = prove_restorable(path, tmp_path)
    assert set(counts) == set(TABLES)
    assert (counts["capture"], counts["row_history"], counts["meeting"]) == (1, 1, 0)
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_that_is_not_the_same_is_no_proof(
    filled: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(source: Path, target: Path) -> None:
        make_backup(source, target)
        conn = sqlite3.connect(target)
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("DELETE FROM row_history")
        conn.commit()
        conn.close()

    monkeypatch.setattr(backups, "make_backup", lossy)
    with pytest.raises(StorageError, match="does not hold"):
        prove_restorable(path, tmp_path)


def test_a_damaged_database_is_no_proof(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(StorageError, match="damaged"):
        prove_restorable(path, tmp_path)
