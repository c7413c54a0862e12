"""The demo: replayed through the services, the same every time, with every state there is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import ISSUE_STATES
from smeeting.domain.errors import StorageError
from smeeting.domain.glossary import STATUSES, status_of
from smeeting.services import demo, doctor, issues, meetings, minutes
from smeeting.services.desk import Desk
from tests.dumps import dump


def rows(path: Path) -> list[str]:
    lines = dump(path)
    return [line for line in lines if "_sqlite_migrations" not in line]


def test_two_demos_are_the_same(demo_folder: Path, tmp_path: Path, open_desk: Callable[..., Desk]) -> None:
    other = tmp_path / "other"
    assert demo.make(other)
    for path in ("glossary.yaml", "agendas/monthly.yaml"):
        assert (other / path).read_bytes() == (demo_folder / path).read_bytes()
    assert rows(other / "smeeting.db") == rows(demo_folder / "smeeting.db")
    first, second = open_desk(demo_folder), open_desk(other)
    for meeting in meetings.past(first):
        assert minutes.markdown(first, meeting) == minutes.markdown(second, meeting)


def test_a_year_of_meetings_with_issues_and_terms_in_every_state(demo_desk: Desk) -> None:
    past = meetings.past(demo_desk)
    assert [meeting.state for meeting in past] == ["final"] * 12
    assert {one.state for one in issues.listed(demo_desk, only_open=False)} == set(ISSUE_STATES)
    assert {status_of(term) for term in demo_desk.glossary} == set(STATUSES)
    assert all(meeting.facilitator and meeting.scribe and meeting.next_on for meeting in past)
    assert all(verdict.is_sound for verdict in doctor.look_over(demo_desk))


def test_a_demo_that_is_there_is_left_as_it_is(demo_desk: Desk) -> None:
    before = demo_desk.workspace.database_file.read_bytes()
    assert not demo.make(demo_desk.workspace.root)
    assert demo_desk.workspace.database_file.read_bytes() == before


def test_a_folder_with_something_else_in_it_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="workspace of its own"):
        demo.make(folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear all")
    with pytest.raises(StorageError, match="is there already"):
        demo.make(tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_demo_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(demo._Replay, "play", fail)
    with pytest.raises(StorageError, match="disk is full"):
        demo.make(tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []
