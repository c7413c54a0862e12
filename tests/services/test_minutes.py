"""The minutes: the same database gives the same bytes, and what came later does not change them."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import FaultsError, SmeetingError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.services import actions, anonymous, captures, issues, meetings, minutes
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
LATER = dt.date(2026, 3, 20)


def text_of(desk: Desk, name: str = "2026-03-03-monthly") -> str:
    return minutes.markdown(desk, meetings.get(desk, name))


def test_the_same_database_gives_the_same_bytes(demo_desk: Desk, open_desk: Callable[..., Desk]) -> None:
    other = open_desk(demo_desk.workspace.root, via="screen-2")
    for meeting in meetings.past(demo_desk):
        assert text_of(demo_desk, meeting.name) == text_of(other, meeting.name)


def test_a_meeting_in_the_middle_has_minutes_that_say_so(desk: Desk, take: Take) -> None:
    take("#decision report weekly")
    text = text_of(desk)
    assert "**Draft**" in text
    assert "report weekly" in text


def changes_later(desk: Desk) -> None:
    issues.own(desk, 1, "Ann", LATER, at(0, days=3))
    issues.answer(desk, 1, "they are warm now", LATER, at(0, days=17))
    issues.close(desk, 1, at(0, days=18))
    issues.withdraw(desk, 2, "ours", LATER, at(0, days=17))
    actions.assign(desk, 3, "Cy", LATER, at(0, days=4))
    actions.done(desk, 3, "brought", LATER, at(0, days=17))
    meetings.start(desk, "monthly", at(0, days=28))
    captures.take(desk, "#note from april", at(1, days=28))
    meetings.move(desk, "close", at(50, days=28))


def test_past_minutes_stay_as_they_were_whatever_comes_later(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#issue the form is long")
    take("#action Ben by friday bring the list")
    meetings.move(desk, "close", at(50))
    before = text_of(desk)
    changes_later(desk)
    assert issues.get(desk, 1).state == "closed"
    assert text_of(desk) == before


def test_the_next_minutes_tell_what_came_of_it(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#issue the form is long")
    take("#action Ben by friday bring the list")
    meetings.move(desk, "close", at(50))
    changes_later(desk)
    april = text_of(desk, "2026-03-31-monthly")
    for word in ("they are warm now", "ours", "brought", "from april"):
        assert word in april
    issues_of = {one.capture.number: one for one in minutes.gather(desk, meetings.get(desk, None)).carried}
    assert (issues_of[1].state, issues_of[1].age) == ("closed", 1)


def test_what_is_said_on_the_evening_of_the_meeting_still_belongs_to_it(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    meetings.move(desk, "close", at(50))
    issues.own(desk, 1, "Ann", LATER, at(400))
    assert "Ann" in text_of(desk)


def test_an_answer_to_an_anonymous_issue_is_dated_too(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#issue anon leads are cold")
    anonymous.open_all(desk, meeting, at(14))
    meetings.move(desk, "close", at(50))
    before = text_of(desk)
    issues.answer(desk, 1, "they are warm now", LATER, at(0, days=17))
    assert text_of(desk) == before


def test_an_issue_is_as_old_as_it_was_then(demo_desk: Desk) -> None:
    for meeting in meetings.past(demo_desk):
        gathered = minutes.gather(demo_desk, meeting)
        assert {one.age for one in gathered.issues} <= {0}
        assert all(one.age >= 1 for one in gathered.carried)


def test_an_anonymous_author_is_nowhere(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#here Zenobia (Sales)")
    take("#issue anon our numbers are forged", 13.5)
    assert "forged" not in text_of(desk)
    anonymous.open_all(desk, meeting, at(14))
    meetings.move(desk, "close", at(50))
    (line,) = [one for one in text_of(desk).splitlines() if "forged" in one and "issue" in one]
    assert "anonymously" in line
    assert "Zenobia" not in line
    assert "10:13" not in line


# ---- files ----


def test_exported_minutes_are_one_file_in_minutes(desk: Desk, meeting: Meeting) -> None:
    path = minutes.export(desk, meeting)
    assert path == desk.workspace.root / "minutes" / "2026-03-03-monthly.md"
    assert path.read_text("utf-8") == text_of(desk)
    assert minutes.export(desk, meeting).read_text("utf-8") == text_of(desk)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "name",
    [
        "glossary.yaml",
        "smeeting.db",
        "smeeting.db-journal",
        "agendas/monthly.yaml",
        "agendas/x.md",
        "minutes",
    ],
)
def test_the_workspaces_own_files_are_refused(desk: Desk, meeting: Meeting, name: str) -> None:
    (desk.workspace.root / "minutes").mkdir()
    target = desk.workspace.root / name
    before = target.read_bytes() if target.is_file() else None
    for given in (target, Path(os.path.relpath(target))):
        with pytest.raises(SmeetingError):
            minutes.export(desk, meeting, given)
    assert (target.read_bytes() if target.is_file() else None) == before


def test_a_link_to_an_own_file_is_refused_too(desk: Desk, meeting: Meeting, tmp_path: Path) -> None:
    link = tmp_path / "minutes.md"
    link.symlink_to(desk.workspace.database_file)
    with pytest.raises(SmeetingError, match="file of the workspace"):
        minutes.export(desk, meeting, link)


def test_a_device_or_pipe_is_never_replaced(desk: Desk, meeting: Meeting, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (pipe, Path(os.devnull)):
        with pytest.raises(SmeetingError, match="no ordinary file"):
            minutes.export(desk, meeting, target)
    assert pipe.is_fifo()


def test_a_folder_that_cannot_be_made_is_told(desk: Desk, meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        minutes.export(desk, meeting, tmp_path / "file" / "minutes.md")


def test_names_that_look_alike_as_files_do_not_share_one(desk: Desk, meeting: Meeting) -> None:
    names = ("2026-03-03-月次", "2026-03-03-週次", "2026-03-03", "../../etc/passwd", "..", "月次")
    paths = {minutes.path_of(desk, msgspec.structs.replace(meeting, name=name)) for name in names}
    assert len(paths) == len(names)
    assert all(path.parent == desk.workspace.minutes_dir and path.suffix == ".md" for path in paths)


def test_a_fault_that_comes_into_the_glossary_does_not_stop_a_meeting_that_read_it(desk: Desk) -> None:
    meeting = meetings.start(desk, "monthly", at(0))
    before = minutes.markdown(desk, meeting)
    with desk.workspace.glossary_file.open("a") as file:
        file.write("\n  - term: [unclosed\n")
    assert minutes.markdown(desk, meeting) == before
    with pytest.raises(FaultsError):
        _ = desk.glossary
