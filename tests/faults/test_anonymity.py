"""Anonymous issues leave nothing of their author: not in the file, not in its times, not in what is told.

The marks are looked for in every byte of every file of the workspace, and in all that the commands print,
while the issues wait, once they are opened, and after what the room does with them.
"""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.cli.program import main
from smeeting.services import anonymous, captures, issues, search, undoing
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage import anonymous as box
from smeeting.storage.backups import make_backup
from smeeting.storage.schema import TABLES
from tests.faults.anonymity import (
    Author,
    at,
    every_byte,
    file_times,
    found_in,
    make_old,
    time_marks,
)
from tests.tui.between_meetings import between
from tests.tui.meeting_room import sitting

TEXTS = ("qavone nobody reads the briefs", "qavtwo the forecast is forged", "qavthree leads come cold")
WORDS = ("qavone", "qavtwo", "qavthree")


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def told(workspace: Path) -> bytes:
    """All that the commands tell of the workspace, with the minutes they write."""
    commands = (
        ("minutes", "export"),
        ("minutes", "show"),
        ("issue", "list", "--all", "--json"),
        ("issue", "list", "--all"),
        ("issue", "held", "--json"),
        ("action", "list", "--json"),
        *(("search", "--json", word) for word in WORDS),
        ("status", "--json"),
        ("doctor",),
    )
    said = []
    for arguments in commands:
        ended = subprocess.run(
            [sys.executable, "-m", "smeeting", "-C", str(workspace), *arguments], capture_output=True
        )
        said += [ended.stdout, ended.stderr]
    return b"\n".join(said)


