import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.captures import Issue
from smeeting.services import actions, captures, filters, issues, meetings
from smeeting.services.desk import Desk
from smeeting.tui.screens.home import HomeScreen
from smeeting.tui.screens.issues import PAGE, IssuesScreen
from smeeting.tui.screens.record_list import number_of
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_pane import TextPane
from tests.tui.between_meetings import LINES, Between, air_anonymously, between, hold
from tests.tui.meeting_room import FakeClock, make_desk
from tests.tui.stage import HOSTILE, assert_calm, drawn


async def _open(at: Between, *keys: str) -> IssuesScreen:
    await at.press("i")
    screen = at.screen(IssuesScreen)
    await at.press(*keys)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_issue_is_shown_with_all_there_is_to_know(tmp_path: Path, size: tuple[int, int]) -> None:
    async with between(tmp_path, size=size) as at:
        await _open(at)
        for words in (
            "▸Issues 2",
            "I1 ",
            "heard",
            "raised by Sales in 2026-03-04-monthly",
            "no number, no call",
            "nobody yet",
            "What happened",
        ):
            assert words in at.text
        await at.press("enter", "end")
        assert "Wed 4 Mar 2026 10:00" in at.text


async def test_an_issue_is_owned_answered_and_closed_by_keys(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "o")
        await at.type("Ben")
        await at.press("2")
        await at.type("friday")
        assert issues.get(at.desk, 1) == _like(
            at, 1, state="owned", owner="Ben", answer_by=dt.date(2026, 3, 13)
        )
        assert "✓ I1 is owned by Ben by Fri 13 Mar 2026" in at.text
        await at.press("a")
        await at.type("phone is a required field now")
        assert issues.get(at.desk, 1).state == "answered"
        assert "▸Issues 1" in at.text
        await at.press("v", "end", "c")
        assert issues.get(at.desk, 1).state == "closed"
        assert "I1 is closed" in at.text


def _like(at: Between, number: int, **facts: object) -> Issue:
    import msgspec

    return msgspec.structs.replace(issues.get(at.desk, number), **facts)


async def test_an_owner_without_a_date_is_an_answer_too(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "o")
        await at.type("Ben")
        await at.press("2")
        await at.press("enter")
        assert issues.get(at.desk, 1).owner == "Ben"
        assert issues.get(at.desk, 1).answer_by is None


async def test_what_is_no_date_and_what_is_no_name_stays_in_the_line(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "o")
        await at.press("enter")
        assert "a name is missing" in at.text
        await at.type("Ben")
        await at.press("2")
        await at.type("someday")
        assert "is no date" in at.text
        assert issues.get(at.desk, 1).state == "heard"


async def test_withdrawing_takes_a_word_and_undo_brings_back(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "w")
        await at.type("was meant as a joke")
        assert issues.get(at.desk, 1).state == "withdrawn"
        await at.press("u")
        assert issues.get(at.desk, 1).state == "heard"
        assert "taken back: I1 withdrawn" in at.text


