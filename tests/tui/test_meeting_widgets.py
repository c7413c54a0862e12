import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.agenda import Team
from smeeting.domain.captures import Capture
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.tui.clocks import bar, clock, drift_s, minutes_text, span_words
from smeeting.tui.widgets.agenda_rail import AgendaRail, window
from smeeting.tui.widgets.capture_list import CaptureList
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines, screen_text, spied

AT = dt.datetime(2026, 3, 4, 9, 21, tzinfo=dt.UTC)
BERLIN = dt.timezone(dt.timedelta(hours=1))
MEETING = Meeting(
    name="2026-03-04-monthly",
    agenda="monthly",
    title="Monthly",
    held_on=dt.date(2026, 3, 4),
    teams=(Team("Marketing"), Team("Sales")),
    items=(
        ItemRun("opening", "Opening", 300, 252_000),
        ItemRun("metrics", "Key metrics", 900, 969_000),
        ItemRun("issues", "Process issues", 1200),
        ItemRun("closing", "Closing", 480),
    ),
    state="running",
    current=1,
)


def _rail(app: Stage) -> list[str]:
    return [line.rstrip() for line in lines(app)]


def test_times_are_written_as_people_read_them() -> None:
    assert [clock(seconds) for seconds in (0, 59, 61, 3600, -12)] == [
        "0:00",
        "0:59",
        "1:01",
        "60:00",
        "-0:12",
    ]
    assert [minutes_text(seconds) for seconds in (900, 90)] == ["15", "1:30"]
    assert [span_words(seconds) for seconds in (45, 720, 7800, 7200)] == [
        "45 s",
        "12 min",
        "2 h 10 min",
        "2 h",
    ]


@given(st.floats(-1, 3), st.integers(0, 40))
def test_a_bar_fills_its_width_whatever_the_share(share: float, width: int) -> None:
    filled, empty = bar(share, width)
    assert len(filled) + len(empty) == width


@given(st.integers(0, 40), st.integers(0, 39), st.integers(0, 30))
def test_the_window_holds_the_current_item_and_no_more_than_there_is_room_for(
    count: int, current: int, room: int
) -> None:
    shown = window(count, current, room)
    assert len(shown) == min(count, room)
    if room and current < count:
        assert current in shown


def test_drift_counts_items_passed_whole_and_the_current_one_only_when_over() -> None:
    assert drift_s(MEETING) == -48 + 69
    assert drift_s(msgspec.structs.replace(MEETING, current=0)) == 0


async def test_the_rail_marks_done_current_and_over_by_signs() -> None:
    rail = AgendaRail()
    app = Stage(rail, css="AgendaRail { width: 30; height: 100%; }")
    async with app.run_test(size=(80, 24)) as pilot:
        rail.show(MEETING, here={"marketing": 4, "sales": 3})
        await pilot.pause()
        shown = _rail(app)
    assert shown[0] == " ✓ Opening            5  4:12"
    assert shown[1] == " ▶ Key metrics       15 16:09!"
    assert shown[2] == " · Process issues    20"
    assert shown[5].split() == ["plan", "+0:21", "over"]
    assert shown[6].split() == ["here", "Marketing", "4"]
    assert shown[7].split() == ["Sales", "3"]


async def test_the_rail_shows_a_pause_and_a_plan_in_hand() -> None:
    rail = AgendaRail()
    app = Stage(rail, css="AgendaRail { width: 30; height: 100%; }")
    items = (MEETING.items[0], ItemRun("metrics", "Key metrics", 900, 60_000))
    async with app.run_test(size=(80, 24)) as pilot:
        rail.show(msgspec.structs.replace(MEETING, state="paused", items=items, paused_ms=130_000))
        await pilot.pause()
        assert _rail(app)[1].startswith(" ‖ Key metrics")
        assert " 0:48 in hand" in screen_text(app)
        assert "-0:48" not in screen_text(app)
        assert "paused 2:10" in screen_text(app)


