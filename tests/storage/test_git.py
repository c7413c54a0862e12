"""What a file held in another revision, asked of a real git."""

import shutil
import subprocess
from pathlib import Path

import pytest

from smeeting.domain.errors import BadLineError, FaultsError, NotFoundError, StorageError
from smeeting.storage import git
from smeeting.storage.git import file_at

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def run(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in a folder of a repository, with two commits and an edit since."""
    folder = tmp_path / "repo" / "our words"
    folder.mkdir(parents=True)
    run(folder.parent, "init", "-q", "-b", "main")
    found = folder / "glossary.yaml"
    for text in ("first\r\n", "second ä\n"):
        found.write_bytes(text.encode())
        run(folder.parent, "add", ".")
        run(folder.parent, "commit", "-q", "-m", text.strip())
    run(folder.parent, "tag", "v1", "HEAD~1")
    found.write_text("third", "utf-8")
    return found


@pytest.mark.parametrize(
    ("revision", "text"),
    [("HEAD", "second ä\n"), ("main", "second ä\n"), ("HEAD~1", "first\r\n"), ("v1", "first\r\n")],
)
def test_a_file_is_read_as_it_was_in_a_revision(path: Path, revision: str, text: str) -> None:
    assert file_at(path, revision) == text
    assert path.read_text("utf-8") == "third"


def test_a_link_to_the_file_leads_to_its_own_repository(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "glossary.yaml"
    link.parent.mkdir()
    link.symlink_to(path)
    assert file_at(link, "HEAD") == "second ä\n"


@pytest.mark.parametrize(
    "revision", ["", "-h", "--output=x", "-", "^HEAD", "HEAD main", "HEAD\n", " HEAD", "a\0b", "\ud800"]
)
def test_what_could_be_an_option_or_two_things_is_no_revision(path: Path, revision: str) -> None:
    before = sorted(path.parent.iterdir())
    with pytest.raises(BadLineError, match="is no revision"):
        file_at(path, revision)
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize(
    "revision", ["nothing", "HEAD~9", "HEAD:x", "main..HEAD", "$(touch)", ";ls", "HEAD^^^"]
)
def test_a_revision_git_does_not_know_is_told(path: Path, revision: str) -> None:
    with pytest.raises(NotFoundError, match="git knows no revision"):
        file_at(path, revision)


def test_a_file_that_was_not_there_yet_is_told(path: Path) -> None:
    other = path.with_name("other.yaml")
    other.write_text("", "utf-8")
    with pytest.raises(NotFoundError, match=r"other\.yaml is not in HEAD"):
        file_at(other, "HEAD")


def test_outside_of_a_repository_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NotFoundError, match="in no git repository"):
        file_at(tmp_path / "glossary.yaml", "HEAD")


def test_without_git_that_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StorageError, match="git is not installed"):
        file_at(path, "HEAD")


def test_a_git_that_does_not_answer_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_SECONDS", 0)
    with pytest.raises(StorageError, match="git can't be asked"):
        file_at(path, "HEAD")


def test_bytes_that_are_no_text_are_a_fault_of_the_revision(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    run(path.parent, "commit", "-q", "-am", "broken")
    with pytest.raises(FaultsError, match=r"HEAD:glossary\.yaml"):
        file_at(path, "HEAD")