async def test_leaving_a_question_changes_nothing(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        before = at.desk.mark()
        await _open(at)
        for key in ("o", "a", "w"):
            await at.press(key, "escape")
        assert at.desk.mark() == before


async def test_a_refusal_is_said(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "c")
        assert "✗ I1 has no answer yet" in at.text
        await at.press("u")
        assert "✗ there is nothing to take back" in at.text


async def test_an_anonymous_issue_shows_only_what_the_room_did_with_it(tmp_path: Path) -> None:
    async with between(
        tmp_path, before=lambda desk, clock: air_anonymously(desk, clock, "I am afraid")
    ) as at:
        screen = await _open(at)
        assert "raised anonymously" in at.text
        assert "no time is kept" in at.text
        assert "What happened" not in at.text
        assert screen.record is not None
        number = number_of(screen.record)
        await at.press("o")
        await at.type("Ben")
        await at.press("2")
        await at.press("enter")
        assert issues.get(at.desk, number).state == "owned"
        assert "is owned by Ben" in at.text
        await at.press("u")
        assert issues.get(at.desk, number).state == "aired"


async def test_actions_are_done_assigned_and_dropped_by_keys(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "t")
        assert "▸Actions 2" in at.text
        assert "A3" in at.text
        assert "late" in at.text
        await at.press("o")
        await at.press("ctrl+u")
        await at.type("Lena")
        await at.press("1")
        await at.press("ctrl+u")
        await at.type("in 2 weeks")
        assert actions.get(at.desk, 3).owner == "Lena"
        assert actions.get(at.desk, 3).due == dt.date(2026, 3, 25)
        await at.press("end", "d")
        await at.press("enter")
        assert actions.get(at.desk, 3).state == "done"
        await at.press("w")
        await at.type("no longer needed")
        assert actions.get(at.desk, 4).state == "dropped"
        assert "No open actions" in at.text


async def test_keys_of_issues_do_nothing_to_actions(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "t", "a", "c")
        at.screen(IssuesScreen)


async def test_the_filter_looks_into_text_owner_side_and_id(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at)
        for words, found in (
            ("phone", {1}),
            ("MARKETING", {2}),
            ("i2", {2}),
            ("sales phone", {1}),
            ("nowhere", set()),
        ):
            await at.press("slash", "ctrl+u", *words.split(" ")[0])
            for rest in words.split(" ")[1:]:
                await at.press("space", *rest)
            shown = {number_of(screen._rows[index]) for index in range(screen.query_one(RowList).count)}
            assert shown == found, words
        assert "No issues with this filter" in at.text
        await at.press("escape", "escape")
        assert screen.query_one(RowList).count == 2
        await at.press("escape")
        at.screen(HomeScreen)


async def test_no_key_acts_while_the_filter_is_typed(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "slash", *"tovw")
        assert at.screen(IssuesScreen).where == ("issues", "issues.issue")


async def test_a_long_list_is_read_a_page_at_a_time(tmp_path: Path) -> None:
    many = PAGE + 50

    def air(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock, tuple(f"#issue sales number {number}" for number in range(many)))

    async with between(tmp_path, before=air) as at:
        screen = await _open(at)
        rows = screen.query_one(RowList)
        assert rows.count == PAGE
        assert f"Issues {PAGE}+" in at.text
        await at.press("end")
        assert rows.count == many
        assert rows.cursor == PAGE - 1
        await at.press("end")
        assert f"number {many - 1}" in at.text


async def test_what_others_do_is_seen_and_the_cursor_stays_on_its_issue(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "down")
        with make_desk(tmp_path, via="other") as other:
            issues.withdraw(other, 1, "solved itself", at.today, at.clock())
        await at.second()
        assert screen.record is not None
        assert number_of(screen.record) == 2
        assert screen.query_one(RowList).count == 1


async def test_enter_goes_to_the_card_and_escape_comes_back(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "enter")
        assert screen.query_one(TextPane).has_focus
        await at.press("escape")
        assert screen.query_one(RowList).has_focus


async def test_a_click_goes_to_a_list_and_changes_the_order(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at)
        await at.pilot.click("#switches", offset=(15, 0))
        await at.pilot.pause()
        assert screen.where[1] == "issues.action"
        await at.pilot.click("#switches", offset=(76, 0))
        await at.pilot.pause()
        assert screen.line.text == "is:open sort:by "
        await at.pilot.click("#switches", offset=(38, 0))
        await at.pilot.pause()
        assert "▸Ideas and notes" in at.text


async def test_a_key_goes_through_the_lists_and_back(tmp_path: Path) -> None:
    def note(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock, (*LINES, "#voice your lamp was late", "#park a lamp for all"))

    async with between(tmp_path, before=note) as at:
        screen = await _open(at, "t", "t")
        assert "V6" in at.text
        assert "your lamp was late" in at.text
        assert not screen.check_action("list_widen", ())
        await at.press("t")
        assert "P7" in at.text
        assert "parked idea" in at.text
        await at.press("t")
        assert "▸Issues 2" in at.text


async def test_a_part_of_the_filter_is_put_in_and_taken_out_by_a_key(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at)
        assert screen.line.text == "is:open "
        await at.press("v")
        assert screen.line.text == ""
        await at.press("v", "s", "s")
        assert screen.line.text == "is:open sort:by "
        assert "by date" in at.text
        for _ in range(6):
            await at.press("s")
        assert screen.line.text == "is:open "


async def test_what_can_not_be_meant_is_told_and_what_is_begun_is_completed(
    tmp_path: Path,
) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "slash", "ctrl+u", *"ow")
        assert "is: side: owner:" in at.text
        await at.press("tab")
        assert screen.line.text == "owner:"
        await at.press("ctrl+u", *"age:x")
        assert "✗ age:x is no whole number" in at.text
        assert screen.query_one(RowList).count == 2
        await at.press("enter")
        assert "✗ age:x is no whole number" in at.text