def tables(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, those that the index of words keeps for itself too."""
    names = [
        row["name"]
        for row in desk.db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if row["name"] not in ("capture_words", "anonymous_issue")
    ]
    assert {"row_history", "change", "clock", "capture_words_data", "sqlite_sequence"} <= set(names)
    return {name: [tuple(row) for row in desk.db.rows(f'SELECT * FROM "{name}"')] for name in names}


def air_in_the_shell(author: Author, workspace: Path, editor: Path) -> list[str]:
    """Air the three texts, each in another way and in a process of its own; the keys."""
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "{TEXTS[2]}" > "$1"\ncp "$1" "$(dirname "$1")/.swap~"\n')
    editor.chmod(0o700)
    said = [
        author.run(workspace, "issue", "add", "--anonymous", stdin=TEXTS[0])[0],
        author.run(workspace, "note", "-", stdin=f"#issue anon {TEXTS[1]}\n")[0],
        author.run(workspace, "issue", "add", "--anonymous", "--editor", EDITOR=str(editor), VISUAL="")[0],
    ]
    assert not [text for text in TEXTS if text in "".join(said)]
    return [out.split()[0].removeprefix(anonymous.PREFIX) for out in said]


def test_the_shell_leaves_nothing_of_whoever_airs_one(
    begun: Path, room: Desk, author: Author, tmp_path: Path
) -> None:
    make_old(begun)
    before, times = tables(room), file_times(begun)
    started = dt.datetime.now(dt.UTC)
    keys = air_in_the_shell(author, begun, tmp_path / "zqxeditor")
    today = started.strftime("%Y-%m-%d")

    # While they wait: in the box and nowhere else, and no file tells when.
    assert tables(room) == before
    assert file_times(begun) == times
    data = every_byte(begun)
    assert [data.count(word.encode()) for word in WORDS] == [1, 1, 1]
    assert not found_in(data, [*author.marks, today, *time_marks(started)])
    assert not found_in(told(begun), [*author.marks, *WORDS, *keys])

    # Once they are opened: the texts, and nothing else; the keys are gone.
    anonymous.open_all(room, the_live(room, at(9)), at(9))
    data = every_byte(begun)
    assert not found_in(data, [*author.marks, *keys, *time_marks(started)])
    assert not found_in(told(begun), [*author.marks, *keys])
    # Until now only this clock has written, so today's date can have come from the author alone.
    database = begun / "smeeting.db"
    assert not found_in(database.read_bytes(), [today])

    # What the room does with them has a history, and none of it is the author's.
    first, second, third = [one.capture.number for one in issues.listed(room) if one.anonymous]
    issues.own(room, first, "Anna", None, at(10))
    issues.answer(room, first, "we read them now", at(11).at.date(), at(11))
    issues.withdraw(room, second, "a misunderstanding", at(12).at.date(), at(12))
    issues.merge(room, third, 1, at(13))
    undoing.undo(room, at(14))
    make_backup(database, begun / "smeeting.db.backup")
    rows = [str(tuple(row)) for row in room.db.rows("SELECT * FROM row_history")]
    moves = [str(tuple(row)) for row in room.db.rows("SELECT * FROM issue_move")]
    changes = [str(tuple(row)) for row in room.db.rows("SELECT * FROM change")]
    assert not found_in("\n".join((*rows, *moves, *changes)).encode(), [*WORDS, *keys])
    assert not found_in(every_byte(begun) + told(begun), [*author.marks, *keys, *time_marks(started)])


def test_what_is_taken_back_was_never_there(begun: Path, room: Desk, author: Author, tmp_path: Path) -> None:
    make_old(begun)
    before, times = tables(room), file_times(begun)
    keys = air_in_the_shell(author, begun, tmp_path / "zqxeditor")
    for key in keys:
        # From standard input: on the command line it would stay in a shell's history.
        assert "taken back" in author.run(begun, "undo", "-", stdin=f"{anonymous.PREFIX}{key}\n")[0]
    assert anonymous.waiting(room) == 0
    assert tables(room) == before
    assert file_times(begun) == times
    marks = [*author.marks, *WORDS, *keys, dt.datetime.now(dt.UTC).strftime("%Y-%m-%d")]
    assert not found_in(every_byte(begun), marks)


def test_a_fresh_workspace_does_not_date_the_first_one(workspace: Path, author: Author) -> None:
    """The database is made by whoever airs the first issue; all that the system lets be hidden is."""
    make_old(workspace)
    times = file_times(workspace)
    author.run(workspace, "issue", "add", "--anonymous", stdin=TEXTS[0])
    after = file_times(workspace)
    assert set(after) == {*times, "smeeting.db", "smeeting.db-journal"}
    assert set(after.values()) == set(times.values())
    assert not found_in(every_byte(workspace), [*author.marks, dt.datetime.now(dt.UTC).strftime("%Y-%m-%d")])


async def test_the_screens_leave_nothing_of_whoever_airs_one(tmp_path: Path) -> None:
    async with between(tmp_path) as screen:
        before = tables(screen.desk)
        make_old(tmp_path)
        times = file_times(tmp_path)
        screen.clock.run(3 * 86_400 + 47 * 60 + 13)
        for text in TEXTS:
            await screen.press(*(() if text is not TEXTS[0] else ("i",)), "n", "a")
            await screen.type(text)
            assert text not in screen.text
        assert anonymous.waiting(screen.desk) == 3
        assert tables(screen.desk) == before
        assert file_times(tmp_path) == times
        marks = [screen.desk.via, *time_marks(screen.clock().at)]
        assert not found_in(every_byte(tmp_path), marks)


async def test_the_meetings_line_books_no_time_and_leaves_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        room.clock.run(13 * 60 + 37)
        await room.second()
        before = tables(room.desk)
        make_old(tmp_path)
        times = file_times(tmp_path)
        for text in TEXTS:
            await room.line(f"#issue anon {text}")
            room.clock.run(71)
        await room.press("slash", "up")
        assert not found_in((room.screen.line.text + room.text).encode(), WORDS)
        assert tables(room.desk) == before, "neither history nor the meeting's clock moves with it"
        assert file_times(tmp_path) == times
        await room.press("escape", "u")
        assert anonymous.waiting(room.desk) == 2
        data = every_byte(tmp_path)
        assert (tables(room.desk), file_times(tmp_path)) == (before, times)
        assert [data.count(word.encode()) for word in WORDS] == [1, 1, 0]
        assert not found_in(data, time_marks(room.clock().at))


def test_the_index_of_words_knows_nothing_of_those_that_wait(room: Desk) -> None:
    before = tables(room)
    shadows = [name for name in before if name.startswith("capture_words_")]
    assert len(shadows) >= 3
    for text in TEXTS:
        anonymous.drop(room, text)
    assert [tables(room)[name] for name in shadows] == [before[name] for name in shadows]
    unread = anonymous.to_read(room)
    anonymous.open_read(
        room, the_live(room, at(2)), at(2), [one.key for one in unread], {unread[0].key: "why"}
    )
    found = [search.find(room, word) for word in WORDS]
    assert sum(bool(one) for one in found) == 2
    index = b"".join(bytes(row["block"]) for row in room.db.rows("SELECT block FROM capture_words_data"))
    assert unread[0].text.split()[0].encode() not in index
    assert all(one.text.split()[0].encode() in index for one in unread[1:])


def test_an_edited_one_leaves_no_word_of_what_it_was(begun: Path, room: Desk) -> None:
    for text in TEXTS:
        anonymous.drop(room, text)
    opened = anonymous.open_all(room, the_live(room, at(2)), at(2)).issues
    number = next(one.capture.number for one in opened if "qavone" in one.capture.text)
    captures.take(room, "#note qavx another word that begins so", at(3))
    before = tables(room)
    anonymous.edit_text(room, number, "the briefs go unread")
    after = tables(room)
    assert issues.get(room, number).capture.text == "the briefs go unread"
    assert [name for name in TABLES if name in after and after[name] != before[name]] == ["capture"]
    data = every_byte(begun)
    assert b"qavone" not in data
    # The index shares the beginnings of neighbouring words, so the rest of a word is looked for too.
    assert b"vone" not in data
    assert not search.find(room, "qavone")
    assert search.find(room, "unread")


def test_a_fault_says_nothing_of_the_text(
    begun: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError(TEXTS[0])

    monkeypatch.setattr(box, "put", fail)
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXTS[0]))
    with pytest.raises(SystemExit):
        main(["-C", str(begun), "issue", "add", "--anonymous"])
    said = "".join(capsys.readouterr())
    assert "a fault inside smeeting" in said
    assert not found_in(said.encode() + every_byte(begun), WORDS)


def test_only_the_owner_may_read_it_and_a_choice_is_kept(begun: Path, room: Desk) -> None:
    database = begun / "smeeting.db"
    for mode in (0o600, 0o640):
        database.chmod(mode)
        anonymous.drop(room, "x")
        captures.take(room, "#note y", at(2))
        make_backup(database, begun / f"backup-{mode:o}")
        assert database.stat().st_mode & 0o777 == mode
        assert (begun / f"backup-{mode:o}").stat().st_mode & 0o777 == 0o600
        # The journal holds what the database holds, and is as open as that.
        assert (begun / "smeeting.db-journal").stat().st_mode & 0o777 == mode
