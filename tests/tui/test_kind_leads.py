"""The item `leads` on the screen: four keys a lead at most, and what the verdicts come to."""

from pathlib import Path

from smeeting.domain.meeting import Meeting
from smeeting.services import lead_reviews, leads, meetings
from smeeting.services.desk import Desk
from tests.tui.meeting_room import FakeClock, sitting

HOSTILE = "[@click=app.quit]x[/] \x1b[31mred"
EXPORT = (
    "Record ID,Create Date,Lifecycle Stage,Original Source,Company name,First outreach date,Total revenue\n"
    "1,2026-02-01 10:00,lead,Fair,Dune,2026-02-01 13:00,100\n"
    "2,2026-02-02 10:00,marketingqualifiedlead,Web,Moor,,\n"
    f"3,2026-02-03 10:00,lead,{HOSTILE},{HOSTILE},,\n"
)
AGENDA = """title: Monthly meeting
teams: [Marketing, Sales]
items:
  - {kind: opening, minutes: 5}
  - {kind: leads, minutes: 5, review: {reasons: [too small, no phone]}}
"""


def _agenda(desk: Desk, _: FakeClock) -> None:
    (desk.workspace.root / "agendas" / "monthly.yaml").write_text(AGENDA)


def _with_leads(desk: Desk, clock: FakeClock) -> None:
    _agenda(desk, clock)
    path = desk.workspace.root / "contacts.csv"
    path.write_text(EXPORT)
    leads.import_files(desk, [path], clock())


def _verdicts(desk: Desk, meeting: Meeting) -> list[tuple[str, str]]:
    return [(one.verdict, one.reason) for one in lead_reviews.summary(desk, meeting).verdicts]


async def test_each_lead_is_judged_with_two_keys_and_the_summary_follows(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_with_leads) as room:
        assert "Lead 1 of 3" in room.text
        assert "Marketing: how it came in" in room.text
        assert "[@click=app.quit]x[/] ␛[31mred" in room.text
        await room.press("2")
        assert "Why is it recycled?" in room.text
        await room.press("2")
        assert "Lead 2 of 3" in room.text
        assert "MQL" in room.text
        await room.press("1")
        await room.press("3", "1")
        assert _verdicts(room.desk, room.meeting) == [
            ("recycled", "no phone"),
            ("accepted", ""),
            ("rejected", "too small"),
        ]
        assert "3 of 3 leads judged" in room.text
        assert "33.3 %" in room.text
        assert "no phone" in room.text
        assert "3.0 hours" in room.text
        assert "never touched" in room.text


async def test_a_reason_becomes_an_issue_or_a_question(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_with_leads) as room:
        await room.press("k")
        assert "no lead was sent back yet" in room.text
        await room.press("2", "1", "k")
        assert room.screen.line.text == "#issue sales 1 of 1 lead sent back: too small"
        await room.press("escape")
        room.screen.line.text = ""
        await room.press("escape", "j", "4")
        assert room.screen.line.text == "#dispute consideration 1 of 1 lead sent back: too small"


async def test_one_goes_from_lead_to_lead_and_changes_a_verdict(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_with_leads) as room:
        await room.press("1", "left")
        assert "Lead 1 of 3" in room.text
        assert "✓ · ·" in room.text
        await room.press("y")
        await room.type("the guide")
        assert "the guide" in room.text
        await room.press("3", "2", "left")
        assert _verdicts(room.desk, room.meeting) == [("rejected", "no phone")]
        assert "the guide" in room.text
        await room.press("u")
        assert _verdicts(room.desk, room.meeting) == [("accepted", "")]
        await room.press("right", "right", "right", "right")
        assert "1 of 3 leads judged" in room.text
        await room.press("1")
        assert "no lead is at hand" in room.text


async def test_the_row_at_hand_gives_the_verdict_too(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_with_leads) as room:
        await room.press("enter")
        assert _verdicts(room.desk, room.meeting) == [("accepted", "")]


async def test_a_remark_needs_a_verdict(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_with_leads) as room:
        await room.press("z")
        assert "no verdict on this lead yet" in room.text


async def test_without_leads_it_says_how_to_bring_them(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_agenda) as room:
        assert "There are no leads to look at." in room.text
        assert "smeeting lead import FILE" in room.text
        await room.press("1", "right", "k")
        assert meetings.get(room.desk, None).state == "running"