async def test_several_are_owned_by_one_question_and_one_undo(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "space", "space")
        assert "2 selected" in at.text
        assert "■" in at.text
        await at.press("o")
        assert "Who answers these 2 issues?" in at.text
        assert "I1, I2" in at.text
        await at.type("Ben")
        await at.press("2")
        await at.type("friday")
        assert "✓ 2 issues are owned by Ben by Fri 13 Mar 2026" in at.text
        assert "selected" not in at.text
        assert [issues.get(at.desk, number).owner for number in (1, 2)] == ["Ben", "Ben"]
        await at.press("u")
        assert [issues.get(at.desk, number).owner for number in (1, 2)] == ["", ""]


async def test_all_that_is_listed_is_selected_and_escape_lets_go(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "asterisk")
        assert screen.chosen == [1, 2]
        await at.press("escape")
        assert screen.chosen == [1]
        await at.press("asterisk", "asterisk")
        assert "selected" not in at.text
        await at.press("t", "asterisk", "d")
        await at.press("enter")
        assert "✓ 2 actions are done" in at.text
        await at.press("u")
        assert {one.state for one in actions.listed(at.desk)} == {"open"}


async def test_one_that_can_not_is_said_and_all_stay_as_they_are(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "asterisk", "c")
        assert "✗ I1 has no answer yet" in at.text
        assert screen.chosen == [1, 2]


async def test_an_issue_becomes_something_else_and_comes_back(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "k")
        assert "What is I1?" in at.text
        await at.press("p")
        assert "✓ I1 is P1 now" in at.text
        await at.press("u")
        assert issues.get(at.desk, 1).state == "heard"
        await at.press("home", "k", "a")
        await at.type("Mara")
        await at.type("in 2 weeks")
        assert actions.get(at.desk, 1).owner == "Mara"
        assert actions.get(at.desk, 1).due == dt.date(2026, 3, 25)


async def test_a_wrong_id_to_merge_with_stays_in_the_line_with_what_is_wrong(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "j", "i")
        await at.type("I1")
        assert "✗ I1 can't go on as itself; name the other one" in at.text
        await at.press("ctrl+u")
        await at.type("I99")
        assert "✗ there is no issue I99" in at.text
        await at.press("ctrl+u")
        await at.type("I2")
        assert "✓ I1 goes on as I2" in at.text


async def test_an_issue_is_merged_into_another_by_its_id(tmp_path: Path) -> None:
    async with between(tmp_path, size=(120, 40)) as at:
        await _open(at, "j")
        assert "Which issue goes on for I1 too?" in at.text
        await at.press("i")
        await at.type("I2")
        assert "✓ I1 goes on as I2" in at.text
        assert "fair leads came without phone numbers" in at.text
        assert "took in" in at.text
        assert issues.get(at.desk, 2).times_raised == 2


async def test_who_edits_an_anonymous_text_is_told_that_it_is_for_good(tmp_path: Path) -> None:
    async with between(
        tmp_path, before=lambda desk, clock: air_anonymously(desk, clock, "I am afraid")
    ) as at:
        await _open(at, "end", "e")
        assert "How should" in at.text
        assert "It was aired anonymously: what it says now is" in at.text
        await at.press("escape")


