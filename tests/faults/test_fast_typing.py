"""Typed faster than the screen follows: each character goes where it was meant to go."""

from pathlib import Path

from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage.workspace import Workspace
from tests.faults.screens import kept, on_screen

TEXT = "nobody knows xenon, black pepper, quiet zebra calls"
"""Nearly every letter of it is a key of the meeting screen."""


def test_text_typed_at_once_behind_its_key_is_all_in_the_line(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        for number in range(5):
            terminal.send(f"o{TEXT} {number}\r")
            terminal.shows(rf"✓ N\d+  {TEXT} {number}")
    assert [one.text for one in kept(workspace)] == [f"{TEXT} {number}" for number in range(5)]
    _assert_nothing_else_was_done(workspace)


def test_lines_typed_at_once_are_all_kept(workspace: Path) -> None:
    lines = [f"#note {TEXT} {number}" for number in range(8)]
    with on_screen(workspace, "run") as terminal:
        terminal.send("/" + "".join(f"{line}\r" for line in lines))
        terminal.shows(rf"✓ N\d+  {TEXT} 7")
    assert [f"#note {one.text}" for one in kept(workspace)] == lines
    _assert_nothing_else_was_done(workspace)


def test_text_typed_at_once_behind_the_key_of_a_dialog_is_all_in_it(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        terminal.send("wNobody Knows\r2")
        terminal.shows("here: Nobody Knows")
    _assert_nothing_else_was_done(workspace)


def _assert_nothing_else_was_done(workspace: Path) -> None:
    with Desk(Workspace(workspace)) as desk:
        meeting = the_live(desk, desk.now())
        assert (meeting.state, meeting.current, meeting.item.extensions) == ("running", 0, 0)
