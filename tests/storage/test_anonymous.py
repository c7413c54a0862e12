"""Anonymous issues: neither who, nor when, nor in which order, in any byte of any file."""

import itertools
import random
from collections import Counter
from pathlib import Path

import pytest

from smeeting.domain.errors import StorageError
from smeeting.domain.meeting import Meeting
from smeeting.storage import anonymous, captures, history, issues
from smeeting.storage.backups import make_backup
from smeeting.storage.database import Database
from tests.storage.conftest import capture, change


def put(db: Database, *texts: str) -> list[str]:
    keys = []
    for text in texts:
        with db.write(None):
            keys.append(anonymous.put(db, text))
    return keys


def open_all(db: Database, meeting: Meeting, seed: int = 1) -> list[str]:
    with db.write(change("issue.open", "anonymous issues", meeting.name)):
        opened = anonymous.open_all(db, meeting.name, 1, random.Random(seed))
    return [issue.capture.text for issue in opened]


def everything(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.rglob("*")) if each.is_file())


def test_waiting_ones_are_counted_and_opened_in_one_batch(db: Database, meeting: Meeting) -> None:
    put(db, "one", "two", "three")
    assert anonymous.waiting(db) == 3
    assert issues.open_issues(db) == ()
    assert sorted(open_all(db, meeting)) == ["one", "three", "two"]
    assert anonymous.waiting(db) == 0
    for issue in issues.open_issues(db):
        assert issue.anonymous
        assert (issue.capture.at, issue.capture.side) == (None, None)
        assert (issue.capture.meeting, issue.capture.item) == (meeting.name, 1)
    assert open_all(db, meeting) == []


def test_they_leave_no_change_no_history_and_no_hole_in_the_numbers(db: Database, meeting: Meeting) -> None:
    before = history.changes(db)
    put(db, "one", "two")
    assert history.changes(db) == before
    with db.write(change()) as made:
        assert captures.add(db, capture()).number == 1
    assert made == before[0].id + 1


def test_the_author_alone_may_take_one_back_by_its_key(db: Database) -> None:
    first, second = put(db, "one", "two")
    assert first != second
    assert len(first) == 32
    with db.write(None):
        assert anonymous.take_back(db, first)
        assert not anonymous.take_back(db, first)
    assert [tuple(row) for row in db.rows("SELECT key, text FROM anonymous_issue")] == [(second, "two")]


@pytest.mark.parametrize("size", [10, 300, 5_000])
def test_what_was_taken_back_is_in_no_byte_of_any_file(db: Database, path: Path, size: int) -> None:
    kept = [f"kept {number} " + "k" * size for number in range(30)]
    keys = put(db, *kept[:15], "MARKED " + "m" * size, *kept[15:])
    assert b"MARKED" in everything(path)
    with db.write(None):
        anonymous.take_back(db, keys[15])
    assert b"MARKED" not in everything(path)
    assert b"mmmmmmm" not in everything(path)
    assert anonymous.waiting(db) == 30


def test_an_opened_one_is_once_in_the_file_and_not_in_the_history(
    db: Database, path: Path, meeting: Meeting
) -> None:
    put(db, *(f"waits {number}" for number in range(20)), "MARKED")
    open_all(db, meeting)
    assert everything(path).count(b"MARKED") == 1
    history_text = str([tuple(row) for row in db.rows("SELECT * FROM row_history")])
    assert "MARKED" not in history_text
    assert "waits" not in history_text


def test_the_bytes_of_the_file_do_not_tell_the_order_of_arrival(
    db: Database, path: Path, tmp_path: Path
) -> None:
    """The same texts under the same keys, come in any order, make the same table byte for byte."""
    texts = {f"{number:032x}": f"text {number} " * 20 for number in (7, 3, 9, 1)}
    seen = set()
    for number, order in enumerate(itertools.permutations(texts)):
        for key in order:
            with db.write(None):
                anonymous.put(db, texts[key], new_key=lambda key=key: key)  # type: ignore[misc]
        (root,) = db.rows("SELECT rootpage FROM sqlite_master WHERE name = 'anonymous_issue'")[0]
        seen.add(path.read_bytes()[(root - 1) * 4096 : root * 4096])
        make_backup(path, tmp_path / f"backup-{number}")
        for key in order:
            with db.write(None):
                anonymous.take_back(db, key)
    assert len(seen) == 1


def test_the_order_they_are_opened_in_is_independent_of_arrival(db: Database, meeting: Meeting) -> None:
    first = Counter[str]()
    for seed in range(300):
        put(db, "a", "b", "c")
        first[open_all(db, meeting, seed)[0]] += 1
    # Each is first in 100 of 300; eight standard deviations either way.
    assert all(35 < first[text] < 165 for text in "abc")


def test_text_that_can_not_be_kept_is_refused(db: Database) -> None:
    with pytest.raises(StorageError):
        put(db, "a\0b")
    assert anonymous.waiting(db) == 0