async def test_a_text_is_edited_in_place(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "e")
        await at.type(" at all")
        assert issues.get(at.desk, 1).capture.text == "fair leads came without phone numbers at all"
        assert "✓ I1 is changed" in at.text
        await at.press("u")
        assert issues.get(at.desk, 1).capture.text == "fair leads came without phone numbers"


async def test_whether_the_answer_helps_is_said_by_keys(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "v", "end", "a")
        await at.type("phone is required")
        await at.press("z")
        await at.type("only at one fair")
        assert issues.get(at.desk, 1).helps == "no"
        await at.press("a")
        await at.type("at all fairs")
        await at.press("y")
        assert issues.get(at.desk, 1).state == "closed"
        assert "✓ it helps" in at.text
        await at.press("p")
        await at.type("again without")
        assert issues.get(at.desk, 1).is_open


async def test_everything_that_happened_to_a_record_is_read(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "h")
        assert "What happened to I1" in at.text
        await at.press("escape")
        at.screen(IssuesScreen)


async def test_a_filter_is_saved_chosen_and_removed(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _open(at, "v", "f")
        assert "✗ no filter is saved yet" in at.text
        await at.press("slash", *"side:sales", "enter", "f", "plus")
        await at.type("ours")
        assert "✓ saved as ours" in at.text
        await at.press("escape", "f")
        assert "ours  side:sales" in at.text
        await at.press("1")
        assert screen.line.text == "side:sales"
        assert screen.query_one(RowList).count == 1
        await at.press("f", "minus", "1")
        assert "✓ ours is removed" in at.text
        assert filters.saved(at.desk, "issues") == {}


async def test_the_filter_a_list_was_left_with_is_there_again(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "slash", *"side:sales", "enter", "s", "t", "t", "t", "t")
        assert at.screen(IssuesScreen).line.text == "is:open side:sales sort:age "
        await at.press("v", "escape", "v", "escape")
        at.screen(HomeScreen)
        screen = await _open(at)
        assert screen.line.text == ""


async def test_an_issue_that_is_no_longer_open_is_found_from_elsewhere(tmp_path: Path) -> None:
    def withdraw(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock)
        issues.withdraw(desk, 2, "solved", clock().at.date(), clock())

    async with between(tmp_path, before=withdraw) as at:
        at.app.push_screen(IssuesScreen(at.desk, at.clock, number=2))
        await at.pilot.pause()
        await at.pilot.pause()
        screen = at.screen(IssuesScreen)
        assert screen.record == issues.get(at.desk, 2)
        assert screen.line.text == "I2"


async def test_what_is_listed_is_written_to_a_file(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _open(at, "x", "c", "ctrl+u")
        await at.type(str(tmp_path / "out.csv"))
        assert "2 issues written to" in at.text
        assert (tmp_path / "out.csv").read_text("utf-8").count("\n") == 3
        await at.press("x", "m", "ctrl+u")
        await at.type(str(tmp_path / "out.csv"))
        assert "Write over it?" in at.text
        await at.press("n")
        assert (tmp_path / "out.csv").read_text("utf-8").startswith("ref,")
        await at.press("x", "j", "ctrl+u")
        await at.type(str(tmp_path / "glossary.yaml"))
        await at.press("y")
        assert "✗" in at.text
        assert "file of the workspace itself" in at.text


async def test_hostile_texts_are_only_text(tmp_path: Path) -> None:
    def air(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        for text in HOSTILE:
            if "\0" not in text:
                captures.take(desk, f"#issue sales {text}", clock())
        meetings.move(desk, "close", clock())

    async with between(tmp_path, before=air) as at:
        screen = await _open(at)
        for _ in range(screen.query_one(RowList).count):
            assert_calm(drawn(at.app))
            await at.press("o")
            assert_calm(drawn(at.app))
            await at.press("escape", "down")
