"""Filters on a workspace: what a line is understood by, which lines are kept, what is written of a list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.filter_keys import Which
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, filters, issues, listening, meetings, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]


def listed(desk: Desk, text: str, which: Which = "issues") -> list[int]:
    found = filters.page(desk, filters.read(desk, text, which, at(5)))
    return [one.number if which in ("voices", "notes") else one.capture.number for one in found]  # type: ignore[union-attr]


@pytest.fixture
def some(desk: Desk, take: Take) -> None:
    """Two issues, an action of Anna's, a voice, an idea and a decision."""
    take("#issue sales an MQL came without a phone number")
    take("#issue marketing nobody reads our one-pagers")
    take('#action "Anna Lee" by 2026-03-06 bring the list')
    take("#voice your lamp was late")
    take("#park give everybody a lamp")
    take("#decision report weekly")


@pytest.mark.usefixtures("some")
def test_lines_find_what_they_ask_for(desk: Desk) -> None:
    assert {text: listed(desk, text) for text in ("", "SALES", "i2", "term:mql", "phone side:sales")} == {
        "": [2, 1],
        "SALES": [1],
        "i2": [2],
        "term:mql": [1],
        "phone side:sales": [1],
    }
    assert listed(desk, "owner:anna", "actions") == [3]
    assert listed(desk, "lamp", "voices") == [4]
    assert listed(desk, "lamp", "notes") == [5]
    assert listed(desk, "kind:decision", "notes") == [6]
    assert listed(desk, "meeting:last is:open") == [1, 2]


@pytest.mark.usefixtures("some")
def test_what_is_answered_or_heard_is_looked_through_too(desk: Desk) -> None:
    captures.take(desk, "#heard 2 nobody has the time", at(2))
    assert listed(desk, "time") == [2]
    undoing.undo(desk, at(3))
    assert listed(desk, "time") == []


def test_a_line_is_told_what_the_workspace_does_not_have(desk: Desk) -> None:
    told = filters.read(desk, "side:legal term:mqll", "issues", at(0)).asked.told
    assert "teams are marketing, sales" in told[0]
    assert "did you mean term:mql?" in told[1]


def test_a_broken_glossary_and_a_missing_agenda_stop_no_filter(desk: Desk, folder: Path) -> None:
    (folder / "glossary.yaml").write_text("terms: [")
    for path in (folder / "agendas").iterdir():
        path.unlink()
    assert listed(desk, "side:sales term:mql late") == []
    assert filters.names(desk, "issues")["term"] == ()


@pytest.mark.usefixtures("some")
def test_names_complete_a_line(desk: Desk) -> None:
    names = filters.names(desk, "actions")
    assert names["owner"] == ("Anna Lee",)
    assert names["side"] == ("marketing", "sales")
    assert "mql" in names["term"]
    assert names["meeting"][0] == "last"


def test_a_line_is_kept_under_a_name_for_its_list(desk: Desk) -> None:
    filters.save(desk, "issues", " mine ", " owner:anna ")
    assert filters.saved(desk, "issues") == {"mine": "owner:anna"}
    assert filters.saved(desk, "actions") == {}
    assert filters.the_saved(desk, "issues", "mine") == "owner:anna"
    with pytest.raises(NotFoundError, match="did you mean mine"):
        filters.the_saved(desk, "issues", "mind")
    with pytest.raises(NotFoundError, match="action list --save NAME"):
        filters.the_saved(desk, "actions", "mine")
    filters.remove(desk, "issues", "mine")
    assert filters.saved(desk, "issues") == {}
    for name, text in ((" ", "late"), ("mine", " ")):
        with pytest.raises(SmeetingError):
            filters.save(desk, "issues", name, text)


def test_the_line_a_list_was_left_with_is_remembered(desk: Desk) -> None:
    assert (filters.last(desk, "issues"), filters.last(desk, "notes")) == ("is:open ", "")
    for text in ("side:sales sort:by", ""):
        filters.remember(desk, "issues", text)
        assert filters.last(desk, "issues") == text
        assert filters.last(desk, "actions") == "is:open "


@pytest.mark.usefixtures("some")
def test_all_that_is_listed_is_written(desk: Desk, tmp_path: Path) -> None:
    listing = filters.read(desk, "side:sales", "issues", at(5))
    path = tmp_path / "out" / "list.json"
    assert filters.export(desk, listing, "json", "side:sales", path) == 1
    assert [one["ref"] for one in json.loads(path.read_text())] == ["I1"]
    with pytest.raises(SmeetingError, match="file of the workspace itself"):
        filters.export(desk, listing, "csv", "", desk.workspace.glossary_file)
    assert filters.export_name(desk, listing, "markdown").endswith("issues-2026-03-03.md")


def test_an_issue_aired_between_meetings_belongs_to_none(desk: Desk, take: Take) -> None:
    take("#issue in the meeting")
    meetings.move(desk, "close", at(50))
    from smeeting.domain.captures import Capture

    captures.record(desk, Capture(0, "issue", "between", at=at(60).at), at(60))
    assert listed(desk, "meeting:?") == [2]
    assert listed(desk, "meeting:2026-03-03") == [1]
    assert listed(desk, "age:0") == [2, 1]
    meetings.start(desk, "monthly", at(0, days=28))
    assert [issues.get(desk, 1).age, issues.get(desk, 2).age] == [1, 0]
    assert listed(desk, "age:>0") == [1]


def test_unheard_are_those_that_the_room_still_takes(desk: Desk, take: Take, meeting: Meeting) -> None:
    for text in ("one", "two", "three", "four"):
        take(f"#issue sales {text}")
    issues.own(desk, 1, "Ann", None, at(2))
    take("#heard I2 so two")
    take("#yes I2")
    take("#heard I3 so three")
    asked = listed(desk, "is:unheard")
    assert asked == [3, 4]
    assert len(asked) == listening.left_unheard(desk, meeting, "close")
    assert set(asked) == {one.capture.number for one in listening.floor(desk, meeting).queue}