async def test_a_tick_changes_the_time_and_keeps_who_is_here() -> None:
    rail = AgendaRail()
    app = Stage(rail, css="AgendaRail { width: 30; height: 100%; }")
    async with app.run_test(size=(80, 24)) as pilot:
        rail.show(MEETING, here={"sales": 3})
        items = (MEETING.items[0], ItemRun("metrics", "Key metrics", 900, 970_000), *MEETING.items[2:])
        rail.tick(msgspec.structs.replace(MEETING, items=items))
        await pilot.pause()
        assert "16:10!" in screen_text(app)
        assert ["Sales", "3"] in [line.split() for line in lines(app)]


async def test_a_click_chooses_an_item_and_nothing_else() -> None:
    rail = AgendaRail()
    app = Stage(rail, keep=AgendaRail.ItemChosen, css="AgendaRail { width: 30; height: 100%; }")
    async with app.run_test(size=(80, 24)) as pilot:
        rail.show(MEETING)
        await pilot.pause()
        await pilot.click(AgendaRail, offset=(4, 2))
        await pilot.click(AgendaRail, offset=(4, 6))
    assert [message.position for message in app.kept if isinstance(message, AgendaRail.ItemChosen)] == [2]


async def test_a_long_agenda_shows_the_current_item_and_the_foot_in_a_low_terminal() -> None:
    items = tuple(ItemRun("notes", f"Item {index}", 60) for index in range(40))
    rail = AgendaRail()
    app = Stage(rail, css="AgendaRail { width: 30; height: 100%; }")
    async with app.run_test(size=(80, 16)) as pilot:
        rail.show(msgspec.structs.replace(MEETING, items=items, current=35))
        await pilot.pause()
        assert "▶ Item 35" in screen_text(app)
        assert "here" in screen_text(app)


def _captures(count: int) -> list[Capture]:
    return [Capture(number, "note", f"text {number}", at=AT) for number in range(1, count + 1)]


async def test_captures_show_the_newest_last_with_local_times() -> None:
    captured = CaptureList()
    app = Stage(captured, css="CaptureList { height: 5; }")
    async with app.run_test(size=(60, 24)) as pilot:
        captured.show([*_captures(9), Capture(14, "issue", "no phones", side="sales", at=AT)], BERLIN)
        await pilot.pause()
        shown = [line.rstrip() for line in lines(app)][:5]
    assert shown[0].startswith("─ captured here ─")
    assert shown[0].endswith("6 earlier ─")
    assert shown[1].startswith("  N7 text 7")
    assert shown[4].startswith(" I14 sales: no phones")
    assert all(line.endswith("10:21") for line in shown[1:])


async def test_the_newest_is_shown_in_the_room_there_is_until_the_list_may_grow() -> None:
    captured = CaptureList()
    app = Stage(captured, css="CaptureList { height: auto; max-height: 5; }")
    async with app.run_test(size=(60, 24)) as pilot:
        captured.show(_captures(1), BERLIN)
        await pilot.pause()
        captured.show(_captures(2), BERLIN, may_grow=False)
        await pilot.pause()
        assert captured.size.height == 2
        assert "N2 text 2" in lines(app)[1]
        captured.show(_captures(2), BERLIN)
        await pilot.pause()
        assert captured.size.height == 3
        assert ["N1 text 1" in lines(app)[1], "N2 text 2" in lines(app)[2]] == [True, True]


async def test_the_same_captures_are_not_drawn_again() -> None:
    captured = CaptureList()
    app = Stage(captured, css="CaptureList { height: 5; }")
    async with app.run_test(size=(60, 24)) as pilot:
        captured.show(_captures(2), BERLIN)
        await pilot.pause()
        drawn_rows = spied(captured)
        captured.show(_captures(2), BERLIN)
        await pilot.pause()
        assert not drawn_rows
        captured.show(_captures(3), BERLIN)
        await pilot.pause()
        assert drawn_rows


