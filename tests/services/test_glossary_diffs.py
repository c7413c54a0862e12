"""The glossary held against a git revision, term by term."""

import shutil
from pathlib import Path

import pytest

from smeeting.domain.errors import FaultsError, NotFoundError
from smeeting.services import glossary_diffs
from smeeting.services.desk import Desk
from tests.storage.test_git import run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
FIRST = "terms:\n  - {term: MQL, definition: One.}\n  - {term: Old}\n  - {term: Same}\n"
SECOND = (
    "terms:\n  - {term: New}\n  - {term: Same}  # a comment\n"
    "  - {term: MQL, definitions: {sales: One., marketing: Two.}}\n"
)


@pytest.fixture
def repository(desk: Desk) -> Desk:
    """A workspace under git, whose glossary was changed since."""
    folder, path = desk.workspace.root, desk.workspace.glossary_file
    path.write_text(FIRST, "utf-8")
    run(folder, "init", "-q", "-b", "main")
    run(folder, "add", "glossary.yaml")
    run(folder, "commit", "-q", "-m", "first")
    path.write_text(SECOND, "utf-8")
    return desk


def test_terms_are_added_changed_and_removed(repository: Desk) -> None:
    found = glossary_diffs.diff(repository, "HEAD")
    assert [(one.term_id, one.kind, one.status_before, one.status) for one in found] == [
        ("new", "added", None, "draft"),
        ("mql", "changed", "proposed", "disputed"),
        ("old", "removed", "draft", None),
    ]
    assert [(one.field, one.old, one.new) for one in found[1].fields] == [
        ("definition", "One.", ""),
        ("definitions.sales", "", "One."),
        ("definitions.marketing", "", "Two."),
    ]


def test_two_revisions_are_compared_too_and_one_with_itself_differs_in_nothing(repository: Desk) -> None:
    run(repository.workspace.root, "commit", "-q", "-am", "second")
    assert [one.kind for one in glossary_diffs.diff(repository, "HEAD", "HEAD~1")] == [
        "changed",
        "added",
        "removed",
    ]
    assert glossary_diffs.diff(repository, "HEAD") == ()
    assert glossary_diffs.diff(repository, "HEAD~1", "HEAD~1") == ()


def test_a_revision_that_cannot_be_read_is_told_with_its_place(repository: Desk) -> None:
    repository.workspace.glossary_file.write_text("terms: 3\n", "utf-8")
    run(repository.workspace.root, "commit", "-q", "-am", "broken")
    with pytest.raises(FaultsError, match=r"HEAD:glossary\.yaml:1:"):
        glossary_diffs.diff(repository, "HEAD")
    with pytest.raises(NotFoundError):
        glossary_diffs.diff(repository, "nothing")


def test_comparing_writes_nothing(repository: Desk) -> None:
    def files() -> dict[Path, bytes]:
        return {one: one.read_bytes() for one in repository.workspace.root.rglob("*") if one.is_file()}

    before = files()
    glossary_diffs.diff(repository, "HEAD")
    assert files() == before
