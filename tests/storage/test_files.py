import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.domain.errors import BusyError, FaultsError, StorageError
from smeeting.storage.files import locked_folder, read_text, replace_file
from smeeting.storage.places import Places


def refusal(path: Path, limit: int = 1000) -> str:
    with pytest.raises(FaultsError) as caught:
        read_text(path, "shown.yaml", limit)
    (fault,) = caught.value.faults
    return str(fault)


def test_text_is_read_with_its_line_endings_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("\ufeffé\r\nx\ry\n".encode())
    assert read_text(path, "a", 100) == "\ufeffé\r\nx\ry\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a: 1\nb: caf\xc3", "shown.yaml:2:7: this is not UTF-8 text (the byte 0xC3); "),
        (b"\xef\xbb\xbf\xff", "shown.yaml:1:1: this is not UTF-8 text (the byte 0xFF); "),
        ("é\r\n€".encode() + b"\x80", "shown.yaml:2:2: this is not UTF-8 text (the byte 0x80); "),
        ("a: b\n".encode("utf-16"), "shown.yaml:1:1: this is not UTF-8 text (it looks like UTF-16)"),
        ("a: b\n".encode("utf-16-le"), "shown.yaml:1:1: this is not UTF-8 text (it looks like UTF-16)"),
        (b"a: b\n" * 20 + b"c\0", "shown.yaml:21:2: the text holds a NUL character"),
        (b"\xed\xa0\x80", "shown.yaml:1:1: this is not UTF-8 text"),
        (b"x" * 1001, "shown.yaml:1:1: it has more than 1,000 bytes"),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(data: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert refusal(path).startswith(told)


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "missing")
    assert "this is a folder" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "no ordinary file" in refusal(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert "can't be read" in refusal(tmp_path / "loop")
    assert "can't be read" in refusal(tmp_path / "nul\0")
    assert "there is no such file" in refusal(tmp_path / "missing" / "x")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_closed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed"
    path.write_text("x")
    path.chmod(0)
    assert "can't be read" in refusal(path)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("\ufeffabc", 1, (1, 1)),
        ("a\nb\r\nc\rd", 7, (4, 1)),
        ("a\u2028b\x85c\x0bd", 6, (1, 7)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_places_are_those_an_editor_shows(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Places("f", text).of(offset) == place


def test_a_replaced_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to("real")
    replace_file(link, b"new")
    assert target.read_text() == "new"
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


def test_a_file_that_was_not_there_is_made(tmp_path: Path) -> None:
    replace_file(tmp_path / "new", b"\xff\r\n")
    assert (tmp_path / "new").read_bytes() == b"\xff\r\n"


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_failure_leaves_the_old_file_and_no_other(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(StorageError, match="no space left on device"):
        replace_file(path, b"new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be written"):
        replace_file(tmp_path / "gone" / "a", b"new")
    with pytest.raises(StorageError, match="can't be opened"), locked_folder(tmp_path / "gone"):
        pass


KILLED_AT = """
import os, sys
from pathlib import Path
from smeeting.storage.files import replace_file
left = int(sys.argv[2])
def dying(call):
    def wrapped(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return call(*args, **kwargs)
    return wrapped
for name in ("open", "fdopen", "fsync", "replace", "rename", "chmod", "close", "stat"):
    setattr(os, name, dying(getattr(os, name)))
replace_file(Path(sys.argv[1]), b"new " * 50_000)
os._exit(0)
"""


def test_a_kill_before_any_system_call_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    old, new = b"old " * 40_000, b"new " * 50_000
    seen = set()
    for calls in range(40):
        path.write_bytes(old)
        ended = subprocess.run([sys.executable, "-c", KILLED_AT, str(path), str(calls)], check=False)
        assert path.read_bytes() in (old, new)
        seen.add(path.read_bytes() == new)
        if ended.returncode == 0:
            break
    assert ended.returncode == 0
    assert seen == {True, False}


def test_a_folder_is_locked_for_one_writer_and_free_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smeeting.storage.files._LOCK_SECONDS", 0.02)
    with locked_folder(tmp_path), pytest.raises(BusyError), locked_folder(tmp_path):
        pass
    with locked_folder(tmp_path):
        assert list(tmp_path.iterdir()) == []
