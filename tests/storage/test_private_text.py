"""A text that lies in a file for as long as an editor is open."""

import os
import tempfile
from pathlib import Path

import pytest

from smeeting.domain.errors import FaultsError, StorageError
from smeeting.storage.private_text import private_text


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def test_it_is_the_owners_alone_and_gone_afterwards(memory: Path) -> None:
    with private_text() as text:
        assert text.path.is_relative_to(memory)
        assert text.path.stat().st_mode & 0o777 == 0o600
        assert text.path.parent.stat().st_mode & 0o777 == 0o700
        text.path.write_text("\n  a secret\n of two lines \n")
        assert text.read() == "a secret\n of two lines"
    assert list(memory.iterdir()) == []


def test_what_the_editor_left_beside_it_is_overwritten_and_gone(memory: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    with private_text() as text:
        beside = text.path.with_name(".text.txt.swp")
        beside.write_text("a secret")
        (text.path.parent / "undo").mkdir()
        (text.path.parent / "undo" / "file").write_text("a secret")
        (text.path.parent / "link").symlink_to(elsewhere)
        kept = tmp_path / "kept"
        # Another name for the same file shows what is left in its blocks.
        os.link(beside, kept)
    assert list(memory.iterdir()) == []
    assert kept.read_bytes() == b"\0" * len("a secret")
    assert elsewhere.read_text() == "mine", "what a link leads to is not ours"


def test_an_editor_that_replaces_the_file_is_read_and_wiped(memory: Path) -> None:
    with private_text() as text:
        other = text.path.with_name("new")
        other.write_text("a secret")
        other.replace(text.path)
        assert text.read() == "a secret"
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_block_that_fails_leaves_nothing(memory: Path, error: type[BaseException]) -> None:
    def fail() -> None:
        with private_text() as text:
            text.path.write_text("a secret")
            raise error

    with pytest.raises(error):
        fail()
    assert list(memory.iterdir()) == []


def test_what_is_no_text_is_refused_without_naming_the_place() -> None:
    with private_text() as text:
        text.path.write_bytes(b"\xff\xfe\xfa")
        with pytest.raises(FaultsError, match="not UTF-8") as caught:
            text.read()
    assert "smeeting-" not in str(caught.value)


def test_without_room_for_it_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(StorageError, match="no private file can be made"), private_text():
        raise AssertionError