async def test_an_anonymous_issue_has_no_time_and_what_is_for_later_says_so() -> None:
    captured = CaptureList()
    app = Stage(captured, css="CaptureList { height: 5; }")
    async with app.run_test(size=(60, 24)) as pilot:
        captured.show(
            [Capture(1, "issue", "unsaid"), Capture(2, "action", "call", at=AT, after_room=True)], BERLIN
        )
        await pilot.pause()
        assert lines(app)[1].rstrip() == " I1 unsaid"
        assert lines(app)[2].rstrip().endswith("later 10:21")


async def test_nothing_captured_is_said() -> None:
    captured = CaptureList()
    app = Stage(captured, css="CaptureList { height: 5; }")
    async with app.run_test(size=(60, 24)):
        assert "nothing yet" in lines(app)[1]


async def test_a_click_chooses_a_capture() -> None:
    captured = CaptureList()
    app = Stage(captured, keep=CaptureList.Chosen, css="CaptureList { height: 5; }")
    async with app.run_test(size=(60, 24)) as pilot:
        captured.show(_captures(2), BERLIN)
        await pilot.pause()
        for y in (0, 2, 4):
            await pilot.click(CaptureList, offset=(4, y))
    assert [message.capture.number for message in app.kept if isinstance(message, CaptureList.Chosen)] == [2]


@pytest.mark.parametrize("size", [(80, 24), (30, 6), (5, 2)])
async def test_hostile_names_stay_text_at_any_size(size: tuple[int, int]) -> None:
    rail, captured = AgendaRail(), CaptureList()
    app = Stage(rail, captured, css="AgendaRail { height: 60%; } CaptureList { height: 40%; }")
    async with app.run_test(size=size) as pilot:
        for text in HOSTILE:
            item = ItemRun("notes", text, 60, 90_000)
            teams = (Team(text), Team("Sales"))
            rail.show(msgspec.structs.replace(MEETING, items=(item, item), teams=teams), here={text: 1})
            captured.show([Capture(1, "note", text, side=text, at=AT)], BERLIN)
            await pilot.pause()
            assert_calm(drawn(app))


async def _talk_of(meeting: Meeting) -> list[str]:
    """The lines of the rail from the talk on."""
    rail = AgendaRail()
    app = Stage(rail, css="AgendaRail { width: 29; height: 100%; }")
    async with app.run_test(size=(29, 16)) as pilot:
        rail.show(meeting)
        await pilot.pause()
        shown = [line for line in _rail(app) if line]
        return shown[next((y for y, line in enumerate(shown) if "talk" in line), len(shown)) :]


async def test_the_rail_shows_the_talk_once_somebody_spoke_and_marks_who_speaks() -> None:
    replace = msgspec.structs.replace
    assert await _talk_of(MEETING) == []
    (begun,) = await _talk_of(replace(MEETING, speaking="marketing"))
    assert (begun.count("▇"), begun.count("▁")) == (7, 7)
    (line,) = await _talk_of(replace(MEETING, talk_ms={"marketing": 1, "sales": 2}))
    assert line == "  talk    M ▇▇▇▇▇▁▁▁▁▁▁▁▁▁ S"
    (line,) = await _talk_of(replace(MEETING, talk_ms={"sales": 2}, speaking="sales"))
    assert line == "  talk    M ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▶S"


async def test_the_rail_shows_the_talk_of_more_than_two_sides_line_by_line() -> None:
    teams = (Team("Marketing"), Team("Sales"), Team("[b]Support"))
    three = msgspec.structs.replace(
        MEETING, teams=teams, talk_ms={"marketing": 1, "sales": 2}, speaking=teams[2].side
    )
    first, second, third, *_ = await _talk_of(three)
    assert first.split() == ["talk", "Marketing", "33", "%"]
    assert second.split() == ["Sales", "67", "%"]
    assert third.split() == ["[b]Support", "▶", "0", "%"]
